"""A clock that can be moved: real seconds, at a speed, plus what a test or a person adds.

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
        self._speed = 1.0
        # What is added to the machine's time, as it was when the speed last changed.
        self._offset, self._since = 0.0, time.time()
        self._moved = asyncio.Event()

    def now(self) -> float:
        machine = time.time()
        # Exactly the machine's time at speed 1, so that nothing is lost to rounding.
        return machine + self._offset + (machine - self._since) * (self._speed - 1.0)

    @property
    def speed(self) -> float:
        """Seconds of this clock in one real second; 1 to begin with."""
        return self._speed

    def run_at(self, speed: float) -> None:
        """Let time run ``speed`` times as fast from now on (more than 0)."""
        if not speed > 0:
            raise ValueError("time has to move")
        machine = time.time()
        self._offset += (machine - self._since) * (self._speed - 1.0)
        self._since, self._speed = machine, speed
        self._wake()

    def advance(self, seconds: float) -> None:
        """Move forward by ``seconds`` (not negative) and wake every sleeper."""
        if seconds < 0:
            raise ValueError("time only moves forward")
        self._offset += seconds
        self._wake()

    async def sleep(self, seconds: float) -> None:
        """Return once this clock has passed ``seconds``, by waiting or by :meth:`advance`."""
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            moved = self._moved
            try:
                async with asyncio.timeout(left / self._speed):
                    await moved.wait()
            except TimeoutError:
                continue

    def _wake(self) -> None:
        self._moved.set()
        self._moved = asyncio.Event()
