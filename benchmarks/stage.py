"""The sandbox as a process of its own, and the people in it who ask for pictures.

One JSON object a line: orders on standard input, answers on standard output. Everything is
timed here, at the far end of the wire, so that all bots are measured by the same clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import itertools
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.weights import WeighedPictures, prompt_for
from sandbox.discord import Interaction, Message
from sandbox.discord.changes import Change, MessageChange
from sandbox.discord.entities import User
from sandbox.discord.gateway import IdleGuilds
from sandbox.discord.interactions import InteractionFailedError
from sandbox.server import Sandbox, open_sandbox

__all__ = ["RENDER_SECONDS", "main"]

RENDER_SECONDS = {"low": 0.2, "medium": 2.5, "high": 20.0}
"""How long fal draws, by quality: this is how a measure chooses the length of a job."""

_PEOPLE = 400
_MANY = 4000


@dataclass(slots=True, eq=False)
class _Take:
    """One command on its way; times are epoch seconds of the sandbox's clock."""

    interaction: Interaction
    prompt: str
    pictures: int
    posted: float | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)


class Stage:
    """The open sandbox, and what can be ordered of it."""

    def __init__(self, box: Sandbox, folder: Path) -> None:
        self._box = box
        self._folder = folder
        self._numbers = itertools.count(1)
        self._takes: dict[int, _Take] = {}
        guild = box.people.guild
        self._people = [box.discord.world.create_user(f"member {n}") for n in range(_PEOPLE)]
        for user in self._people:
            guild.add_member(user)
        # Discord bounds the messages of one channel; members who ask at once are not all in one.
        self._channels = [guild.create_channel(f"room-{n}") for n in range(_PEOPLE)]
        # Set by whatever the bot does: while it still asks fal or Discord for something, it is not stuck.
        self._news = asyncio.Event()
        box.discord.world.watch(self._on_change)
        box.discord.traffic.subscribe(lambda _: self._news.set())
        box.fal.subscribe(lambda _: self._news.set())

    async def environment(self) -> dict[str, Any]:
        """What a bot needs to come here."""
        return self._box.environment(self._folder)

    async def ready(self, *, timeout: float = 120.0) -> dict[str, Any]:
        """Wait for a session with a command, then ask once; when that was acknowledged."""
        discord = self._box.discord
        await discord.gateway.wait_identified(timeout)
        identified = time.time()
        await discord.until(lambda: discord.commands.find("imagine", 1, None, "en-US"), timeout)
        while True:
            take = await self._ask(self._people[-1], quality="low", count=1, weight=50_000)
            try:
                await take.interaction.acked(timeout)
                break
            except InteractionFailedError:
                continue  # it was still busy with its servers, so somebody tries again
        acked = time.time()
        await self._finished([take], timeout)
        self._forget()
        return {"identified": identified, "acked": acked}

    async def crowd(self, *, servers: int) -> dict[str, Any]:
        """Let the next bot that comes be in so many servers more."""
        self._box.discord.gateway.idle_guilds = IdleGuilds(servers)
        return {}

    async def gone(self) -> dict[str, Any]:
        """Wait until no bot is connected, and forget its session."""
        gateway = self._box.discord.gateway
        await self._box.discord.until(lambda: not any(one.connected for one in gateway.sessions))
        gateway.invalidate()
        return {}

    async def burst(
        self,
        *,
        jobs: int,
        quality: str,
        count: int = 1,
        weight: int = 1_000_000,
        size: str = "1024x1024",
        stall: float = 10.0,
        timeout: float = 240.0,
    ) -> dict[str, Any]:
        """``jobs`` members ask at the same moment; until all have what they asked for.

        Whoever has nothing when the bot asked for nothing for ``stall`` seconds (and the time that
        fal draws), or after ``timeout`` in all, is ``unanswered``.
        """
        fal = self._box.fal
        cpu, start = time.process_time(), time.time()
        before = len(fal.exchanges)
        takes = []
        for user in self._people[:jobs]:
            takes.append(await self._ask(user, quality=quality, count=count, weight=weight, size=size))
            await asyncio.sleep(0)  # lets each command leave before the next one is made
        unacked = 0
        for take in takes:
            try:
                await take.interaction.acked()
            except InteractionFailedError:
                unacked += 1
        acks_cpu, acks_wall = time.process_time() - cpu, time.time() - start
        unanswered = await self._left(takes, timeout, stall + RENDER_SECONDS[quality])
        wall, cpu = time.time() - start, time.process_time() - cpu
        finished = {r.arguments["prompt"]: r.finished_at for r in fal.requests.values()}
        answer = {
            "ack_ms": [1000 * ack for take in takes if (ack := take.interaction.acked_at) is not None],
            "unacked": unacked,
            "unanswered": unanswered,
            "post_ms": [
                1000 * (take.posted - ended)
                for take in takes
                if take.posted is not None and (ended := finished.get(take.prompt)) is not None
            ],
            "fal_requests": (len(fal.exchanges) - before) / jobs,
            "wall": wall,
            "sandbox_share": cpu / wall,
            "sandbox_ack_share": acks_cpu / acks_wall,
        }
        self._forget()
        return answer

    async def fairness(self, *, waiting: int, light: int) -> dict[str, Any]:
        """A light member's first picture, alone and beside one member with ``waiting`` requests.

        What the heavy member still waits for then is left where it is: the bot is not used again.
        """
        heavy, others = self._people[0], self._people[1:]
        alone = [await self._wait_of(user) for user in others[:light]]
        crowd = [await self._ask(heavy, quality="low", count=1, weight=50_000) for _ in range(waiting)]
        for take in crowd:
            await take.interaction.acked(60)
        beside = [await self._wait_of(user) for user in others[light : 2 * light]]
        left = sum(not take.done.is_set() for take in crowd)
        return {"alone_s": alone, "beside_s": beside, "heavy_left": left}

    async def letter(self) -> dict[str, Any]:
        """A command that no bot hears, for whoever measures the bare wire."""
        take = await self._ask(self._people[0], quality="low", count=1, weight=0)
        interaction = take.interaction
        application = self._box.discord.world.application_id
        return {"id": interaction.id, "token": interaction.token, "application": application}

    async def _wait_of(self, user: User) -> float:
        take = await self._ask(user, quality="low", count=1, weight=50_000)
        await self._finished([take], 120)
        assert take.posted is not None
        return take.posted - take.interaction.created_at

    async def _ask(
        self, user: User, *, quality: str, count: int, weight: int, size: str = "1024x1024"
    ) -> _Take:
        channel = self._channels[self._people.index(user)]
        prompt = prompt_for(next(self._numbers), weight)
        interaction = await self._box.discord.client(user, channel).slash(
            "imagine", prompt=prompt, quality=quality, count=count, size=size
        )
        take = _Take(interaction=interaction, prompt=prompt, pictures=count)
        self._takes[interaction.id] = take
        return take

    def _on_change(self, change: Change) -> None:
        if not isinstance(change, MessageChange) or change.message.interaction_metadata is None:
            return
        take = self._takes.get(change.message.interaction_metadata.id)
        if take is not None and take.posted is None and _is_answer(change.message, take.pictures):
            take.posted = self._box.clock.now()
            take.done.set()
        elif take is not None and change.message.content.startswith("Something went wrong"):
            take.done.set()

    async def _finished(self, takes: Sequence[_Take], timeout: float) -> None:
        if left := await self._left(takes, timeout):
            missing = next(take for take in takes if take.posted is None)
            said = [message.content for message in missing.interaction.messages]
            raise RuntimeError(f"{left} of {len(takes)} had no answer; one reads {said}")

    async def _left(self, takes: Sequence[_Take], timeout: float, stall: float | None = None) -> int:
        """Wait for the answers; how many have not come in time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while not all(take.done.is_set() for take in takes):
                    self._news.clear()
                    await asyncio.wait_for(self._news.wait(), stall)
        return sum(take.posted is None for take in takes)

    def _forget(self) -> None:
        """Let nothing of this measure weigh on the next."""
        self._takes.clear()
        self._box.discord.traffic.clear()
        if len(self._box.fal.exchanges) > _MANY:
            self._box.fal.exchanges.clear()


def _is_answer(message: Message, pictures: int) -> bool:
    return len(message.attachments) == pictures or message.content == "Done."


async def _serve(orders: dict[str, Callable[..., Awaitable[dict[str, Any]]]]) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(functools.partial(asyncio.StreamReaderProtocol, reader), sys.stdin)
    while line := await reader.readline():
        order = json.loads(line)
        try:
            answer = await orders[order.pop("do")](**order)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


async def _run(options: dict[str, Any]) -> None:
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="easel-bench-")))
        box = await stack.enter_async_context(
            open_sandbox(
                concurrency=options.get("concurrency", 1000),
                render_seconds=RENDER_SECONDS | {"low": options.get("low", RENDER_SECONDS["low"])},
                stream=options.get("stream", True),
                rate_limits=False,
                compress=False,
                artist=WeighedPictures(),
            )
        )
        stage = Stage(box, folder)
        orders = ("environment", "ready", "crowd", "gone", "burst", "fairness", "letter")
        await _serve({name: getattr(stage, name) for name in orders})


def main() -> None:
    """Serve orders until standard input ends."""
    asyncio.run(_run(json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}))


if __name__ == "__main__":
    main()
