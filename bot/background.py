"""Background tasks, and the steps that a shutdown waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager

import structlog

from bot.errors import StoppedError

__all__ = ["BackgroundTasks", "InFlight"]

log = structlog.stdlib.get_logger(__name__)

# Maximum number of pending tasks; further ones are scheduled again by later requests.
_PENDING_LIMIT = 1000


class InFlight:
    """Counts the critical sections in progress, such as a submit or a post."""

    def __init__(self) -> None:
        self._open = 0
        self._closed = False
        self._idle = asyncio.Event()
        self._idle.set()

    def close(self) -> None:
        """Refuse further sections: :meth:`critical_section` raises :class:`StoppedError`."""
        self._closed = True

    @contextmanager
    def critical_section(self) -> Iterator[None]:
        """Mark the body as a step that a shutdown must not interrupt."""
        if self._closed:
            raise StoppedError
        self._open += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._open -= 1
            if not self._open:
                self._idle.set()

    async def wait(self, seconds: float) -> bool:
        """Wait at most ``seconds`` until no section is in progress; return whether none is."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True


class BackgroundTasks:
    """Runs tasks that no request waits for, such as notices, one after another.

    Pending tasks are dropped on shutdown. That is safe: the database records which notices were sent, so
    the next request schedules them again. Run :meth:`run` as a task.
    """

    def __init__(self, in_flight: InFlight) -> None:
        self._in_flight = in_flight
        self._pending: dict[Hashable, Callable[[], Awaitable[object]]] = {}
        self._scheduled = asyncio.Event()

    def schedule(self, key: Hashable, task: Callable[[], Awaitable[object]]) -> None:
        """Run ``task`` soon; it replaces a pending task with the same key."""
        if key in self._pending or len(self._pending) < _PENDING_LIMIT:
            self._pending[key] = task
            self._scheduled.set()

    async def run(self) -> None:
        """Run scheduled tasks until cancelled."""
        while True:
            await self._scheduled.wait()
            while self._pending:
                task = self._pending.pop(next(iter(self._pending)))
                try:
                    with self._in_flight.critical_section():
                        await task()
                except StoppedError:
                    return
                except Exception:
                    # The requests that it belongs to are already stored or refused.
                    log.exception("background task failed")
            self._scheduled.clear()
