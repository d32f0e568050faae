"""A clock that can be moved: real seconds plus what a test or a person adds.

Nothing in the sandbox schedules timers. Deadlines (3 s, 15 min, a job's end) are
computed from :meth:`SandboxClock.now` when somebody asks, so moving the clock is
enough to make them pass; sleepers are woken to look again.
"""

from __future__ import annotations

import asyncio
import time

__all__ = ["SandboxClock"]


class SandboxClock:
    """Epoch seconds that run with the machine's and can be pushed forward.

    Satisfies :class:`bot.clock.Clock`, so one instance may drive the simulators
    and an in-process bot alike.
    """

    def __init__(self) -> None:
        self._offset = 0.0
        self._moved = asyncio.Event()

    def now(self) -> float:
        return time.time() + self._offset

    def advance(self, seconds: float) -> None:
        """Move forward by ``seconds`` (not negative) and wake every sleeper."""
        if seconds < 0:
            raise ValueError("time only moves forward")
        self._offset += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Return once this clock has passed ``seconds``, by waiting or by :meth:`advance`."""
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            moved = self._moved
            try:
                async with asyncio.timeout(left):
                    await moved.wait()
            except TimeoutError:
                continue
