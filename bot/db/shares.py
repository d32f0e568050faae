"""Share store: records a share before the post and completes it afterward."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, update

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.job_rows import jobs_from_rows
from bot.db.schema import generations
from bot.jobs.models import Job, JobState

__all__ = ["SqlShareStore"]

# Maximum age of shares that recovery completes; older ones are completed by the next click.
_LOOK_BACK_SECONDS = 3 * 24 * 3600.0
_MOST_UNSETTLED = 100


class SqlShareStore:
    """:class:`~bot.jobs.ports.ShareStore` in SQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, job_id: str) -> bool:
        now_ms = round(self._clock.now() * 1000)
        return await self._update(job_id, generations.c.deleted_ms.is_(None), shared_ms=now_ms)

    async def complete(self, job_id: str, message_id: int, *, covered: bool) -> bool:
        c = generations.c
        as_posted = (c.deleted_ms.is_(None), c.spoiler == int(covered))
        return await self._update(
            job_id, *as_posted, shared_message_id=message_id
        ) or await self._is_recorded(job_id, message_id)

    async def abort(self, job_id: str) -> None:
        await self._update(job_id, shared_ms=None)

    async def pending(self) -> list[Job]:
        c = generations.c
        since_ms = round((self._clock.now() - _LOOK_BACK_SECONDS) * 1000)
        query = (
            select(generations)
            # Both conditions match those of the index.
            .where(c.shared_ms > since_ms, c.shared_ms.is_not(None), c.shared_message_id.is_(None))
            .where(c.private == 1, c.state == JobState.DELIVERED.value)
            .order_by(c.shared_ms.desc())
            .limit(_MOST_UNSETTLED)
        )
        async with self._database.read(many_rows=True) as connection:
            return jobs_from_rows((await connection.execute(query)).mappings())

    async def _is_recorded(self, job_id: str, message_id: int) -> bool:
        """Return whether another process or an earlier click has recorded the same post."""
        c = generations.c
        query = select(c.id).where(c.id == job_id, c.shared_message_id == message_id)
        async with self._database.read() as connection:
            return await connection.scalar(query) is not None

    async def _update(self, job_id: str, *conditions: ColumnElement[bool], **values: int | None) -> bool:
        c = generations.c
        open_share = update(generations).where(
            c.id == job_id, c.private == 1, c.shared_message_id.is_(None), *conditions
        )
        async with self._database.write() as connection:
            return (await connection.execute(open_share.values(**values))).rowcount == 1
