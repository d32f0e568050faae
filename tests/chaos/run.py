"""Chaos run: play a plan against a bot process, and check Discord, fal, rows and ledger.

``python -m tests.chaos.run --seed 7 --requests 1000`` (or ``make chaos SEED=7``). With ``--engine postgresql``, the
databases are on the server of ``EASEL_TEST_POSTGRES_URL``.

Requests are placed at a third of real speed, so that a busy machine is not taken for a slow bot; the rest of a
disruption passes 40 times as fast. Both hold for the simulators and the bot alike.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.db.engine import open_database
from bot.db.integrity import find_mismatches
from bot.db.schema import generations, ledger, processes
from bot.private_files import make_folder
from sandbox.bot_process import BotProcess, running_process
from sandbox.discord import Interaction, Message
from sandbox.discord.entities import User
from sandbox.driver import Driver
from sandbox.server import Sandbox, open_sandbox
from tests.chaos.disruptions import Host, begin
from tests.chaos.machine import Machine
from tests.chaos.plan import LOSING, Order, Plan, Wave, make_plan
from tests.e2e.harness import QUICK, is_progress
from tests.engines import ENGINES, POSTGRES_URL, empty_database
from tests.faults.server_faults import Server
from tests.tcp_proxy import open_proxy

__all__ = ["SETTINGS", "Copy", "Report", "Run", "open_copy", "play", "say"]

#: Settings of the bot.
SETTINGS = {
    "QUOTA_DAILY_CREDITS": "200",
    "QUOTA_BOT_DAILY_CREDITS": "none",
    "JOBS_RUNNING_PER_MEMBER": "4",
    "PROGRESS_SECONDS": "0.3",
    "JOB_DEADLINE_SECONDS": "900",
}
# Simulated seconds after which a command can no longer be acknowledged, and how fast they pass.
_ACK_SECONDS, _ACK_SPEED = 3.2, 0.3
# How fast time passes afterward, and while a wave takes long to end.
_TROUBLE_SPEED, _LATE_SPEED = 40.0, 10.0
# Real seconds after which a wave takes long, and after which it has failed.
_LATE_SECONDS, _TIMEOUT_SECONDS = 10.0, 120.0


@dataclass(slots=True)
class Report:
    """The outcome of a run."""

    plan: Plan
    kills: int = 0
    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    disruptions: Counter[str] = field(default_factory=Counter)
    not_stored: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy of the bot on a machine of its own. ``url`` leads past the proxy of ``server``."""

    folder: Path
    url: str
    machine: Machine
    server: Server | None

    @property
    def settings(self) -> dict[str, str]:
        if self.server is None:
            return {}
        url = make_url(self.url).set(port=self.server.proxy.port)
        return {"DATABASE_URL": url.render_as_string(hide_password=False)}

    async def end_leases(self) -> None:
        """Let the leases of killed processes end, which the simulated time does not do."""
        if self.server is not None:
            async with open_database(self.url) as database, database.write() as connection:
                await connection.execute(update(processes).values(expires_ms=0))


