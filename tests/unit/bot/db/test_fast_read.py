"""Fast read: returns the correct row or nothing, and never blocks other readers."""

import sqlite3
from pathlib import Path

import pytest

from bot.db.engine import open_database
from bot.db.fast_read import FastReader, WouldBlockError

_ROW = "SELECT value FROM kept WHERE id = ?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, value INTEGER)")
        connection.execute("INSERT INTO kept VALUES (1, 10)")
    connection.close()
    return path


def test_a_fast_read_sees_the_latest_commit_of_another_connection(file: Path) -> None:
    other, reader = sqlite3.connect(file, isolation_level=None), FastReader(str(file))
    assert reader.fetch_row(_ROW, 1) == (10,)
    assert reader.fetch_row(_ROW, 2) is None
    other.execute("UPDATE kept SET value = 11")
    assert reader.fetch_row(_ROW, 1) == (11,)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE kept SET value = 12")
    assert reader.fetch_row(_ROW, 1) == (11,)
    other.execute("COMMIT")
    assert reader.fetch_row(_ROW, 1) == (12,)
    reader.close()
    other.close()


def test_a_fast_read_holds_no_snapshot(file: Path) -> None:
    other, reader = sqlite3.connect(file, isolation_level=None), FastReader(str(file))
    other.execute("INSERT INTO kept VALUES (2, 20)")
    assert reader.fetch_row("SELECT value FROM kept WHERE id > ?", 0) == (10,)
    busy, *_ = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert not busy
    reader.close()
    other.close()


def test_a_fast_read_takes_no_lock_and_writes_nothing(file: Path) -> None:
    other, reader = sqlite3.connect(file, isolation_level=None), FastReader(str(file))
    with pytest.raises(WouldBlockError):
        reader.fetch_row("UPDATE kept SET value = ? RETURNING value", 99)
    assert reader.fetch_row(_ROW, 1) == (10,)
    reader.close()
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    reader = FastReader(str(file))
    with pytest.raises(WouldBlockError):
        reader.fetch_row(_ROW, 1)
    other.execute("ROLLBACK")
    assert reader.fetch_row(_ROW, 1) == (10,)
    reader.close()
    other.close()


async def test_a_database_has_a_fast_reader_while_it_is_open(tmp_path: Path) -> None:
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'b.db'}") as database:
        assert database.fast_reader.fetch_row("SELECT ?", 1) == (1,)
    with pytest.raises(WouldBlockError):
        database.fast_reader.fetch_row("SELECT ?", 1)
