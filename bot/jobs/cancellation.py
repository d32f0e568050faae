"""Cancellation of jobs: record the request, wake the task that runs the job, and cancel it at fal.

The request is stored in the job's row (``cancel_by``) before anything else happens, so that a crash
cannot lose it. The events below only wake the task of this process; a later process reads the row.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeVar

import structlog

from bot.clock import Clock
from bot.errors import RefusedError, StaleJobError
from bot.jobs.models import Job, JobState
from bot.jobs.ports import CancelReply, InferenceQueue, JobStore, Submitted
from bot.retry import Backoff, clock_timeout

__all__ = ["CancelOutcome", "CancelRequest", "CancellationService", "RemoteCanceller"]

log = structlog.stdlib.get_logger(__name__)

_T = TypeVar("_T")

# Time limit for the reply to the user; a later outcome appears in the progress message.
_REPLY_SECONDS = 5.0
# A job can change state between the read and the write, but only a few times in all.
_STORE_ATTEMPTS = 4
# Time limit for retries while fal is unreachable; the job's deadline may end them sooner.
_REMOTE_SECONDS = 3600.0
# Seconds to wait before each check whether fal dropped the request.
_CHECK_WAITS = (0.0, 1.0, 2.0, 4.0)


class CancelOutcome(StrEnum):
    """Outcome of a cancellation as known when the user receives a reply."""

    DONE = "done"
    ALREADY = "already"
    ASKED = "asked"
    PENDING = "noted"
    TOO_LATE = "too-late"
    ENDED = "ended"


_OUTCOMES = {
    JobState.CANCELLED: CancelOutcome.DONE,
    JobState.RENDERED: CancelOutcome.TOO_LATE,
    JobState.DELIVERED: CancelOutcome.TOO_LATE,
    JobState.FAILED: CancelOutcome.ENDED,
}


@dataclass(frozen=True, slots=True)
class CancelRequest:
    """Events of one job: ``requested``, and ``answered`` when fal replies or the job ends."""

    requested: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def race(self, waiting: Coroutine[Any, Any, bool]) -> bool:
        """Return the result of ``waiting``, or ``True`` as soon as cancellation is requested."""
        wait, requested = asyncio.ensure_future(waiting), asyncio.ensure_future(self.requested.wait())
        try:
            await asyncio.wait({wait, requested}, return_when=asyncio.FIRST_COMPLETED)
            return True if requested.done() else wait.result()
        finally:
            await _cancel(wait, requested)


class _Dispatcher(Protocol):
    def cancel(self, job: Job) -> CancelRequest | None: ...


class CancellationService:
    """Cancels jobs on behalf of users."""

    def __init__(self, *, store: JobStore, dispatcher: _Dispatcher, clock: Clock) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self._clock = clock

    async def cancel(self, job_id: str, *, guild_id: int, user_id: int, may_moderate: bool) -> CancelOutcome:
        """Cancel a job for its requester or a moderator.

        Raises :class:`~bot.errors.RefusedError` if the user is neither or the job is unknown.
        """
        job = await self._store.get(job_id)
        if job is None or job.guild_id != guild_id:
            raise RefusedError("refused-gone")
        if job.user_id != user_id and not may_moderate:
            raise RefusedError("refused-cancel-not-yours")
        if job.state is JobState.CANCELLED:
            return CancelOutcome.ALREADY
        job = await self._store_request(job.id, user_id)
        log.info("cancellation requested", job=job.id, state=job.state)
        if job.cancel_by is None or job.state in (JobState.RENDERED, JobState.DELIVERED, JobState.FAILED):
            return _OUTCOMES[job.state]
        request = self._dispatcher.cancel(job)
        if job.state is JobState.CANCELLED:
            return CancelOutcome.DONE
        answered = request is not None and await self._is_answered(request)
        job = await self._store.get(job.id) or job
        return _OUTCOMES.get(job.state, CancelOutcome.ASKED if answered else CancelOutcome.PENDING)

    async def _store_request(self, job_id: str, user_id: int) -> Job:
        for _ in range(_STORE_ATTEMPTS - 1):
            try:
                return await self._store.request_cancel(job_id, user_id)
            except StaleJobError as error:
                log.debug("job changed concurrently; retrying", detail=error.detail)
        return await self._store.request_cancel(job_id, user_id)

    async def _is_answered(self, request: CancelRequest) -> bool:
        try:
            async with clock_timeout(self._clock, _REPLY_SECONDS):
                return await request.answered.wait()
        except TimeoutError:
            return False


class RemoteCanceller:
    """Cancels the fal requests of jobs."""

    def __init__(self, queue: InferenceQueue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock

    async def run_unless_cancelled(
        self, job: Job, submitted: Submitted, request: CancelRequest, work: Coroutine[Any, Any, _T]
    ) -> _T | None:
        """Return the result of ``work``, or ``None`` if fal dropped the request after a cancellation."""
        working = asyncio.ensure_future(work)
        cancelling = asyncio.ensure_future(self._cancel_when_requested(job, submitted, request))
        try:
            await asyncio.wait({working, cancelling}, return_when=asyncio.FIRST_COMPLETED)
            if not working.done() and cancelling.result():
                return None
            return await working
        finally:
            await _cancel(working, cancelling)

    async def _cancel_when_requested(self, job: Job, submitted: Submitted, request: CancelRequest) -> bool:
        """Cancel at fal when the user requests it; return whether fal dropped the request.

        fal drops a queued request at once, without charge. A request in progress may stop, as its status
        then shows, or still finish and be charged.
        """
        if job.cancel_by is None:
            await request.requested.wait()
        backoff = Backoff(self._clock, _REMOTE_SECONDS)
        while (reply := await self._queue.cancel(submitted)) is CancelReply.UNREACHED:
            if not await backoff.wait():
                return False
        log.info("cancellation sent to fal", reply=reply.value)
        if reply is CancelReply.COMPLETED:
            return False
        for wait in _CHECK_WAITS:
            if wait:
                await self._clock.sleep(wait)
                request.answered.set()
            if await self._queue.is_gone(submitted):
                return True
        return False


async def _cancel(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
