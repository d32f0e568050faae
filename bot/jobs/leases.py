"""Leases: which process runs a job when several processes share a PostgreSQL database.

A process holds one lease, which it renews (:mod:`bot.ops.processes`). Each of its jobs names it as the owner. A
process whose lease has ended stops acting, and any other process takes over its jobs. Each takeover increments a
number in the job's row, the fence, which every later step of the job must match: a former owner can change nothing.
SQLite has one process, whose lease never ends.
"""

from __future__ import annotations

from collections.abc import Collection, Coroutine
from typing import Any, Protocol, TypeVar

from bot.errors import EaselError, StaleJobError
from bot.jobs.models import Job

__all__ = ["JobLeases", "JobLostError", "LeaseEndedError", "PermanentLease", "ProcessLease"]

_T = TypeVar("_T")


class JobLostError(StaleJobError):
    """Another process has taken over the job; this one must not act on it any more."""


class LeaseEndedError(EaselError):
    """The lease of this process ended during a call, which was canceled; its outcome is unknown."""


class ProcessLease(Protocol):
    """The lease of this process. Check it immediately before a call to Discord or fal on behalf of a job."""

    @property
    def is_valid(self) -> bool:
        """Whether no other process can have taken over the jobs of this one."""
        ...

    @property
    def may_take_over(self) -> bool:
        """Whether jobs of other processes may be taken over."""
        ...

    async def wait(self) -> None:
        """Return while the lease is valid; otherwise, once it is renewed and lost jobs are dropped."""
        ...

    async def hold(self, call: Coroutine[Any, Any, _T]) -> _T:
        """Return the result of ``call``; cancel it and raise :class:`LeaseEndedError` if the lease ends."""
        ...


class PermanentLease:
    """The lease of a process that has its database for itself; never ends."""

    is_valid = True
    may_take_over = False

    async def wait(self) -> None:
        """Return at once."""

    async def hold(self, call: Coroutine[Any, Any, _T]) -> _T:
        """Return the result of ``call``."""
        return await call


class JobLeases(Protocol):
    """Port: the jobs that this process holds."""

    def holds(self, job_id: str) -> bool:
        """Whether this process has created or taken over the job, and has not dropped it since."""
        ...

    def drop(self, job_id: str) -> None:
        """Forget a job that has ended or was lost."""
        ...

    async def take_over(self, *, most: int, from_others: bool) -> list[Job]:
        """Take over up to ``most`` jobs without a live owner, oldest first.

        Without ``from_others``, only those that were released or that belong to this process.
        """
        ...

    async def lost(self) -> Collection[str]:
        """Return the IDs of the held jobs that another process has taken over."""
        ...

    async def cancellations(self) -> list[Job]:
        """Return the held jobs whose cancellation was requested in any process."""
        ...

    async def release(self) -> int:
        """Give up all jobs, so that other processes can take them over at once; return their number."""
        ...
