"""Backlog: unfinished jobs of all processes and the day's credits, read in a few milliseconds."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.job_rows import UNNOTIFIED
from bot.db.maintenance import read_pause
from bot.db.schema import bot_state, generations
from bot.db.spending import read_spent_by_bot
from bot.db.upsert import upsert
from bot.jobs.models import JobState
from bot.ops.backlog import Backlog, OpenJobs

__all__ = ["SqlBacklogStore", "probe_write"]

_PROBE_KEY = "write_probe"
_C = generations.c
_UNFINISHED = select(_C.state, func.count(), func.min(_C.created_ms)).where(UNNOTIFIED).group_by(_C.state)


class SqlBacklogStore:
    """:class:`~bot.ops.backlog.BacklogStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, day: str) -> Backlog:
        async with self._database.read() as connection:
            found = {
                JobState(state): OpenJobs(count=count, oldest_at=oldest_ms / 1000)
                for state, count, oldest_ms in await connection.execute(_UNFINISHED)
            }
            return Backlog(
                open={state: jobs for state, jobs in found.items() if state.is_open},
                unnotified=sum(jobs.count for state, jobs in found.items() if not state.is_open),
                credits_today=await read_spent_by_bot(connection, day),
                pause=await read_pause(connection),
            )


async def probe_write(database: Database, now: float) -> None:
    """Write one row, to find out whether the database can be written; ``now`` in epoch seconds."""
    async with database.write() as connection:
        await connection.execute(upsert(connection, bot_state, {"key": _PROBE_KEY, "value": str(round(now))}))
