"""Delivery worker: posts rendered results, and explains to users why a job ended without pictures.

Users are notified after the database is updated, except for pictures, which are posted by an idempotent
call and recorded afterward.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import structlog

from bot.background import BackgroundTasks, InFlight
from bot.clock import Clock
from bot.errors import DatabaseUnavailableError, StaleJobError
from bot.fal.outages import Fault, OutageDetector
from bot.images import FittedPicture
from bot.jobs.delivery_slots import Slot
from bot.jobs.image_sizes import drawn_credits, format_sizes
from bot.jobs.leases import LeaseEndedError, ProcessLease
from bot.jobs.models import Job, JobState
from bot.jobs.persistent_store import wait_for_database
from bot.jobs.ports import (
    DeliveryImpossibleError,
    DeliveryPendingError,
    DeliveryTooLargeError,
    DeliveryUnknownError,
    JobStore,
    LocalFilesError,
    PostedMessage,
    ResultDelivery,
    ResultSummary,
)
from bot.jobs.progress import ProgressStage, StageKind
from bot.jobs.result_files import OpenFiles, ResultFiles
from bot.notifications import NoticeStore, OperatorNotifier
from bot.quota.service import QuotaService
from bot.retry import Backoff, clock_timeout, retry
from bot.users.ports import UserDefaultsStore
from config import Model

__all__ = ["DeliveryWorker"]

log = structlog.stdlib.get_logger(__name__)

_T = TypeVar("_T")

# Time limit for posting a result before the job fails and is refunded. fal keeps the pictures longer.
_DELIVERY_SECONDS = 6 * 3600.0
# Time for which an unavailable picture holds back the others.
_PARTIAL_SECONDS = 600.0
# Time limit for an explanation; the next recovery repeats it.
_EXPLANATION_SECONDS = 24 * 3600.0
# Seconds between attempts; the last one repeats.
_WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0, 120.0, 300.0)
# Number of failed attempts to fetch the files after which the user is notified.
_DELAYED_AFTER = 2
# Time for which the reaction under a result waits while others are posted.
_OTHERS_SECONDS = 5.0
# The longest name that the notice store accepts.
_NOTICE_NAME_LENGTH = 60


class _Waiting:
    """Time limits for the missing files of one result."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._started = clock.now()
        self._first_good: float | None = None

    def continues(self, files: OpenFiles) -> bool:
        """Return whether to keep waiting for missing files.

        Available pictures are held back for minutes at most, counted from the first of them: an hour in which no
        picture could be fetched does not use up the time for the last one.
        """
        now = self._clock.now()
        if files.pictures and self._first_good is None:
            self._first_good = now
        if not files.pending or now - self._started >= _DELIVERY_SECONDS - _WAITS[-1]:
            return False
        if self._first_good is None or not files.pictures or any(one.is_local for one in files.pending):
            return True
        return now - self._first_good < _PARTIAL_SECONDS


