"""PostgreSQL: transactions and round trips of a job, with the server of ``.ci/with-postgres``."""

from __future__ import annotations

import asyncio
import os
import time

from benchmarks.plan import Plan
from benchmarks.postgresql import SERVER, new_database
from benchmarks.processes import open_generator, run_bot
from benchmarks.results import Results
from benchmarks.round_trips import count_round_trips

__all__ = ["measure_database"]

_NAME = "easel_round_trips"
_JOBS = 5
# After its post, a job is recorded and its requester is mentioned.
_SETTLED_SECONDS = 0.5


async def measure_database(results: Results, plan: Plan) -> None:
    """Draw one picture at a time; the fewest of several jobs count, because the renewal of a lease may come between."""
    if SERVER not in os.environ:
        results.note("PostgreSQL is not available: its figures were not measured")
        return
    for _ in range(plan.rounds["database"]):
        async with (
            results.bounded("PostgreSQL", 60),
            new_database(_NAME) as url,
            count_round_trips(url) as trips,
            open_generator() as generator,
            run_bot("easel", generator, DATABASE_URL=trips.url) as bot,
        ):
            await bot.generator.call("burst", jobs=3, quality="low", size=50_000)
            before, total = [], []
            for _ in range(_JOBS):
                await asyncio.sleep(_SETTLED_SECONDS)
                started = time.time()
                found = await bot.generator.call("burst", jobs=1, quality="low", size=50_000)
                await asyncio.sleep(_SETTLED_SECONDS)
                total.append(trips.count(started))
                before += [trips.count(started, acked)[0] for acked in found["acked_at"]]
            results.add("pg_round_trips_before_ack", "easel", min(before))
            results.add("pg_round_trips_per_job", "easel", min(trips for trips, _ in total))
            results.add("pg_transactions_per_job", "easel", min(begins for _, begins in total))
