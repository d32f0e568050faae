"""Fakes shared by tests: few, small, and explicit about their omissions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

__all__ = ["FollowingClock"]


class FollowingClock:
    """A :class:`bot.clock.Clock` that shows another clock's time and never moves by itself.

    ``sleep`` returns only after the task that moved the clock has called :meth:`moved`, so a test
    decides what has timed out, and nothing else does.
    """

    def __init__(self) -> None:
        self._read: Callable[[], datetime] | None = None
        self._moved = asyncio.Event()

    def follow(self, read: Callable[[], datetime]) -> None:
        """Show what ``read`` returns (an aware instant) from now on."""
        self._read = read

    def now(self) -> float:
        if self._read is None:
            raise RuntimeError("the clock has nothing to follow yet")
        return self._read().timestamp()

    async def sleep(self, seconds: float) -> None:
        until = self.now() + seconds
        while self.now() < until:
            await self._moved.wait()

    def moved(self) -> None:
        """Let every sleeper look at the time again."""
        self._moved.set()
        self._moved = asyncio.Event()
