"""A clock that stands still until a test moves it."""

from __future__ import annotations

import asyncio
import heapq
import itertools

__all__ = ["ManualClock"]

# Rounds of the event loop after which tasks that only wait for each other have come to rest.
_ROUNDS = 25


class ManualClock:
    """Satisfies :class:`bot.clock.Clock`; ``now()`` changes by :meth:`advance` only."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self._now = now
        self._order = itertools.count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self._now + seconds, next(self._order), woken))
        await woken

    def jump(self, seconds: float) -> None:
        """Move on at once, for code that only reads the time."""
        if seconds < 0:
            raise ValueError("time only moves forward")
        self._now += seconds

    async def advance(self, seconds: float) -> None:
        """Move on, stopping at each sleeper's moment so that what it does happens then."""
        until = self._now + seconds
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            due, _, woken = heapq.heappop(self._sleepers)
            self._now = max(self._now, due)
            if not woken.done():
                woken.set_result(None)
            await self.settle()
        self._now = until
        await self.settle()

    async def settle(self) -> None:
        """Let every task run until it waits for this clock or for another task."""
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
