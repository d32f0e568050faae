"""Performance tuning that replaces private parts of dependencies.

Each module documents the private API it uses and can be turned off with the environment variable
``EASEL_TUNING_OFF`` (comma-separated module names, or ``all``), for example to find out whether it
causes a fault after a dependency upgrade.
"""

from __future__ import annotations

import os

__all__ = ["is_enabled"]


def is_enabled(name: str) -> bool:
    """Return whether the tuning module ``name`` (for example ``"guild_cache"``) is enabled."""
    turned_off = {part.strip() for part in os.environ.get("EASEL_TUNING_OFF", "").split(",")}
    return not turned_off & {name, "all"}
