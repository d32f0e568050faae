"""Proxy settings of the environment, which Easel does not use (decision 0055)."""

from __future__ import annotations

import os

__all__ = ["proxy_settings"]

_NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def proxy_settings() -> tuple[str, ...]:
    """Return the names of the proxy settings that are set; their values can contain passwords."""
    return tuple(name for name in _NAMES if os.environ.get(name) or os.environ.get(name.lower()))
