"""How many results are worked on at once, from reading them at fal to their posts.

That bounds files, memory and CPU, and the first result is posted before the last is read: were each
step taken by all before any takes the next, the first member would wait as long as the last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Self

__all__ = ["DeliverySlots", "Slot"]

_AT_ONCE = 8


class DeliverySlots:
    """Hands out a limited number of places, in the order in which they are asked for."""

    def __init__(self, limit: int = _AT_ONCE) -> None:
        self._free = asyncio.Semaphore(limit)

    def slot(self) -> Slot:
        """A place for one job, which is not taken yet; a context manager that leaves it at the end."""
        return Slot(self._free)


class Slot:
    """One job's place: left whenever the job waits for something that others need not wait for."""

    def __init__(self, free: asyncio.Semaphore) -> None:
        self._free = free
        self._taken = False

    async def acquire(self) -> None:
        """Wait for the place; nothing to do for one that is taken."""
        if not self._taken:
            await self._free.acquire()
            self._taken = True

    def release(self) -> None:
        """Let another job have it; nothing to do for one that is not taken."""
        if self._taken:
            self._taken = False
            self._free.release()

    async def yield_while(self, waiting: Awaitable[bool]) -> bool:
        """Leave the place for as long as ``waiting`` takes; it is taken again if that says ``True``."""
        self.release()
        if not await waiting:
            return False
        await self.acquire()
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.release()
