"""Ledger integrity: compare each counter with the sum of its entries, and repair it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    Column,
    Select,
    String,
    and_,
    bindparam,
    cast,
    false,
    func,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.engine import Database
from bot.db.schema import counters, ledger
from bot.db.upsert import insert_if_absent

__all__ = ["Mismatch", "find_mismatches", "repair"]

# Maximum number of differences reported or repaired at a time.
_LIMIT = 10_000

_Sums = Select[Any]


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


async def find_mismatches(connection: AsyncConnection, *, limit: int = _LIMIT) -> list[Mismatch]:
    """Return up to ``limit`` counters that differ from the sum of their entries, including missing ones.

    A single statement, so that it sees one state of the data and returns only the differences.
    """
    rows = (await connection.execute(_DIFFERENCES.limit(limit))).all()
    return [
        Mismatch(
            scope=row.scope,
            guild_id=row.guild_id,
            user_id=row.user_id,
            day=row.day,
            counter=int(row.counter),
            entries=int(row.entries),
        )
        for row in rows
    ]


async def repair(database: Database) -> list[Mismatch]:
    """Set each differing counter to the sum of its entries; return the differences corrected.

    Entries are authoritative: they are append-only and written by the transactions that move credits. Safe
    beside a running bot: each counter is locked and compared again in a short transaction of its own, and
    every transaction that moves credits changes both the counter and the entries.
    """
    async with database.snapshot() as connection:
        suspects = await find_mismatches(connection)
    corrected = []
    for suspect in suspects:
        async with database.exclusive() as connection:
            if (wrong := await _compare_locked(connection, suspect)) is not None:
                await connection.execute(_SET, {**_key(wrong), "to": max(0, wrong.entries)})
                corrected.append(wrong)
    return corrected


async def _compare_locked(connection: AsyncConnection, suspect: Mismatch) -> Mismatch | None:
    """Lock the counter and compare it again; return the difference, if it persists."""
    key = _key(suspect)
    row = {name.removeprefix("of_"): value for name, value in key.items()}
    await connection.execute(insert_if_absent(connection, counters).values(**row, value=0))
    counter = int(await connection.scalar(_LOCKED_VALUE, key) or 0)
    # A separate statement, which on PostgreSQL sees everything committed before the lock.
    entries = int(await connection.scalar(_sum_of(suspect)) or 0)
    return None if counter == entries else replace(suspect, counter=counter, entries=entries)


def _key(wrong: Mismatch) -> dict[str, str | int]:
    return {
        "of_scope": wrong.scope,
        "of_guild_id": wrong.guild_id,
        "of_user_id": wrong.user_id,
        "of_day": wrong.day,
    }


_THIS = and_(
    *(counters.c[name] == bindparam(f"of_{name}") for name in ("scope", "guild_id", "user_id", "day"))
)
_LOCKED_VALUE = select(counters.c.value).where(_THIS).with_for_update()
_SET = update(counters).where(_THIS).values(value=bindparam("to"))


def _sum_of(wrong: Mismatch) -> Select[Any]:
    """Return the query for the sum of one counter's entries."""
    e = ledger.c
    of_guild, of_user, of_day = e.guild_id == wrong.guild_id, e.user_id == wrong.user_id, e.day == wrong.day
    delta, conditions = {
        "member": (e.allowance_delta, (of_guild, of_user, of_day)),
        "granted": (e.granted_delta, (of_guild, of_user)),
        "server": (e.spend_delta, (of_guild, of_day)),
        "bot": (e.spend_delta, (of_day,)),
    }.get(wrong.scope, (e.spend_delta, (false(),)))
    return select(func.sum(delta)).where(*conditions)


def _differences() -> _Sums:
    """Build the query: counters and entries of each key, summed up side by side."""
    both = union_all(*_entry_sums(), _stored()).subquery("both_sides")
    c = both.c
    counter, entries = func.sum(c.counter).label("counter"), func.sum(c.entries).label("entries")
    keys = (c.scope, c.guild_id, c.user_id, c.day)
    return select(*keys, counter, entries).group_by(*keys).having(counter != entries).order_by(*keys)


def _stored() -> _Sums:
    c = counters.c
    return select(
        c.scope, c.guild_id, c.user_id, c.day, c.value.label("counter"), literal(0).label("entries")
    )


def _entry_sums() -> list[_Sums]:
    """Return one query per scope that sums the ledger's entries by the keys of its counters."""
    e = ledger.c
    # Typed, because PostgreSQL must know the types of a UNION's columns.
    no_user, no_day = literal(0).label("user_id"), cast(literal(""), String).label("day")

    def sums(scope: str, delta: str, *keys: Any) -> _Sums:
        columns = (cast(literal(scope), String).label("scope"), *keys)
        grouped = [key for key in keys if isinstance(key, Column)]
        query = select(*columns, literal(0).label("counter"), func.sum(e[delta]).label("entries"))
        return query.group_by(*grouped)

    return [
        sums("member", "allowance_delta", e.guild_id, e.user_id, e.day),
        sums("granted", "granted_delta", e.guild_id, e.user_id, no_day),
        sums("server", "spend_delta", e.guild_id, no_user, e.day),
        sums("bot", "spend_delta", literal(0).label("guild_id"), no_user, e.day),
    ]


_DIFFERENCES = _differences()
