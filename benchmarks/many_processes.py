"""Benchmark of several processes: one bot with 1 to 4 processes on PostgreSQL and up to 50,000 servers.

``.ci/with-postgres python -m benchmarks.many_processes`` prints a table in Markdown and writes a chart. Bots,
sandbox and PostgreSQL share the machine's cores, so the latencies are upper bounds for processes on separate machines.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.charts import Lines, draw_sheet
from benchmarks.machine import describe_machine
from benchmarks.postgresql import SERVER, new_database
from benchmarks.processes import LIMITS, cpu_seconds, resident_mb
from benchmarks.results import percentile
from benchmarks.sized_images import SizedImages, prompt_for
from sandbox.bot_process import BotProcess
from sandbox.discord import Change, Channel, Interaction, Message
from sandbox.discord.entities import User
from sandbox.discord.gateway import IdleGuilds, SessionStartLimits
from sandbox.discord.interactions import InteractionFailedError
from sandbox.server import Sandbox, open_sandbox

__all__ = ["CASES", "Case", "Measured", "measure", "render"]

COMMANDS_PER_SECOND = 20
"""Rate of requests for pictures, spread over all active servers."""

SERVERS_PER_SHARD = 2_500
"""Most servers that Discord allows for a shard."""

_GUILDS, _CHANNELS = 16, 25
# Session starts every five seconds. Discord allows one to most bots, and 16 to the largest.
_CONCURRENCY = 16
_RENDER_SECONDS = {"low": 0.2, "medium": 2.5, "high": 20.0}
_PICTURE_BYTES = 200_000
_TAKEN_OVER = 20
_START_SECONDS = 240.0
# Longest time for a request, including one that is taken over.
_ANSWER_SECONDS = 60.0
_RETRY_SECONDS = 0.25
_COLORS = {1: "#7a7a7a", 2: "#c2571a", 4: "#1f5fa8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Number of processes and servers, seconds of load, and whether a process is killed at the end."""

    processes: int
    servers: int
    seconds: float = 20.0
    kill: bool = False

    @property
    def shards(self) -> int:
        """Number of shards that Discord recommends."""
        return max(1, -(-self.servers // SERVERS_PER_SHARD))


CASES = (
    Case(processes=1, servers=1_000),
    Case(processes=1, servers=10_000),
    Case(processes=2, servers=10_000),
    Case(processes=2, servers=25_000, kill=True),
    Case(processes=4, servers=25_000),
    Case(processes=4, servers=50_000, kill=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Result of a case. Times are in milliseconds unless the name says otherwise; memory is in MB per process."""

    case: Case
    start_seconds: float
    resident: float
    requested: int
    delivered: int
    acks: Sequence[float]
    posts: Sequence[float]
    per_second: float
    cpu_per_job: float
    sandbox_share: float
    commands_back_seconds: float | None = None
    jobs_back_seconds: float | None = None


class _Load:
    """Members in several servers of one sandbox, who request pictures in turn."""

    def __init__(self, box: Sandbox) -> None:
        self._box = box
        self._number = itertools.count(1)
        self._prompts: dict[int, str] = {}
        self._posted: dict[str, float] = {}
        self.places: list[tuple[User, Channel]] = []
        box.discord.world.watch(self._on_change)

    async def create_places(self) -> None:
        """Create servers on different shards, with members and channels."""
        world, guilds = self._box.discord.world, []
        for n in range(_GUILDS):
            guilds.append(world.create_guild(f"server {n}", self._box.people.alice))
            # The shard depends on the millisecond of the server's creation.
            await asyncio.sleep(0.003)
        for n in range(_GUILDS * _CHANNELS):
            user, guild = world.create_user(f"member {n}"), guilds[n % _GUILDS]
            guild.add_member(user)
            self.places.append((user, guild.create_channel(f"room-{n}")))

    def _on_change(self, change: Change) -> None:
        message = change.subject
        if isinstance(message, Message) and message.interaction_metadata is not None and message.attachments:
            prompt = self._prompts.get(message.interaction_metadata.id)
            if prompt is not None:
                self._posted.setdefault(prompt, self._box.clock.now())

    async def request(self, place: tuple[User, Channel], quality: str) -> tuple[Interaction, str]:
        prompt = prompt_for(next(self._number), _PICTURE_BYTES)
        interaction = await self._box.discord.client(*place).slash(
            "imagine", prompt=prompt, quality=quality, count=1, size="1024x1024"
        )
        self._prompts[interaction.id] = prompt
        return interaction, prompt

    async def at_a_constant_rate(self, seconds: float) -> list[tuple[Interaction, str]]:
        """Send requests at a constant rate; a delayed one does not delay those after it."""
        start, asked = time.monotonic(), []
        for n in range(round(seconds * COMMANDS_PER_SECOND)):
            await asyncio.sleep(start + n / COMMANDS_PER_SECOND - time.monotonic())
            asked.append(await self.request(self.places[n % len(self.places)], "medium"))
        return asked

    async def posted(self, asked: Sequence[tuple[Interaction, str]]) -> dict[str, float]:
        """Wait for all pictures and return the time of each post by prompt; unanswered requests are absent."""
        prompts = {prompt for _, prompt in asked}
        try:
            await self._box.discord.until(lambda: prompts <= self._posted.keys(), _ANSWER_SECONDS)
        except TimeoutError:
            print(f"{len(prompts - self._posted.keys())} requests were not answered", file=sys.stderr)
        return {prompt: at for prompt, at in self._posted.items() if prompt in prompts}

    async def answers_everywhere(self, limit: float) -> float:
        """Send commands in every server until each has acknowledged one; return the seconds that took."""
        start = time.monotonic()
        async with asyncio.timeout(limit):
            await asyncio.gather(*(self._answers(place) for place in self.places[:_GUILDS]))
        return time.monotonic() - start

    async def _answers(self, place: tuple[User, Channel]) -> None:
        while True:
            try:
                interaction = await self._box.discord.client(*place).slash("quota")
                await interaction.acked(3)
                return
            except (InteractionFailedError, TimeoutError, LookupError):
                await asyncio.sleep(_RETRY_SECONDS)


async def measure(case: Case) -> Measured:
    """Start the processes, send requests, and perhaps kill one of them. Needs a PostgreSQL server."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-processes-")))
        url = await stack.enter_async_context(new_database("easel_processes"))
        box = await stack.enter_async_context(
            open_sandbox(
                concurrency=1000,
                render_seconds=_RENDER_SECONDS,
                rate_limits=False,
                compress=False,
                artist=SizedImages(),
                idle_guilds=IdleGuilds(case.servers),
                shards=case.shards,
                session_starts=SessionStartLimits(max_concurrency=_CONCURRENCY, enforced=True),
            )
        )
        load = _Load(box)
        await load.create_places()
        bots = []
        for n in range(case.processes):
            (home := folder / str(n)).mkdir()
            environment = box.environment(home, **LIMITS, DATABASE_URL=url)
            bots.append(await stack.enter_async_context(BotProcess(home, environment)))
        start = time.monotonic()
        await asyncio.gather(*(bot.start() for bot in bots))
        await _connected(box, case.shards)
        await load.answers_everywhere(_START_SECONDS)
        start_seconds = time.monotonic() - start

        measured = await _under_load(box, load, bots, case, start_seconds)
        return await _after_a_kill(box, load, bots, measured) if case.kill else measured


async def _connected(box: Sandbox, shards: int) -> None:
    def all_connected() -> bool:
        return {one.shard[0] for one in box.discord.gateway.sessions if one.connected} == set(range(shards))

    await box.discord.until(all_connected, _START_SECONDS)
    await box.discord.until(lambda: box.discord.commands.find("imagine", 1, None, "en-US"), _START_SECONDS)


async def _under_load(
    box: Sandbox, load: _Load, bots: Sequence[BotProcess], case: Case, start_seconds: float
) -> Measured:
    resident = sum(resident_mb(bot.pid) for bot in bots) / len(bots)
    cpu, own_cpu, start = sum(cpu_seconds(bot.pid) for bot in bots), time.process_time(), time.monotonic()
    asked = await load.at_a_constant_rate(case.seconds)
    posted = await load.posted(asked)
    wall = time.monotonic() - start
    ended = {one.arguments["prompt"]: one.finished_at for one in box.fal.requests.values()}
    return Measured(
        case=case,
        start_seconds=start_seconds,
        resident=resident,
        requested=len(asked),
        delivered=len(posted),
        acks=[1000 * one.acked_at for one, _ in asked if one.acked_at is not None],
        posts=[1000 * (at - end) for prompt, at in posted.items() if (end := ended.get(prompt)) is not None],
        per_second=len(posted) / wall,
        cpu_per_job=1000 * (sum(cpu_seconds(bot.pid) for bot in bots) - cpu) / max(1, len(posted)),
        sandbox_share=(time.process_time() - own_cpu) / wall,
    )


async def _after_a_kill(
    box: Sandbox, load: _Load, bots: Sequence[BotProcess], measured: Measured
) -> Measured:
    """Kill a process with jobs at fal; measure until all servers have commands again and all jobs are posted."""
    asked = [await load.request(place, "high") for place in load.places[:_TAKEN_OVER]]
    for interaction, _ in asked:
        await interaction.acked(10)
    prompts = {prompt for _, prompt in asked}
    await box.discord.until(
        lambda: prompts <= {one.arguments["prompt"] for one in box.fal.requests.values()}, 30
    )
    bots[0].kill()
    killed_at = box.clock.now()
    commands_back, posted = await asyncio.gather(load.answers_everywhere(_ANSWER_SECONDS), load.posted(asked))
    ended = {one.arguments["prompt"]: one.finished_at or killed_at for one in box.fal.requests.values()}
    # A job that ended at fal after the kill could not have been posted before.
    jobs_back = max(at - max(killed_at, ended[prompt]) for prompt, at in posted.items())
    lost = len(asked) - len(posted)
    return replace(
        measured,
        commands_back_seconds=commands_back,
        jobs_back_seconds=None if lost else jobs_back,
    )


def render(found: Sequence[Measured]) -> str:
    """Return the table as Markdown."""
    machine = describe_machine()
    head = (
        "processes",
        "servers",
        "shards",
        "start, s",
        "acknowledgement p50 / p99, ms",
        "COMPLETED to posted p50 / p99, ms",
        "delivered",
        "CPU per job, ms",
        "memory per process, MB",
        "after `kill -9`: commands / jobs, s",
    )
    lines = [
        f"Measured {machine['at']} on {machine['cpu']}, {machine['cores']} cores, {machine['python']}; "
        f"{COMMANDS_PER_SECOND} requests a second for {found[0].case.seconds:.0f} s, jobs of "
        f"{_RENDER_SECONDS['medium']} s; sandbox and PostgreSQL on the same cores (sandbox up to "
        f"{max(one.sandbox_share for one in found):.0%} of one).",
        "",
        f"| {' | '.join(head)} |",
        f"|{'---|' * len(head)}",
    ]
    return "\n".join([*lines, *(f"| {' | '.join(_cells(one))} |" for one in found)])


def _cells(one: Measured) -> list[str]:
    back = (
        ""
        if one.commands_back_seconds is None
        else f"{one.commands_back_seconds:.0f} / {_seconds(one.jobs_back_seconds)}"
    )
    return [
        str(one.case.processes),
        f"{one.case.servers:,}",
        str(one.case.shards),
        f"{one.start_seconds:.1f}",
        _pair(one.acks),
        _pair(one.posts),
        f"{one.delivered} of {one.requested}",
        f"{one.cpu_per_job:.0f}",
        f"{one.resident:.0f}",
        back,
    ]


def _seconds(value: float | None) -> str:
    return "lost" if value is None else f"{value:.0f}"


def _pair(values: Sequence[float]) -> str:
    return f"{percentile(values, 0.5):.0f} / {percentile(values, 0.99):.0f}" if values else "none"


def draw_chart(found: Sequence[Measured], path: Path) -> None:
    """Draw start, memory and latencies by servers, with a line for each number of processes."""
    panels: tuple[tuple[str, Callable[[Measured], float]], ...] = (
        ("Acknowledgement p99, ms", lambda one: percentile(one.acks, 0.99)),
        ("COMPLETED to posted, median, ms", lambda one: percentile(one.posts, 0.5)),
        ("Resident memory per process, MB", lambda one: one.resident),
        ("Start until every server has commands, s", lambda one: one.start_seconds),
    )
    names = {number: f"{number} process{'es' * (number > 1)}" for number in _COLORS}

    def lines(value: Callable[[Measured], float]) -> Lines:
        return {
            name: [(one.case.servers, value(one)) for one in found if one.case.processes == number]
            for number, name in names.items()
            if any(one.case.processes == number for one in found)
        }

    sheet = draw_sheet(
        [(title, lines(value)) for title, value in panels],
        "servers",
        {name: _COLORS[number] for number, name in names.items()},
    )
    sheet.save(path, optimize=True)


async def _measure_all(cases: Sequence[Case], run: Callable[[Case], Awaitable[Measured]]) -> list[Measured]:
    found = []
    for case in cases:
        print(f"{case.processes} processes, {case.servers:,} servers ...", file=sys.stderr, flush=True)
        found.append(await run(case))
    return found


def main() -> None:
    """Measure all cases, or those given as ``PROCESSESxSERVERS``; print the table and write the chart."""
    parser = argparse.ArgumentParser(prog="benchmarks.many_processes", description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="PxN", help="processes and servers, such as 2x10000")
    parser.add_argument("--seconds", type=float, default=20.0, help="seconds of load (default: 20)")
    parser.add_argument("--chart", type=Path, default=Path("many-processes.png"), help="file to write")
    options = parser.parse_args()
    if SERVER not in os.environ:
        raise SystemExit("Needs a PostgreSQL server: .ci/with-postgres python -m benchmarks.many_processes")
    cases = [replace(case, seconds=options.seconds) for case in CASES]
    if options.cases:
        numbers = [text.split("x") for text in options.cases]
        cases = [
            Case(processes=int(p), servers=int(n), seconds=options.seconds, kill=int(p) > 1)
            for p, n in numbers
        ]
    found = asyncio.run(_measure_all(cases, measure))
    print(render(found))
    draw_chart(found, options.chart)


if __name__ == "__main__":
    main()
