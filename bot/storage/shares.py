"""The rows' side of sharing: begun before the post, noted after it."""

from __future__ import annotations

from sqlalchemy import select, update

from bot.clock import Clock
from bot.generation.job import Generation, JobState
from bot.storage.engine import Database
from bot.storage.rows import read_generations
from bot.storage.schema import generations

__all__ = ["ShareStore"]


class ShareStore:
    """Notes where private results became public."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, job_id: str) -> None:
        """From here on a crash means that the post may be there."""
        await self._update(job_id, shared_ms=round(self._clock.now() * 1000))

    async def note(self, job_id: str, message_id: int) -> None:
        """It is there."""
        await self._update(job_id, shared_message_id=message_id)

    async def forget(self, job_id: str) -> None:
        """Discord certainly took nothing."""
        await self._update(job_id, shared_ms=None)

    async def unsettled(self) -> list[Generation]:
        """Results whose sharing was begun and not noted."""
        c = generations.c
        query = select(generations).where(
            c.shared_ms.is_not(None), c.shared_message_id.is_(None), c.state == JobState.DELIVERED.value
        )
        async with self._database.read() as connection:
            return read_generations((await connection.execute(query)).mappings())

    async def _update(self, job_id: str, **values: int | None) -> None:
        c = generations.c
        open_share = update(generations).where(c.id == job_id, c.private == 1, c.shared_message_id.is_(None))
        async with self._database.write() as connection:
            await connection.execute(open_share.values(**values))
