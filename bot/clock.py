"""Clock port, and the system clock.

Code that waits or takes timestamps uses a :class:`Clock`, so that tests and the sandbox can control time.
"""

from __future__ import annotations

import asyncio
import time
from typing import Protocol

__all__ = ["Clock", "SystemClock", "now_ms"]


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

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds))


def now_ms(clock: Clock) -> int:
    """Return the current time in milliseconds since the Unix epoch, as the database stores it."""
    return round(clock.now() * 1000)
