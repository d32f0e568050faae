"""Measurement of one engine: time of each operation, and the longest wait of others meanwhile."""

from __future__ import annotations

import asyncio
import math
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from benchmarks.many_rows.operations import BULK, INTERACTIVE, Stores
from benchmarks.many_rows.rows import Size, guild_id, user_id
from bot.db.engine import open_database
from bot.errors import DatabaseUnavailableError
from bot.quota.models import Account

__all__ = ["Measured", "Row", "measure"]

_REPEATS = 15
# Reservations a second beside a bulk operation, and the interval of the event loop's probe.
_PER_SECOND = 20
_PROBE_SECONDS = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Milliseconds of an operation: median and longest run, the event loop's longest pause, and the longest
    reservation of another member meanwhile (bulk operations only)."""

    name: str
    median: float
    longest: float
    pause: float
    reservation: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Rows of the operations that members wait for, and of those that run beside them."""

    interactive: tuple[Row, ...] = ()
    bulk: tuple[Row, ...] = ()


async def measure(url: str, size: Size) -> Measured:
    """Run every operation; the last ones delete much of the data."""
    async with open_database(url) as database:
        stores = Stores(database, size)
        interactive = []
        for operation in INTERACTIVE:
            times = []
            await operation.run(stores)  # statements are compiled once per process
            async with _probed() as pauses:
                for _ in range(_REPEATS):
                    started = time.perf_counter()
                    await operation.run(stores)
                    times.append(1000 * (time.perf_counter() - started))
            row = Row(
                name=operation.name, median=statistics.median(times), longest=max(times), pause=max(pauses)
            )
            interactive.append(row)
            print(row, file=sys.stderr, flush=True)
        bulk = []
        for operation in BULK:
            async with _probed() as pauses, _reservations(stores) as waits:
                started = time.perf_counter()
                await operation.run(stores)
                took = 1000 * (time.perf_counter() - started)
            row = Row(
                name=operation.name, median=took, longest=took, pause=max(pauses), reservation=max(waits)
            )
            bulk.append(row)
            print(row, file=sys.stderr, flush=True)
    return Measured(interactive=tuple(interactive), bulk=tuple(bulk))


@asynccontextmanager
async def _probed() -> AsyncIterator[list[float]]:
    """Collect the milliseconds by which the event loop was late."""
    late = [0.0]

    async def probe() -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(_PROBE_SECONDS)
            late.append(1000 * (time.perf_counter() - started - _PROBE_SECONDS))

    task = asyncio.create_task(probe())
    try:
        yield late
    finally:
        task.cancel()


@asynccontextmanager
async def _reservations(stores: Stores) -> AsyncIterator[list[float]]:
    """Place jobs of many members, and collect the milliseconds of each."""
    waits = [0.0]
    tasks: set[asyncio.Task[None]] = set()

    async def place(member: int) -> None:
        started = time.perf_counter()
        new = Account(guild_id=guild_id(member % 50), user_id=user_id(stores.size.members + member))
        try:
            job = await stores.place(new)
        except DatabaseUnavailableError:
            waits.append(math.inf)
            return
        waits.append(1000 * (time.perf_counter() - started))
        await stores.finish(job)

    async def run() -> None:
        member = 0
        while True:
            task = asyncio.create_task(place(member))
            tasks.add(task)
            member += 1
            await asyncio.sleep(1 / _PER_SECOND)

    runner = asyncio.create_task(run())
    try:
        yield waits
    finally:
        runner.cancel()
        await asyncio.gather(*tasks)
