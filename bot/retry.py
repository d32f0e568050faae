"""Waiting between attempts, on the injected clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import Clock

__all__ = ["Backoff", "clock_timeout"]

_BACKOFF_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)


class Backoff:
    """Waits between attempts, longer each time, until ``seconds`` of the clock have passed."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._until = clock.now() + seconds
        self.attempts = 0

    async def wait(self, retry_after: float | None = None) -> bool:
        """Wait before the next attempt (``retry_after`` seconds, if somebody said so); ``False``
        at once when that would take too long."""
        seconds = _BACKOFF_SECONDS[min(self.attempts, len(_BACKOFF_SECONDS) - 1)]
        if retry_after is not None:
            # Never sooner than on our own: "in 0 seconds" would be hammering.
            seconds = max(seconds, retry_after)
        if self._clock.now() + seconds > self._until:
            return False
        self.attempts += 1
        await self._clock.sleep(seconds)
        return True


@asynccontextmanager
async def clock_timeout(clock: Clock, seconds: float) -> AsyncIterator[None]:
    """Raise TimeoutError in the body once ``seconds`` of the clock have passed."""
    async with asyncio.timeout(None) as scope:
        alarm = asyncio.ensure_future(clock.sleep(seconds))
        alarm.add_done_callback(lambda done: None if done.cancelled() else scope.reschedule(0))
        try:
            yield
        finally:
            alarm.cancel()
