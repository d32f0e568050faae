"""Render worker: submits a job to fal at most once, follows it, and reads its result."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import structlog

from bot.background import InFlight
from bot.clock import Clock
from bot.fal.circuit_breaker import ACCOUNT_FAILURES, CircuitBreaker
from bot.fal.errors import FailureKind, FalFailure
from bot.fal.outages import Fault, OutageDetector
from bot.fal.published_prices import PublishedPrices
from bot.fal.wire_forms import WireForms
from bot.guilds.policy import model_constants
from bot.guilds.service import GuildService
from bot.guilds.settings import GuildSettings
from bot.jobs.billing import Bill, bill_for
from bot.jobs.cancellation import CancelRequest, RemoteCanceller
from bot.jobs.delivery_slots import Slot
from bot.jobs.leases import ProcessLease
from bot.jobs.models import Job, JobState
from bot.jobs.persistent_store import wait_for_database
from bot.jobs.ports import (
    CancelReply,
    InferenceQueue,
    JobStore,
    LocalFilesError,
    RenderFailedError,
    RequestInProgressError,
    RequestStatus,
    SubmitBusyError,
    SubmitRefusedError,
    Submitted,
    SubmitUnknownError,
)
from bot.jobs.progress import (
    DurationEstimate,
    ProgressReporter,
    ProgressStage,
    StageKind,
    estimate_duration,
    stated_duration,
)
from bot.jobs.reference_ports import StorageBusyError, StorageRefusedError
from bot.jobs.reference_uploads import ReferenceUploader
from bot.retry import Backoff, clock_timeout
from config import Model

__all__ = ["RenderWorker", "RunningJob"]

log = structlog.stdlib.get_logger(__name__)

# Time limit for reading a completed result. fal keeps it for an hour, then responds that it is gone.
_RESULT_GRACE_SECONDS = 2 * 3600.0
# Time after which an unreadable result counts as a fault of the service, so that an outage is recognized.
_RESULT_SUSPECT_SECONDS = 120.0
# Number of 5xx responses after which the result of a successful request counts as failed.
_RESULT_DOUBTS = 3
# Minimum time to follow a job that was at fal during a restart, even past its deadline.
_LAST_READ_SECONDS = 15.0
# A job first followed later than this after its submission was resumed after a restart.
_RESUMED_AFTER_SECONDS = 2.0
# Lifetime of a cached reliable estimate, which one more job hardly changes.
_ESTIMATE_SECONDS = 60.0
# Failures that fal reports for a canceled request.
_AFTER_A_CANCEL = frozenset({FailureKind.CANCELLED, FailureKind.NOT_FOUND})
# Instructions for the log about failures that only the operator can fix.
_ADVICE = {
    FailureKind.CREDENTIALS: "fal rejected FAL_KEY: check the key and its permissions",
    FailureKind.BALANCE: "fal refuses the account: see its message, and the account at fal",
    FailureKind.NOT_FOUND: "fal does not recognize the endpoint or request: check FAL_MODEL",
}


@dataclass(slots=True, kw_only=True)
class RunningJob:
    """A queued or running job in this process.

    ``guild_settings`` are those used at admission, or ``None`` after a restart. ``started_at`` is the
    observed start of rendering in epoch seconds. ``task`` runs the job, unless it is queued.
    """

    job: Job
    reporter: ProgressReporter
    cancellation: CancelRequest = field(default_factory=CancelRequest)
    guild_settings: GuildSettings | None = None
    started_at: float | None = None
    task: asyncio.Task[None] | None = None


class RenderWorker:
    """Runs jobs from *queued* to *rendered*.

    ``deadline`` is the time limit in seconds from submission to result; ``safety_tolerance`` is the
    operator's limit, if any.
    """

    def __init__(
        self,
        *,
        store: JobStore,
        queue: InferenceQueue,
        wire_forms: WireForms,
        prices: PublishedPrices,
        guilds: GuildService,
        clock: Clock,
        deadline: float,
        safety_tolerance: int | None,
        breaker: CircuitBreaker,
        outages: OutageDetector,
        in_flight: InFlight,
        references: ReferenceUploader,
        lease: ProcessLease,
    ) -> None:
        self._store = store
        self._queue = queue
        self._wire_forms = wire_forms
        self._prices = prices
        self._guilds = guilds
        self._clock = clock
        self._deadline = deadline
        self._safety_tolerance = safety_tolerance
        self._breaker = breaker
        self._outages = outages
        self._in_flight = in_flight
        self._references = references
        self._lease = lease
        self._canceller = RemoteCanceller(queue, clock)
        self._estimates: dict[tuple[str, str, str], tuple[float, DurationEstimate]] = {}

    async def render(self, run: RunningJob) -> Job:
        """Submit and follow the job; return it *submitted* once fal has completed it, or in its final state."""
        job = run.job
        if job.state is JobState.SUBMITTING:
            # The previous process ended before it recorded fal's response.
            return await self._fail(job, "submit-unknown")
        estimate = await self._estimate(job)
        if job.state is JobState.QUEUED:
            run.reporter.update(ProgressStage(kind=StageKind.SUBMITTING))
            job = await self._submit(run)
        if job.state is JobState.SUBMITTED:
            structlog.contextvars.bind_contextvars(request_id=job.request_id)
            job = await self._follow(run, job, estimate)
        return job

    async def read_result(self, run: RunningJob, slot: Slot) -> Job:
        """Read the result of a completed job; return it *rendered*, or *failed* with a refund."""
        job, backoff = run.job, Backoff(self._clock, _RESULT_GRACE_SECONDS)
        is_outage, suspect_at = None, self._clock.now() + _RESULT_SUSPECT_SECONDS
        while True:
            try:
                result = await self._queue.result(_submitted_of(job))
                break
            except RenderFailedError as error:
                # The status of a failed request would say so; a 5xx here may come from a gateway.
                in_doubt = error.failure.status >= 500 and backoff.attempts < _RESULT_DOUBTS
                if in_doubt:
                    run.reporter.update(ProgressStage(kind=StageKind.UNREADABLE))
                if not (in_doubt and await slot.yield_while(backoff.wait())):
                    return await self._end_at_fal(job, error.failure)
            except RequestInProgressError as error:
                log.warning("result not readable yet", detail=error.detail)
                run.reporter.update(ProgressStage(kind=StageKind.UNREADABLE))
                if is_outage is None and self._clock.now() >= suspect_at:
                    is_outage = await self._record_fault(job, Fault("result-unreadable"))
                if not await slot.yield_while(backoff.wait()):
                    return await self._fail(job, "fal-outage" if is_outage else "result-unreadable")
        pictures = result.pictures[: job.count]
        return await self._store.record_rendered(
            job.id,
            pictures,
            started_at=run.started_at,
            bill=self._bill(job, pictures=len(pictures), units=result.billed_units),
        )

    def end(self, job_id: str) -> None:
        """Note that the job has ended in this process; if it was an inconclusive probe, another one may be."""
        self._breaker.release_probe(job_id)

    async def _submit(self, run: RunningJob) -> Job:
        """Submit until fal accepts or refuses; retry only if fal is known not to have accepted."""
        await self._wire_forms.settle(run.job.model)
        job, backoff = run.job, Backoff(self._clock, self._deadline)
        while True:
            if job.cancel_by is not None:
                # Canceled during a submission that fal did not accept.
                return await self._end_cancelled(job)
            if (reason := self._breaker.try_acquire(job.id)) is not None:
                return await self._fail(job, f"fal-{reason}")
            awaits_outcome, retry_after = False, None
            try:
                run.job = job = await self._upload_references(run, job)
                if not job.state.is_open:
                    return job
                # A job keeps its form: fal may have received it in an attempt with an unknown outcome.
                model = self._wire_forms.model(job.model, job.wire_form)
                arguments = await self._arguments(run, model)
                await self._lease.wait()
                with self._in_flight.critical_section():
                    job = await self._store.claim(job.id, wire_form=model.form)
                    try:
                        job = await self._submit_once(job, arguments)
                        awaits_outcome = (
                            job.state is JobState.SUBMITTED
                            and self._breaker.open_reason is FailureKind.OUTAGE
                        )
                        return job
                    except SubmitBusyError as error:
                        log.warning("submission not accepted; retrying", detail=error.detail)
                        run.reporter.update(ProgressStage(kind=StageKind.BUSY))
                        job, retry_after = await self._store.requeue(job.id), error.retry_after
            except StorageBusyError as error:
                log.warning("upload not accepted; retrying", detail=error.detail)
                run.reporter.update(ProgressStage(kind=StageKind.BUSY))
                retry_after = error.retry_after
            finally:
                # A probe without a definite response must not block the next one.
                if not awaits_outcome:
                    self._breaker.release_probe(job.id)
            if job.cancel_by is None and not await run.cancellation.race(backoff.wait(retry_after)):
                return await self._fail_as(job, Fault("fal-busy"))

    async def _upload_references(self, run: RunningJob, job: Job) -> Job:
        """Upload the references; return the job *failed* if that is impossible."""
        if not self._references.is_pending(job):
            return job
        run.reporter.update(ProgressStage(kind=StageKind.UPLOADING))
        try:
            job = await self._references.upload(job)
        except StorageRefusedError as error:
            if error.failure.kind in ACCOUNT_FAILURES:
                await self._outages.record_refusal(error.failure)
            return await self._fail_at_fal(job, error.failure)
        except LocalFilesError as error:
            log.error("reference picture lost", detail=error.detail)
            return await self._fail(job, "reference-lost")
        run.reporter.update(ProgressStage(kind=StageKind.SUBMITTING))
        return job

    async def _submit_once(self, job: Job, arguments: dict[str, object]) -> Job:
        """Send one POST request and record its response at once."""
        if not self._lease.is_valid:
            # The process was stopped or held up since it claimed the job.
            raise SubmitBusyError("lease ended before the submission")
        try:
            submitted = await self._queue.submit(job.model, arguments, start_within=self._deadline)
        except SubmitRefusedError as error:
            job = await self._fail_at_fal(job, error.failure)
            if error.failure.kind in ACCOUNT_FAILURES:
                await self._outages.record_refusal(error.failure)
            else:
                await self._outages.record_accepted()
            return job
        except SubmitUnknownError as error:
            log.error("submission outcome unknown; refunding", detail=error.detail)
            return await self._fail_as(job, Fault("submit-unknown", error_type=error.detail))
        log.info("job submitted", fal_request=submitted.request_id)
        job = await self._store.record_submitted(
            job.id,
            request_id=submitted.request_id,
            status_url=submitted.status_url,
            response_url=submitted.response_url,
            cancel_url=submitted.cancel_url,
        )
        await self._outages.record_accepted()
        return job

    async def _arguments(self, run: RunningJob, model: Model) -> dict[str, object]:
        job = run.job
        if (settings := run.guild_settings) is None:
            settings = await wait_for_database(self._clock, lambda: self._guilds.get(job.guild_id))
        overrides = model_constants(settings, model, self._safety_tolerance)
        return model.arguments(
            prompt=job.prompt,
            size=job.size,
            quality=job.quality,
            count=job.count,
            overrides=overrides,
            references=[reference.url for reference in job.references if reference.url is not None],
            reference_size=job.request.reference_size,
        )

    async def _follow(self, run: RunningJob, job: Job, estimate: DurationEstimate | None) -> Job:
        """Follow the request until it completes, fails, is canceled or passes its deadline."""
        submitted = _submitted_of(job)
        assert job.submitted_at is not None  # noqa: S101 - implied by the state
        left = job.submitted_at + self._deadline - self._clock.now()
        try:
            async with clock_timeout(self._clock, max(left, min(_LAST_READ_SECONDS, self._deadline))):
                completion = await self._canceller.run_unless_cancelled(
                    job, submitted, run.cancellation, self._watch(run, job, submitted, estimate)
                )
        except TimeoutError:
            return await self._end_late(run, job, submitted)
        except RenderFailedError as error:
            return await self._end_at_fal(job, error.failure)
        if completion is None:
            return await self._end_cancelled(job)
        if completion.failure is not None:
            # A completed request with an error has failed, even if its result looks valid.
            failure = await self._failure_in_result(submitted) or completion.failure
            return await self._end_at_fal(job, failure)
        return job

    async def _end_late(self, run: RunningJob, job: Job, submitted: Submitted) -> Job:
        """Cancel a request at its deadline; return it unchanged if fal had completed it, otherwise failed.

        A request that fal may have drawn is kept, for two hours at most, until fal itself responds to the
        cancellation or the result read.
        """
        backoff = Backoff(self._clock, _RESULT_GRACE_SECONDS)
        while True:
            # Another process may follow the request by now.
            await self._lease.wait()
            reply = await self._queue.cancel(submitted)
            log.warning("job deadline passed", cancel_at_fal=reply.value)
            if reply is CancelReply.COMPLETED:
                return job
            if reply is not CancelReply.UNREACHED:
                break
            try:
                await self._queue.result(submitted)
                return job
            except RenderFailedError as error:
                return await self._end_at_fal(job, error.failure)
            except RequestInProgressError as error:
                if error.answered:
                    break
            run.reporter.update(ProgressStage(kind=StageKind.UNREADABLE))
            if not await run.cancellation.race(backoff.wait()):
                break
            if run.cancellation.requested.is_set():
                return await self._end_cancelled(job)
        return await self._fail_as(job, Fault("deadline"), seconds=round(self._deadline))

    async def _watch(
        self, run: RunningJob, job: Job, submitted: Submitted, estimate: DurationEstimate | None
    ) -> RequestStatus:
        """Report progress until the request is completed; return its final status."""
        model = self._wire_forms.find(job.model)
        show_log_lines = model is not None and model.show_log_lines
        # After a restart, the start of rendering is unknown; the time of submission is used instead.
        resumed = self._clock.now() - (job.submitted_at or 0.0) > _RESUMED_AFTER_SECONDS
        async for status in self._queue.watch(submitted):
            if status.completed:
                return status
            if status.in_progress and run.started_at is None:
                run.started_at = self._clock.now()
            since = job.submitted_at if resumed else run.started_at
            run.reporter.update(_stage_of(status, since, estimate, show_log_line=show_log_lines))
        return RequestStatus(completed=True)

    async def _failure_in_result(self, submitted: Submitted) -> FalFailure | None:
        """Read the failure from the result, which is often more specific than the status."""
        try:
            await self._queue.result(submitted)
        except RenderFailedError as error:
            return error.failure
        except RequestInProgressError as error:
            log.debug("failure details unavailable", detail=error.detail)
        return None

    def _bill(self, job: Job, *, pictures: int, units: float | None) -> Bill:
        model, price = self._wire_forms.find(job.model), self._prices.get(job.model)
        return bill_for(job, model, price, pictures=pictures, units=units)

    async def _estimate(self, job: Job) -> DurationEstimate | None:
        now, kind = self._clock.now(), (job.model, job.size, job.quality)
        read_at, known = self._estimates.get(kind, (0.0, None))
        if known is not None and read_at <= now < read_at + _ESTIMATE_SECONDS:
            return known
        estimate = estimate_duration(await self._store.recent_durations(*kind))
        if estimate is not None and estimate.is_reliable:
            self._estimates[kind] = (now, estimate)
            return estimate
        model = self._wire_forms.find(job.model)
        return None if model is None else stated_duration(model, job.quality)

    # --- failed and canceled jobs, each with a full refund ----------------------------------

    async def _fail(
        self, job: Job, reason: str, bill: Bill | None = None, /, **values: str | int | float
    ) -> Job:
        log.info("job failed", reason=reason, refunded=job.cost)
        return await self._store.finish_failed(job.id, reason=reason, values=values, bill=bill)

    async def _fail_as(self, job: Job, fault: Fault, **values: str | int | float) -> Job:
        """End a job with a fault that may affect the whole service."""
        is_outage = await self._record_fault(job, fault)
        return await self._fail(job, "fal-outage" if is_outage else fault.reason, None, **values)

    async def _record_fault(self, job: Job, fault: Fault) -> bool:
        is_outage = self._outages.record_failure(job.id, job.user_id, fault)
        await self._outages.announce()
        return is_outage

    async def _fail_at_fal(self, job: Job, failure: FalFailure) -> Job:
        facts = {
            "kind": failure.kind.value,
            "status": failure.status,
            "type": failure.error_type or None,
            "location": failure.location or None,
        }
        if failure.kind in _ADVICE:
            log.error(_ADVICE[failure.kind], words=failure.quote or None, **facts)
        else:
            log.info("request refused by fal", **facts)
        is_outage = self._outages.record_error(job.id, job.user_id, failure)
        reason = "fal-outage" if is_outage else f"fal-{failure.kind}"
        units = failure.billed_units
        bill = self._bill(job, pictures=0, units=units) if units else None
        job = await self._fail(job, reason, bill, quote=failure.quote)
        await self._outages.announce()
        return job

    async def _end_at_fal(self, job: Job, failure: FalFailure) -> Job:
        """Finish a job whose request fal ended: canceled if the user requested that, otherwise failed."""
        if failure.kind in _AFTER_A_CANCEL:
            job = await self._store.get(job.id) or job
            if job.cancel_by is not None:
                return await self._end_cancelled(job)
        return await self._fail_at_fal(job, failure)

    async def _end_cancelled(self, job: Job) -> Job:
        log.info("job canceled", refunded=job.cost)
        return await self._store.finish_cancelled(job.id)


def _submitted_of(job: Job) -> Submitted:
    return Submitted(
        request_id=job.request_id or "",
        status_url=job.status_url or "",
        response_url=job.response_url or "",
        cancel_url=job.cancel_url or "",
    )


def _stage_of(
    status: RequestStatus, started_at: float | None, estimate: DurationEstimate | None, *, show_log_line: bool
) -> ProgressStage:
    if status.in_progress:
        log_line = status.log_line if show_log_line else None
        return ProgressStage(kind=StageKind.DRAWING, since=started_at, estimate=estimate, log_line=log_line)
    return ProgressStage(kind=StageKind.QUEUED, ahead=status.position or 0, estimate=estimate)
