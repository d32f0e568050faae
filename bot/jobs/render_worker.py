"""From *queued* to *rendered*: one submit, then fal's status until the result is in the row."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

import structlog

from bot.clock import Clock
from bot.db.jobs import JobStore
from bot.fal.circuit_breaker import ACCOUNT_FAILURES, CircuitBreaker
from bot.fal.errors import FailureKind, FalFailure
from bot.jobs.estimates import DurationEstimate, DurationEstimator
from bot.jobs.models import Job, JobState
from bot.jobs.outcome import end_cancelled, fail, fail_at_fal
from bot.jobs.ports import (
    InferenceQueue,
    RenderFailedError,
    RequestInProgressError,
    RequestStatus,
    SubmitBusyError,
    SubmitRefusedError,
    Submitted,
    SubmitUnknownError,
)
from bot.jobs.progress import ProgressReporter, ProgressStage, StageKind
from bot.jobs.remote_cancellation import RemoteCanceller
from bot.jobs.slots import Slot
from bot.notifications import OperatorNotifier
from bot.retry import Backoff, clock_timeout
from config import Model

__all__ = ["RenderWorker"]

log = structlog.stdlib.get_logger(__name__)

# A completed result may take this long to be handed out after the job's deadline.
_RESULT_GRACE_SECONDS = 120.0
# A 5xx instead of the result of a request that ended well is believed after so many repeats.
_RESULT_DOUBTS = 3
# A job that was at fal while the bot was away is looked at for so long, whatever its deadline says.
_LAST_LOOK_SECONDS = 15.0
# A job is followed within moments of its submit, or by a later process.
_PICKED_UP_SECONDS = 2.0
# How fal speaks of a request that it has cancelled: as cancelled, or not at all.
_AFTER_A_CANCEL = frozenset({FailureKind.CANCELLED, FailureKind.NOT_FOUND})


class RenderWorker:
    """The half of a job's life that fal has a part in.

    Parameters
    ----------
    deadline
        Seconds from submit to result.
    overrides
        Values for the model's constants that operator and server have chosen for a job.
    withdrawal
        Asks fal to cancel what somebody does not want any more.
    critical_section
        Marks what must not be cut short when the bot is asked to stop.
    """

    def __init__(
        self,
        *,
        store: JobStore,
        queue: InferenceQueue,
        models: Callable[[str], Model],
        clock: Clock,
        deadline: float,
        overrides: Callable[[Job], Awaitable[Mapping[str, object]]],
        breaker: CircuitBreaker,
        notifier: OperatorNotifier,
        withdrawal: RemoteCanceller,
        critical_section: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._store = store
        self._usual_times = DurationEstimator(store.estimate_duration, clock)
        self._queue = queue
        self._models = models
        self._clock = clock
        self._deadline = deadline
        self._overrides = overrides
        self._breaker = breaker
        self._notifier = notifier
        self._withdrawal = withdrawal
        self._critical_section = critical_section

    async def render(self, job: Job, reporter: ProgressReporter, place: Slot) -> Job:
        """Take a job to *rendered*, or to *failed* with its refund.

        ``place`` is taken before the result is read, and kept for what comes then.
        """
        if job.state is JobState.SUBMITTING:
            # The last process died between asking fal and noting the answer.
            return await fail(self._store, job, "submit-unknown")
        usual = await self._usual_times.estimate(job.model, job.size, job.quality)
        if job.state is JobState.QUEUED:
            reporter.update(ProgressStage(kind=StageKind.SUBMITTING))
            job = await self._submit(job)
        if job.state is JobState.SUBMITTED:
            structlog.contextvars.bind_contextvars(request_id=job.request_id)
            job = await self._follow(job, reporter, usual, place)
        return job

    async def _submit(self, job: Job) -> Job:
        """queued -> submitted or an end; asks again only while fal certainly took nothing."""
        patience = Backoff(self._clock, self._deadline)
        while True:
            if job.cancel_by is not None:
                # Wanted while fal was asked, which took nothing after all.
                return await end_cancelled(self._store, job)
            if (trouble := self._breaker.try_acquire(job.id)) is not None:
                return await fail(self._store, job, f"fal-{trouble}")
            try:
                overrides = await self._overrides(job)
                with self._critical_section():
                    job = await self._store.claim(job.id)
                    try:
                        return await self._submit_once(job, overrides)
                    except SubmitBusyError as error:
                        log.warning("fal took nothing; asking again", detail=error.detail)
                        job, retry_after = await self._store.requeue(job.id), error.retry_after
            finally:
                # Whatever came of it, a probe that told nothing must not keep the next one out.
                self._breaker.release_probe(job.id)
            if job.cancel_by is None and not await self._withdrawal.race(job.id, patience.wait(retry_after)):
                return await fail(self._store, job, "fal-busy")

    async def _submit_once(self, job: Job, overrides: Mapping[str, object]) -> Job:
        """One POST, and its answer in the row before anything else happens."""
        try:
            submitted = await self._queue.submit(
                job.model, self._arguments(job, overrides), start_within=self._deadline
            )
        except SubmitRefusedError as error:
            job = await fail_at_fal(self._store, job, error.failure)
            await self._note_refusal(error.failure.kind)
            return job
        except SubmitUnknownError as error:
            log.error("unclear whether fal took the submit; refunding", detail=error.detail)
            return await fail(self._store, job, "submit-unknown")
        log.info("submitted", fal_request=submitted.request_id)
        job = await self._store.record_submitted(
            job.id,
            request_id=submitted.request_id,
            status_url=submitted.status_url,
            response_url=submitted.response_url,
            cancel_url=submitted.cancel_url,
        )
        if self._breaker.record_success():
            await self._notifier.notify("operator-fal-again")
        return job

    def _arguments(self, job: Job, overrides: Mapping[str, object]) -> dict[str, Any]:
        return self._models(job.model).arguments(
            prompt=job.prompt,
            size=job.size,
            quality=job.quality,
            count=job.count,
            overrides=overrides,
        )

    async def _note_refusal(self, kind: FailureKind) -> None:
        """A refused account stops everybody's requests; the operator is told once."""
        if kind not in ACCOUNT_FAILURES:
            # Refusing this one request, fal has accepted the account.
            self._breaker.record_success()
        elif self._breaker.record_refusal(kind):
            await self._notifier.notify(f"operator-fal-{kind}")

    async def _follow(
        self, job: Job, reporter: ProgressReporter, usual: DurationEstimate | None, place: Slot
    ) -> Job:
        submitted = _submitted_of(job)
        assert job.submitted_at is not None  # noqa: S101 - the state says so
        left = job.submitted_at + self._deadline - self._clock.now()
        try:
            async with clock_timeout(self._clock, max(left, min(_LAST_LOOK_SECONDS, self._deadline))):
                watching = self._watch(job, submitted, reporter, usual)
                seen = await self._withdrawal.run_unless_cancelled(job, submitted, watching)
        except TimeoutError:
            reply = await self._queue.cancel(submitted)
            log.warning("deadline passed", cancel_at_fal=reply.value)
            return await fail(self._store, job, "deadline", seconds=round(self._deadline))
        except RenderFailedError as error:
            return await self._end_at_fal(job, error.failure)
        if seen is None:
            return await end_cancelled(self._store, job)
        return await self._take_result(job, submitted, place, *seen)

    async def _watch(
        self, job: Job, submitted: Submitted, reporter: ProgressReporter, usual: DurationEstimate | None
    ) -> tuple[float | None, FalFailure | None]:
        """Follow until completed: when drawing began (as far as seen), and the failure, if any."""
        started_at: float | None = None
        # Of a job that was picked up nobody saw the beginning; members count from the submit.
        picked_up = self._clock.now() - (job.submitted_at or 0.0) > _PICKED_UP_SECONDS
        async for status in self._queue.watch(submitted):
            if status.completed:
                return started_at, status.failure
            if status.in_progress and started_at is None:
                started_at = self._clock.now()
            since = job.submitted_at if picked_up else started_at
            reporter.update(_stage_of(status, since, usual))
        return started_at, None

    async def _take_result(
        self,
        job: Job,
        submitted: Submitted,
        place: Slot,
        started_at: float | None,
        failure: FalFailure | None,
    ) -> Job:
        if failure is not None:
            # fal said COMPLETED with an error; a body that looks fine does not outweigh that.
            return await self._end_at_fal(job, await self._failure_in_result(submitted) or failure)
        patience = Backoff(self._clock, _RESULT_GRACE_SECONDS)
        await place.acquire()
        while True:
            try:
                pictures = await self._queue.result(submitted)
                break
            except RenderFailedError as error:
                # A failed request says so in its status, so a 5xx here may be a gateway's.
                in_doubt = error.failure.status >= 500 and patience.attempts < _RESULT_DOUBTS
                if not (in_doubt and await place.yield_while(patience.wait())):
                    return await self._end_at_fal(job, error.failure)
            except RequestInProgressError as error:
                log.warning("the result cannot be read yet", detail=error.detail)
                if not await place.yield_while(patience.wait()):
                    return await fail(self._store, job, "result-unreadable")
        return await self._store.record_rendered(job.id, pictures[: job.count], started_at=started_at)

    async def _end_at_fal(self, job: Job, failure: FalFailure) -> Job:
        """fal ended it without pictures: because somebody wanted that, or by a fault."""
        if failure.kind in _AFTER_A_CANCEL:
            job = await self._store.get(job.id) or job
            if job.cancel_by is not None:
                return await end_cancelled(self._store, job)
        return await fail_at_fal(self._store, job, failure)

    async def _failure_in_result(self, submitted: Submitted) -> FalFailure | None:
        """What the result says of a failed request, which is often more than its status does."""
        try:
            await self._queue.result(submitted)
        except RenderFailedError as error:
            return error.failure
        except RequestInProgressError as error:
            log.debug("no more is known of the failure", detail=error.detail)
        return None


def _submitted_of(job: Job) -> Submitted:
    return Submitted(
        request_id=job.request_id or "",
        status_url=job.status_url or "",
        response_url=job.response_url or "",
        cancel_url=job.cancel_url or "",
    )


def _stage_of(
    status: RequestStatus, started_at: float | None, usual: DurationEstimate | None
) -> ProgressStage:
    if status.in_progress:
        return ProgressStage(kind=StageKind.DRAWING, since=started_at, usual=usual, log_line=status.log_line)
    return ProgressStage(kind=StageKind.QUEUED, ahead=status.position or 0, usual=usual)
