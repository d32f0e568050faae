"""Reading a member's own generations back: by page, by words of the prompt, newest first.

Words are compared without regard to case in Python: SQLite's own comparison knows only ASCII.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Select, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.job_rows import jobs_from_rows
from bot.db.schema import generations
from bot.jobs.models import Job, PostingRoute
from bot.quota.models import Account

__all__ = ["Cursor", "HistoryPage", "note_new_post", "read_page", "read_recent_prompts", "restore_post"]

_c = generations.c
# Rows that are looked through for words, in portions: a bound, should nothing match for years.
_PORTION = 250
_PORTIONS = 20
# Rows among which recent prompts are looked for.
_RECENT_ROWS = 200
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in a member's history: the instant and the id of one generation."""

    created_ms: int
    id: str

    def __str__(self) -> str:
        number, digits = self.created_ms, ""
        while number:
            number, digit = divmod(number, len(_DIGITS))
            digits = _DIGITS[digit] + digits
        return f"{digits or '0'}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``str()`` gave. Raises :class:`ValueError`."""
        match = re.fullmatch(r"([0-9a-z]{1,9})\.([0-9a-z]{1,16})", text)
        if match is None:
            raise ValueError("not a place in a history")
        return cls(created_ms=int(match[1], len(_DIGITS)), id=match[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Generations, newest first; ``newer`` and ``older`` say where the next pages begin, if any."""

    entries: tuple[Job, ...]
    newer: Cursor | None = None
    older: Cursor | None = None


async def read_page(
    connection: AsyncConnection,
    account: Account,
    *,
    words: str = "",
    cursor: Cursor | None = None,
    newer: bool = False,
    limit: int,
) -> HistoryPage:
    """The page before (``newer``) or after ``cursor``; the first page without one."""
    found = await _places(connection, account, words, cursor, newer=newer, most=limit + 1)
    if newer and len(found) <= limit:
        # The newest page is always a full one.
        cursor, newer = None, False
        found = await _places(connection, account, words, None, newer=False, most=limit + 1)
    more, shown = len(found) > limit, found[:limit]
    if newer:
        shown.reverse()
    rows = (
        await connection.execute(select(generations).where(_c.id.in_([place.id for place in shown])))
    ).mappings()
    by_id = {job.id: job for job in jobs_from_rows(rows)}
    return HistoryPage(
        entries=tuple(by_id[place.id] for place in shown if place.id in by_id),
        newer=shown[0] if shown and (more if newer else cursor is not None) else None,
        older=shown[-1] if shown and (newer or more) else None,
    )


async def read_recent_prompts(
    connection: AsyncConnection, account: Account, *, words: str, limit: int
) -> list[tuple[str, str]]:
    """The latest different prompts that hold ``words``, each with the id of its generation."""
    wanted, found = words.casefold().strip(), dict[str, str]()
    query = _own(account).with_only_columns(_c.id, _c.prompt).limit(_RECENT_ROWS)
    for job_id, prompt in await connection.execute(query):
        if wanted in prompt.casefold():
            found.setdefault(prompt, job_id)
    return [(job_id, prompt) for prompt, job_id in found.items()][:limit]


async def note_new_post(connection: AsyncConnection, job: Job, *, message_id: int, channel_id: int) -> bool:
    """The result stands elsewhere now; ``False`` when somebody else noted a new place first."""
    statement = (
        update(generations)
        .where(_c.id == job.id, _c.message_id == job.message_id)
        .values(
            message_id=message_id,
            message_channel_id=channel_id,
            posting=PostingRoute.ORIGINAL.value,
            deleted_ms=None,
            deleted_by=None,
        )
    )
    return (await connection.execute(statement)).rowcount == 1


async def restore_post(connection: AsyncConnection, job: Job, *, instead_of: int) -> bool:
    """The result is noted as ``job`` had it, unless it stands somewhere else again."""
    statement = (
        update(generations)
        .where(_c.id == job.id, _c.message_id == instead_of)
        .values(
            message_id=job.message_id,
            message_channel_id=job.message_channel_id,
            posting=None if job.posting is None else job.posting.value,
            deleted_ms=None if job.deleted_at is None else round(job.deleted_at * 1000),
            deleted_by=job.deleted_by,
        )
    )
    return (await connection.execute(statement)).rowcount == 1


async def _places(
    connection: AsyncConnection,
    account: Account,
    words: str,
    cursor: Cursor | None,
    *,
    newer: bool,
    most: int,
) -> list[Cursor]:
    wanted = words.casefold().strip()
    found: list[Cursor] = []
    async for rows in _portions(connection, account, cursor, newer=newer):
        for job_id, created_ms, prompt in rows:
            if wanted in prompt.casefold():
                found.append(Cursor(created_ms=created_ms, id=job_id))
                if len(found) == most:
                    return found
    return found


async def _portions(
    connection: AsyncConnection, account: Account, cursor: Cursor | None, *, newer: bool
) -> AsyncIterator[Sequence[Any]]:
    for _ in range(_PORTIONS):
        query = _own(account, oldest_first=newer).with_only_columns(_c.id, _c.created_ms, _c.prompt)
        if cursor is not None:
            query = query.where(_beyond(cursor, newer=newer))
        rows = (await connection.execute(query.limit(_PORTION))).all()
        yield rows
        if len(rows) < _PORTION:
            return
        cursor = Cursor(created_ms=rows[-1][1], id=rows[-1][0])


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
