"""Processes: this process as one of several that share a PostgreSQL database.

Each process registers itself and holds a lease, which ends 30 seconds after its last renewal by the database's
clock. By its own monotonic clock, the process stops acting some seconds earlier, so that it never acts at the same
time as a successor. The lease is a row and not a lock held by a connection, so that it also works behind a pooler.
"""

from __future__ import annotations

import asyncio
import math
import secrets
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

import structlog

from bot.errors import DatabaseUnavailableError
from bot.jobs.leases import LeaseEndedError

__all__ = [
    "PRESENT_SECONDS",
    "TERM_SECONDS",
    "LeaseClock",
    "ProcessInfo",
    "ProcessStore",
    "RegisteredProcess",
    "unserved_shards",
]

log = structlog.stdlib.get_logger(__name__)

_T = TypeVar("_T")

#: Time after its last renewal when a lease ends.
TERM_SECONDS = 30.0
#: Remaining lease time with which a process counts as present where a mistake is harmless: half of the term.
PRESENT_SECONDS = 15.0
# Interval between renewals, and after one that failed.
_RENEW_SECONDS = 8.0
_RETRY_SECONDS = 2.0
# A process stops acting this long before its lease ends.
_MARGIN_SECONDS = 8.0
# Interval between two renewals above which others may have failed to renew too, and the time to let them do so.
_STEADY_SECONDS = 12.0
# Time limit for ending the lease at a stop.
_END_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessInfo:
    """A registered process. ``started_at`` is in epoch seconds.

    ``shards`` are those whose events the process receives, of ``shard_count``: none before they are connected,
    and none once it stops. A process that ``takes_shards`` can be assigned others.
    """

    id: str
    started_at: float
    shards: tuple[int, ...] = ()
    shard_count: int = 0
    takes_shards: bool = False
    version: str = ""


def unserved_shards(processes: Iterable[ProcessInfo]) -> frozenset[int]:
    """Return the shards whose events no process receives."""
    served: dict[int, set[int]] = {}
    for process in processes:
        if process.shard_count:
            served.setdefault(process.shard_count, set()).update(process.shards)
    # While the number of shards changes, the old one or the new one is complete.
    missing = [frozenset(range(count)) - found for count, found in served.items()]
    return min(missing, key=len, default=frozenset())


class ProcessStore(Protocol):
    """Port: the registered processes."""

    async def renew(self, process: ProcessInfo, *, seconds: float) -> bool:
        """Extend the lease to ``seconds`` from now; return whether it had not ended yet.

        Returns ``False`` for a new process. Raises :class:`~bot.errors.DatabaseUnavailableError`.
        """
        ...

    async def recent(self, *, seconds: float) -> list[ProcessInfo]:
        """Return the processes whose leases are valid or ended less than ``seconds`` ago, oldest first."""
        ...

    async def end(self, process_id: str) -> None:
        """End the lease of a process that stops."""
        ...


class LeaseClock(Protocol):
    """A clock that runs as fast as the database's, for intervals only."""

    def now(self) -> float: ...

    def monotonic(self) -> float: ...

    async def sleep(self, seconds: float) -> None: ...


