"""Round trips to PostgreSQL. Over a network, each takes as long as the way to the server and back.

A larger number means more work for every job. Raise one only for a reason.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchmarks.round_trips import RoundTrips, count_round_trips
from sandbox.discord.traffic_log import GatewayEvent, RestExchange
from tests.e2e.harness import Harness, open_harness
from tests.engines import ENGINES, empty_database

pytestmark = pytest.mark.skipif("postgresql" not in ENGINES, reason="needs a PostgreSQL server")

# Before the acknowledgement: the member's privacy setting.
_BEFORE_ACK = 1
# Submission, claim, fal's request ID, fal's result, delivery route, delivery; and the queue's turn.
_TRANSACTIONS = 7
# 42 to 46, and a few that recur every second while a busy machine draws.
_ROUND_TRIPS = 54
_JOBS = 5


@pytest.fixture
async def counted(tmp_path: Path) -> AsyncIterator[tuple[Harness, RoundTrips]]:
    """A bot that shows no progress, and the proxy to its database."""
    async with (
        empty_database("postgresql", tmp_path) as url,
        count_round_trips(url) as trips,
        open_harness(tmp_path, PROGRESS_SECONDS="60", DATABASE_URL=trips.url) as harness,
    ):
        await harness.app.bot.wait_until_ready()
        for _ in range(2):  # the first jobs create counters and prepare statements
            await harness.draw()
        yield harness, trips


async def test_a_job_has_a_limited_number_of_transactions_and_round_trips(
    counted: tuple[Harness, RoundTrips],
) -> None:
    """The fewest of several jobs, because the renewal of a lease may come between."""
    harness, trips = counted
    jobs, before, acked_at = [], [], []

    def note(entry: RestExchange | GatewayEvent) -> None:
        if isinstance(entry, RestExchange) and entry.route_template.endswith("/callback"):
            acked_at.append(time.time())

    harness.discord.traffic.subscribe(note)
    for _ in range(_JOBS):
        await _settled(trips)
        started = time.time()
        await harness.draw()
        await _settled(trips)
        jobs.append(trips.count(started))
        before.append(trips.count(started, acked_at[-1])[0])

    assert min(before) <= _BEFORE_ACK, before
    assert min(begins for _, begins in jobs) <= _TRANSACTIONS, jobs
    assert min(trips for trips, _ in jobs) <= _ROUND_TRIPS, jobs


async def _settled(trips: RoundTrips) -> None:
    """Wait until nothing follows: a mention is decided after the job."""
    for _ in range(100):
        before = len(trips.times)
        await asyncio.sleep(0.1)
        if len(trips.times) == before:
            return
    raise AssertionError("the database is never idle")
