"""What was spent, summed from the ledger: by day, member and quality; and how requests ended."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import generations, ledger

__all__ = [
    "LEDGER_COLUMNS",
    "SpendRow",
    "count_active_users",
    "read_outcomes",
    "read_spending",
    "stream_ledger",
]

#: The columns of an export, in their order; stable, because people build on them.
LEDGER_COLUMNS = (
    "id",
    "at",
    "day",
    "kind",
    "generation_id",
    "server_id",
    "member_id",
    "allowance_delta",
    "granted_delta",
    "spend_delta",
    "administrator_id",
    "reason",
)
# Rows that are in memory at once.
_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendRow:
    """Credits that one member spent or holds on one day; ``quality`` is empty once it is forgotten."""

    day: str
    user_id: int
    quality: str
    credits: int


async def read_spending(connection: AsyncConnection, guild_id: int, first: str, last: str) -> list[SpendRow]:
    """What this server's members spent from ``first`` to ``last`` (both included)."""
    e, credits = ledger.c, func.sum(ledger.c.spend_delta)
    query = (
        select(e.day, e.user_id, generations.c.quality, credits)
        .select_from(ledger.outerjoin(generations, generations.c.id == e.generation_id))
        .where(e.guild_id == guild_id, e.day.between(first, last))
        .group_by(e.day, e.user_id, generations.c.quality)
        .having(credits != 0)
        .order_by(e.day, e.user_id)
    )
    return [
        SpendRow(day=day, user_id=user_id, quality=quality or "", credits=int(total))
        for day, user_id, quality, total in await connection.execute(query)
    ]


async def read_outcomes(
    connection: AsyncConnection, guild_id: int, first: str, last: str
) -> Mapping[tuple[str, str], int]:
    """How many requests of those days are in each state, and for which reason (or none: "")."""
    c = generations.c
    query = select(c.state, c.reason, func.count()).where(c.guild_id == guild_id, c.day.between(first, last))
    rows = await connection.execute(query.group_by(c.state, c.reason))
    return {(state, reason or ""): int(count) for state, reason, count in rows}


async def count_active_users(
    connection: AsyncConnection, guild_id: int, since_ms: int, *, most: int
) -> tuple[int, int]:
    """How many members asked for pictures, and since when (epoch milliseconds).

    Looks at the ``most`` newest requests; where there are more, it begins with the oldest of those.
    """
    c = generations.c
    # Whose data was erased is nobody's any more.
    asked = select(c.user_id, c.created_ms).where(
        c.guild_id == guild_id, c.created_ms >= since_ms, c.user_id > 0
    )
    latest = asked.order_by(c.created_ms.desc()).limit(most).subquery()
    query = select(func.count(latest.c.user_id.distinct()), func.count(), func.min(latest.c.created_ms))
    members, rows, first_ms = (await connection.execute(query)).one()
    return members, first_ms if rows == most else since_ms


async def stream_ledger(
    connection: AsyncConnection, guild_id: int, first: str, last: str
) -> AsyncIterator[list[Mapping[str, Any]]]:
    """The entries of those days in batches, oldest first; instants stay epoch milliseconds."""
    e = ledger.c
    query = (
        select(
            e.id,
            e.at_ms.label("at"),
            e.day,
            e.kind,
            e.generation_id,
            e.guild_id.label("server_id"),
            e.user_id.label("member_id"),
            e.allowance_delta,
            e.granted_delta,
            e.spend_delta,
            e.actor_id.label("administrator_id"),
            e.reason,
        )
        .where(e.guild_id == guild_id, e.day.between(first, last))
        .order_by(e.id)
    )
    rows = await connection.stream(query)
    async for batch in rows.mappings().partitions(_BATCH):
        yield [dict(row) for row in batch]
