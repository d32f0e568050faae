"""The check of the books: silent when they add up, exact when they do not."""

from __future__ import annotations

from sqlalchemy import delete, update

from bot.db.engine import Database
from bot.db.integrity import Mismatch, find_mismatches
from bot.db.schema import counters
from tests.unit.bot.factories import DAY, Place


async def test_an_untampered_ledger_has_no_mismatches(database: Database, place: Place) -> None:
    await place(unit=5, count=2)

    async with database.read() as connection:
        assert await find_mismatches(connection) == []


async def test_a_tampered_counter_is_reported_with_both_values(database: Database, place: Place) -> None:
    await place(unit=5)
    async with database.write() as connection:
        await connection.execute(update(counters).where(counters.c.scope == "server").values(value=3))

    async with database.read() as connection:
        found = await find_mismatches(connection)

    assert found == [Mismatch(scope="server", guild_id=1, user_id=0, day=DAY.day, counter=3, entries=5)]


async def test_entries_without_a_counter_are_found(database: Database, place: Place) -> None:
    await place(unit=5)
    async with database.write() as connection:
        await connection.execute(delete(counters).where(counters.c.scope == "bot"))

    async with database.read() as connection:
        found = await find_mismatches(connection)

    assert [(one.scope, one.counter, one.entries) for one in found] == [("bot", 0, 5)]
