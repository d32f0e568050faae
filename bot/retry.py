"""Retries and timeouts on the injected clock."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import structlog

from bot.clock import Clock

__all__ = ["Backoff", "clock_timeout", "detach_after", "retry"]

log = structlog.stdlib.get_logger(__name__)

_T = TypeVar("_T")

_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
# Strong references to detached tasks, because asyncio holds only weak ones.
_detached: set[asyncio.Task[Any]] = set()


class Backoff:
    """Increasing waits between attempts, within a time limit or a number of attempts.

    ``seconds`` limits the time from creation to the start of the last attempt; ``waits`` are the waits in order,
    the last of which repeats; ``attempts`` is the maximum number of attempts, including the first.
    """

    def __init__(
        self,
        clock: Clock,
        seconds: float = math.inf,
        *,
        attempts: int | None = None,
        waits: Sequence[float] = _WAITS,
    ) -> None:
        self._clock = clock
        self._until = clock.now() + seconds
        self._limit = attempts
        self._waits = waits
        self.attempts = 0

    async def wait(self, retry_after: float | None = None) -> bool:
        """Wait before the next attempt; return ``False`` immediately if the limit does not allow one.

        ``retry_after`` (seconds), as requested by a server, can only lengthen the wait.
        """
        seconds = max(self._waits[min(self.attempts, len(self._waits) - 1)], retry_after or 0.0)
        self.attempts += 1
        if self.attempts == self._limit or self._clock.now() + seconds > self._until:
            return False
        await self._clock.sleep(seconds)
        return True


async def retry(
    call: Callable[[], Awaitable[_T]], backoff: Backoff, *, on: type[Exception] | tuple[type[Exception], ...]
) -> _T:
    """Return the result of ``call``; repeat it while it raises ``on``, until ``backoff`` is exhausted.

    The last error is then re-raised. An error's ``retry_after`` attribute (seconds) is respected.
    """
    while True:
        try:
            return await call()
        except on as error:
            log.debug("attempt failed", attempt=backoff.attempts + 1, error=type(error).__name__)
            if not await backoff.wait(getattr(error, "retry_after", None)):
                raise


@asynccontextmanager
async def clock_timeout(clock: Clock, seconds: float) -> AsyncIterator[None]:
    """Raise :class:`TimeoutError` in the block once ``seconds`` have passed on ``clock``."""
    async with asyncio.timeout(None) as scope:
        ended = False

        def expire(alarm: asyncio.Future[None]) -> None:
            # The callback may run after the block if the timer fired just before its end.
            if not ended and not alarm.cancelled():
                scope.reschedule(0)

        alarm = asyncio.ensure_future(clock.sleep(seconds))
        alarm.add_done_callback(expire)
        try:
            yield
        finally:
            ended = True
            alarm.cancel()


async def detach_after(clock: Clock, seconds: float, work: Coroutine[Any, Any, _T]) -> _T:
    """Return the result of ``work``, or raise :class:`TimeoutError` after ``seconds`` without canceling it.

    For database reads: canceling a statement would cost its connection.
    """
    task = asyncio.create_task(work)
    _detached.add(task)
    task.add_done_callback(_finish_detached)
    async with clock_timeout(clock, seconds):
        await asyncio.wait({task})
    return task.result()


def _finish_detached(task: asyncio.Task[Any]) -> None:
    _detached.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        log.debug("detached task failed", error=type(error).__name__)
