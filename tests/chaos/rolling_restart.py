"""Rolling restarts under constant commands: none is unanswered, answered twice or lost.

``.ci/with-postgres make rolling-restart`` replaces all processes ten times, one after the other, at ten commands a
second. The databases are on the server of ``EASEL_TEST_POSTGRES_URL``. A slower ``speed`` of the simulators leaves the
processes more time, so that a busy machine is not taken for a slow bot.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from bot.db.engine import Database, open_database
from bot.db.integrity import find_mismatches
from bot.db.migrate import migrate
from bot.db.processes import SqlProcessStore
from bot.db.schema import generations
from sandbox.bot_process import BotProcess
from sandbox.discord import Interaction
from sandbox.discord.entities import Channel
from sandbox.discord.gateway import SessionStartLimits
from sandbox.driver import Driver
from sandbox.server import Sandbox, open_sandbox
from tests.chaos.machine import Machine
from tests.e2e.harness import CALM, is_progress
from tests.engines import empty_database

__all__ = ["Report", "restart_all"]

_PROCESSES = 2
_MEMBERS = 20
# Every fifth command draws a picture, the others are answered at once.
_DRAW_EVERY = 5
_SETTINGS = {
    **CALM,
    "JOBS_RUNNING": "8",
    "JOBS_RUNNING_PER_MEMBER": "8",
    "JOBS_WAITING_PER_MEMBER": "1000",
    "JOBS_WAITING": "10000",
    "QUOTA_DAILY_CREDITS": "100000",
    "QUOTA_BOT_DAILY_CREDITS": "none",
    "STOP_SECONDS": "120",
}
_SETTLED_SECONDS = 120.0
_LATE = "database isn't responding"


@dataclass(slots=True)
class Report:
    """What was asked during the restarts, and what went wrong."""

    commands: int = 0
    pictures: int = 0
    restarts: int = 0
    #: Pictures refused because a busy machine was too slow for the time limits of the database.
    late: int = 0
    #: Session starts that a busy machine delayed into the time of the next one; they were repeated.
    early: int = 0
    #: Responses to commands that another process had acknowledged first.
    served_elsewhere: int = 0
    problems: list[str] = field(default_factory=list)


class _Run(Driver):
    def __init__(self, sandbox: Sandbox, folder: Path, url: str, *, rate: float, shards: int) -> None:
        super().__init__(sandbox)
        self.report = Report()
        self._folder = folder
        self._url = url
        self._interval = 1 / rate
        self._shards = set(range(shards))
        self._machine = Machine(folder / "machine", sandbox.clock)
        self._members = [self.world.create_user(f"member{number:02}") for number in range(_MEMBERS)]
        self._channels = self._create_servers(shards)
        self._asked: dict[str, list[Interaction]] = {"imagine": [], "quota": []}
        self._logs: list[Path] = []

    def _create_servers(self, shards: int) -> list[Channel]:
        """Create a server for each shard; return a channel of each."""
        channels: dict[int, Channel] = {}
        while len(channels) < shards:
            self.clock.advance(0.001)
            guild = self.world.create_guild("Server", self.people.olivia)
            shard = (guild.id >> 22) % shards
            if shard not in channels:
                channels[shard] = guild.create_channel("studio")
                for member in self._members:
                    guild.add_member(member)
        return list(channels.values())

    async def play(self, runs: int) -> None:
        async with AsyncExitStack() as stack, open_database(self._url) as database:
            await migrate(database)
            bots = [await self._start(stack, database) for _ in range(_PROCESSES)]
            await self.discord.until(lambda: self._connected() == self._shards, timeout=_SETTLED_SECONDS)
            async with self._asking(), self._covered():
                for run in range(runs):
                    for _ in range(_PROCESSES):
                        bots.append(await self._start(stack, database))
                        if status := await bots.pop(0).stop(timeout=150.0):
                            self.report.problems.append(f"a process ended with status {status}")
                        self.report.restarts += 1
                    _say(f"run {run + 1}: {sum(map(len, self._asked.values()))} commands so far")
            await self._settle(database)
            await self._judge(database)

    async def _start(self, stack: AsyncExitStack, database: Database) -> BotProcess:
        """Start a process, and wait until it receives the events of its shards."""
        store = SqlProcessStore(database)
        before = {process.id for process in await store.recent(seconds=0.0)}
        folder = self._folder / f"bot{len(self._logs)}"
        folder.mkdir()
        environment = self.sandbox.environment(folder, DATABASE_URL=self._url, **_SETTINGS)
        bot = await stack.enter_async_context(
            BotProcess(folder, environment, fork=True, prepare=self._machine.prepare)
        )
        self._logs.append(bot.log)
        await bot.start()
        while True:
            found = await store.recent(seconds=0.0)
            if any(process.shards for process in found if process.id not in before):
                return bot
            await asyncio.sleep(0.1)

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[None]:
        """Send commands at the given rate while the block runs."""

        async def ask() -> None:
            number, due = 0, self.clock.now()
            while True:
                channel = self._channels[number % len(self._channels)]
                member = self.client(self._members[number % _MEMBERS], channel)
                kind = "quota" if number % _DRAW_EVERY else "imagine"
                options = {"prompt": f"kite {number}", "quality": "low"} if kind == "imagine" else {}
                self._asked[kind].append(await member.slash(kind, **options))
                number += 1
                due += self._interval
                await self.clock.sleep(due - self.clock.now())

        asking = asyncio.create_task(ask())
        try:
            yield
        finally:
            asking.cancel()
            await asyncio.wait({asking})

    @asynccontextmanager
    async def _covered(self) -> AsyncIterator[None]:
        """Report moments in which a shard has no session."""

        async def look() -> None:
            while True:
                if missing := self._shards - self._connected():
                    self.report.problems.append(f"no session of shards {sorted(missing)}")
                await asyncio.sleep(0.01)

        looking = asyncio.create_task(look())
        try:
            yield
        finally:
            looking.cancel()
            await asyncio.wait({looking})

    def _connected(self) -> set[int]:
        """The shards with a session."""
        return {one.shard[0] for one in self.discord.gateway.sessions if one.connected}

    async def _settle(self, database: Database) -> None:
        """Wait until every command is answered and every job has ended."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _SETTLED_SECONDS
        query = select(generations.c.id).where(generations.c.told == 0).limit(1)
        while loop.time() < until:
            async with database.read() as connection:
                is_open = (await connection.execute(query)).first() is not None
            if not is_open and all(map(_answers, self._asked["quota"] + self._asked["imagine"])):
                return
            await asyncio.sleep(0.1)

    async def _judge(self, database: Database) -> None:
        report, asked = self.report, self._asked
        async with database.read() as connection:
            report.problems += map(str, await find_mismatches(connection))
            rows = (await connection.execute(select(generations))).all()
        everything = asked["imagine"] + asked["quota"]
        report.commands, report.pictures = len(everything), len(asked["imagine"])
        for interaction in everything:
            texts = [message.content for message in interaction.messages]
            # A refusal follows the deferral in a message of its own.
            if len(_answers(interaction)) != 1 or len(texts) - (texts[:1] == ["…"]) != 1:
                report.problems.append(
                    f"/{interaction.name}: answered {len(_answers(interaction))} times: {texts}"
                )
        late = [one for one in asked["imagine"] if any(_LATE in text for text in _answers(one))]
        report.late, expected = len(late), len(asked["imagine"]) - len(late)
        states = Counter(row.state for row in rows)
        if states != {"delivered": expected}:
            report.problems.append(f"{expected} pictures accepted, jobs {dict(states)}")
        posted = [one for one in asked["imagine"] if one.response and one.response.attachments]
        submits = sum(submit.accepted for submit in self.fal.submits)
        if not len(posted) == submits == expected:
            report.problems.append(
                f"{expected} pictures accepted, {len(posted)} posted, {submits} sent to fal"
            )
        calls = self.discord.traffic.matching("POST callback")
        report.served_elsewhere = sum(call.status == 400 for call in calls)
        report.early = self.discord.gateway.session_starts.violations
        for log in self._logs:
            if "Traceback" in log.read_text(encoding="utf-8"):
                report.problems.append(f"traceback in {log}")