class Run(Driver):
    """Plays a plan, and judges its outcome."""

    def __init__(self, plan: Plan, sandbox: Sandbox, copies: list[Copy]) -> None:
        super().__init__(sandbox)
        self.report = Report(plan=plan)
        self._plan = plan
        self._copies = copies
        self._members = [self._join(n) for n in range(plan.members)]
        self._second = AsyncExitStack()
        self.placed: list[tuple[Order, Interaction]] = []

    def _join(self, number: int) -> User:
        user = self.world.create_user(f"member{number:03}")
        self.people.guild.add_member(user)
        return user

    async def waves(self) -> None:
        """Play every wave; the bot keeps running until a wave kills it."""
        async with AsyncExitStack() as life:
            bot = await life.enter_async_context(self._bot(self._copies[0]))
            for number, wave in enumerate(self._plan.waves, 1):
                await self._play(wave, bot)
                if not bot.running:
                    if wave.kill_at is None:
                        self.report.problems.append(f"wave {number}: the bot ended by itself")
                    await self._copies[0].end_leases()
                    bot = await life.enter_async_context(self._bot(self._copies[0]))
                await self._finish(number, wave)
            await bot.stop()

    async def _finish(self, number: int, wave: Wave) -> None:
        await self._ended(number, wave)
        # The second copy ends with its wave.
        await self._second.aclose()
        self.faults.clear()
        kind = f", {wave.disruption.kind} for {wave.disruption.seconds:.0f} s" if wave.disruption else ""
        say(
            f"wave {number}/{len(self._plan.waves)}: {len(self.placed)} asked, {self.report.kills} kills{kind}"
        )

    def _bot(self, copy: Copy) -> AbstractAsyncContextManager[BotProcess]:
        settings: dict[str, Any] = {**QUICK, **SETTINGS, **copy.settings}
        copy.machine.update()
        return running_process(self.sandbox, copy.folder, prepare=copy.machine.prepare, **settings)

    @asynccontextmanager
    async def _second_copy(self) -> AsyncIterator[None]:
        async with self._bot(self._copies[1]) as bot:
            yield
            await bot.stop()

    async def _play(self, wave: Wave, bot: BotProcess) -> None:
        """Place the wave with its disruption and its kill. Afterward the disruption has ended, except for a second copy."""
        self._second = AsyncExitStack()
        self._run_at(_ACK_SPEED)
        async with AsyncExitStack() as disruption:
            if wave.kill_at is None:
                await self._place(wave, bot, disruption)
                await self._acknowledged(self.placed[-len(wave.orders) :])
            else:
                await self._place_and_kill(wave, bot, disruption)
                self.report.kills += 1
            if wave.disruption is not None:
                await self._pass(wave.disruption.seconds)
        self._run_at(1.0)

    async def _acknowledged(self, placed: list[tuple[Order, Interaction]]) -> None:
        """Wait until the requests are acknowledged, or can no longer be."""
        with contextlib.suppress(TimeoutError):
            await self.discord.until(
                lambda: all(interaction.callback_type is not None for _, interaction in placed),
                timeout=_ACK_SECONDS / _ACK_SPEED,
            )

    async def _pass(self, seconds: float) -> None:
        self._run_at(_TROUBLE_SPEED)
        await asyncio.sleep(seconds / _TROUBLE_SPEED)
        self._run_at(1.0)

    def _run_at(self, speed: float) -> None:
        self.clock.run_at(speed)
        for copy in self._copies:
            copy.machine.update()

    async def _begin(self, wave: Wave, bot: BotProcess, stack: AsyncExitStack) -> None:
        assert wave.disruption is not None
        # The earlier requests are in progress, unless the bot was killed.
        await self._acknowledged(self.placed[len(self.placed) - wave.disruption.at :])
        copy = self._copies[0]
        host = Host(
            sandbox=self.sandbox,
            folder=copy.folder,
            machine=copy.machine,
            process=bot,
            server=copy.server,
            start_copy=self._second_copy,
        )
        if wave.disruption.kind == "second-copy":
            stack = self._second
        await stack.enter_async_context(begin(host, wave.disruption))
        self.report.disruptions[wave.disruption.kind] += 1

    async def _place(self, wave: Wave, bot: BotProcess, disruption: AsyncExitStack) -> None:
        for index, order in enumerate(wave.orders):
            if wave.disruption is not None and wave.disruption.at == index:
                await self._begin(wave, bot, disruption)
            if order.fault is not None:
                self.faults.arm(order.fault)
                self.report.faults[order.fault] += 1
            actor = self.client(self._members[order.member])
            interaction = await actor.slash(
                "imagine", prompt=order.prompt, count=order.count, quality="low", force=True
            )
            self.placed.append((order, interaction))

    async def _place_and_kill(self, wave: Wave, bot: BotProcess, disruption: AsyncExitStack) -> None:
        start = self._exchanges()
        placing = asyncio.create_task(self._place(wave, bot, disruption))
        # A wave that ends before its count is reached is killed at its end.
        with contextlib.suppress(TimeoutError):
            while self._exchanges() - start < (wave.kill_at or 0):
                await self.discord.until(self._counted(start, wave.kill_at or 0), timeout=3)
        bot.kill()
        await bot.wait()
        await placing

    def _counted(self, start: int, wanted: int) -> Any:
        return lambda: self._exchanges() - start >= wanted

    def _exchanges(self) -> int:
        return len(self.discord.traffic.requests) + len(self.fal.exchanges)

    async def _ended(self, number: int, wave: Wave) -> None:
        """Wait until each request of the wave is stored or refused, and every row has ended."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with AsyncExitStack() as stack:
            databases = [await stack.enter_async_context(open_database(copy.url)) for copy in self._used()]
            while True:
                rows: list[Any] = []
                for database in databases:
                    async with database.read() as connection:
                        query = select(generations.c.prompt, generations.c.told)
                        rows += (await connection.execute(query)).all()
                left = [row.prompt for row in rows if row.told == 0]
                left += self._unanswered({row.prompt for row in rows}, wave)
                passed = loop.time() - began
                if not left or passed > _TIMEOUT_SECONDS:
                    break
                if passed > _LATE_SECONDS and self.clock.speed == 1.0:
                    self._run_at(_LATE_SPEED)
                await asyncio.sleep(0.05)
        self._run_at(1.0)
        self.report.problems += [
            f"{prompt}: no end {_TIMEOUT_SECONDS:.0f} s after wave {number}" for prompt in left
        ]

    def _used(self) -> list[Copy]:
        """The copies that have run."""
        return self._copies[: 1 + bool(self.report.disruptions["second-copy"])]

    def _unanswered(self, kept: set[str], wave: Wave) -> list[str]:
        """The requests neither stored nor answered.

        A kill may occur between acknowledging and storing, and a firewall may hide the reply.
        """
        if wave.kill_at is not None or (wave.disruption and wave.disruption.kind == "discord-firewall"):
            return []
        numbers = {order.number for order in wave.orders}
        return [
            order.prompt
            for order, interaction in self.placed
            if order.number in numbers and order.prompt not in kept and not _answers(interaction.messages)
        ]

    async def judge(self) -> None:
        """Compare Discord, fal, the rows and the ledger."""
        rows: list[dict[str, Any]] = []
        for copy in self._used():
            rows += await self._judge_ledger(copy)
        self.report.states = Counter(row["state"] for row in rows)
        self.report.reasons = Counter(row["reason"] for row in rows if row["reason"])
        taken = Counter(s.arguments["prompt"] for s in self.fal.submits if s.accepted and s.arguments)
        self._judge_rows(rows, taken)
        prompts = Counter(row["prompt"] for row in rows)
        problems = self.report.problems
        problems += [f"{prompt}: {n} rows" for prompt, n in prompts.items() if n > 1]
        problems += [f"{prompt}: drawn without a row" for prompt in taken if prompt not in prompts]
        # Only the file host itself can lose pictures, one picture for each of these faults.
        lost, faults = self.report.reasons["pictures-lost"], Counter(self.faults.taken)
        if lost > sum(faults[fault] for fault in LOSING):
            problems.append(f"{lost} requests lost pictures that fal keeps")
        self.report.not_stored = len(self.placed) - len(prompts)

    async def _judge_ledger(self, copy: Copy) -> list[dict[str, Any]]:
        """Check one database, and return its rows."""
        problems = self.report.problems
        async with open_database(copy.url) as database, database.read() as connection:
            problems += [str(m) for m in await find_mismatches(connection)]
            rows, entries = await _all(connection, generations), await _all(connection, ledger)
        ends = Counter(e["generation_id"] for e in entries if e["phase"] == "close")
        spent: Counter[str] = Counter()
        for entry in entries:
            spent[entry["generation_id"]] += entry["spend_delta"]
        for row in rows:
            due = row["unit_credits"] * row["delivered_count"] if row["state"] == "delivered" else 0
            if ends[row["id"]] != 1:
                problems.append(f"{_name(row)}: its reservation ended {ends[row['id']]} times")
            if not row["charged"] == spent[row["id"]] == due:
                problems.append(
                    f"{_name(row)}: {due} due, {row['charged']} charged, {spent[row['id']]} spent"
                )
        return rows

    def _judge_rows(self, rows: list[dict[str, Any]], taken: Counter[str]) -> None:
        problems = self.report.problems
        posts = Counter(_posted(self.sandbox))
        asked = {order.prompt: interaction for order, interaction in self.placed}
        for row in rows:
            delivered = row["state"] == "delivered"
            if row["told"] != 1 or row["token"] is not None:
                problems.append(f"{_name(row)}: told {row['told']}, token kept: {row['token'] is not None}")
            if posts[row["id"]] != int(delivered):
                problems.append(f"{_name(row)}: posted {posts[row['id']]} times")
            if taken[row["prompt"]] > 1:
                problems.append(f"{_name(row)}: {taken[row['prompt']]} submits were taken")
            if not delivered and not self._explained(row, asked[row["prompt"]]):
                problems.append(f"{_name(row)}: not explained")

    def _explained(self, row: dict[str, Any], interaction: Interaction) -> bool:
        """Whether the member can read an explanation: in the reply, in the channel or as a direct message."""
        if _answers(interaction.messages):
            return True
        return any(
            row["prompt"] in message.content or f"<@{interaction.user.id}>" in message.content
            for channel in list(self.world.channels.values())
            for message in self.world.messages(channel)
            if message.created_at > interaction.created_at and not message.attachments
        )


def _answers(messages: list[Message]) -> list[Message]:
    """The existing messages that are neither a deferral nor progress."""
    return [
        message
        for message in messages
        if not message.loading and not message.deleted and message.content.strip("…")
        if not is_progress(message.content)
    ]


def _name(row: dict[str, Any]) -> str:
    return f"{row['id']} ({row['prompt']}, {row['state']} {row['reason'] or ''})"


async def _all(connection: Any, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in (await connection.execute(select(table))).mappings()]


def _posted(box: Sandbox) -> list[str]:
    """The job id of every message with pictures."""
    world = box.discord.world
    return [
        message.attachments[0].filename.split("-")[1]
        for channel in list(world.channels.values())
        for message in world.messages(channel)
        if message.attachments
    ]


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@asynccontextmanager
async def open_copy(folder: Path, engine: str, sandbox: Sandbox) -> AsyncIterator[Copy]:
    """Open the folder, the machine and an empty database of a copy."""
    make_folder(folder)
    machine = Machine(folder / "machine", sandbox.clock)
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(empty_database(engine, folder))
        server = None
        if engine == "postgresql":
            address = make_url(url)
            admin = create_async_engine(os.environ[POSTGRES_URL], isolation_level="AUTOCOMMIT")
            stack.push_async_callback(admin.dispose)
            proxy = await stack.enter_async_context(open_proxy(str(address.host), int(address.port or 5432)))
            server = Server(str(address.database), proxy, admin)
        yield Copy(folder=folder, url=url, machine=machine, server=server)


async def play(plan: Plan, folder: Path, *, engine: str = "sqlite") -> Report:
    """Play the plan; the report has no problems if every guarantee held."""
    async with (
        open_sandbox(concurrency=8, render_seconds=0.05, picture_bytes=8_000, rate_limits=False) as box,
        open_copy(folder / "one", engine, box) as first,
        open_copy(folder / "two", engine, box) as second,
    ):
        run = Run(plan, box, [first, second])
        await run.waves()
        await run.judge()
        return run.report


def main() -> None:
    """Parse the command line and play a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--members", type=int, default=100)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--disruptions", type=int, default=24)
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--folder", type=Path, help="an empty folder that is kept, with databases and logs")
    asked = parser.parse_args()
    plan = make_plan(
        asked.seed,
        requests=asked.requests,
        members=asked.members,
        kills=asked.kills,
        disruptions=asked.disruptions,
    )
    with tempfile.TemporaryDirectory(prefix="easel-chaos-") as folder:
        report = asyncio.run(play(plan, asked.folder or Path(folder), engine=asked.engine))
    say(
        f"seed {plan.seed}: {report.kills} kills, {sum(report.faults.values())} faults, "
        f"disruptions {dict(report.disruptions)}"
    )
    say(f"ends {dict(report.states)}, {report.not_stored} not accepted, reasons {dict(report.reasons)}")
    for problem in report.problems:
        say(f"PROBLEM {problem}")
    say("every promise held" if not report.problems else f"{len(report.problems)} problems")
    raise SystemExit(1 if report.problems else 0)


if __name__ == "__main__":
    main()
