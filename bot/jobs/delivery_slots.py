"""Delivery slots: limit the number of results that are read, processed and posted at a time.

The limit bounds files, memory and CPU time. It also makes early results finish first: without it, all jobs
would share each step, and the first would finish as late as the last.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

__all__ = ["DeliverySlots", "Slot"]

_LIMIT = 8


class DeliverySlots:
    """A limited number of slots, granted in first-come order."""

    def __init__(self, limit: int = _LIMIT) -> None:
        self._semaphore = asyncio.Semaphore(limit)
        self._undelivered: set[Slot] = set()

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Slot]:
        """Hold a slot in the body; waits until one is free."""
        slot = Slot(self._semaphore, self._undelivered)
        try:
            await slot.acquire()
            yield slot
        finally:
            slot.release()


class Slot:
    """The slot of one job, which can be released while the job waits for something else."""

    def __init__(self, semaphore: asyncio.Semaphore, undelivered: set[Slot]) -> None:
        self._semaphore = semaphore
        self._undelivered = undelivered
        self._held = False
        self._released = asyncio.Event()

    async def acquire(self) -> None:
        """Acquire the slot, waiting if necessary; does nothing if it is already held."""
        if not self._held:
            self._undelivered.add(self)
            self._released.clear()
            await self._semaphore.acquire()
            self._held = True

    def release(self) -> None:
        """Release the slot to another job; does nothing if it is not held."""
        self._undelivered.discard(self)
        self._released.set()
        if self._held:
            self._held = False
            self._semaphore.release()

    async def wait_for_others(self) -> None:
        """Wait until every job that now holds a slot, or waits for one, has released it: their results come first."""
        for other in list(self._undelivered):
            await other._released.wait()

    async def yield_while(self, waiting: Awaitable[bool]) -> bool:
        """Release the slot and await ``waiting``; reacquire the slot if the result is ``True``."""
        self.release()
        if not await waiting:
            return False
        await self.acquire()
        return True
