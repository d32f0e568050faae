"""Inline SQLite: which database calls use a thread without blocking the loop."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.db.engine import Database, open_database

_COUNT = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n"
)


# The longest that the lock is held; nothing is wrong with being quicker.
_PATIENCE_SECONDS = 2.0


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'a.db'}") as opened:
        async with opened.write() as connection:
            await connection.execute(text("CREATE TABLE t (x INTEGER)"))
        yield opened


async def _thread_of(database: Database, *, many_rows: bool) -> int:
    """The thread in which a statement runs, told by a function that SQL calls."""
    async with database.read(many_rows=many_rows) as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.create_function("thread", 0, threading.get_ident)
        return int(await connection.scalar(text("SELECT thread()")) or 0)


async def test_a_short_statement_runs_on_the_event_loop(database: Database) -> None:
    assert await _thread_of(database, many_rows=False) == threading.get_ident()


async def test_a_transaction_of_many_rows_runs_in_a_thread_and_the_next_one_does_not(
    database: Database,
) -> None:
    assert await _thread_of(database, many_rows=True) != threading.get_ident()
    assert await _thread_of(database, many_rows=False) == threading.get_ident()


@pytest.mark.parametrize("turns", [5, 10, 20, 100, 1000])
async def test_an_abandoned_statement_is_not_disturbed(database: Database, turns: int) -> None:
    """The thread continues after its caller has gone: no other task may use the connection meanwhile."""

    async def count() -> None:
        async with database.write(many_rows=True) as connection:
            await connection.execute(text("INSERT INTO t VALUES (1)"))
            await connection.execute(text(_COUNT))

    task = asyncio.create_task(count())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    # The error is kept, and with it whatever its traceback knows.
    (left,) = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(left, asyncio.CancelledError) or turns == 1000
    async with database.write() as connection:
        await connection.execute(text("INSERT INTO t VALUES (2)"))
    async with database.read() as connection:
        assert list(await connection.scalars(text("SELECT x FROM t"))) in ([2], [1, 2])


async def test_the_event_loop_runs_while_another_process_holds_the_write_lock(
    database: Database, tmp_path: Path
) -> None:
    async def insert() -> None:
        async with database.write() as connection:
            await connection.execute(text("INSERT INTO t VALUES (1)"))

    rounds, enough = 0, threading.Event()

    def let_go_when_the_loop_has_gone_on() -> bool:
        went_on = enough.wait(_PATIENCE_SECONDS)
        other.execute("ROLLBACK")
        return went_on

    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        # Outside of the loop: one that stands still could not let itself go on.
        letting_go = asyncio.create_task(asyncio.to_thread(let_go_when_the_loop_has_gone_on))
        await asyncio.sleep(0)
        task = asyncio.create_task(insert())
        while not task.done():
            await asyncio.sleep(0)
            rounds += 1
            if rounds == 100:
                enough.set()
        await task
        assert await letting_go
    async with database.read() as connection:
        assert list(await connection.scalars(text("SELECT x FROM t"))) == [1]
