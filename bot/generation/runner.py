"""One job from wherever it stands to its end.

Each step reads the state it starts from and ends with a transaction, so driving a job is
the same after a restart as at first. What the member reads comes after what the database
says, except for the pictures: they are posted by a call that can be repeated, and noted after.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog

from bot.clock import Clock
from bot.generation.breaker import ACCOUNT_TROUBLE, Breaker
from bot.generation.fal_errors import FailureKind, FalFailure
from bot.generation.job import Generation, JobState
from bot.generation.pictures import CannotFitError, FittedPicture, Picture, PictureFetcher, Spool, fit
from bot.generation.ports import (
    Courier,
    DeliveryImpossibleError,
    DeliveryPendingError,
    DeliveryTooLargeError,
    InferenceQueue,
    Posted,
    Receipt,
    RenderFailedError,
    RequestInProgressError,
    RequestStatus,
    SubmitBusyError,
    SubmitRefusedError,
    Submitted,
    SubmitUnknownError,
)
from bot.generation.progress import Reporter, Stage, StageKind
from bot.herald import Herald
from bot.quota.service import QuotaService
from bot.storage.jobs import JobStore
from config import Model

__all__ = ["Runner", "RunnerLimits"]

log = structlog.stdlib.get_logger(__name__)

_BACKOFF_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
# Discord may refuse files that its own limit allows; so often they are made smaller.
_FIT_ATTEMPTS = 3
# A completed result may take this long to be handed out after the job's deadline.
_RESULT_GRACE_SECONDS = 120.0
# A 5xx instead of the result of a request that ended well is believed after so many repeats.
_RESULT_DOUBTS = 3
# A job that was at fal while the bot was away is looked at for so long, whatever its deadline says.
_LAST_LOOK_SECONDS = 15.0
# Discord trouble is waited out for this long before the job is given up and refunded.
_DELIVERY_SECONDS = 3600.0

# Failures that only the operator can mend, and how.
_ADVICE = {
    FailureKind.CREDENTIALS: "fal does not accept FAL_KEY: check the key and its permissions",
    FailureKind.BALANCE: "fal has locked the account or its balance is spent: top it up at fal",
    FailureKind.NOT_FOUND: "fal does not know the endpoint or the request: check FAL_MODEL",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerLimits:
    """``deadline`` in seconds from submit to result; ``message_bytes`` for all files of one post."""

    deadline: float
    message_bytes: int
    overrides: Mapping[str, object]


class Runner:
    """Drives jobs; holds no state of its own between steps."""

    def __init__(
        self,
        *,
        store: JobStore,
        quota: QuotaService,
        queue: InferenceQueue,
        courier: Courier,
        fetcher: PictureFetcher,
        spool: Spool,
        workers: Executor,
        models: Callable[[str], Model],
        clock: Clock,
        limits: RunnerLimits,
        breaker: Breaker,
        herald: Herald,
        short_step: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._store = store
        self._quota = quota
        self._queue = queue
        self._courier = courier
        self._fetcher = fetcher
        self._spool = spool
        self._workers = workers
        self._models = models
        self._clock = clock
        self._limits = limits
        self._breaker = breaker
        self._herald = herald
        # What must not be cut short when the bot is asked to stop.
        self._short_step = short_step

    # --- until the result is known ------------------------------------------------------

    async def render(self, job: Generation, reporter: Reporter) -> Generation:
        """Take a job to *rendered*, or to *failed* with its refund."""
        if job.state is JobState.SUBMITTING:
            # The last process died between asking fal and noting the answer.
            return await self._fail(job, "submit-unknown")
        usual = await self._store.usual_seconds(job.model, job.size, job.quality)
        if job.state is JobState.QUEUED:
            reporter.update(Stage(kind=StageKind.SUBMITTING))
            job = await self._submit(job)
        if job.state is JobState.SUBMITTED:
            structlog.contextvars.bind_contextvars(request_id=job.request_id)
            job = await self._follow(job, reporter, usual)
        return job

    async def _submit(self, job: Generation) -> Generation:
        """queued -> submitted or failed; asks again only while fal certainly took nothing."""
        patience = _Patience(self._clock, self._limits.deadline)
        while True:
            if (trouble := self._breaker.admit()) is not None:
                return await self._fail(job, f"fal-{trouble}")
            try:
                with self._short_step():
                    return await self._submit_once(await self._store.claim(job.id))
            except SubmitBusyError as error:
                log.warning("fal took nothing; asking again", detail=error.detail)
                job = await self._store.release(job.id)
                if not await patience.wait(error.retry_after):
                    return await self._fail(job, "fal-busy")
            finally:
                # Whatever came of it, a probe that told nothing must not keep the next one out.
                self._breaker.unclear()

    async def _submit_once(self, job: Generation) -> Generation:
        """One POST, and its answer in the row before anything else happens."""
        try:
            submitted = await self._queue.submit(
                job.model, self._arguments(job), start_within=self._limits.deadline
            )
        except SubmitRefusedError as error:
            job = await self._fail_at_fal(job, error.failure)
            await self._note_refusal(error.failure.kind)
            return job
        except SubmitUnknownError as error:
            log.error("unclear whether fal took the submit; refunding", detail=error.detail)
            return await self._fail(job, "submit-unknown")
        log.info("submitted", fal_request=submitted.request_id)
        job = await self._store.record_submitted(
            job.id,
            request_id=submitted.request_id,
            status_url=submitted.status_url,
            response_url=submitted.response_url,
            cancel_url=submitted.cancel_url,
        )
        if self._breaker.accepted():
            await self._herald.tell("operator-fal-again")
        return job

    def _arguments(self, job: Generation) -> dict[str, Any]:
        return self._models(job.model).arguments(
            prompt=job.prompt,
            size=job.size,
            quality=job.quality,
            count=job.count,
            overrides=self._limits.overrides,
        )

    async def _note_refusal(self, kind: FailureKind) -> None:
        """A refused account stops everybody's requests; the operator is told once."""
        if kind not in ACCOUNT_TROUBLE:
            # Refusing this one request, fal has accepted the account.
            self._breaker.accepted()
        elif self._breaker.refused(kind):
            await self._herald.tell(f"operator-fal-{kind}")

    async def _follow(self, job: Generation, reporter: Reporter, usual: float | None) -> Generation:
        submitted = _submitted_of(job)
        assert job.submitted_at is not None  # noqa: S101 - the state says so
        left = job.submitted_at + self._limits.deadline - self._clock.now()
        try:
            async with self._within(max(left, min(_LAST_LOOK_SECONDS, self._limits.deadline))):
                started_at, failure = await self._watch(submitted, reporter, usual)
        except TimeoutError:
            cancelled = await self._queue.cancel(submitted)
            log.warning("deadline passed", cancelled_at_fal=cancelled)
            return await self._fail(job, "deadline", seconds=round(self._limits.deadline))
        except RenderFailedError as error:
            return await self._fail_at_fal(job, error.failure)
        return await self._take_result(job, submitted, started_at, failure)

    async def _watch(
        self, submitted: Submitted, reporter: Reporter, usual: float | None
    ) -> tuple[float | None, FalFailure | None]:
        """Follow until completed: when drawing began (as far as seen), and the failure, if any."""
        started_at: float | None = None
        async for status in self._queue.watch(submitted):
            if status.completed:
                return started_at, status.failure
            if status.in_progress and started_at is None:
                started_at = self._clock.now()
            reporter.update(_stage_of(status, started_at, usual))
        return started_at, None

    async def _take_result(
        self,
        job: Generation,
        submitted: Submitted,
        started_at: float | None,
        failure: FalFailure | None,
    ) -> Generation:
        if failure is not None:
            # fal said COMPLETED with an error; a body that looks fine does not outweigh that.
            return await self._fail_at_fal(job, await self._failure_in_result(submitted) or failure)
        patience = _Patience(self._clock, _RESULT_GRACE_SECONDS)
        while True:
            try:
                pictures = await self._queue.result(submitted)
                break
            except RenderFailedError as error:
                # A failed request says so in its status, so a 5xx here may be a gateway's.
                in_doubt = error.failure.status >= 500 and patience.tried < _RESULT_DOUBTS
                if not (in_doubt and await patience.wait()):
                    return await self._fail_at_fal(job, error.failure)
            except RequestInProgressError as error:
                log.warning("the result cannot be read yet", detail=error.detail)
                if not await patience.wait():
                    return await self._fail(job, "result-unreadable")
        return await self._store.record_rendered(job.id, pictures[: job.count], started_at=started_at)

    async def _failure_in_result(self, submitted: Submitted) -> FalFailure | None:
        """What the result says of a failed request, which is often more than its status does."""
        try:
            await self._queue.result(submitted)
        except RenderFailedError as error:
            return error.failure
        except RequestInProgressError as error:
            log.debug("no more is known of the failure", detail=error.detail)
        return None

    # --- until the member knows -----------------------------------------------------------

    async def finish(self, job: Generation, *, resumed: bool) -> Generation:
        """Take a rendered job to *delivered* (or *failed*), and tell the member of a failure.

        ``resumed`` says that an earlier attempt, perhaps of an earlier process, may have posted.
        """
        if job.state is JobState.RENDERED:
            posted = await self._find_posted(job) if resumed else None
            if posted is not None:
                log.info("the result had reached Discord already")
                job = await self._note(job, posted)
            else:
                job = await self._deliver(job)
        if job.state is not JobState.DELIVERED and not job.told:
            await self._explain(job)
        return job

    async def _find_posted(self, job: Generation) -> Posted | None:
        """What an earlier attempt has posted; waits until Discord lets us look."""
        patience = _Patience(self._clock, _DELIVERY_SECONDS)
        while True:
            try:
                return await self._courier.find_delivered(job)
            except DeliveryPendingError as error:
                log.warning("cannot look for an earlier post yet", detail=error.detail)
                if not await patience.wait(error.retry_after):
                    raise

    async def _deliver(self, job: Generation) -> Generation:
        async with self._spool.job(job.id):
            fetched = await self._fetcher.fetch_all(job.id, job.pictures)
            for failure in fetched.failures:
                log.warning(
                    "a picture is missing",
                    index=failure.index,
                    why=failure.reason.value,
                    detail=failure.detail,
                )
            if not fetched.pictures:
                return await self._fail(job, "pictures-lost")
            file_limit, total_limit = self._courier.upload_limit(job), self._limits.message_bytes
            for _ in range(_FIT_ATTEMPTS):
                fitted = await self._fit(fetched.pictures, file_limit, total_limit)
                if not fitted:
                    break
                try:
                    return await self._post(job, fitted)
                except DeliveryTooLargeError as error:
                    log.warning("Discord wants smaller files", detail=error.detail)
                    file_limit = max(picture.size_bytes for picture in fitted) // 2
                    total_limit = sum(picture.size_bytes for picture in fitted) // 2
            return await self._fail(job, "pictures-too-large")

    async def _fit(
        self, pictures: tuple[Picture, ...], file_limit: int, total_limit: int
    ) -> tuple[FittedPicture, ...]:
        """As many of the pictures as can be posted; one that cannot be does not cost the others."""
        while pictures:
            try:
                return await fit(
                    pictures, file_limit=file_limit, total_limit=total_limit, workers=self._workers
                )
            except CannotFitError as error:
                log.error("a picture cannot be posted", index=error.index, why=error.reason.value)
                pictures = tuple(p for p in pictures if p.index != error.index)
        return ()

    async def _post(self, job: Generation, pictures: tuple[FittedPicture, ...]) -> Generation:
        charged = job.unit_credits * len(pictures)
        receipt = Receipt(
            charged=charged,
            left=await self._left(job) + job.cost - charged,
            seconds=(job.rendered_at or 0.0) - (job.submitted_at or 0.0),
            missing=job.count - len(pictures),
        )
        patience = _Patience(self._clock, _DELIVERY_SECONDS)
        while True:
            try:
                with self._short_step():
                    found = await self._courier.find_delivered(job) if patience.tried else None
                    posted = found or await self._courier.deliver(job, pictures, receipt)
                    job = await self._note(job, posted)
            except DeliveryImpossibleError as error:
                log.error("no way to the member is left", detail=error.detail)
                return await self._fail(job, "undeliverable")
            except DeliveryPendingError as error:
                log.warning("posting again", detail=error.detail)
                if not await patience.wait(error.retry_after):
                    return await self._fail(job, "undeliverable")
            else:
                await self._courier.offer_repeat(job, posted)
                return job

    async def _note(self, job: Generation, posted: Posted) -> Generation:
        job = await self._store.finish_delivered(
            job.id,
            message_id=posted.message_id,
            channel_id=posted.channel_id,
            delivered=posted.pictures,
        )
        log.info("delivered", pictures=posted.pictures, charged=job.charged)
        return job

    async def _explain(self, job: Generation) -> None:
        left = await self._left(job)
        patience = _Patience(self._clock, _DELIVERY_SECONDS)
        while True:
            try:
                with self._short_step():
                    await self._courier.explain(job, left=left)
                    await self._store.record_told(job.id)
                return
            except DeliveryImpossibleError as error:
                log.error("the member cannot be told", detail=error.detail, reason=job.reason)
                break
            except DeliveryPendingError as error:
                if not await patience.wait(error.retry_after):
                    log.error("the member could not be told", detail=error.detail, reason=job.reason)
                    break
        await self._store.record_told(job.id)

    # --- shared ---------------------------------------------------------------------------

    async def give_up(self, job: Generation) -> Generation:
        """End a job that our own fault keeps from going on, with its refund.

        A result that did reach Discord is noted as such instead.
        """
        if job.state is JobState.RENDERED and (posted := await self._find_posted(job)):
            return await self._note(job, posted)
        return await self._fail(job, "internal")

    async def _fail_at_fal(self, job: Generation, failure: FalFailure) -> Generation:
        facts = {"kind": failure.kind.value, "status": failure.status, "type": failure.error_type or None}
        if failure.kind in _ADVICE:
            log.error(_ADVICE[failure.kind], **facts)
        else:
            log.info("fal refused", **facts)
        return await self._fail(job, f"fal-{failure.kind}", quote=failure.quote)

    async def _fail(self, job: Generation, reason: str, **values: str | int | float) -> Generation:
        log.info("failed", reason=reason, refunded=job.cost)
        return await self._store.finish_unfulfilled(job.id, reason=reason, values=values)

    async def _left(self, job: Generation) -> int:
        return await self._quota.left(job.reservation.account, job.daily_allowance)

    @asynccontextmanager
    async def _within(self, seconds: float) -> AsyncIterator[None]:
        """Raise TimeoutError in the body once ``seconds`` of the injected clock have passed."""
        async with asyncio.timeout(None) as scope:
            alarm = asyncio.ensure_future(self._clock.sleep(seconds))
            alarm.add_done_callback(lambda done: None if done.cancelled() else scope.reschedule(0))
            try:
                yield
            finally:
                alarm.cancel()


