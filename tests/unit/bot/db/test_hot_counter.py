"""Hot counter: few statements run while a reservation or an end locks the bot's daily counter."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.db.engine import Database
from bot.errors import DatabaseUnavailableError, RefusedError
from tests.unit.bot.factories import Place


@asynccontextmanager
async def statements(database: Database) -> AsyncIterator[list[tuple[str, str]]]:
    """The statements of the block, with their parameters as text."""
    found: list[tuple[str, str]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        found.append((statement, str(parameters)))

    for engine in database.sync_engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        for engine in database.sync_engines:
            event.remove(engine, "before_cursor_execute", note)


def after_the_lock(found: list[tuple[str, str]]) -> list[str]:
    """The statements between the change of the bot's counter and the commit."""
    changes = [
        n for n, (sql, values) in enumerate(found) if sql.startswith("UPDATE counters") and "'bot'" in values
    ]
    assert len(changes) == 1
    return [sql for sql, _ in found[changes[0] + 1 :] if not sql.startswith("BEGIN")]


async def test_a_reservation_only_counts_the_queue_while_it_locks_the_counter(
    database: Database, place: Place
) -> None:
    await place()
    async with statements(database) as found:
        await place()

    held = after_the_lock(found)
    assert len(held) == (0 if database.dialect == "sqlite" else 1)
    assert all("count(*)" in sql for sql in held)


async def test_an_end_executes_no_statement_while_it_locks_the_counter(
    database: Database, place: Place
) -> None:
    job = await place()
    async with statements(database) as found:
        await place.store.finish_failed(job.id, reason="deadline")

    assert after_the_lock(found) == []


async def test_members_wait_for_each_other_only_at_the_end(database: Database, place: Place) -> None:
    """A reservation blocks others only once it has locked the bot's counter."""
    if database.dialect == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    await place(user_id=11)
    async with database.exclusive() as other:
        await other.execute(text("SELECT * FROM counters WHERE user_id = 11 FOR UPDATE"))
        with pytest.raises(DatabaseUnavailableError, match="lock timeout"):
            await place(user_id=11)
        await place(user_id=10, guild_id=2)


async def test_the_queue_limit_holds_under_concurrency(database: Database, place: Place) -> None:
    results = await asyncio.gather(
        *(place(user_id=user_id, limits=(6, 100)) for user_id in range(10, 30)), return_exceptions=True
    )

    refused = [error for error in results if isinstance(error, RefusedError)]
    assert len(refused) == 14
    assert {error.key for error in refused} == {"refused-line-full"}
