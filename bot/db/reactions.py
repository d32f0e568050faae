"""Reaction store: records processed repeat reactions, so that recovery can find the others."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock, now_ms
from bot.db.engine import Database
from bot.db.job_rows import jobs_from_rows
from bot.db.schema import generations, reactions
from bot.db.upsert import insert_if_absent, upsert
from bot.jobs.models import JobState
from bot.jobs.ports import ReactedResult

__all__ = ["SqlReactionStore", "is_handled", "record_reaction"]

# Greatest delay of a reaction's event after recovery has read the reaction, with the claims of other processes.
_EVENT_DELAY_MS = 60_000


class SqlReactionStore:
    """:class:`~bot.jobs.ports.ReactionStore` in SQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def record_ignored(self, message_id: int, user_id: int) -> None:
        at_ms = now_ms(self._clock) - _EVENT_DELAY_MS
        row = {"message_id": message_id, "user_id": user_id, "at_ms": at_ms}
        async with self._database.write() as connection:
            await connection.execute(insert_if_absent(connection, reactions).values(**row))

    async def claim(self, message_id: int, user_id: int, *, since: float) -> bool:
        row = {"message_id": message_id, "user_id": user_id, "at_ms": now_ms(self._clock)}
        async with self._database.write() as connection:
            earlier = reactions.c.at_ms < round(since * 1000)
            return (await connection.execute(upsert(connection, reactions, row, where=earlier))).rowcount == 1

    async def is_processed(self, message_id: int, user_id: int) -> bool:
        async with self._database.read() as connection:
            return await is_handled(connection, message_id, user_id)

    async def recent_results(self, *, seconds: float, most: int) -> list[ReactedResult]:
        since_ms = round((self._clock.now() - seconds) * 1000)
        c = generations.c
        query = (
            select(generations)
            .where(c.state == JobState.DELIVERED.value, c.ended_ms >= since_ms, c.message_id.is_not(None))
            # Ephemeral messages have no reactions.
            .where(or_(c.private == 0, c.shared_message_id.is_not(None)))
            .order_by(c.ended_ms.desc())
            .limit(most)
        )
        async with self._database.read(many_rows=True) as connection:
            jobs = jobs_from_rows((await connection.execute(query)).mappings())
            seen = select(reactions.c.message_id, reactions.c.user_id).where(
                reactions.c.message_id.in_([job.public_message_id for job in jobs])
            )
            handled: dict[int | None, set[int]] = defaultdict(set)
            for message_id, user_id in await connection.execute(seen):
                handled[message_id].add(user_id)
        return [
            ReactedResult(job=job, processed_by=frozenset(handled[job.public_message_id])) for job in jobs
        ]


async def record_reaction(connection: AsyncConnection, message_id: int, user_id: int, at_ms: int) -> None:
    """Record a reaction as processed, in the caller's transaction; recording it again updates the time."""
    row = {"message_id": message_id, "user_id": user_id, "at_ms": at_ms}
    await connection.execute(upsert(connection, reactions, row))


async def is_handled(
    connection: AsyncConnection, message_id: int, user_id: int, *, since: float = 0.0
) -> bool:
    """Return whether a reaction was recorded at or after ``since`` (epoch seconds)."""
    c = reactions.c
    query = select(c.at_ms).where(
        c.message_id == message_id, c.user_id == user_id, c.at_ms >= round(since * 1000)
    )
    return await connection.scalar(query) is not None
