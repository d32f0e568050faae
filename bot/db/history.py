"""History store: pages of a user's jobs, prompt search, and replacement of result messages.

Case is ignored in Python, because SQLite's case-insensitive comparison supports ASCII only.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.engine import Database
from bot.db.job_rows import jobs_from_rows
from bot.db.schema import generations
from bot.jobs.models import Cursor, HistoryPage, Job, PostingRoute
from bot.quota.models import Account

__all__ = ["SqlHistoryStore"]

_c = generations.c
# Rows of the batches that a search reads: most matches are among the newest.
_BATCHES = (250, 750, 1000, 1000, 1000, 1000)
# Maximum number of rows read to find recent prompts.
_RECENT_ROWS = 200


class SqlHistoryStore:
    """:class:`~bot.jobs.history.HistoryStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self, account: Account, *, words: str, cursor: Cursor | None, newer: bool, limit: int
    ) -> HistoryPage:
        async with self._database.read() as connection:
            found = await _search(connection, account, words, cursor, newer=newer, limit=limit + 1)
            if newer and len(found) <= limit:
                # Start over from the newest job, so that the first page is full.
                cursor, newer = None, False
                found = await _search(connection, account, words, None, newer=False, limit=limit + 1)
            more, shown = len(found) > limit, found[:limit]
            if newer:
                shown.reverse()
            query = select(generations).where(_c.id.in_([entry.id for entry in shown]))
            by_id = {job.id: job for job in jobs_from_rows((await connection.execute(query)).mappings())}
        return HistoryPage(
            entries=tuple(by_id[entry.id] for entry in shown if entry.id in by_id),
            newer=shown[0] if shown and (more if newer else cursor is not None) else None,
            older=shown[-1] if shown and (newer or more) else None,
        )

    async def recent_prompts(self, account: Account, *, words: str, limit: int) -> list[tuple[str, str]]:
        found: dict[str, str] = {}
        query = _own(account).with_only_columns(_c.prompt, _c.id).limit(_RECENT_ROWS)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        for prompt, job_id in await _containing(words, rows):
            found.setdefault(prompt, job_id)
        return [(job_id, prompt) for prompt, job_id in found.items()][:limit]

    async def record_repost(self, job: Job, *, message_id: int, channel_id: int) -> bool:
        return await self._replace_message(
            job,
            job.message_id,
            message_id=message_id,
            message_channel_id=channel_id,
            posting=PostingRoute.ORIGINAL.value,
            deleted_ms=None,
            deleted_by=None,
        )

    async def revert_repost(self, job: Job, *, message_id: int) -> None:
        await self._replace_message(
            job,
            message_id,
            message_id=job.message_id,
            message_channel_id=job.message_channel_id,
            posting=None if job.posting is None else job.posting.value,
            deleted_ms=None if job.deleted_at is None else round(job.deleted_at * 1000),
            deleted_by=job.deleted_by,
        )

    async def _replace_message(self, job: Job, expected: int | None, **values: object) -> bool:
        """Update the row unless its message is no longer ``expected``; return whether it was updated."""
        statement = update(generations).where(_c.id == job.id, _c.message_id == expected)
        async with self._database.write() as connection:
            return (await connection.execute(statement.values(**values))).rowcount == 1


async def _search(
    connection: AsyncConnection,
    account: Account,
    words: str,
    cursor: Cursor | None,
    *,
    newer: bool,
    limit: int,
) -> list[Cursor]:
    found: list[Cursor] = []
    sizes = _BATCHES if words.strip() else (limit,)
    async for rows in _batches(connection, account, cursor, sizes, newer=newer):
        matching = await _containing(words, rows)
        found += [Cursor(created_ms=created_ms, id=job_id) for _, created_ms, job_id in matching]
        if len(found) >= limit:
            return found[:limit]
    return found


async def _containing(words: str, rows: Sequence[Any]) -> Sequence[Any]:
    """Return the rows whose prompt, the first column, contains ``words``.

    The search runs in a thread, because many long prompts take a while.
    """
    wanted = words.casefold().strip()
    if not wanted:
        return rows
    return await asyncio.to_thread(lambda: [row for row in rows if wanted in row[0].casefold()])


async def _batches(
    connection: AsyncConnection,
    account: Account,
    cursor: Cursor | None,
    sizes: Sequence[int],
    *,
    newer: bool,
) -> AsyncIterator[Sequence[Any]]:
    for size in sizes:
        query = _own(account, oldest_first=newer).with_only_columns(_c.prompt, _c.created_ms, _c.id)
        if cursor is not None:
            query = query.where(_beyond(cursor, newer=newer))
        rows = (await connection.execute(query.limit(size))).all()
        yield rows
        if len(rows) < size:
            return
        cursor = Cursor(created_ms=rows[-1][1], id=rows[-1][2])


def _own(account: Account, *, oldest_first: bool = False) -> Select[Any]:
    order = (_c.created_ms, _c.id) if oldest_first else (_c.created_ms.desc(), _c.id.desc())
    return (
        select(generations)
        .where(_c.user_id == account.user_id, _c.guild_id == account.guild_id)
        .order_by(*order)
    )


def _beyond(cursor: Cursor, *, newer: bool) -> Any:
    if newer:
        later = and_(_c.created_ms == cursor.created_ms, _c.id > cursor.id)
        return or_(_c.created_ms > cursor.created_ms, later)
    earlier = and_(_c.created_ms == cursor.created_ms, _c.id < cursor.id)
    return or_(_c.created_ms < cursor.created_ms, earlier)