def _answers(interaction: Interaction) -> list[str]:
    """The contents that are neither a deferral nor progress."""
    contents = [message.content for message in interaction.messages if not message.loading]
    return [text for text in contents if text.strip("…") and not is_progress(text)]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def restart_all(folder: Path, *, runs: int, rate: float, shards: int, speed: float = 1.0) -> Report:
    """Replace all processes ``runs`` times at ``rate`` commands a second.

    The report has no problems if every command was answered once, and every picture drawn and posted once.
    """
    # The bots wait by the database's clock, which is not slowed down.
    starts = SessionStartLimits(total=100_000, bucket_seconds=5.0 * speed, enforced=True)
    async with (
        empty_database("postgresql", folder) as url,
        open_sandbox(
            concurrency=8,
            render_seconds=0.5,
            picture_bytes=8_000,
            rate_limits=False,
            shards=shards,
            session_starts=starts,
        ) as box,
    ):
        box.clock.run_at(speed)
        run = _Run(box, folder, url, rate=rate, shards=shards)
        await run.play(runs)
        return run.report


def main() -> None:
    """Parse the command line and restart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=10.0, help="commands a second")
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--speed", type=float, default=1.0, help="simulated seconds per real second")
    parser.add_argument("--folder", type=Path, help="an empty folder that is kept, with the logs")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="easel-restarts-") as folder:
        report = asyncio.run(
            restart_all(
                asked.folder or Path(folder),
                runs=asked.runs,
                rate=asked.rate,
                shards=asked.shards,
                speed=asked.speed,
            )
        )
    _say(
        f"{report.restarts} restarts, {report.commands} commands with {report.pictures} pictures, "
        f"{report.late} of which late; {report.served_elsewhere} responses came second, "
        f"{report.early} session starts too early"
    )
    for problem in report.problems:
        _say(f"PROBLEM {problem}")
    _say("every promise held" if not report.problems else f"{len(report.problems)} problems")
    raise SystemExit(1 if report.problems else 0)


if __name__ == "__main__":
    main()
