"""Performance tuning that replaces private parts of dependencies.

Each module names the private API that it touches and can be turned off with the environment
variable ``EASEL_TUNING_OFF`` (comma-separated module names, or ``all``), for example to find out
whether a fault comes from a tuning module after a dependency was upgraded.
"""

from __future__ import annotations

import os

__all__ = ["is_enabled"]


def is_enabled(name: str) -> bool:
    """Whether the tuning module ``name`` (for example ``"guild_cache"``) is in use."""
    turned_off = {part.strip() for part in os.environ.get("EASEL_TUNING_OFF", "").split(",")}
    return not turned_off & {name, "all"}
