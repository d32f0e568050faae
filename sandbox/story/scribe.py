"""The scribe: gathers what several watchers saw and tells it in the order in which it happened.

The bot may be another process, its ledger a file and fal's queue a computation, so what
happened is learned with a delay that differs by source. Everything carries its own time
and is held back for a moment, until nothing earlier can come any more.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from rich.text import Text

from bot.clock import Clock
from sandbox.transcript import Transcript

__all__ = ["Scribe"]

_LOOK_SECONDS = 0.05
_HOLD_SECONDS = 0.25

_Entry = tuple[float, int, str, str | Text, tuple[Text, ...]]


class Scribe:
    """Writes notes into ``transcript`` in the order of their times on ``clock``."""

    def __init__(self, transcript: Transcript, clock: Clock) -> None:
        self.transcript = transcript
        self._clock = clock
        self._count = itertools.count()
        self._held: list[_Entry] = []
        self._looks: list[Callable[[], Awaitable[None]]] = []
        self._looking = asyncio.Lock()

    def also_look(self, look: Callable[[], Awaitable[None]]) -> None:
        """Call ``look`` regularly; it notes what is new since its last call."""
        self._looks.append(look)

    def note(self, at: float, actor: str, text: str | Text, details: Sequence[Text] = ()) -> None:
        """Something that happened at ``at`` (epoch seconds of the clock)."""
        heapq.heappush(self._held, (at, next(self._count), actor, text, tuple(details)))

    def act(self, actor: str, text: str | Text) -> None:
        """Something that ``actor`` does now."""
        self.note(self._clock.now(), actor, text)

    async def caught_up(self) -> None:
        """Return once everything that has happened by now is written."""
        await asyncio.sleep(_HOLD_SECONDS)
        await self._look()
        self._write(until=float("inf"))

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Write while the body runs, and the rest at its end."""
        task = asyncio.create_task(self._run(), name="scribe")
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            self._write(until=float("inf"))

    async def _run(self) -> None:
        while True:
            await self._look()
            self._write(until=self._clock.now() - _HOLD_SECONDS)
            await asyncio.sleep(_LOOK_SECONDS)

    async def _look(self) -> None:
        async with self._looking:
            for look in tuple(self._looks):
                await look()

    def _write(self, until: float) -> None:
        while self._held and self._held[0][0] <= until:
            at, _, actor, text, details = heapq.heappop(self._held)
            self.transcript.line(at, actor, text, details)
