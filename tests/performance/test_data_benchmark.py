"""The benchmark's data of a large bot fits the tables, and its books add up."""

from __future__ import annotations

from sqlalchemy import func, select

from benchmarks.many_rows.load import load
from benchmarks.many_rows.rows import Size
from bot.db.engine import open_database
from bot.db.integrity import find_mismatches
from bot.db.schema import generations


async def test_the_data_fits_the_tables(database_url: str) -> None:
    size = Size().scaled(0.0002)
    await load(database_url, size)

    async with open_database(database_url) as database, database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(generations)) == size.jobs
        assert await find_mismatches(connection) == []
