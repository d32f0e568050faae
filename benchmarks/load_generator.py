"""Load generator: the sandbox in its own process, with users who request images.

It reads one JSON command per line from standard input and writes one JSON response per line. All times are
measured here, at the server end of the connections, so that every bot is measured with the same clock.
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

from benchmarks.sized_images import SizedImages, prompt_for
from sandbox.discord import Change, Interaction, Message
from sandbox.discord.entities import User
from sandbox.discord.gateway import IdleGuilds
from sandbox.discord.interactions import InteractionFailedError
from sandbox.server import Sandbox, open_sandbox

__all__ = ["RENDER_SECONDS", "main"]

RENDER_SECONDS = {"low": 0.2, "medium": 2.5, "high": 20.0}
"""Duration of a job at fal by quality; a measure selects one through the quality of its requests."""

_USERS = 400
_MAX_EXCHANGES = 4000
_TINY = {"quality": "low", "count": 1, "size": 50_000}


@dataclass(slots=True, eq=False)
class _Request:
    """A command in flight; times are epoch seconds of the sandbox's clock."""

    interaction: Interaction
    prompt: str
    images: int
    posted: float | None = None
    done: asyncio.Event = field(default_factory=asyncio.Event)


class LoadGenerator:
    """The process's commands; each public method implements one."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self._sandbox = sandbox
        self._folder = folder
        self._numbers = itertools.count(1)
        self._requests: dict[int, _Request] = {}
        guild = sandbox.people.guild
        self._users = [sandbox.discord.world.create_user(f"member {n}") for n in range(_USERS)]
        for user in self._users:
            guild.add_member(user)
        # Discord rate-limits messages per channel, so concurrent users each use a different one.
        self._channels = [guild.create_channel(f"room-{n}") for n in range(_USERS)]
        # Set by any request from the bot: while it still sends requests to fal or Discord, it is not stuck.
        self._activity = asyncio.Event()
        sandbox.discord.world.watch(self._on_change)
        sandbox.discord.traffic.subscribe(lambda _: self._activity.set())
        sandbox.fal.subscribe(lambda _: self._activity.set())

    async def environment(self) -> dict[str, Any]:
        """Return the environment for a bot that connects here."""
        return self._sandbox.environment(self._folder)

    async def ready(self, *, timeout: float = 120.0) -> dict[str, Any]:
        """Wait for a bot with commands; time its connection and first acknowledgment."""
        discord = self._sandbox.discord
        await discord.gateway.wait_identified(timeout)
        identified = time.time()
        await discord.until(lambda: discord.commands.find("imagine", 1, None, "en-US"), timeout)
        while True:
            request = await self._request(self._users[-1], **_TINY)
            try:
                await request.interaction.acked(timeout)
                break
            except InteractionFailedError:
                continue  # still busy with its servers; a user would try again
        acked = time.time()
        await self._answered(request, timeout)
        self._clear()
        return {"identified": identified, "acked": acked}

    async def idle_servers(self, *, servers: int) -> dict[str, Any]:
        """Add the next bot to this number of idle servers."""
        self._sandbox.discord.gateway.idle_guilds = IdleGuilds(servers)
        return {}

    async def disconnected(self) -> dict[str, Any]:
        """Wait until no bot is connected, then discard its session."""
        gateway = self._sandbox.discord.gateway
        await self._sandbox.discord.until(lambda: not any(one.connected for one in gateway.sessions))
        gateway.invalidate()
        return {}

    async def burst(
        self,
        *,
        jobs: int,
        quality: str,
        count: int = 1,
        size: int = 1_000_000,
        stall: float = 10.0,
        timeout: float = 240.0,
    ) -> dict[str, Any]:
        """Let ``jobs`` users request images concurrently, and wait for all images.

        A request counts as unanswered after ``timeout``, or once the bot has sent no request for ``stall``
        seconds (plus the duration of a job).
        """
        fal = self._sandbox.fal
        cpu, start = time.process_time(), time.time()
        before = len(fal.exchanges)
        requests = []
        for user in self._users[:jobs]:
            requests.append(await self._request(user, quality=quality, count=count, size=size))
            await asyncio.sleep(0)  # send each command before the next one is created
        unacked = 0
        for request in requests:
            try:
                await request.interaction.acked()
            except InteractionFailedError:
                unacked += 1
        ack_cpu, ack_wall = time.process_time() - cpu, time.time() - start
        unanswered = await self._unanswered(requests, timeout, stall + RENDER_SECONDS[quality])
        wall, cpu = time.time() - start, time.process_time() - cpu
        finished = {r.arguments["prompt"]: r.finished_at for r in fal.requests.values()}
        answer = {
            "ack_ms": [1000 * ack for r in requests if (ack := r.interaction.acked_at) is not None],
            "acked_at": [
                r.interaction.created_at + ack
                for r in requests
                if (ack := r.interaction.acked_at) is not None
            ],
            "unacked": unacked,
            "unanswered": unanswered,
            "post_ms": [
                1000 * (request.posted - ended)
                for request in requests
                if request.posted is not None and (ended := finished.get(request.prompt)) is not None
            ],
            "fal_requests": (len(fal.exchanges) - before) / jobs,
            "sandbox_share": cpu / wall,
            "sandbox_ack_share": ack_cpu / ack_wall,
        }
        self._clear()
        return answer

    async def fairness(self, *, waiting: int, light: int) -> dict[str, Any]:
        """Time a light user's first image alone, and while a heavy user has ``waiting`` requests.

        The heavy user's remaining requests are abandoned, since the bot is not used again.
        """
        heavy, others = self._users[0], self._users[1:]
        alone = [await self._time_request(user) for user in others[:light]]
        queued = [await self._request(heavy, **_TINY) for _ in range(waiting)]
        for request in queued:
            await request.interaction.acked(60)
        beside = [await self._time_request(user) for user in others[light : 2 * light]]
        left = sum(not request.done.is_set() for request in queued)
        return {"alone_s": alone, "beside_s": beside, "heavy_left": left}

    async def interaction(self) -> dict[str, Any]:
        """Create an interaction that no bot receives, for measuring bare transfers."""
        interaction = (await self._request(self._users[0], quality="low", count=1, size=0)).interaction
        return {"id": interaction.id, "token": interaction.token}

    async def _time_request(self, user: User) -> float:
        request = await self._request(user, **_TINY)
        return await self._answered(request, 120) - request.interaction.created_at

    async def _request(self, user: User, *, quality: str, count: int, size: int) -> _Request:
        channel = self._channels[self._users.index(user)]
        prompt = prompt_for(next(self._numbers), size)
        interaction = await self._sandbox.discord.client(user, channel).slash(
            "imagine", prompt=prompt, quality=quality, count=count, size="1024x1024"
        )
        request = _Request(interaction=interaction, prompt=prompt, images=count)
        self._requests[interaction.id] = request
        return request

    def _on_change(self, change: Change) -> None:
        if not isinstance(change.subject, Message) or change.subject.interaction_metadata is None:
            return
        request = self._requests.get(change.subject.interaction_metadata.id)
        if request is None:
            return
        if request.posted is None and _is_answer(change.subject, request.images):
            request.posted = self._sandbox.clock.now()
            request.done.set()
        elif change.subject.content.startswith("Something went wrong"):
            request.done.set()

    async def _answered(self, request: _Request, timeout: float) -> float:
        """Wait for the images and return the time when their message was posted."""
        await self._unanswered([request], timeout)
        if request.posted is None:
            raise RuntimeError(
                f"no images, but {[message.content for message in request.interaction.messages]}"
            )
        return request.posted

    async def _unanswered(
        self, requests: Sequence[_Request], timeout: float, stall: float | None = None
    ) -> int:
        """Wait for the images; return the number of requests that received none."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while not all(request.done.is_set() for request in requests):
                    self._activity.clear()
                    await asyncio.wait_for(self._activity.wait(), stall)
        return sum(request.posted is None for request in requests)

    def _clear(self) -> None:
        """Discard the state of the previous measurement."""
        self._requests.clear()
        self._sandbox.discord.traffic.clear()
        if len(self._sandbox.fal.exchanges) > _MAX_EXCHANGES:
            self._sandbox.fal.exchanges.clear()


def _is_answer(message: Message, images: int) -> bool:
    return len(message.attachments) == images or message.content == "Done."


async def _serve(commands: dict[str, Callable[..., Awaitable[dict[str, Any]]]]) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 24)
    await loop.connect_read_pipe(functools.partial(asyncio.StreamReaderProtocol, reader), sys.stdin)
    while line := await reader.readline():
        command = json.loads(line)
        try:
            answer = await commands[command.pop("command")](**command)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


async def _run(options: dict[str, Any]) -> None:
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="easel-bench-")))
        sandbox = await stack.enter_async_context(
            open_sandbox(
                concurrency=options.get("concurrency", 1000),
                render_seconds=RENDER_SECONDS | {"low": options.get("low", RENDER_SECONDS["low"])},
                stream=options.get("stream", True),
                rate_limits=False,
                compress=False,
                artist=SizedImages(),
            )
        )
        generator = LoadGenerator(sandbox, folder)
        names = ("environment", "ready", "idle_servers", "disconnected", "burst", "fairness", "interaction")
        await _serve({name: getattr(generator, name) for name in names})


def main() -> None:
    """Process commands until standard input ends."""
    asyncio.run(_run(json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}))


if __name__ == "__main__":
    main()
