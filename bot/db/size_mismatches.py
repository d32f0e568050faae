"""Size mismatch store: recent jobs with an image of the wrong size."""

from __future__ import annotations

from sqlalchemy import select

from bot.db.engine import Database
from bot.db.job_rows import jobs_from_rows
from bot.db.schema import generations
from bot.jobs.image_sizes import SizeMismatch

__all__ = ["SqlSizeMismatchStore"]


class SqlSizeMismatchStore:
    """:class:`~bot.jobs.image_sizes.SizeMismatchStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recent(self, *, since: float, limit: int) -> list[SizeMismatch]:
        c = generations.c
        query = (
            select(generations)
            .where(c.ended_ms >= round(since * 1000), c.drawn.is_not(None), c.charged.is_not(None))
            .where(c.delivered_count.is_not(None))
            .order_by(c.ended_ms.desc(), c.id)
            .limit(limit)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).mappings().all()
        ended = {row["id"]: row["ended_ms"] / 1000 for row in rows}
        return [
            SizeMismatch(
                job_id=job.id,
                model=job.model,
                wire_form=job.wire_form,
                requested=job.size,
                drawn=job.drawn,
                charged=job.charged or 0,
                reserved=job.cost,
                at=ended[job.id],
            )
            for job in jobs_from_rows(rows)
        ]
