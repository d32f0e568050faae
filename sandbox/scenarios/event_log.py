"""Event log: merges events from several sources into a transcript, in chronological order.

The sources (a bot in another process, its database and the computed fal queue) report with different
delays. Each event is therefore timestamped and held back briefly, until no earlier one can arrive.
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

__all__ = ["EventLog"]

_POLL_SECONDS = 0.05
_HOLD_SECONDS = 0.25


class EventLog:
    """Writes events to ``transcript`` in the order of their times on ``clock``."""

    def __init__(self, transcript: Transcript, clock: Clock) -> None:
        self.transcript = transcript
        self._clock = clock
        self._count = itertools.count()
        self._held: list[tuple[float, int, str, str | Text, tuple[Text, ...], int | None]] = []
        self._polls: list[Callable[[], Awaitable[None]]] = []
        self._polling = asyncio.Lock()

    def poll(self, poll: Callable[[], Awaitable[None]]) -> None:
        """Call ``poll`` regularly; it must add the events since its last call."""
        self._polls.append(poll)

    def add(
        self,
        actor: str,
        text: str | Text,
        details: Sequence[Text] = (),
        *,
        at: float | None = None,
        state_of: int | None = None,
    ) -> None:
        """Add an event that occurred at ``at`` (epoch seconds of the clock; by default now).

        ``state_of`` is the subject whose earlier state it replaces in a terminal, if any.
        """
        when = self._clock.now() if at is None else at
        heapq.heappush(self._held, (when, next(self._count), actor, text, tuple(details), state_of))

    async def flush(self) -> None:
        """Wait until all events up to now are written."""
        await asyncio.sleep(_HOLD_SECONDS)
        await self._poll()
        self._write(until=float("inf"))

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[None]:
        """Write events continuously during the block, and all remaining ones at its end."""
        task = asyncio.create_task(self._run(), name="event log")
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            self._write(until=float("inf"))

    async def _run(self) -> None:
        while True:
            await self._poll()
            self._write(until=self._clock.now() - _HOLD_SECONDS)
            await asyncio.sleep(_POLL_SECONDS)

    async def _poll(self) -> None:
        async with self._polling:
            for poll in tuple(self._polls):
                await poll()

    def _write(self, until: float) -> None:
        while self._held and self._held[0][0] <= until:
            at, _, actor, text, details, state_of = heapq.heappop(self._held)
            self.transcript.line(at, actor, text, details, state_of=state_of)