def _submitted_of(job: Generation) -> Submitted:
    return Submitted(
        request_id=job.request_id or "",
        status_url=job.status_url or "",
        response_url=job.response_url or "",
        cancel_url=job.cancel_url or "",
    )


def _stage_of(status: RequestStatus, started_at: float | None, usual: float | None) -> Stage:
    if status.in_progress:
        return Stage(kind=StageKind.DRAWING, since=started_at, usual=usual, log_line=status.log_line)
    return Stage(kind=StageKind.QUEUED, ahead=status.position or 0, usual=usual)


class _Patience:
    """Waits between attempts, longer each time, until ``seconds`` of the clock have passed."""

    def __init__(self, clock: Clock, seconds: float) -> None:
        self._clock = clock
        self._until = clock.now() + seconds
        self.tried = 0

    async def wait(self, retry_after: float | None = None) -> bool:
        """Wait before the next attempt (``retry_after`` seconds, if somebody said so); ``False``
        at once when that would take too long."""
        seconds = _BACKOFF_SECONDS[min(self.tried, len(_BACKOFF_SECONDS) - 1)]
        if retry_after is not None:
            seconds = retry_after
        if self._clock.now() + seconds > self._until:
            return False
        self.tried += 1
        await self._clock.sleep(seconds)
        return True
