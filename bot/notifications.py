"""Telling the operator: in the log always, in a Discord channel if one is set.

Each notice has a text key, so that it reads the same in both places. What must be told once
(a day, an episode) is the caller's business, or is remembered here by its ``once`` name across
restarts.
"""

from __future__ import annotations

from typing import Protocol

import structlog
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.db.engine import Database
from bot.db.schema import bot_state

__all__ = ["OperatorChannel", "OperatorNotifier"]

log = structlog.stdlib.get_logger(__name__)


class OperatorChannel(Protocol):
    """Posts a notice where the operator reads. Best effort: never raises."""

    async def announce(self, key: str, values: dict[str, str | int | float]) -> None:
        """Post the notice ``key``, filled with ``values``."""
        ...


class OperatorNotifier:
    """Says what only the operator can mend."""

    def __init__(self, database: Database, announcer: OperatorChannel) -> None:
        self._database = database
        self._announcer = announcer

    async def tell(self, key: str, *, once: str | None = None, **values: str | int | float) -> bool:
        """Log and announce; with ``once``, only the first time this name is used, ever.

        Returns whether it was told.
        """
        if once is not None and not await self._first(once):
            return False
        log.warning("the operator should know", notice=key, **values)
        await self._announcer.announce(key, values)
        return True

    async def _first(self, name: str) -> bool:
        try:
            async with self._database.write() as connection:
                await connection.execute(insert(bot_state).values(key=f"told:{name}"[:60], value="1"))
        except IntegrityError:
            return False
        return True
