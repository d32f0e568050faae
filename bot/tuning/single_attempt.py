"""Single attempts: aiohttp does not repeat a GET or PUT whose connection breaks.

The caller decides on another attempt, with a pause and a limit. Private API used: ``ClientSession._retry_connection``.
"""

from __future__ import annotations

import aiohttp

from bot.tuning import is_enabled

__all__ = ["use_single_attempts"]


def use_single_attempts(session: aiohttp.ClientSession) -> None:
    """Send each request of ``session`` once."""
    if is_enabled("single_attempt"):
        session._retry_connection = False
