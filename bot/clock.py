"""Clock port, the system clock, and the clock that follows Discord's time.

Code that waits or takes timestamps uses a :class:`Clock`, so that tests and the sandbox can control time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

import structlog

__all__ = ["Clock", "SyncedClock", "SystemClock", "now_ms"]

log = structlog.stdlib.get_logger(__name__)

# HTTP dates have whole seconds; a smaller difference is not corrected.
_TOLERANCE_SECONDS = 2.0
# Error of the machine's clock above which a line is logged.
_REPORTED_SECONDS = 5.0


class Clock(Protocol):
    """Port: the current time, and sleep."""

    def now(self) -> float:
        """Return the seconds since the Unix epoch (UTC)."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return once ``seconds`` of this clock's time have passed."""
        ...


class SystemClock:
    """The operating system's clock."""

    def now(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


class SyncedClock:
    """Discord's time, synchronized with the ``Date`` of its responses and advanced by the monotonic clock.

    Discord's time determines when interaction tokens expire and how messages are dated. Taking every timestamp
    from it makes a wrong machine clock harmless, even one that is set while the bot runs. Until two successive
    responses agree, this clock shows the machine's time.

    A ``machine`` clock without a ``monotonic`` method must be monotonic itself.
    """

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        monotonic: Callable[[], float] | None = getattr(machine, "monotonic", None)
        self._monotonic = monotonic or machine.now
        self._base = 0.0 if monotonic is None else machine.now() - monotonic()
        self._proposed: float | None = None
        self._reported = 0.0

    @property
    def machine_ahead(self) -> float:
        """Seconds that the machine's clock is ahead of this one; negative if it is behind."""
        return self._machine.now() - self.now()

    def now(self) -> float:
        return self._base + self._monotonic()

    def machine_now(self) -> float:
        """Return the machine's time in epoch seconds, to compare with other programs on it."""
        return self._machine.now()

    def monotonic(self) -> float:
        """Return the machine's monotonic time in seconds."""
        return self._monotonic()

    async def sleep(self, seconds: float) -> None:
        await self._machine.sleep(seconds)

    def observe(self, stated: float, *, sent: float, received: float) -> None:
        """Compare with the ``Date`` of a response; ``sent`` and ``received`` are monotonic times.

        The clock is set if two successive responses agree that it is off by more than 2 s.
        """
        # The response was dated between the two, with its fraction of a second truncated.
        earliest, latest = stated - received, stated + 1.0 - sent
        if earliest - _TOLERANCE_SECONDS <= self._base <= latest + _TOLERANCE_SECONDS:
            self._proposed = None
        else:
            proposed = (earliest + latest) / 2
            confirmed = self._proposed is not None and abs(proposed - self._proposed) <= _TOLERANCE_SECONDS
            self._proposed = None if confirmed else proposed
            if confirmed:
                self._base = proposed
        self._report()

    def _report(self) -> None:
        if self._proposed is not None or abs(self.machine_ahead - self._reported) < _REPORTED_SECONDS:
            return
        self._reported = self.machine_ahead
        seconds = round(self._reported)
        if abs(seconds) < _REPORTED_SECONDS:
            log.info("machine clock agrees with Discord's again")
        else:
            log.warning("machine clock is wrong; using Discord's time", ahead_seconds=seconds)


def now_ms(clock: Clock) -> int:
    """Return the current time in milliseconds since the Unix epoch, as the database stores it."""
    return round(clock.now() * 1000)
