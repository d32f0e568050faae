"""fal client fixture: a client, its simulator, and common operations."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.fal.client import FalClient
from bot.jobs.ports import RequestStatus, Submitted
from config import load_catalogue
from sandbox.clock import SandboxClock
from sandbox.fal import FalSimulator
from sandbox.faults import Faults

__all__ = ["KEY", "MODEL", "Bench", "Watch", "arguments"]

KEY = "test-id:test-secret"
MODEL = "fal-ai/gpt-image-2"


def arguments(**choices: Any) -> dict[str, Any]:
    """The body of a submit, as the catalogue makes it."""
    values: dict[str, Any] = {
        "prompt": "a lamp",
        "size": "1024x1024",
        "quality": "medium",
        "count": 1,
    } | choices
    return load_catalogue().get(MODEL).arguments(**values)


@dataclass(slots=True)
class Watch:
    """A watcher at work: what it has seen by now, and its task."""

    seen: list[RequestStatus] = field(default_factory=list)
    task: asyncio.Task[None] = field(init=False)

    async def follow(self, readings: AsyncIterator[RequestStatus]) -> None:
        async for reading in readings:
            self.seen.append(reading)

    def states(self) -> list[str]:
        """The states in their order, repeats left out."""
        names = [_name(reading) for reading in self.seen]
        return [name for number, name in enumerate(names) if number == 0 or names[number - 1] != name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What runs."""

    clock: SandboxClock
    faults: Faults
    fal: FalSimulator
    queue: FalClient

    async def submit(self, **choices: Any) -> Submitted:
        """Hand in one request."""
        return await self.queue.submit(MODEL, arguments(**choices), start_within=600)

    @asynccontextmanager
    async def watching(self, submitted: Submitted) -> AsyncIterator[Watch]:
        """A watcher that runs beside the body."""
        watch = Watch()
        watch.task = asyncio.create_task(watch.follow(self.queue.watch(submitted)))
        try:
            yield watch
        finally:
            watch.task.cancel()
            await asyncio.gather(watch.task, return_exceptions=True)

    async def finish(self, submitted: Submitted) -> list[RequestStatus]:
        """Let the request run to its end and read all of its statuses."""
        async with self.watching(submitted) as watch:
            await self.fal.until(lambda: bool(watch.seen) or watch.task.done())
            self.clock.advance(200)
            async with asyncio.timeout(10):
                await asyncio.shield(watch.task)
        return watch.seen


def _name(reading: RequestStatus) -> str:
    if reading.completed:
        return "completed"
    return "in progress" if reading.in_progress else f"position {reading.position}"
