"""Forgetting: finished requests and their prompts older than the operator wants to keep.

The ledger stays, without a name for what was drawn: the books must add up for ever.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock
from bot.db.data_erasure import purge_temporary
from bot.db.engine import Database
from bot.db.schema import generations, reactions
from bot.quota.periods import period_at

__all__ = ["delete_expired", "run_retention"]

log = structlog.stdlib.get_logger(__name__)

_DAY_MS = 24 * 3600 * 1000
_EVERY_SECONDS = 6 * 3600.0


async def delete_expired(database: Database, *, now: float, days: int) -> int:
    """Remove ended and told requests that ended more than ``days`` ago; returns how many."""
    before_ms = round(now * 1000) - days * _DAY_MS
    async with database.write(many_rows=True) as connection:
        removed = await connection.execute(
            delete(generations).where(generations.c.told == 1, generations.c.ended_ms < before_ms)
        )
        await connection.execute(delete(reactions).where(reactions.c.at_ms < before_ms))
    return removed.rowcount


async def run_retention(database: Database, clock: Clock, *, days: int | None, zone: ZoneInfo) -> None:
    """Do so every six hours until cancelled, and remove what was kept for a day or two only."""
    while True:
        now = clock.now()
        try:
            await purge_temporary(database, day=period_at(now, zone).day, at_ms=round(now * 1000))
            if days is not None and (removed := await delete_expired(database, now=now, days=days)):
                log.info("old requests removed", count=removed, days=days)
        except DBAPIError:
            # A database that is busy now is not in six hours; nobody is waiting for this.
            log.exception("old data could not be removed")
        await clock.sleep(_EVERY_SECONDS)
