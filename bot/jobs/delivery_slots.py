"""Delivery slots: limit how many results are read, processed and posted at a time.

The limit bounds files, memory and CPU. It also lets the first result be posted before the last one is
read; without it, all jobs would take each step together and the first would finish as late as the last.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

__all__ = ["DeliverySlots", "Slot"]

_LIMIT = 8


class DeliverySlots:
    """A limited number of slots, granted in the order of the requests."""

    def __init__(self, limit: int = _LIMIT) -> None:
        self._semaphore = asyncio.Semaphore(limit)

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Slot]:
        """Wait for a slot and hold it in the body."""
        slot = Slot(self._semaphore)
        await slot.acquire()
        try:
            yield slot
        finally:
            slot.release()


class Slot:
    """One job's slot, which it releases while it waits for something else."""

    def __init__(self, semaphore: asyncio.Semaphore) -> None:
        self._semaphore = semaphore
        self._held = False

    async def acquire(self) -> None:
        """Wait for the slot; does nothing if it is held."""
        if not self._held:
            await self._semaphore.acquire()
            self._held = True

    def release(self) -> None:
        """Let another job have the slot; does nothing if it is not held."""
        if self._held:
            self._held = False
            self._semaphore.release()

    async def yield_while(self, waiting: Awaitable[bool]) -> bool:
        """Release the slot while awaiting ``waiting``; reacquire it if that returns ``True``."""
        self.release()
        if not await waiting:
            return False
        await self.acquire()
        return True