class DeliveryWorker:
    """Moves jobs from *rendered* to *delivered*.

    ``find_model`` returns a model of the catalogue, or ``None``.
    """

    def __init__(
        self,
        *,
        store: JobStore,
        quota: QuotaService,
        delivery: ResultDelivery,
        files: ResultFiles,
        defaults: UserDefaultsStore,
        find_model: Callable[[str], Model | None],
        notifier: OperatorNotifier,
        notices: NoticeStore,
        background: BackgroundTasks,
        clock: Clock,
        in_flight: InFlight,
        outages: OutageDetector,
        lease: ProcessLease,
    ) -> None:
        self._store = store
        self._quota = quota
        self._delivery = delivery
        self._files = files
        self._defaults = defaults
        self._find_model = find_model
        self._notifier = notifier
        self._notices = notices
        self._background = background
        self._clock = clock
        self._in_flight = in_flight
        self._outages = outages
        self._lease = lease
        # Results that this process has posted but not yet recorded.
        self._unrecorded: dict[str, PostedMessage] = {}

    def is_posted(self, job_id: str) -> bool:
        """Whether the result was posted but could not be recorded yet."""
        return job_id in self._unrecorded

    async def resume(self, job: Job) -> Job:
        """Finish a rendered job if an earlier attempt posted its result; otherwise return it unchanged."""
        try:
            posted = self._unrecorded.get(job.id) or await self._find_posted(job)
        except DeliveryUnknownError as error:
            log.error("delivery outcome unknown; refunding", detail=error.detail)
            return await self._fail(job, "delivery-unknown")
        if posted is None:
            return job
        log.info("result already posted")
        recorded = await self._record(job, posted)
        self._schedule_mention(job, posted)
        return recorded

    async def give_up(self, job: Job) -> Job:
        """End a job after repeated internal errors: *delivered* if it was posted, otherwise *failed*."""
        if job.state is JobState.RENDERED:
            job = await self.resume(job)
        return await self._fail(job, "internal") if job.state.is_open else job

    async def deliver(self, job: Job, slot: Slot) -> Job:
        """Fetch, resize and post the pictures; return the job *delivered*, or *failed* with a refund.

        Files that cannot be fetched or read now are fetched again later: fal keeps them.
        """
        backoff, waiting = self._backoff(), _Waiting(self._clock)
        while True:
            try:
                return await self._fetch_and_post(job, slot, waiting)
            except LocalFilesError as error:
                log.warning("files of a result not available; fetching them again", detail=error.detail)
                if not await slot.yield_while(self._wait_for_files(job, backoff)):
                    return await self._fail_to_fetch(job, error.detail)
                job = await self.resume(job)  # an earlier attempt may have posted them
                if not job.state.is_open:
                    return job

    async def _fetch_and_post(self, job: Job, slot: Slot, waiting: _Waiting) -> Job:
        if self._files.must_wait(job):
            slot.release()  # jobs that occupy the spool need slots to finish
        async with self._files.open(job) as files:
            await slot.acquire()
            if waiting.continues(files):
                raise LocalFilesError(detail=str(files.pending[0].reason))
            if not files.pictures:
                return await self._fail_to_fetch(job, str(files.failures[0].reason) if files.failures else "")
            await self._outages.record_success()
            try:
                return await files.upload(
                    lambda pictures: self._post(job, pictures, slot),
                    file_limit=self._delivery.upload_limit(job),
                )
            except DeliveryTooLargeError:
                return await self._fail(job, "pictures-too-large")

    async def _wait_for_files(self, job: Job, backoff: Backoff) -> bool:
        """Wait before the files are fetched again; in a long wait, show that the pictures are ready."""
        if backoff.attempts == _DELAYED_AFTER:
            try:
                await self._delivery.progress(job, ProgressStage(kind=StageKind.DELAYED))
            except DatabaseUnavailableError as error:
                log.debug("progress not shown", detail=error.detail)
        return await backoff.wait()

    async def _fail_to_fetch(self, job: Job, why: str) -> Job:
        fault = Fault("pictures-lost", error_type=why)
        is_outage = self._outages.record_failure(job.id, job.user_id, fault)
        job = await self._fail(job, "fal-outage" if is_outage else fault.reason)
        await self._outages.announce()
        return job

    async def explain(self, job: Job) -> None:
        """Explain to the user why the job ended without pictures.

        The user counts as notified once the explanation is delivered, or if no route is left.
        """
        remaining = await self._remaining(job)

        async def send() -> None:
            await self._lease.wait()
            with self._in_flight.critical_section():
                await self._held(self._delivery.explain(job, remaining=remaining))
                await self._store.record_notified(job.id)

        try:
            backoff = Backoff(self._clock, _EXPLANATION_SECONDS, waits=_WAITS)
            await retry(send, backoff, on=DeliveryPendingError)
        except DeliveryImpossibleError as error:
            log.error("user not notified", detail=error.detail, reason=job.reason)
            await self._store.record_notified(job.id)
        except DeliveryPendingError as error:
            log.error("user not notified yet", detail=error.detail, reason=job.reason)

    def _backoff(self) -> Backoff:
        return Backoff(self._clock, _DELIVERY_SECONDS, waits=_WAITS)

    async def _find_posted(self, job: Job) -> PostedMessage | None:
        """Return the message posted by an earlier attempt; retry until Discord can be queried."""
        return await retry(
            lambda: self._delivery.find_delivered(job), self._backoff(), on=DeliveryPendingError
        )

    async def _post(self, job: Job, pictures: tuple[FittedPicture, ...], slot: Slot) -> Job:
        job = await self._compare_sizes(job, pictures)
        charged = job.charge_for(len(pictures))
        summary = ResultSummary(
            charged=charged,
            remaining=await self._remaining(job) + job.cost - charged,
            seconds=(job.rendered_at or 0.0) - (job.submitted_at or 0.0),
            missing=job.count - len(pictures),
        )
        backoff = self._backoff()
        while True:
            await self._lease.wait()
            try:
                with self._in_flight.critical_section():
                    # Before a retry, check whether an earlier attempt succeeded.
                    posted = await self._delivery.find_delivered(job) if backoff.attempts else None
                    if posted is None:
                        posted = await self._held(self._delivery.deliver(job, pictures, summary))
                    recorded = await self._record(job, posted)
            except DeliveryImpossibleError as error:
                log.error("no delivery route available", detail=error.detail)
                return await self._fail(job, "undeliverable")
            except DeliveryUnknownError as error:
                log.error("delivery outcome unknown; refunding", detail=error.detail)
                return await self._fail(job, "delivery-unknown")
            except DeliveryPendingError as error:
                log.warning("delivery failed; retrying", detail=error.detail)
                if not await slot.yield_while(backoff.wait(error.retry_after)):
                    return await self._fail(job, "undeliverable")
            else:
                slot.release()  # the mention and the reaction are optional and can be slow
                with suppress(TimeoutError):
                    async with clock_timeout(self._clock, _OTHERS_SECONDS):
                        await slot.wait_for_others()
                self._schedule_mention(job, posted)
                await self._delivery.offer_repeat(recorded, posted)
                return recorded

    async def _held(self, call: Coroutine[Any, Any, _T]) -> _T:
        """Return the result of a call to Discord, which is canceled if the lease of this process ends."""
        try:
            return await self._lease.hold(call)
        except LeaseEndedError as error:
            raise DeliveryPendingError(detail=error.detail) from error

    async def _record(self, job: Job, posted: PostedMessage) -> Job:
        self._unrecorded[job.id] = posted
        try:
            job = await self._store.finish_delivered(
                job.id,
                message_id=posted.message_id,
                channel_id=posted.channel_id,
                delivered=posted.pictures,
            )
        except StaleJobError:
            del self._unrecorded[job.id]
            raise
        del self._unrecorded[job.id]
        log.info("job delivered", pictures=posted.pictures, charged=job.charged)
        if job.drawn:
            self._report_sizes(job)
        return job

    def _schedule_mention(self, job: Job, posted: PostedMessage) -> None:
        """Mention the requester in the background. ``job`` still has its token: recorded jobs do not."""
        self._background.schedule(f"mention:{job.id}", lambda: self._mention(job, posted))

    async def _mention(self, job: Job, posted: PostedMessage) -> None:
        """Mention the requester if they want that; at most once, even across restarts."""
        if (await self._defaults.get_or_default(job.user_id)).mention and await self._notices.claim(
            f"ready:{job.id}", guild_id=job.guild_id, user_id=job.user_id
        ):
            await self._delivery.mention_requester(job, posted)

    async def _compare_sizes(self, job: Job, pictures: tuple[FittedPicture, ...]) -> Job:
        """Record sizes that differ from the request before posting: after a crash, the charge must be the same."""
        drawn = tuple((picture.original.width, picture.original.height) for picture in pictures)
        credits = drawn_credits(job, self._find_model(job.model), drawn)
        recorded = () if credits is None else drawn
        if (recorded, credits) == (job.drawn, job.drawn_credits):
            return job
        return await self._store.record_drawn(job.id, recorded, credits)

    def _report_sizes(self, job: Job) -> None:
        """Log a size mismatch, and alert the operator once for each requested size and wire form."""
        drawn, form = format_sizes(job.drawn), job.wire_form or "-"
        log.warning(
            "images differ from the requested size",
            model=job.model,
            wire_form=form,
            requested=job.size,
            drawn=drawn,
            charged=job.charged,
            reserved=job.cost,
        )
        once = f"size:{job.size}:{form}:{job.model}"[:_NOTICE_NAME_LENGTH]
        self._background.schedule(
            once,
            lambda: self._notifier.notify(
                "operator-size", once=once, model=job.model, form=form, requested=job.size, drawn=drawn
            ),
        )

    async def _fail(self, job: Job, reason: str) -> Job:
        log.info("job failed", reason=reason, refunded=job.cost)
        return await self._store.finish_failed(job.id, reason=reason)

    async def _remaining(self, job: Job) -> int:
        account, allowance = job.reservation.account, job.daily_allowance
        return await wait_for_database(self._clock, lambda: self._quota.remaining(account, allowance))
