"""Recovery: resumes jobs, shares and repeat reactions after a crash, an outage or a lost connection.

Jobs are recovered first, because a repeat reaction is a new job that queues behind them; shares come before
reactions, because a shared result can have reactions only once its message is recorded.
"""

from __future__ import annotations

import asyncio
import math
from contextlib import suppress
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError
from bot.retry import clock_timeout
from bot.signals import Signal, Signals

__all__ = ["Recoverable", "RecoverableJobs", "Recovery"]

log = structlog.stdlib.get_logger(__name__)

# Seconds before failed recoveries are retried; the last one repeats.
_RETRY_WAITS = (1.0, 5.0, 15.0, 60.0, 300.0)
# Time limit for recovering one kind of work, so that it cannot hold up the others.
_TIME_LIMIT_SECONDS = 900.0
# Interval between ticks.
_TICK_SECONDS = 5.0


class Recoverable(Protocol):
    """Work that can be interrupted, and resumed from what is stored."""

    async def recover(self) -> int:
        """Resume interrupted work; return how many items failed and are worth another attempt.

        Safe to repeat at any time: work in progress in this process is left alone. One item's failure does
        not affect the others. Raises if nothing could be recovered.
        """
        ...


class RecoverableJobs(Recoverable, Protocol):
    """Jobs, which need to be recovered between gateway sessions too."""

    async def tick(self) -> None:
        """Resume the suspended jobs that are due, and take over the jobs of processes that have ended."""
        ...


class Recovery:
    """Recovers jobs at the start, and shares and reactions whenever a gateway session starts.

    Jobs need only the database and Discord's REST API. Shares and reactions also need the guild cache, which
    a gateway session fills. Between starts, a tick resumes suspended jobs, and takes over jobs of other
    processes; with ``signals``, it is due at once when another process has canceled or left jobs. Run :meth:`run` as
    a task.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        jobs: RecoverableJobs,
        shares: Recoverable,
        reactions: Recoverable,
        signals: Signals | None = None,
    ) -> None:
        self._clock = clock
        self._jobs = jobs
        self._sources: dict[str, Recoverable] = {"jobs": jobs, "shares": shares, "reactions": reactions}
        self._due: set[str] = set()
        self._requested = asyncio.Event()
        self._tick_due = asyncio.Event()
        if signals is not None:
            signals.on(Signal.JOBS, self._tick_due.set)

    def session_started(self) -> None:
        """Recover shares and reactions, because events from before the new session may be missing."""
        # Jobs are left out: the tick sees to them.
        self._due |= {"shares", "reactions"}
        self._requested.set()

    def reaction_missed(self) -> None:
        """Recover reactions, because one could not be processed."""
        self._due.add("reactions")
        self._requested.set()

    async def run(self) -> None:
        """Recover jobs, then all work that is due, and retry failures, until canceled.

        An error of the first recovery of jobs is raised, except an outage of the database, which is retried.
        """
        try:
            remaining = await self._jobs.recover()
        except DatabaseUnavailableError:
            remaining = 1  # an outage has begun since the database was opened
        if remaining:
            self._due.add("jobs")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._tick(), name="recovery-tick")
            await self._run_due()

    async def _tick(self) -> None:
        failing = False
        while True:
            with suppress(TimeoutError):
                async with clock_timeout(self._clock, _TICK_SECONDS):
                    await self._tick_due.wait()
            self._tick_due.clear()
            try:
                await self._jobs.tick()
            except DatabaseUnavailableError as error:
                log.debug("jobs not resumed", detail=error.detail)
            except Exception as error:
                # Only the first of a series of errors is logged in full.
                log.error("jobs not resumed", error=type(error).__name__, exc_info=not failing)
                failing = True
            else:
                failing = False

    async def _run_due(self) -> None:
        failures = 0
        while True:
            self._requested.clear()
            for kind in self._sources:
                if kind in self._due:
                    await self._recover(kind, first=failures == 0)
            failures = failures + 1 if self._due else 0
            wait = _RETRY_WAITS[min(failures, len(_RETRY_WAITS)) - 1] if failures else math.inf
            await self._wait_for_request(wait)

    async def _recover(self, kind: str, *, first: bool) -> None:
        """Recover one kind of work; it remains due if some of it failed."""
        self._due.discard(kind)  # first, because a session may start in the meantime
        try:
            async with clock_timeout(self._clock, _TIME_LIMIT_SECONDS):
                remaining = await self._sources[kind].recover()
        except Exception as error:
            self._due.add(kind)
            # Only the first of a series of failures has a traceback, and only if its name is not enough.
            in_full = first and not isinstance(error, DatabaseUnavailableError | TimeoutError)
            log.error("recovery failed", kind=kind, error=type(error).__name__, exc_info=in_full)
            return
        if remaining:
            self._due.add(kind)
            log.warning("recovery incomplete", kind=kind, remaining=remaining)

    async def _wait_for_request(self, seconds: float) -> None:
        """Wait until a session starts, at most ``seconds``."""
        if seconds == math.inf:
            await self._requested.wait()
            return
        with suppress(TimeoutError):
            async with clock_timeout(self._clock, seconds):
                await self._requested.wait()