class RegisteredProcess:
    """Implements :class:`~bot.jobs.leases.ProcessLease` by a row that :meth:`run` renews.

    ``shards`` returns the shards whose events this process receives now. ``on_lapse`` drops the jobs that other
    processes may have taken over; it is awaited after the lease had ended, before it is valid again.
    """

    def __init__(
        self,
        store: ProcessStore,
        clock: LeaseClock,
        *,
        version: str,
        shards: Callable[[], Sequence[int]] = tuple,
        on_lapse: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.id = secrets.token_hex(8)
        self._store = store
        self._clock = clock
        self._version = version
        self._shards = shards
        self.on_lapse = on_lapse
        #: Number of shards of all processes; 0 until it is known.
        self.shard_count = 0
        #: Whether shards can be assigned to this process (:mod:`bot.ops.shards`).
        self.takes_shards = False
        self._renewing = asyncio.Lock()
        self._started_at = clock.now()
        self._valid_until = clock.monotonic()
        self._settled_at = clock.monotonic()
        self._renewed_at = -math.inf
        self._steady_at = -math.inf
        self._registered = False
        self._lapsed = False
        self._renewed = asyncio.Event()
        self._due = asyncio.Event()

    @property
    def info(self) -> ProcessInfo:
        """This process as it is registered."""
        return ProcessInfo(
            id=self.id,
            started_at=self._started_at,
            shards=tuple(self._shards()),
            shard_count=self.shard_count,
            takes_shards=self.takes_shards,
            version=self._version,
        )

    @property
    def is_valid(self) -> bool:
        return self._remaining > 0

    @property
    def may_take_over(self) -> bool:
        """Whether jobs of other processes may be taken over.

        Not shortly after an interruption of this process's own lease: an outage of the database interrupts the
        leases of all processes, and each gets a term to renew its own.
        """
        return self.is_valid and self._clock.monotonic() >= self._settled_at

    @property
    def is_steady(self) -> bool:
        """Whether processes that have not renewed their leases lately are gone, rather than the database."""
        return self.may_take_over and self._clock.monotonic() >= self._steady_at

    async def start(self) -> None:
        """Register the process; during an outage of the database, leave it to :meth:`run`."""
        try:
            await self.renew_now()
        except DatabaseUnavailableError as error:
            log.warning("process not registered yet", detail=error.detail)

    async def run(self) -> None:
        """Renew the lease until canceled."""
        wait = _RENEW_SECONDS if self.is_valid else _RETRY_SECONDS
        while True:
            await self._wait_until_due(wait)
            try:
                await self.renew_now()
                wait = _RENEW_SECONDS
            except DatabaseUnavailableError as error:
                log.debug("lease not renewed", detail=error.detail)
                wait = _RETRY_SECONDS

    async def sleep(self, seconds: float) -> None:
        """Wait on the clock of the lease."""
        await self._clock.sleep(seconds)

    def renew_soon(self) -> None:
        """Renew the lease at once, because the shards have changed."""
        self._due.set()

    async def renew_now(self) -> None:
        """Renew the lease. Raises :class:`~bot.errors.DatabaseUnavailableError`."""
        async with self._renewing:
            await self._renew()

    async def is_replaced(self, shards: Collection[int] | None = None) -> bool:
        """Return whether other processes receive the events of all ``shards``, by default those of this one.

        Without an answer from the database, they do not.
        """
        try:
            async with asyncio.timeout(_END_SECONDS):
                others = await self.others(seconds=-PRESENT_SECONDS)
        except (DatabaseUnavailableError, TimeoutError):
            return False
        own = set(self._shards() if shards is None else shards)
        served: dict[int, set[int]] = {}
        for other in others:
            served.setdefault(other.shard_count, set()).update(other.shards)
        # Processes with another number of shards replace this one if they receive the events of all of theirs.
        return bool(own) and any(
            own <= found if count in {0, self.shard_count} else len(found) == count
            for count, found in served.items()
        )

    async def stop(self) -> None:
        """End the lease, so that other processes can tell that this one is gone."""
        self._valid_until = self._clock.monotonic()
        try:
            async with asyncio.timeout(_END_SECONDS):
                await self._store.end(self.id)
        except (DatabaseUnavailableError, TimeoutError) as error:
            log.info("lease not ended; it ends by itself", error=type(error).__name__)

    async def wait(self) -> None:
        while not self.is_valid:
            self._renewed.clear()
            await self._renewed.wait()

    async def hold(self, call: Coroutine[Any, Any, _T]) -> _T:
        task = asyncio.ensure_future(call)
        try:
            while not task.done():
                if not self.is_valid:
                    raise LeaseEndedError(detail="the lease of this process has ended")
                timer = asyncio.ensure_future(self._clock.sleep(self._remaining))
                try:
                    await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    timer.cancel()
            return task.result()
        finally:
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def others(self, *, seconds: float = 0.0) -> list[ProcessInfo]:
        """Return the other live processes, and those whose leases ended less than ``seconds`` ago.

        With negative ``seconds``, only those whose leases are valid for that much longer.
        """
        return [process for process in await self._store.recent(seconds=seconds) if process.id != self.id]

    async def _wait_until_due(self, seconds: float) -> None:
        timer, due = (
            asyncio.ensure_future(waiting) for waiting in (self._clock.sleep(seconds), self._due.wait())
        )
        try:
            await asyncio.wait({timer, due}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            timer.cancel()
            due.cancel()
        self._due.clear()

    async def _renew(self) -> None:
        # The database counts from a later moment.
        now, was_valid = self._clock.monotonic(), self.is_valid
        in_time = await self._store.renew(self.info, seconds=TERM_SECONDS)
        if self._registered and now - self._renewed_at > _STEADY_SECONDS:
            self._steady_at = now + _STEADY_SECONDS
        self._renewed_at = now
        self._lapsed |= self._registered and not (in_time and was_valid)
        self._registered = True
        if self._lapsed:
            log.warning("lease was interrupted")
            self._valid_until = now
            self._settled_at = now + TERM_SECONDS
            if self.on_lapse is not None:
                await self.on_lapse()
            self._lapsed = False
        self._valid_until = now + TERM_SECONDS - _MARGIN_SECONDS
        self._renewed.set()

    @property
    def _remaining(self) -> float:
        return self._valid_until - self._clock.monotonic()
