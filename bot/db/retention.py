"""Retention store: deletes jobs after the retention period, and other rows when they expire."""

from __future__ import annotations

from bot.db.data_erasure import delete_in_batches, purge_temporary
from bot.db.engine import Database
from bot.db.schema import generations, reactions

__all__ = ["SqlRetentionStore", "delete_expired"]

_DAY_MS = 24 * 3600 * 1000


class SqlRetentionStore:
    """:class:`~bot.jobs.retention.RetentionStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def delete_old(self, *, now: float, day: str, days: int | None) -> int:
        await purge_temporary(self._database, day=day, at_ms=round(now * 1000))
        deleted = 0 if days is None else await delete_expired(self._database, now=now, days=days)
        await self._database.forget_deleted()
        return deleted


async def delete_expired(database: Database, *, now: float, days: int) -> int:
    """Delete jobs that ended more than ``days`` ago and whose members were notified; return their number.

    Ledger entries are retained, so that the ledger still adds up.
    """
    before_ms = round(now * 1000) - days * _DAY_MS
    c = generations.c
    removed = await delete_in_batches(database, generations, c.ended_ms < before_ms, c.told == 1)
    await delete_in_batches(database, reactions, reactions.c.at_ms < before_ms)
    return removed
