"""Chaos with several processes: ``.ci/with-postgres .venv/bin/python -m tests.chaos.processes --seed 1``.

Processes of one bot share a PostgreSQL database behind PgBouncer in transaction mode. Random ones are killed and
started again while requests with random faults are placed; PostgreSQL ends all sessions and refuses connections twice,
and PgBouncer is restarted once. Everything runs in real time, because leases do.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.db.engine import Database, open_database
from bot.db.processes import NOW_MS
from bot.db.schema import generations, processes
from bot.errors import DatabaseUnavailableError
from bot.ops.processes import TERM_SECONDS
from bot.private_files import make_folder
from sandbox.bot_process import BotProcess
from sandbox.discord import InteractionFailedError
from sandbox.server import Sandbox, open_sandbox
from tests.chaos.plan import Plan, Wave, make_plan
from tests.chaos.run import SETTINGS, Copy, Report, Run, open_copy, say
from tests.e2e.harness import QUICK
from tests.faults.server_faults import TROUBLES, open_pooler

__all__ = ["play"]

_SHARDS = 3
_CONNECTIONS = 30
# Pauses between requests, before a killed process is started again, and while a server is away, in seconds.
_PACE_SECONDS, _RESTART_SECONDS, _AWAY_SECONDS = 0.2, 1.0, 2.0
# Time limit for an acknowledgement.
_ACK_SECONDS = 3.2
# Limits for a session of the requests' shard, and for the end of the last request.
_SERVED_SECONDS, _END_SECONDS = 120.0, 300.0
# A dead process may keep its jobs for three terms after its last renewal, and one tick of the recovery.
_TAKE_OVER_SECONDS = 3 * TERM_SECONDS + 5.0


class _Cluster(Run):
    """Several processes of one bot, and the database that they share."""

    def __init__(self, plan: Plan, sandbox: Sandbox, copy: Copy, folder: Path, number: int) -> None:
        super().__init__(plan, sandbox, [copy])
        self._copy, self._folder = copy, folder
        self._dice = random.Random(plan.seed)
        self._processes: list[BotProcess] = []
        self._number = number
        self._settings: dict[str, str] = {}
        self._pooler = AsyncExitStack()
        #: The longest time in seconds that a job kept an owner whose lease had ended.
        self.longest_wait = 0.0

    async def run(self) -> None:
        """Play every wave, and wait until each stored request has ended."""
        pooler = Path(tempfile.mkdtemp(prefix="easel-pooler-"))
        try:
            port = await self._open_pooler(pooler)
            url = make_url(self._copy.url).set(port=port).render_as_string(hide_password=False)
            self._settings = {**QUICK, **SETTINGS, "DATABASE_URL": url, "DATABASE_POOLER": "transaction"}
            async with (
                open_database(self._copy.url) as database,
                self._supervised(),
                self._watched(database),
            ):
                await self._waves(pooler, port)
                await self._until_ended(database)
        finally:
            await self._pooler.aclose()
            shutil.rmtree(pooler)

    async def _waves(self, pooler: Path, port: int) -> None:
        waves = self._plan.waves
        for number, wave in enumerate(waves):
            if number in {len(waves) // 4, 3 * len(waves) // 4}:
                assert self._copy.server is not None
                self.report.disruptions["postgresql-restarted"] += 1
                async with TROUBLES["closed"][0](self._copy.server):
                    await asyncio.sleep(_AWAY_SECONDS)
            if number == len(waves) // 2:
                self.report.disruptions["pgbouncer-restarted"] += 1
                await self._pooler.aclose()
                await self._open_pooler(pooler, port)
            await self._send(wave)
            say(f"wave {number + 1}/{len(waves)}: {len(self.placed)} asked, {self.report.kills} kills")

    async def _open_pooler(self, folder: Path, port: int | None = None) -> int:
        assert self._copy.server is not None
        self._pooler = AsyncExitStack()
        opened = open_pooler(folder, self._copy.server, port=port, size=_CONNECTIONS)
        return await self._pooler.enter_async_context(opened)

    async def _send(self, wave: Wave) -> None:
        killed_at = self._dice.randrange(len(wave.orders))
        for index, order in enumerate(wave.orders):
            await self._served()
            if order.fault is not None:
                self.faults.arm(order.fault)
                self.report.faults[order.fault] += 1
            actor = self.client(self._members[order.member])
            asked = await actor.slash(
                "imagine", prompt=order.prompt, count=order.count, quality="low", force=True
            )
            self.placed.append((order, asked))
            with suppress(TimeoutError, InteractionFailedError):
                await asked.acked(timeout=_ACK_SECONDS)
            await asyncio.sleep(_PACE_SECONDS)
            if wave.kill_at is not None and index == killed_at:
                await self._kill_one()

    async def _served(self) -> None:
        """Wait until a process receives the events of the server."""
        shard, gateway = (self.people.guild.id >> 22) % _SHARDS, self.discord.gateway

        def served() -> bool:
            return any(session.connected and session.shard[0] == shard for session in gateway.sessions)

        await self.discord.until(served, timeout=_SERVED_SECONDS)

    async def _started(self, number: int) -> BotProcess:
        folder = self._folder / f"process-{number}"
        make_folder(folder)
        process = BotProcess(folder, self.sandbox.environment(folder, **self._settings), fork=True)
        await process.start()
        return process

    async def _kill_one(self) -> None:
        process = self._dice.choice(self._processes)
        process.kill()
        await process.wait()
        self.report.kills += 1

    @asynccontextmanager
    async def _supervised(self) -> AsyncIterator[None]:
        """Start the processes, and again each one that has ended; also one that found no database at its start."""
        self._processes = [await self._started(number) for number in range(self._number)]
        supervising = asyncio.create_task(self._supervise())
        try:
            yield
        finally:
            supervising.cancel()
            await asyncio.wait({supervising})
            for process in self._processes:
                process.kill()
                await process.wait()

    async def _supervise(self) -> None:
        while True:
            await asyncio.sleep(_RESTART_SECONDS)
            for number, process in enumerate(self._processes):
                if not process.running:
                    self._processes[number] = await self._started(number)

    @asynccontextmanager
    async def _watched(self, database: Database) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._watch(database))
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.wait({watching})
        if self.longest_wait > _TAKE_OVER_SECONDS:
            self.report.problems.append(f"a job was taken over after {self.longest_wait:.0f} s only")

    async def _watch(self, database: Database) -> None:
        """Measure for how long jobs belong to processes that are dead."""
        renewed: dict[str, float] = {}
        while True:
            try:
                async with database.read() as connection:
                    now = (await connection.scalar(select(NOW_MS)) or 0) / 1000
                    for row in await connection.execute(select(processes.c.id, processes.c.expires_ms)):
                        renewed[row.id] = row.expires_ms / 1000 - TERM_SECONDS
                    query = select(generations.c.owner).where(generations.c.told == 0)
                    owners = set(await connection.scalars(query))
                waits = [now - renewed[owner] for owner in owners if owner in renewed]
                self.longest_wait = max([self.longest_wait, *waits])
            except (DatabaseUnavailableError, SQLAlchemyError, OSError):
                pass
            await asyncio.sleep(1.0)

    async def _until_ended(self, database: Database) -> None:
        query, left = select(generations.c.prompt).where(generations.c.told == 0), ["?"]
        try:
            async with asyncio.timeout(_END_SECONDS):
                while left:
                    await asyncio.sleep(1.0)
                    async with database.read() as connection:
                        left = list(await connection.scalars(query))
        except TimeoutError:
            self.report.problems += [f"{prompt}: no end" for prompt in left]


async def play(plan: Plan, folder: Path, *, number: int) -> tuple[Report, float]:
    """Play the plan with ``number`` processes.

    Returns the report, and the longest time in seconds from a dead process's last renewal to the take-over.
    """
    async with (
        open_sandbox(
            concurrency=8, render_seconds=1.0, picture_bytes=8_000, rate_limits=False, shards=_SHARDS
        ) as box,
        open_copy(folder / "shared", "postgresql", box) as copy,
    ):
        cluster = _Cluster(plan, box, copy, folder, number)
        await cluster.run()
        await cluster.judge()
        return cluster.report, cluster.longest_wait


def main() -> None:
    """Parse the command line and play a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--members", type=int, default=100)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="an empty folder that is kept, with the logs")
    asked = parser.parse_args()
    plan = make_plan(asked.seed, requests=asked.requests, members=asked.members, kills=asked.kills)
    with tempfile.TemporaryDirectory(prefix="easel-chaos-") as folder:
        report, longest = asyncio.run(play(plan, asked.folder or Path(folder), number=asked.processes))
    say(
        f"seed {plan.seed}: {report.kills} kills, {dict(report.disruptions)}, take-over within {longest:.0f} s"
    )
    say(f"ends {dict(report.states)}, {report.not_stored} not accepted, reasons {dict(report.reasons)}")
    for problem in report.problems:
        say(f"PROBLEM {problem}")
    say("every promise held" if not report.problems else f"{len(report.problems)} problems")
    raise SystemExit(1 if report.problems else 0)


if __name__ == "__main__":
    main()
