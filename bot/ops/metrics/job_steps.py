"""Steps of jobs, reported by a store that wraps the one in use."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Protocol

from bot.clock import Clock
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

    def job_ended(self, job: Job, now: float) -> None:
        """Receive a job that has ended."""
        ...


class ObservedJobStore:
    """:class:`~bot.jobs.ports.JobStore` that reports the steps of jobs, and passes all calls to ``store``."""

    def __init__(self, store: JobStore, observer: JobObserver, clock: Clock) -> None:
        self._store = store
        self._observer = observer
        self._clock = clock
        self._ended: deque[str] = deque(maxlen=_REMEMBERED)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        return self._observed(name, method) if name in STEPS else method

    def _observed(self, step: str, method: Callable[..., Awaitable[Job]]) -> Callable[..., Awaitable[Job]]:
        @wraps(method)
        async def call(*arguments: Any, **named: Any) -> Job:
            job = await method(*arguments, **named)
            self._report(step, job)
            return job

        return call

    def _report(self, step: str, job: Job) -> None:
        if step == "create":
            self._observer.job_created(job)
        elif step == "record_submitted":
            self._observer.job_submitted(job)
        elif step == "record_rendered":
            self._observer.job_rendered(job)
        elif not job.state.is_open and job.id not in self._ended:
            self._ended.append(job.id)
            self._observer.job_ended(job, self._clock.now())
