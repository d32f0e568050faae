"""Acknowledgement gate: handlers yield until pending acknowledgements are sent.

Discord allows three seconds to acknowledge an interaction and fifteen minutes to answer it. When
many interactions arrive at once, each handler pauses after its own acknowledgement until no other
acknowledgement is pending (at most 0.5 s); the handlers then resume one at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import Clock

__all__ = ["AckGate"]

# A constant stream of interactions must not block the handlers indefinitely.
_MAX_WAIT_SECONDS = 0.5


class AckGate:
    """Counts the acknowledgements in progress."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pending = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._turn = asyncio.Lock()

    @contextmanager
    def acknowledging(self) -> Iterator[None]:
        """Mark the body as an acknowledgement in progress."""
        self._pending += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._pending -= 1
            if not self._pending:
                self._idle.set()

    async def wait_idle(self) -> None:
        """Return in call order once no acknowledgement is pending, or after 0.5 s.

        Callers resume one at a time, so that the event loop polls its sockets in between; otherwise a
        new interaction would wait behind all of them.
        """
        deadline = self._clock.now() + _MAX_WAIT_SECONDS
        async with self._turn:
            await asyncio.sleep(0)
            if self._pending:
                await self._wait_at_most(deadline - self._clock.now())

    async def _wait_at_most(self, seconds: float) -> None:
        # Setting the clock back must not prolong the wait.
        timeout = asyncio.ensure_future(self._clock.sleep(min(seconds, _MAX_WAIT_SECONDS)))
        idle = asyncio.ensure_future(self._idle.wait())
        try:
            await asyncio.wait({timeout, idle}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            timeout.cancel()
            idle.cancel()
