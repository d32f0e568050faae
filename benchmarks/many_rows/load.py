"""Bulk load of the synthetic rows: past the bot, without indexes, which are built afterward and timed."""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.many_rows.rows import Size, rows_of
from bot.db.engine import Database, open_database
from bot.db.migrate import migrate
from bot.db.schema import (
    audit,
    blocks,
    counters,
    generations,
    ledger,
    limits,
    reactions,
    report_cases,
    reports,
)

__all__ = ["LARGE", "load"]

#: Tables whose indexes are built after the load.
LARGE = (generations, ledger, counters)
_TABLES = (generations, ledger, audit, limits, blocks, reactions, report_cases, reports)
_BATCH = 20_000
# Counters are sums of the ledger's entries.
_COUNTERS = (
    "'member', guild_id, user_id, day, SUM(allowance_delta) FROM ledger GROUP BY guild_id, user_id, day",
    "'granted', guild_id, user_id, '', SUM(granted_delta) FROM ledger GROUP BY guild_id, user_id",
    "'server', guild_id, 0, day, SUM(spend_delta) FROM ledger GROUP BY guild_id, day",
    "'bot', 0, 0, day, SUM(spend_delta) FROM ledger GROUP BY day",
)
_INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = :name",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = :name AND indexname NOT IN "
    "(SELECT conname FROM pg_constraint)",
}


async def load(url: str, size: Size) -> dict[str, float]:
    """Fill an empty database; return the seconds that each index of a large table took to build."""
    async with open_database(url) as database:
        await migrate(database)
        async with database.exclusive() as connection:
            definitions = await _drop_indexes(connection)
    if make_url(url).get_backend_name() == "sqlite":
        _fill_sqlite(str(make_url(url).database), size)
    async with open_database(url) as database:
        if database.dialect != "sqlite":
            await _fill_postgresql(database, size)
        async with database.exclusive() as connection:
            for sums in _COUNTERS:
                await connection.execute(text(f"INSERT INTO counters SELECT {sums}"))
        seconds = {}
        for name, definition in definitions.items():
            started = time.perf_counter()
            async with database.exclusive() as connection:
                await connection.execute(text(definition))
            seconds[name] = time.perf_counter() - started
        if database.dialect != "sqlite":
            # As autovacuum does after a while. Easel never collects statistics on SQLite.
            await _vacuum(database)
    return seconds


async def _drop_indexes(connection: AsyncConnection) -> dict[str, str]:
    """Drop the indexes of the large tables; return the statements that create them again, by name."""
    query = text(_INDEXES[connection.dialect.name])
    found: dict[str, str] = {}
    for table in LARGE:
        found |= {row[0]: row[1] for row in await connection.execute(query, {"name": table.name})}
    for name in found:
        await connection.execute(text(f"DROP INDEX {name}"))
    return found


def _fill_sqlite(path: str, size: Size) -> None:
    with closing(sqlite3.connect(path)) as connection:
        # Without a log: an interrupted load is repeated.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -500000")
        for table in _TABLES:
            # Named, because migrations have appended columns.
            names, marks = ", ".join(f'"{column.name}"' for column in table.c), ", ".join("?" * len(table.c))
            with connection:
                connection.executemany(
                    f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows_of(table, size)
                )


async def _fill_postgresql(database: Database, size: Size) -> None:
    for table in _TABLES:
        async with database.exclusive() as connection:
            driver = await _driver(connection)
            columns = list(table.c.keys())
            for batch in _batches(rows_of(table, size)):
                await driver.copy_records_to_table(table.name, records=batch, columns=columns)
            if table in {ledger, audit}:
                last = f"(SELECT max(id) FROM {table.name})"
                await connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last})")
                )


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while batch := list(itertools.islice(rows, _BATCH)):
        yield batch


async def _vacuum(database: Database) -> None:
    engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        driver = await _driver(connection)
        await driver.execute("SET statement_timeout = 0")
        await driver.execute("VACUUM ANALYZE", timeout=900)
        await driver.execute("RESET statement_timeout")


async def _driver(connection: AsyncConnection) -> Any:
    return (await connection.get_raw_connection()).driver_connection
