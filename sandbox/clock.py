"""Sandbox clock: real time, scaled by a speed and advanced by a test or a user.

The sandbox schedules no timers. Deadlines (3 s, 15 min, the end of a job) are computed from
:meth:`SandboxClock.now` when they are read, so advancing the clock is enough to pass them; sleepers are woken
to check again.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

__all__ = ["ChangeSignal", "MachineClock", "SandboxClock"]


class ChangeSignal:
    """Wakes all waiters at each change; changes made before the wait are not remembered."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def notify(self) -> None:
        """Wake all waiters."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait(self) -> None:
        """Wait for the next change."""
        await self._changed.wait()

    async def until(self, condition: Callable[[], object], timeout: float = 30.0) -> None:
        """Wait until ``condition()`` is true, checked after each change.

        Raises :class:`TimeoutError` after ``timeout`` real seconds.
        """
        async with asyncio.timeout(timeout):
            while not condition():
                await self.wait()


@dataclass(slots=True, eq=False)
class _Request:
    """A request in progress at a simulator, and how often it waits for the clock."""

    waits: int = 0


_request: ContextVar[_Request | None] = ContextVar("request", default=None)


class SandboxClock:
    """Epoch seconds that follow the machine's clock and can be advanced.

    Implements :class:`bot.clock.Clock`, so one instance can drive the simulators and an in-process bot alike.
    """

    def __init__(self) -> None:
        self._speed = 1.0
        # The offset from the machine's clock when the speed last changed.
        self._offset, self._since = 0.0, time.time()
        self._moved = ChangeSignal()
        self._requests: set[_Request] = set()
        self._wakes: dict[object, float] = {}

    def now(self) -> float:
        machine = time.time()
        # The product is exactly 0 at speed 1, so the machine time is not rounded.
        return machine + self._offset + (machine - self._since) * (self._speed - 1.0)

    @property
    def speed(self) -> float:
        """Seconds of this clock per real second; initially 1."""
        return self._speed

    def run_at(self, speed: float) -> None:
        """From now on, run ``speed`` (more than 0) times as fast as real time."""
        if not speed > 0:
            raise ValueError("the speed must be positive")
        machine = time.time()
        self._offset += (machine - self._since) * (self._speed - 1.0)
        self._since, self._speed = machine, speed
        self._moved.notify()

    def advance(self, seconds: float) -> None:
        """Advance by ``seconds`` (not negative) and wake every sleeper."""
        if seconds < 0:
            raise ValueError("time only moves forward")
        self._offset += seconds
        self._moved.notify()

    async def sleep(self, seconds: float) -> None:
        """Sleep until ``seconds`` have passed on this clock, in real time or by :meth:`advance`."""
        until = self.now() + seconds
        with self._waiting(until):
            while (left := until - self.now()) > 0:
                moved = self._moved.wait()
                try:
                    async with asyncio.timeout(left / self._speed):
                        await moved
                except TimeoutError:
                    continue

    async def wait_for(self, signal: ChangeSignal, seconds: float) -> None:
        """Wait for the signal's next change, but no longer than ``seconds`` (may be infinite).

        To avoid missing a change, read the state and call this without an ``await`` in between.
        """
        waits: set[asyncio.Task[None]] = {asyncio.create_task(signal.wait())}
        if math.isfinite(seconds):
            waits.add(asyncio.create_task(self.sleep(seconds)))
        try:
            with self._waiting(math.inf):
                await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waits:
                task.cancel()
            await asyncio.gather(*waits, return_exceptions=True)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Mark the body as a request in progress at a simulator."""
        request = _Request()
        self._requests.add(request)
        reset = _request.set(request)
        try:
            yield
        finally:
            _request.reset(reset)
            self._requests.discard(request)

    @property
    def busy(self) -> bool:
        """Whether a simulator is processing a request rather than waiting for this clock."""
        return any(not request.waits for request in self._requests)

    @property
    def next_wake(self) -> float:
        """The time at which the next sleeper wakes up; infinite if there is none."""
        return min(self._wakes.values(), default=math.inf)

    @contextmanager
    def _waiting(self, until: float) -> Iterator[None]:
        request, key = _request.get(), object()
        self._wakes[key] = until
        if request is not None:
            request.waits += 1
        try:
            yield
        finally:
            del self._wakes[key]
            if request is not None:
                request.waits -= 1


class MachineClock:
    """The clock of a bot's machine, which may be wrong and may be set; it runs with a :class:`SandboxClock`.

    ``ahead`` is its error in seconds, which may be changed at any time.
    """

    def __init__(self, true: SandboxClock, *, ahead: float = 0.0) -> None:
        self._true = true
        self.ahead = ahead

    def now(self) -> float:
        return self._true.now() + self.ahead

    def monotonic(self) -> float:
        """Return seconds that never jump."""
        return self._true.now()

    async def sleep(self, seconds: float) -> None:
        await self._true.sleep(seconds)
