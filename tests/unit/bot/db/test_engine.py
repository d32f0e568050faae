"""Database engine: durable commits, concurrent readers, and one line if the database cannot be opened."""

from __future__ import annotations

import asyncio
import os
import socket
import sqlite3
import threading
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text

from bot.db.engine import Database, open_database
from bot.db.migrate import migrate
from bot.db.schema import bot_state
from bot.errors import StartupError
from tests.engines import ENGINES, POSTGRES_URL
from tests.unit.bot.children import python

URL = "sqlite+aiosqlite:///{}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


async def open_and_migrate(url: str) -> None:
    """What every start does first."""
    async with open_database(url) as database:
        await migrate(database)


async def refusal(url: str) -> str:
    """The line that the operator reads."""
    before = set(threading.enumerate())
    with pytest.raises(StartupError) as refused:
        await open_and_migrate(url)
    # aiosqlite does not wait for the thread of a connection that failed; the loop must outlive it.
    for thread in set(threading.enumerate()) - before:
        await asyncio.to_thread(thread.join, 5)
    return str(refused.value)


@pytest.mark.skipif(
    POSTGRES_URL not in os.environ, reason=f"{POSTGRES_URL} names no server, so only SQLite was tried"
)
def test_every_database_test_also_runs_on_postgresql() -> None:
    assert ENGINES == ("sqlite", "postgresql")


# --- what cannot be opened ------------------------------------------------------------------------


async def test_a_file_that_is_not_a_database_is_refused(folder: Path) -> None:
    path = folder / "easel.db"
    path.write_bytes(b"This is a shopping list. " * 400)

    line = await refusal(URL.format(path))

    assert line.startswith("DATABASE_URL: ")
    assert "\n" not in line


async def test_a_damaged_database_is_refused(folder: Path) -> None:
    path = folder / "easel.db"
    await open_and_migrate(URL.format(path))
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)

    line = await refusal(URL.format(path))

    assert line.startswith("DATABASE_URL: ")
    assert "\n" not in line


async def test_a_folder_instead_of_the_file_is_refused(folder: Path) -> None:
    line = await refusal(URL.format(folder))

    assert line.startswith("DATABASE_URL: cannot open ")


async def test_a_file_instead_of_the_folder_is_refused(folder: Path) -> None:
    (folder / "data").write_text("not a folder")

    line = await refusal(URL.format(folder / "data" / "easel.db"))

    assert line.startswith("DATABASE_URL: cannot open ")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place where even root may not write")
async def test_an_unwritable_folder_is_refused() -> None:
    line = await refusal(URL.format("/proc/easel.db"))

    assert line.startswith("DATABASE_URL: cannot open ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write to any file")
async def test_an_unwritable_database_is_refused(folder: Path) -> None:
    path = folder / "easel.db"
    await open_and_migrate(URL.format(path))
    path.chmod(0o444)

    line = await refusal(URL.format(path))

    assert line.startswith("DATABASE_URL: ")


async def test_an_unreachable_server_is_reported_without_its_password() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

        line = await refusal(f"postgresql+asyncpg://easel:hunter2@127.0.0.1:{port}/easel")

    assert line.startswith("DATABASE_URL: cannot open postgresql+asyncpg://easel:***@127.0.0.1")
    assert "hunter2" not in line
    assert "\n" not in line


# --- what an open database promises ---------------------------------------------------------------


async def test_missing_folders_are_created(folder: Path) -> None:
    path = folder / "a" / "b" / "easel.db"

    await open_and_migrate(URL.format(path))

    assert path.exists()


async def test_sqlite_uses_wal_and_full_sync(folder: Path) -> None:
    async with open_database(URL.format(folder / "easel.db")) as database, database.read() as connection:
        journal = await connection.exec_driver_sql("PRAGMA journal_mode")
        synchronous = await connection.exec_driver_sql("PRAGMA synchronous")

        assert (journal.scalar(), synchronous.scalar()) == ("wal", 2)


async def test_an_error_rolls_the_transaction_back(database: Database) -> None:
    with pytest.raises(KeyError):
        async with database.write() as connection:
            await connection.execute(insert(bot_state).values(key="a", value="1"))
            raise KeyError

    assert await count(database) == 0


async def test_a_reader_does_not_wait_for_a_writer_or_see_uncommitted_data(
    database: Database,
) -> None:
    async with database.write() as writing:
        await writing.execute(insert(bot_state).values(key="a", value="1"))
        during = await count(database)

    assert (during, await count(database)) == (0, 1)


async def test_writes_on_a_read_connection_are_rolled_back_or_refused(database: Database) -> None:
    refused = pytest.raises(RuntimeError) if database.dialect == "postgresql" else nullcontext()
    for statement in (
        insert(bot_state).values(key="a", value="1"),
        text("INSERT INTO bot_state (key, value) VALUES ('b', '1')"),
    ):
        async with database.read() as connection:
            with refused:
                await connection.execute(statement)

    assert await count(database) == 0


async def test_a_stored_request_survives_a_killed_process(database: Database, database_url: str) -> None:
    with python(Path(__file__).with_name("creating_process.py"), database_url) as process:
        killed = process.wait(timeout=30)

    assert killed == -9
    async with database.read() as connection:
        rows = await connection.exec_driver_sql(
            "SELECT g.state, l.kind, l.allowance_delta FROM generations g JOIN ledger l ON l.generation_id = g.id"
        )
        assert [tuple(row) for row in rows] == [("queued", "reserve", 14)]


async def count(database: Database) -> int:
    async with database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(bot_state)) or 0)
