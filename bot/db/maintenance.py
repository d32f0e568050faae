"""Maintenance store: the operator's pause state and totals across all jobs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.engine import Database
from bot.db.job_rows import UNNOTIFIED
from bot.db.schema import bot_state, counters, generations
from bot.db.upsert import upsert
from bot.jobs.admission import Pause
from bot.jobs.models import JobState
from bot.ops.maintenance import Totals
from bot.quota.periods import QuotaPeriod

__all__ = ["SqlMaintenanceStore", "read_pause"]

_PAUSE_KEY = "paused"
_PAUSE = select(bot_state.c.value).where(bot_state.c.key == _PAUSE_KEY)


class SqlMaintenanceStore:
    """:class:`~bot.ops.maintenance.MaintenanceStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def totals(self, period: QuotaPeriod, since_ms: int) -> Totals:
        async with self._database.read(many_rows=True) as connection:
            delivered, failures = await _count_ended(connection, since_ms)
            return Totals(
                today=await _spent(connection, period.day, period.day),
                month=await _spent(connection, *period.days_of_month),
                open=await _count_open(connection),
                delivered=delivered,
                failures=failures,
                pause=await read_pause(connection),
            )

    async def set_pause(self, pause: Pause | None) -> bool:
        this = bot_state.c.key == _PAUSE_KEY
        async with self._database.write() as connection:
            before = await connection.scalar(_PAUSE)
            if pause is None:
                await connection.execute(delete(bot_state).where(this))
            else:
                value = json.dumps({"since": pause.since, "message": pause.message})
                await connection.execute(upsert(connection, bot_state, {"key": _PAUSE_KEY, "value": value}))
        return before is not None


async def read_pause(connection: AsyncConnection) -> Pause | None:
    """Return the operator's pause, if any."""
    stored = await connection.scalar(_PAUSE)
    return None if stored is None else Pause(**json.loads(stored))


async def _spent(connection: AsyncConnection, first_day: str, last_day: str) -> int:
    c = counters.c
    query = select(func.sum(c.value)).where(c.scope == "bot", c.day.between(first_day, last_day))
    return int(await connection.scalar(query) or 0)


async def _count_open(connection: AsyncConnection) -> Mapping[JobState, int]:
    c = generations.c
    states = [state.value for state in JobState if state.is_open]
    query = select(c.state, func.count()).where(UNNOTIFIED, c.state.in_(states)).group_by(c.state)
    return {JobState(state): count for state, count in (await connection.execute(query)).all()}


async def _count_ended(connection: AsyncConnection, since_ms: int) -> tuple[int, Mapping[str, int]]:
    c = generations.c
    query = select(c.reason, func.count()).where(c.ended_ms >= since_ms).group_by(c.reason)
    counts: dict[str | None, int] = {row[0]: row[1] for row in await connection.execute(query)}
    delivered = counts.pop(None, 0)
    return delivered, {str(reason): count for reason, count in counts.items()}
