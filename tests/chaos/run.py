"""Chaos run: play a plan against a bot process, and check Discord, fal, rows and ledger.

``python -m tests.chaos.run --seed 7 --requests 500`` (or ``make chaos SEED=7``).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.db.engine import open_database
from bot.db.integrity import find_mismatches
from bot.db.schema import generations, ledger
from sandbox.bot_process import BotProcess, running_process
from sandbox.discord import Interaction
from sandbox.discord.entities import User
from sandbox.driver import Driver
from sandbox.server import Sandbox, open_sandbox
from tests.chaos.plan import Order, Plan, Wave, make_plan
from tests.e2e.harness import QUICK

__all__ = ["Report", "play"]

_SETTINGS = {
    "QUOTA_DAILY_CREDITS": "200",
    "QUOTA_BOT_DAILY_CREDITS": "none",
    "JOBS_RUNNING_PER_MEMBER": "4",
    "PROGRESS_SECONDS": "0.3",
    "JOB_DEADLINE_SECONDS": "30",
}
# The time a wave may take to end after its last fault, in seconds.
_PATIENCE = 90.0


@dataclass(slots=True)
class Report:
    """The outcome of a run."""

    plan: Plan
    kills: int = 0
    states: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


class _Run(Driver):
    def __init__(self, plan: Plan, sandbox: Sandbox, folder: Path) -> None:
        super().__init__(sandbox)
        self.report = Report(plan=plan)
        self._plan = plan
        self._folder = folder
        self._members = [self._join(n) for n in range(plan.members)]
        self.placed: list[tuple[Order, Interaction]] = []

    def _join(self, number: int) -> User:
        user = self.world.create_user(f"member{number:03}")
        self.people.guild.add_member(user)
        return user

    async def waves(self) -> None:
        """Play every wave; the bot keeps running until a wave kills it."""
        async with AsyncExitStack() as life:
            bot = await life.enter_async_context(self._bot())
            for number, wave in enumerate(self._plan.waves, 1):
                if wave.kill_at is None:
                    await self._place(wave)
                else:
                    await self._place_and_kill(wave, bot)
                    self.report.kills += 1
                    bot = await life.enter_async_context(self._bot())
                await self._ended(wave)
                self.faults.clear()
                _say(
                    f"wave {number}/{len(self._plan.waves)}: {len(self.placed)} asked, {self.report.kills} kills"
                )
            await bot.stop()

    def _bot(self) -> Any:
        return running_process(self.sandbox, self._folder, **{**QUICK, **_SETTINGS})

    async def _place(self, wave: Wave) -> None:
        for order in wave.orders:
            if order.fault is not None:
                self.faults.arm(order.fault)
                self.report.faults[order.fault] += 1
            actor = self.client(self._members[order.member])
            interaction = await actor.slash(
                "imagine", prompt=order.prompt, count=order.count, quality="low", force=True
            )
            self.placed.append((order, interaction))

    async def _place_and_kill(self, wave: Wave, bot: BotProcess) -> None:
        start = self._exchanges()
        placing = asyncio.create_task(self._place(wave))
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

    async def _ended(self, wave: Wave) -> None:
        """Wait until each request of the wave is stored or refused, and every row has ended."""
        async with open_database(self._url) as database:
            for _ in range(int(_PATIENCE / 0.05)):
                async with database.read() as connection:
                    rows = (await connection.execute(select(generations.c.prompt, generations.c.told))).all()
                left = [row.prompt for row in rows if row.told == 0] + self._unanswered(
                    {r.prompt for r in rows}, wave
                )
                if not left:
                    return
                await asyncio.sleep(0.05)
        self.report.problems += [f"{prompt}: no end in {_PATIENCE} s" for prompt in left]

    def _unanswered(self, kept: set[str], wave: Wave) -> list[str]:
        """The requests neither stored nor refused; a kill may strike between acknowledging and storing."""
        if wave.kill_at is not None:
            return []
        numbers = {order.number for order in wave.orders}
        return [
            order.prompt
            for order, interaction in self.placed
            if order.number in numbers and order.prompt not in kept and not interaction.followups
        ]

    @property
    def _url(self) -> str:
        return f"sqlite+aiosqlite:///{self._folder / 'easel.db'}"

    async def judge(self) -> None:
        """Compare Discord, fal, the rows and the ledger."""
        problems = self.report.problems
        async with open_database(self._url) as database, database.read() as connection:
            problems += [str(m) for m in await find_mismatches(connection)]
            rows = [dict(r) for r in (await connection.execute(select(generations))).mappings()]
            entries = [dict(r) for r in (await connection.execute(select(ledger))).mappings()]
        self.report.states = Counter(row["state"] for row in rows)
        ends = Counter(e["generation_id"] for e in entries if e["phase"] == "close")
        posts = Counter(_posted(self.sandbox))
        taken = Counter(s.arguments["prompt"] for s in self.fal.submits if s.accepted and s.arguments)
        for row in rows:
            name = f"{row['id']} ({row['prompt']}, {row['state']} {row['reason'] or ''})"
            if ends[row["id"]] != 1:
                problems.append(f"{name}: its reservation ended {ends[row['id']]} times")
            if row["told"] != 1 or row["token"] is not None:
                problems.append(f"{name}: told {row['told']}, token kept: {row['token'] is not None}")
            if posts[row["id"]] != (1 if row["state"] == "delivered" else 0):
                problems.append(f"{name}: posted {posts[row['id']]} times")
            if taken[row["prompt"]] > 1:
                problems.append(f"{name}: {taken[row['prompt']]} submits were taken")
        prompts = Counter(row["prompt"] for row in rows)
        problems += [f"{prompt}: {n} rows" for prompt, n in prompts.items() if n > 1]


def _posted(box: Sandbox) -> list[str]:
    """The job id of every message with pictures."""
    world = box.discord.world
    return [
        message.attachments[0].filename.split("-")[1]
        for channel in list(world.channels.values())
        for message in world.messages(channel)
        if message.attachments
    ]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def play(plan: Plan, folder: Path) -> Report:
    """Play the plan; the report has no problems if every promise was kept."""
    async with open_sandbox(
        concurrency=8, render_seconds=0.05, picture_bytes=8_000, rate_limits=False
    ) as box:
        run = _Run(plan, box, folder)
        await run.waves()
        await run.judge()
        return run.report


def main() -> None:
    """Parse the command line and play a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--requests", type=int, default=500)
    parser.add_argument("--members", type=int, default=100)
    parser.add_argument("--kills", type=int, default=10)
    asked = parser.parse_args()
    plan = make_plan(asked.seed, requests=asked.requests, members=asked.members, kills=asked.kills)
    with tempfile.TemporaryDirectory(prefix="easel-chaos-") as folder:
        report = asyncio.run(play(plan, Path(folder)))
    _say(
        f"seed {plan.seed}: {report.kills} kills, {sum(report.faults.values())} faults, ends {dict(report.states)}"
    )
    for problem in report.problems:
        _say(f"PROBLEM {problem}")
    _say("every promise held" if not report.problems else f"{len(report.problems)} problems")
    raise SystemExit(1 if report.problems else 0)


if __name__ == "__main__":
    main()
