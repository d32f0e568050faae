"""Ledger integrity: no false alarms, and exact reports of mismatches."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import delete, event, update

from bot.db import integrity
from bot.db.engine import Database
from bot.db.integrity import Mismatch, find_mismatches, repair
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


async def test_counters_and_entries_are_compared_by_one_statement(database: Database, place: Place) -> None:
    """On PostgreSQL, several statements would each see a different state while the bot runs."""
    await place(unit=5)
    statements: list[str] = []
    async with database.snapshot() as connection:
        event.listen(
            connection.sync_connection, "before_cursor_execute", lambda *args: statements.append(args[2])
        )
        assert await find_mismatches(connection) == []

    assert len(statements) == 1


async def test_a_repair_sets_wrong_and_missing_counters(database: Database, place: Place) -> None:
    await place(unit=5)
    async with database.write() as connection:
        await connection.execute(delete(counters).where(counters.c.scope == "bot"))
        await connection.execute(update(counters).where(counters.c.scope == "member").values(value=50))

    assert [(one.scope, one.counter, one.entries) for one in await repair(database)] == [
        ("bot", 0, 5),
        ("member", 50, 5),
    ]
    assert await repair(database) == []
    async with database.read() as connection:
        assert await find_mismatches(connection) == []


async def test_a_repair_skips_counters_that_changed_meanwhile(
    database: Database, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot may change counters between comparison and repair, so each is compared again under a lock."""
    await place(unit=5)
    async with database.write() as connection:
        await connection.execute(update(counters).where(counters.c.scope == "bot").values(value=9))

    async def find_then_place(connection):
        found = await find_mismatches(connection)
        return [*found, Mismatch(scope="server", guild_id=1, user_id=0, day=DAY.day, counter=5, entries=0)]

    monkeypatch.setattr(integrity, "find_mismatches", find_then_place)
    compare = integrity._compare_locked

    async def place_then_compare(connection, suspect):
        if database.dialect == "postgresql":
            await place(unit=7, user_id=11)
        return await compare(connection, suspect)

    monkeypatch.setattr(integrity, "_compare_locked", place_then_compare)

    corrected = await repair(database)

    assert [one.scope for one in corrected] == ["bot"]
    async with database.read() as connection:
        assert await find_mismatches(connection) == []


async def test_checks_and_repairs_while_the_bot_is_busy_change_nothing(
    database: Database, place: Place
) -> None:
    done = asyncio.Event()
    repaired: list[Mismatch] = []

    async def work(user_id: int) -> None:
        for _ in range(12):
            job = await place(unit=5, user_id=user_id)
            await place.store.finish_failed(job.id, reason="deadline")

    async def watch() -> None:
        while not done.is_set():
            async with database.snapshot() as connection:
                assert await find_mismatches(connection) == []
            repaired.extend(await repair(database))

    watching = asyncio.create_task(watch())
    await asyncio.gather(*(work(user_id) for user_id in range(10, 18)))
    done.set()
    await watching

    assert repaired == []
    async with database.read() as connection:
        assert await find_mismatches(connection) == []
