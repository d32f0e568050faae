"""Notifications to the operator and to a guild's administrators.

Each notice is a text key with values, so that it reads the same in the log and in the channel.
Operator alerts are always logged; the Discord channel is optional.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import structlog
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.db.engine import Database
from bot.db.schema import bot_state

__all__ = ["GuildNotifier", "OperatorChannel", "OperatorNotifier"]

log = structlog.stdlib.get_logger(__name__)


class OperatorChannel(Protocol):
    """Port: post a notice in the operator's channel. Best effort; never raises."""

    async def send(self, key: str, values: Mapping[str, str | int | float]) -> None:
        """Post the notice ``key``, formatted with ``values``."""
        ...


class GuildNotifier(Protocol):
    """Port: post a notice in a channel of a guild. Best effort; never raises."""

    async def notify(self, guild_id: int, channel_id: int, key: str, values: Mapping[str, str | int]) -> None:
        """Post the notice ``key``, formatted with ``values``, in the guild's language.

        The value ``member`` is a user id, available to the text as ``who``; ``until`` is epoch seconds.
        """
        ...


class OperatorNotifier:
    """Alert the operator to problems that only they can fix."""

    def __init__(self, database: Database, channel: OperatorChannel) -> None:
        self._database = database
        self._channel = channel

    async def notify(self, key: str, *, once: str | None = None, **values: str | int | float) -> bool:
        """Log and post an alert; return whether it was sent.

        With ``once``, an alert of that name is sent only the first time, across restarts.
        """
        if once is not None and not await self._first(once):
            return False
        log.warning("operator alert", notice=key, **values)
        await self._channel.send(key, values)
        return True

    async def _first(self, name: str) -> bool:
        try:
            async with self._database.write() as connection:
                await connection.execute(insert(bot_state).values(key=f"told:{name}"[:60], value="1"))
        except IntegrityError:
            return False
        return True
