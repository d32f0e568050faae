"""The sandbox's clock: real seconds, at a speed, plus the seconds that a test or a user adds.

The sandbox schedules no timers. Deadlines (3 s, 15 min, the end of a job) are computed from :meth:`SandboxClock.now`
when they are read, so advancing the clock is enough to pass them; sleepers are woken to check again.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable

__all__ = ["ChangeSignal", "SandboxClock"]


class ChangeSignal:
    """Wakes every waiter at each change; changes before the wait are not remembered."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def notify(self) -> None:
        """Wake every waiter."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait(self) -> None:
        """Return at the next change."""
        await self._changed.wait()

    async def until(self, condition: Callable[[], object], timeout: float = 10.0) -> None:
        """Return once ``condition()`` is true, checked after each change.

        Raises :class:`TimeoutError` after ``timeout`` real seconds.
        """
        async with asyncio.timeout(timeout):
            while not condition():
                await self.wait()


class SandboxClock:
    """Epoch seconds that run with the machine's clock and can be advanced.

    Satisfies :class:`bot.clock.Clock`, so one instance may drive the simulators and an in-process bot alike.
    """

    def __init__(self) -> None:
        self._speed = 1.0
        # The difference to the machine's clock when the speed last changed.
        self._offset, self._since = 0.0, time.time()
        self._moved = ChangeSignal()

    def now(self) -> float:
        machine = time.time()
        # Exactly the machine's time at speed 1: no rounding.
        return machine + self._offset + (machine - self._since) * (self._speed - 1.0)

    @property
    def speed(self) -> float:
        """Seconds of this clock per real second; initially 1."""
        return self._speed

    def run_at(self, speed: float) -> None:
        """Run ``speed`` (more than 0) times as fast as real time from now on."""
        if not speed > 0:
            raise ValueError("the speed must be positive")
        machine = time.time()
        self._offset += (machine - self._since) * (self._speed - 1.0)
        self._since, self._speed = machine, speed
        self._moved.notify()

    def advance(self, seconds: float) -> None:
        """Move forward by ``seconds`` (not negative) and wake every sleeper."""
        if seconds < 0:
            raise ValueError("time only moves forward")
        self._offset += seconds
        self._moved.notify()

    async def sleep(self, seconds: float) -> None:
        """Return once ``seconds`` have passed on this clock, in real time or by :meth:`advance`."""
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            moved = self._moved.wait()
            try:
                async with asyncio.timeout(left / self._speed):
                    await moved
            except TimeoutError:
                continue

    async def wait_for(self, signal: ChangeSignal, seconds: float) -> None:
        """Return at the signal's next change, or once ``seconds`` (may be infinite) have passed.

        Read the state and call this without an ``await`` in between, so that no change is missed.
        """
        waits: set[asyncio.Task[None]] = {asyncio.create_task(signal.wait())}
        if math.isfinite(seconds):
            waits.add(asyncio.create_task(self.sleep(seconds)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waits:
                task.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
