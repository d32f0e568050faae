"""Jobs per second of several processes at one PostgreSQL server: ``python -m benchmarks.shared_counters``.

All requests and all ends of jobs change the counter of the bot, and those of a server that server's, so that they wait
for each other. Each worker process creates and ends jobs of its own members, through a proxy that delays every packet.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.clock import SystemClock
from bot.db.engine import open_database
from bot.db.integrity import find_mismatches
from bot.db.jobs import SqlJobStore
from bot.db.migrate import migrate
from bot.errors import DatabaseUnavailableError
from bot.jobs.admission import AdmissionLimits, NewJob
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from bot.jobs.service import new_job_id
from bot.quota.models import SpendingCaps
from bot.quota.periods import QuotaPeriod

_SERVER = "EASEL_TEST_POSTGRES_URL"
_PERIOD = QuotaPeriod(day="2026-11-23", renews_at=1_795_478_400)
_LIMITS = AdmissionLimits(
    waiting=100_000,
    waiting_per_user=100,
    waiting_per_guild=100_000,
    daily_credits=10**6,
    caps=SpendingCaps(server=10**8, bot=10**8),
)
# Requests of a worker process at a time: slightly more than it has connections.
_IN_FLIGHT = 16
_WARM_UP_SECONDS = 1.0
_CHUNK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rate:
    """Result of a worker: jobs created and ended per second, failed ones, and durations of a request in seconds."""

    jobs: float
    failed: int
    median: float
    slowest: float


def main() -> None:
    """Print the table in Markdown."""
    parser = argparse.ArgumentParser(prog="benchmarks.shared_counters", description=__doc__)
    parser.add_argument("--delays", type=float, nargs="+", default=[0.0, 1.3, 3.6], metavar="MS")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--one-server", action="store_true", help="all members are in one server")
    parser.add_argument("--worker", nargs=3, metavar=("URL", "NUMBER", "AT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        url, number, at = options.worker
        rate = asyncio.run(_work(url, int(number), float(at), options.seconds, options.one_server))
        print(json.dumps(asdict(rate)))
        return
    if _SERVER not in os.environ:
        parser.error(f"{_SERVER} is not set; use .ci/with-postgres")
    print("| round trip, ms | jobs/s | failed | a request, median, ms | slowest, ms |")
    print("|---|---|---|---|---|")
    for delay in options.delays:
        asyncio.run(_measure(delay / 1000, options))


async def _measure(delay: float, options: argparse.Namespace) -> None:
    async with _empty_database() as url, _slow_server(url, delay) as slow_url:
        round_trip = await _round_trip(slow_url)
        at = time.time() + 3.0
        command = [sys.executable, "-m", "benchmarks.shared_counters", "--seconds", str(options.seconds)]
        command += ["--one-server"] if options.one_server else []
        workers = [
            await asyncio.create_subprocess_exec(
                *command, "--worker", slow_url, str(number), str(at), stdout=asyncio.subprocess.PIPE
            )
            for number in range(options.processes)
        ]
        outputs = [await worker.communicate() for worker in workers]
        rates = [_Rate(**json.loads(output)) for output, _ in outputs]
        async with open_database(url) as database, database.read() as connection:
            assert not await find_mismatches(connection), "the counters do not match the ledger"
    print(
        f"| {round_trip * 1000:.1f} | {sum(rate.jobs for rate in rates):.0f} | {sum(rate.failed for rate in rates)} "
        f"| {statistics.median(rate.median for rate in rates) * 1000:.0f} "
        f"| {max(rate.slowest for rate in rates) * 1000:.0f} |",
        flush=True,
    )


async def _work(url: str, number: int, at: float, seconds: float, one_server: bool) -> _Rate:
    """Create and end jobs from the time ``at`` on."""
    durations: list[float] = []
    failed = 0
    async with open_database(url) as database:
        store = SqlJobStore(database, SystemClock())
        await asyncio.sleep(at - time.time())
        started = time.perf_counter()
        until = started + _WARM_UP_SECONDS + seconds

        async def member(user_id: int) -> None:
            nonlocal failed
            guild_id = 1 if one_server else user_id
            while (begun := time.perf_counter()) < until:
                try:
                    job = await store.create(_request(), _context(guild_id, user_id), _new_job())
                    created = time.perf_counter()
                    await store.finish_failed(job.id, reason="deadline")
                except DatabaseUnavailableError:
                    failed += 1
                    continue
                if started + _WARM_UP_SECONDS < time.perf_counter() < until:
                    durations.append(created - begun)

        await asyncio.gather(*(member(number * 1000 + one + 1) for one in range(_IN_FLIGHT)))
    return _Rate(
        jobs=len(durations) / seconds,
        failed=failed,
        median=statistics.median(durations),
        slowest=max(durations),
    )


def _request() -> GenerationRequest:
    return GenerationRequest(
        model="fal-ai/gpt-image-2", prompt="a lamp", size="1024x1024", quality="medium", count=1
    )


def _context(guild_id: int, user_id: int) -> RequestContext:
    return RequestContext(
        guild_id=guild_id,
        channel_id=1,
        user_id=user_id,
        role_ids=frozenset({1, 2}),
        locale="en-US",
        trigger=Trigger.COMMAND,
        idempotency_key=f"interaction:{uuid.uuid4().hex}",
        application_id=5,
        upload_limit=10 * 1024 * 1024,
        token="a-token",
        token_expires_at=1_800_000_900.0,
    )


def _new_job() -> NewJob:
    return NewJob(id=new_job_id(), unit_credits=4, period=_PERIOD, limits=_LIMITS)


async def _round_trip(url: str) -> float:
    """Return the median duration of the shortest statement, in seconds."""
    async with open_database(url) as database, database.read() as connection:
        found = []
        for _ in range(50):
            begun = time.perf_counter()
            await connection.exec_driver_sql("SELECT 1")
            found.append(time.perf_counter() - begun)
    return statistics.median(found)


@asynccontextmanager
async def _empty_database() -> AsyncIterator[str]:
    server, name = make_url(os.environ[_SERVER]), f"easel_rate_{uuid.uuid4().hex}"
    admin = create_async_engine(server, isolation_level="AUTOCOMMIT")
    try:
        async with admin.connect() as connection:
            await connection.exec_driver_sql(f"CREATE DATABASE {name}")
        url = server.set(database=name).render_as_string(hide_password=False)
        async with open_database(url) as database:
            await migrate(database)
        yield url
        async with admin.connect() as connection:
            await connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await admin.dispose()


@asynccontextmanager
async def _slow_server(url: str, delay: float) -> AsyncIterator[str]:
    """Yield a URL at which every packet arrives ``delay`` seconds later, in both directions."""
    parsed, tasks = make_url(url), set[asyncio.Task[None]]()

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(_CHUNK):
                if delay:
                    await asyncio.sleep(delay)
                writer.write(data)
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(parsed.host, parsed.port)
        await asyncio.gather(forward(reader, back), forward(there, writer))

    def start(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(start, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield parsed.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


if __name__ == "__main__":
    main()
