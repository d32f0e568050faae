"""Ledger integrity: compare each counter with the sum of its entries, and repair it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import counters, ledger
from bot.db.upsert import upsert

__all__ = ["Mismatch", "find_mismatches", "repair"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A counter that differs from its entries; inapplicable IDs are 0, and an inapplicable day is empty."""

    scope: str
    guild_id: int
    user_id: int
    day: str
    counter: int
    entries: int

    def __str__(self) -> str:
        where = f"server {self.guild_id}, member {self.user_id}, day {self.day or '-'}"
        return f"{self.scope} ({where}): counter {self.counter}, entries {self.entries}"


async def find_mismatches(connection: AsyncConnection) -> list[Mismatch]:
    """Return every counter that differs from the sum of its entries, including missing counters."""
    e = ledger.c
    zero, no_day = literal(0), literal("")
    sums = (
        select(literal("member"), e.guild_id, e.user_id, e.day, func.sum(e.allowance_delta)).group_by(
            e.guild_id, e.user_id, e.day
        ),
        select(literal("granted"), e.guild_id, e.user_id, no_day, func.sum(e.granted_delta)).group_by(
            e.guild_id, e.user_id
        ),
        select(literal("server"), e.guild_id, zero, e.day, func.sum(e.spend_delta)).group_by(
            e.guild_id, e.day
        ),
        select(literal("bot"), zero, zero, e.day, func.sum(e.spend_delta)).group_by(e.day),
    )
    entries: dict[tuple[str, int, int, str], int] = {}
    for query in sums:
        for scope, guild_id, user_id, day, total in await connection.execute(query):
            entries[(scope, guild_id, user_id, day)] = int(total)
    c = counters.c
    stored = {
        (scope, guild_id, user_id, day): int(value)
        for scope, guild_id, user_id, day, value in await connection.execute(
            select(c.scope, c.guild_id, c.user_id, c.day, c.value)
        )
    }
    return [
        Mismatch(
            scope=key[0],
            guild_id=key[1],
            user_id=key[2],
            day=key[3],
            counter=stored.get(key, 0),
            entries=entries.get(key, 0),
        )
        for key in sorted(stored.keys() | entries.keys())
        if stored.get(key, 0) != entries.get(key, 0)
    ]


async def repair(connection: AsyncConnection) -> list[Mismatch]:
    """Set each differing counter to the sum of its entries; return the differences found.

    Entries are authoritative: they are append-only and written by the transactions that move credits.
    """
    found = await find_mismatches(connection)
    for wrong in found:
        row = {
            "scope": wrong.scope,
            "guild_id": wrong.guild_id,
            "user_id": wrong.user_id,
            "day": wrong.day,
            "value": max(0, wrong.entries),
        }
        await connection.execute(upsert(connection, counters, row))
    return found
