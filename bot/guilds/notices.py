"""Telling a server's administrators something, in a channel of their choice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

__all__ = ["GuildNotifier"]


class GuildNotifier(Protocol):
    """Posts a notice into a channel of a server. Best effort: never raises."""

    async def post(self, guild_id: int, channel_id: int, key: str, values: Mapping[str, str | int]) -> None:
        """Post the notice ``key``, filled with ``values``, in the server's language.

        Among the values ``member`` is a user's id, which the text reads as ``who``, and ``until``
        an instant in epoch seconds.
        """
        ...
