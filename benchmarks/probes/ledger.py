"""Throughput of the ledger's reserve and settle, compared with the same statements in aiosqlite.

The statements are recorded while Easel runs one pair, then replayed without SQLAlchemy and Easel, with
the same pragmas, transactions and full sync.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import event

from bot.db import ledger
from bot.db.engine import Database, open_database
from bot.db.migrate import migrate
from bot.jobs.admission import AdmissionLimits
from bot.quota.models import Account, SpendingCaps
from bot.quota.periods import QuotaPeriod

__all__ = ["main"]

_BLOCKS = 5
_PAIRS = 20
_PERIOD = QuotaPeriod(day="2026-11-23", renews_at=0)
_ACCOUNT = Account(guild_id=1, user_id=2)
_CAPS = SpendingCaps(server=None, bot=None)
_LIMITS = AdmissionLimits(waiting=1000, waiting_per_user=1000, daily_credits=10**9, caps=_CAPS)
_Statement = tuple[str, list[tuple[Any, ...]]]


async def _pair(database: Database, name: str) -> None:
    async with database.write() as connection:
        await ledger.lock_account(connection, _ACCOUNT, _PERIOD.day)
        held = await ledger.reserve(
            connection,
            account=_ACCOUNT,
            job_id=name,
            cost=4,
            daily=10**9,
            caps=_CAPS,
            period=_PERIOD,
            at_ms=1,
        )
        await ledger.reserve_shared(connection, held, _LIMITS, _PERIOD)
    async with database.write() as connection:
        await ledger.settle(connection, held, charged=4, at_ms=2)


async def _measure(folder: Path) -> dict[str, list[float]]:
    """Measure both in alternating blocks, each on a separate file."""
    path = folder / "easel.db"
    async with open_database(f"sqlite+aiosqlite:///{path}") as database:
        await migrate(database)
        await _pair(database, "warm")
        recorded = await _record(database)
        raw = await _open_copy(path, folder / "raw.db")
        try:
            found: dict[str, list[float]] = {"easel": [], "raw": []}
            for block in range(_BLOCKS):
                numbers = range(block * _PAIRS, (block + 1) * _PAIRS)
                start = time.perf_counter()
                for number in numbers:
                    await _pair(database, f"easel-{number}")
                between = time.perf_counter()
                for number in numbers:
                    await _raw_pair(raw, recorded, f"raw-{number}")
                found["easel"].append(_PAIRS / (between - start))
                found["raw"].append(_PAIRS / (time.perf_counter() - between))
        finally:
            await raw.close()
    return found


async def _record(database: Database) -> list[_Statement]:
    """Return the statements of one pair, whose job ID is "recorded", with their values."""
    recorded: list[_Statement] = []

    def record(_c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        recorded.append((statement, [tuple(row) for row in (parameters if many else [parameters])]))

    event.listen(database.engine.sync_engine, "before_cursor_execute", record)
    await _pair(database, "recorded")
    event.remove(database.engine.sync_engine, "before_cursor_execute", record)
    return recorded


async def _open_copy(path: Path, copy: Path) -> aiosqlite.Connection:
    async with aiosqlite.connect(path) as source:
        await source.execute("VACUUM INTO ?", (str(copy),))
    connection = await aiosqlite.connect(copy, isolation_level=None)
    await connection.execute("PRAGMA journal_mode = WAL")
    await connection.execute("PRAGMA synchronous = FULL")
    await connection.execute("PRAGMA foreign_keys = ON")
    return connection


async def _raw_pair(connection: aiosqlite.Connection, recorded: list[_Statement], name: str) -> None:
    for statement, rows in recorded:
        if statement.startswith("BEGIN") and connection.in_transaction:
            await connection.commit()
        named = [tuple(name if value == "recorded" else value for value in row) for row in rows]
        if len(named) > 1:
            cursor = await connection.executemany(statement, named)
        else:
            cursor = await connection.execute(statement, named[0])
        if statement.startswith("SELECT"):
            await cursor.fetchall()
        await cursor.close()
    await connection.commit()


def main() -> None:
    """Print the pairs per second of each block as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(asyncio.run(_measure(Path(folder)))))


if __name__ == "__main__":
    main()
