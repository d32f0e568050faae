"""Observed store: reports the steps of jobs, after they have been stored."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import wraps
from typing import Any, Protocol

from bot.clock import Clock
from bot.jobs.billing import Bill
from bot.jobs.models import Job
from bot.jobs.ports import JobStore

__all__ = ["STEPS", "JobObserver", "ObservedJobStore"]

#: Methods of a store that return a job after a step.
STEPS = frozenset(
    {
        "create",
        "record_submitted",
        "record_rendered",
        "finish_delivered",
        "finish_failed",
        "finish_cancelled",
        "request_cancel",
    }
)
# Jobs that ended most recently: a second cancellation returns the same job.
_REMEMBERED = 1000


class JobObserver(Protocol):
    """Port: receives jobs after a step."""

    def job_created(self, job: Job) -> None:
        """Receive a job that was created."""
        ...

    def job_submitted(self, job: Job) -> None:
        """Receive a job that fal accepted."""
        ...

    def job_rendered(self, job: Job) -> None:
        """Receive a job that fal completed."""
        ...

    def job_billed(self, job: Job, bill: Bill) -> None:
        """Receive the cost of a job at fal."""
        ...

    def job_ended(self, job: Job, at: float) -> None:
        """Receive a job that ended ``at`` (epoch seconds)."""
        ...


class ObservedJobStore:
    """:class:`~bot.jobs.ports.JobStore` that passes all calls to ``store``, and reports the steps of jobs."""

    def __init__(self, store: JobStore, observers: Sequence[JobObserver], clock: Clock) -> None:
        self._store = store
        self._observers = observers
        self._clock = clock
        self._ended: deque[str] = deque(maxlen=_REMEMBERED)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        return self._observed(name, method) if name in STEPS else method

    def _observed(self, step: str, method: Callable[..., Awaitable[Job]]) -> Callable[..., Awaitable[Job]]:
        @wraps(method)
        async def call(*arguments: Any, **named: Any) -> Job:
            job = await method(*arguments, **named)
            self._report(step, job, named.get("bill"))
            return job

        return call

    def _report(self, step: str, job: Job, bill: Bill | None) -> None:
        ended = not job.state.is_open and job.id not in self._ended
        if ended:
            self._ended.append(job.id)
        for observer in self._observers:
            if bill is not None:
                observer.job_billed(job, bill)
            if step == "create":
                observer.job_created(job)
            elif step == "record_submitted":
                observer.job_submitted(job)
            elif step == "record_rendered":
                observer.job_rendered(job)
            elif ended:
                observer.job_ended(job, self._clock.now())
