"""Result store: spoiler flags and deletions of delivered results, and the chain of repeats."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select, update

from bot.clock import Clock, now_ms
from bot.db.engine import Database
from bot.db.job_rows import jobs_from_rows
from bot.db.schema import generations
from bot.jobs.models import Job, JobState

__all__ = ["SqlResultStore"]

# States of a job that has, or may still have, a visible result.
_SHOWN = tuple(state.value for state in JobState if state.is_open or state is JobState.DELIVERED)


class SqlResultStore:
    """:class:`~bot.jobs.ports.ResultStore` in SQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def mark_deleted(self, job_id: str, *, by: int) -> None:
        values = {"deleted_ms": now_ms(self._clock), "deleted_by": by}
        await self._update(job_id, values, generations.c.deleted_ms.is_(None))

    async def mark_spoiler(self, job_id: str, *, covered: bool) -> None:
        await self._update(job_id, {"spoiler": int(covered)})

    async def children(self, job_id: str, *, viewer_id: int, most: int) -> list[Job]:
        c = generations.c
        query = (
            select(generations)
            .where(c.parent_id == job_id, c.state.in_(_SHOWN), _known_to(viewer_id))
            .order_by(c.created_ms, c.id)
            .limit(most)
        )
        async with self._database.read() as connection:
            return jobs_from_rows((await connection.execute(query)).mappings())

    async def ancestors(self, job: Job, *, viewer_id: int, most: int) -> list[Job]:
        found: list[Job] = []
        async with self._database.read() as connection:
            while job.parent_id is not None and len(found) < most:
                parent = generations.c.id == job.parent_id
                query = select(generations).where(parent, _known_to(viewer_id))
                above = jobs_from_rows((await connection.execute(query)).mappings())
                if not above:
                    break
                job = above[0]
                found.append(job)
        return found

    async def _update(self, job_id: str, values: dict[str, Any], *conditions: Any) -> None:
        statement = update(generations).where(generations.c.id == job_id, *conditions)
        async with self._database.write() as connection:
            await connection.execute(statement.values(**values))


def _known_to(viewer_id: int) -> ColumnElement[bool]:
    """Select public jobs and the viewer's own."""
    c = generations.c
    return or_(c.private == 0, c.shared_message_id.is_not(None), c.user_id == viewer_id)
