"""Waiting for the next change: something was done, or the clock got somewhere."""

from __future__ import annotations

import asyncio
import math

from sandbox.clock import SandboxClock

__all__ = ["Changes"]


class Changes:
    """Wakes every waiter whenever :meth:`notify` is called."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._event = asyncio.Event()

    def notify(self) -> None:
        """Something changed now."""
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Return at the next :meth:`notify`, or once ``seconds`` of the clock have passed.

        Look at the state and call this without an ``await`` in between: a change
        that happened earlier is not remembered.
        """
        changed = asyncio.create_task(self._event.wait())
        waits: set[asyncio.Task[object]] = {changed}
        if math.isfinite(seconds):
            waits.add(asyncio.create_task(self._clock.sleep(seconds)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waits:
                task.cancel()
            await asyncio.gather(*waits, return_exceptions=True)
