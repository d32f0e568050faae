"""Writer turn: the lock for which the writers of a process queue, because SQLite allows one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["WriterTurn"]


class WriterTurn:
    """A fair lock for writers. A waiting one gives up when no other has finished for ``busy_seconds``."""

    def __init__(self, busy_seconds: float) -> None:
        self._busy_seconds = busy_seconds
        self._lock = asyncio.Lock()
        self._finished_at = 0.0

    @asynccontextmanager
    async def take(self) -> AsyncIterator[None]:
        """Hold the lock; raises :class:`TimeoutError` if the present holder is stuck."""
        if self._lock.locked():
            await self._wait()
        else:
            await self._lock.acquire()
        try:
            yield
        finally:
            self._finished_at = self._now()
            self._lock.release()

    async def _wait(self) -> None:
        since = self._now()
        waiting = asyncio.ensure_future(self._lock.acquire())
        try:
            while not (await asyncio.wait({waiting}, timeout=self._busy_seconds))[0]:
                if self._now() - max(since, self._finished_at) >= self._busy_seconds:
                    raise TimeoutError("another transaction is stuck")
        except BaseException:
            # The end of the event loop cancels every task, this one's as well.
            if waiting.done() and not waiting.cancelled():
                self._lock.release()
            waiting.cancel()
            raise

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
