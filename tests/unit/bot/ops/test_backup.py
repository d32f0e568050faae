"""Restore: a backup replaces even an unreadable database without data loss."""

import sqlite3

import pytest

from bot.db.engine import open_database
from bot.db.migrate import migrate
from bot.errors import StartupError
from bot.ops.backup import back_up, restore


async def _made(folder):
    url = f"sqlite+aiosqlite:///{folder / 'easel.db'}"
    async with open_database(url) as database:
        await migrate(database)
    return url


async def test_a_destroyed_database_is_replaced_and_kept(tmp_path):
    url = await _made(tmp_path)
    back_up(url, tmp_path / "good.db")
    (tmp_path / "easel.db").write_bytes(b"\x8f" * 5000)

    _, replaced = restore(url, tmp_path / "good.db")

    assert replaced is not None
    assert replaced.read_bytes() == b"\x8f" * 5000
    with sqlite3.connect(tmp_path / "easel.db") as connection:
        assert connection.execute("SELECT count(*) FROM generations").fetchone() == (0,)
    assert not list(tmp_path.glob("*.restoring"))


async def test_a_second_restore_does_not_overwrite_the_kept_database(tmp_path):
    url = await _made(tmp_path)
    back_up(url, tmp_path / "good.db")

    _, first = restore(url, tmp_path / "good.db")
    _, second = restore(url, tmp_path / "good.db")

    assert first != second
    assert first is not None
    assert first.exists()


async def test_a_database_is_not_restored_from_itself(tmp_path):
    url = await _made(tmp_path)

    with pytest.raises(StartupError, match="the database itself"):
        restore(url, tmp_path / "easel.db")
