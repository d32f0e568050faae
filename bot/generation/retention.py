"""Forgetting: finished requests and their prompts older than the operator wants to keep.

The ledger stays, without a name for what was drawn: the books must add up for ever.
"""

from __future__ import annotations

import structlog
from sqlalchemy import delete

from bot.clock import Clock
from bot.storage.engine import Database
from bot.storage.schema import generations, reactions

__all__ = ["forget_old", "keep_forgetting"]

log = structlog.stdlib.get_logger(__name__)

_DAY_MS = 24 * 3600 * 1000
_EVERY_SECONDS = 6 * 3600.0


async def forget_old(database: Database, *, now: float, days: int) -> int:
    """Remove ended and told requests that ended more than ``days`` ago; returns how many."""
    before_ms = round(now * 1000) - days * _DAY_MS
    async with database.write() as connection:
        removed = await connection.execute(
            delete(generations).where(generations.c.told == 1, generations.c.ended_ms < before_ms)
        )
        await connection.execute(delete(reactions).where(reactions.c.at_ms < before_ms))
    return removed.rowcount


async def keep_forgetting(database: Database, clock: Clock, *, days: int) -> None:
    """Do so every six hours until cancelled."""
    while True:
        if removed := await forget_old(database, now=clock.now(), days=days):
            log.info("old requests removed", count=removed, days=days)
        await clock.sleep(_EVERY_SECONDS)
