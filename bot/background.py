"""Background tasks, and the critical sections that a shutdown waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager

import structlog

from bot.errors import DatabaseUnavailableError, StoppedError

__all__ = ["BackgroundTasks", "InFlight"]

log = structlog.stdlib.get_logger(__name__)

# Maximum number of pending tasks; excess tasks are dropped and scheduled again by later requests.
_PENDING_LIMIT = 1000


class InFlight:
    """Counts critical sections in progress, such as submitting a job or posting a result."""

    def __init__(self) -> None:
        self._open = 0
        self._closed = False
        self._idle = asyncio.Event()
        self._idle.set()

    def close(self) -> None:
        """Refuse new sections: :meth:`critical_section` raises :class:`StoppedError` from now on."""
        self._closed = True

    @contextmanager
    def critical_section(self) -> Iterator[None]:
        """Mark the body as a critical section, which a shutdown must not interrupt."""
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
        """Wait up to ``seconds`` for all sections to end; return whether they did."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True


class BackgroundTasks:
    """Runs tasks that no request waits for, such as notifications, one at a time.

    Pending tasks are dropped on shutdown. This is safe because the database records which notifications
    were sent, so later requests schedule the others again. Start :meth:`run` as a task.
    """

    def __init__(self, in_flight: InFlight) -> None:
        self._in_flight = in_flight
        self._pending: dict[Hashable, Callable[[], Awaitable[object]]] = {}
        self._scheduled = asyncio.Event()

    def schedule(self, key: Hashable, task: Callable[[], Awaitable[object]]) -> None:
        """Schedule ``task``, replacing any pending task with the same key."""
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
                except DatabaseUnavailableError as error:
                    log.info("background task skipped", detail=error.detail)
                except Exception:
                    # The request that scheduled the task is already stored or refused.
                    log.exception("background task failed")
            self._scheduled.clear()
