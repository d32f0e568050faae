"""From *rendered* to *delivered*, and telling a member why there are no pictures.

What the member reads comes after what the database says, except for the pictures: they are
posted by a call that can be repeated, and noted after.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager

import structlog

from bot.clock import Clock
from bot.db.jobs import JobStore
from bot.images import CannotFitError, FittedPicture, Picture, PictureFetcher, Spool, fit_to_limit
from bot.jobs.models import Job, JobState
from bot.jobs.outcome import fail
from bot.jobs.ports import (
    DeliveryImpossibleError,
    DeliveryPendingError,
    DeliveryTooLargeError,
    DeliveryUnknownError,
    PostedMessage,
    ResultDelivery,
    ResultSummary,
)
from bot.jobs.slots import Slot
from bot.quota.service import QuotaService
from bot.retry import Backoff

__all__ = ["DeliveryWorker"]

log = structlog.stdlib.get_logger(__name__)

# Discord may refuse files that its own limit allows; so often they are made smaller.
_FIT_ATTEMPTS = 3
# Discord trouble is waited out for this long before the job is given up and refunded.
_DELIVERY_SECONDS = 3600.0


class DeliveryWorker:
    """The half of a job's life that Discord has a part in.

    ``message_bytes`` bounds all files of one post together; ``workers`` re-encode; ``critical_section``
    marks what must not be cut short when the bot is asked to stop.
    """

    def __init__(
        self,
        *,
        store: JobStore,
        quota: QuotaService,
        courier: ResultDelivery,
        fetcher: PictureFetcher,
        spool: Spool,
        workers: Executor,
        clock: Clock,
        message_bytes: int,
        critical_section: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._store = store
        self._quota = quota
        self._courier = courier
        self._fetcher = fetcher
        self._spool = spool
        self._workers = workers
        self._clock = clock
        self._message_bytes = message_bytes
        self._critical_section = critical_section

    async def finish(self, job: Job, place: Slot, *, resumed: bool) -> Job:
        """Take a rendered job to *delivered* (or *failed*), and tell the member of a failure.

        ``resumed`` says that an earlier attempt, perhaps of an earlier process, may have posted.
        """
        if job.state is JobState.RENDERED:
            job = await self._resume(job, place) if resumed else await self._deliver(job, place)
        place.release()
        if job.state is not JobState.DELIVERED and not job.notified:
            await self._explain(job)
        return job

    async def _resume(self, job: Job, place: Slot) -> Job:
        """Go on where an earlier attempt ended, without posting what it may have posted."""
        place.release()  # looking may have to wait for Discord
        try:
            posted = await self._find_posted(job)
        except DeliveryUnknownError as error:
            log.error("nobody can say whether the result was posted", detail=error.detail)
            return await fail(self._store, job, "delivery-unknown")
        if posted is None:
            return await self._deliver(job, place)
        log.info("the result had reached Discord already")
        return await self._note(job, posted)

    async def give_up(self, job: Job) -> Job:
        """End a job that our own fault keeps from going on, with its refund.

        A result that did reach Discord is noted as such instead.
        """
        try:
            if job.state is JobState.RENDERED and (posted := await self._find_posted(job)):
                return await self._note(job, posted)
        except DeliveryUnknownError:
            return await fail(self._store, job, "delivery-unknown")
        return await fail(self._store, job, "internal")

    async def _find_posted(self, job: Job) -> PostedMessage | None:
        """What an earlier attempt has posted; waits until Discord lets us look."""
        patience = Backoff(self._clock, _DELIVERY_SECONDS)
        while True:
            try:
                return await self._courier.find_delivered(job)
            except DeliveryPendingError as error:
                log.warning("cannot look for an earlier post yet", detail=error.detail)
                if not await patience.wait(error.retry_after):
                    raise

    async def _deliver(self, job: Job, place: Slot) -> Job:
        room = self._fetcher.max_total_bytes(job.pictures)
        if not self._spool.has_room(room):
            place.release()  # those whose files take the room need places to end
        async with self._spool.job(job.id, reserve_bytes=room):
            await place.acquire()
            fetched = await self._fetcher.fetch_all(job.id, job.pictures)
            for failure in fetched.failures:
                log.warning(
                    "a picture is missing",
                    index=failure.index,
                    why=failure.reason.value,
                    detail=failure.detail,
                )
            if not fetched.pictures:
                return await fail(self._store, job, "pictures-lost")
            file_limit, total_limit = self._courier.upload_limit(job), self._message_bytes
            for _ in range(_FIT_ATTEMPTS):
                fitted = await self._fit(fetched.pictures, file_limit, total_limit)
                if not fitted:
                    break
                try:
                    return await self._post(job, fitted, place)
                except DeliveryTooLargeError as error:
                    log.warning("Discord wants smaller files", detail=error.detail)
                    file_limit = max(picture.size_bytes for picture in fitted) // 2
                    total_limit = sum(picture.size_bytes for picture in fitted) // 2
            return await fail(self._store, job, "pictures-too-large")

    async def _fit(
        self, pictures: tuple[Picture, ...], file_limit: int, total_limit: int
    ) -> tuple[FittedPicture, ...]:
        """As many of the pictures as can be posted; one that cannot be does not cost the others."""
        while pictures:
            try:
                return await fit_to_limit(
                    pictures, file_limit=file_limit, total_limit=total_limit, workers=self._workers
                )
            except CannotFitError as error:
                log.error("a picture cannot be posted", index=error.index, why=error.reason.value)
                pictures = tuple(p for p in pictures if p.index != error.index)
        return ()

    async def _post(self, job: Job, pictures: tuple[FittedPicture, ...], place: Slot) -> Job:
        charged = job.unit_credits * len(pictures)
        receipt = ResultSummary(
            charged=charged,
            remaining=await self._left(job) + job.cost - charged,
            seconds=(job.rendered_at or 0.0) - (job.submitted_at or 0.0),
            missing=job.count - len(pictures),
        )
        patience = Backoff(self._clock, _DELIVERY_SECONDS)
        while True:
            try:
                with self._critical_section():
                    posted = await self._post_once(job, pictures, receipt, again=patience.attempts > 0)
                    job = await self._note(job, posted)
            except DeliveryImpossibleError as error:
                log.error("no way to the member is left", detail=error.detail)
                return await fail(self._store, job, "undeliverable")
            except DeliveryUnknownError as error:
                log.error("nobody can say whether the result was posted", detail=error.detail)
                return await fail(self._store, job, "delivery-unknown")
            except DeliveryPendingError as error:
                log.warning("posting again", detail=error.detail)
                if not await place.yield_while(patience.wait(error.retry_after)):
                    return await fail(self._store, job, "undeliverable")
            else:
                place.release()
                await self._courier.offer_repeat(job, posted)
                return job

    async def _post_once(
        self, job: Job, pictures: tuple[FittedPicture, ...], receipt: ResultSummary, *, again: bool
    ) -> PostedMessage:
        """One attempt; from the second on, only after a look whether an earlier one got through."""
        found = await self._courier.find_delivered(job) if again else None
        return found or await self._courier.deliver(job, pictures, receipt)

    async def _note(self, job: Job, posted: PostedMessage) -> Job:
        job = await self._store.finish_delivered(
            job.id,
            message_id=posted.message_id,
            channel_id=posted.channel_id,
            delivered=posted.pictures,
        )
        log.info("delivered", pictures=posted.pictures, charged=job.charged)
        return job

    async def _explain(self, job: Job) -> None:
        left = await self._left(job)
        patience = Backoff(self._clock, _DELIVERY_SECONDS)
        while True:
            try:
                with self._critical_section():
                    await self._courier.explain(job, remaining=left)
                    await self._store.record_notified(job.id)
                return
            except DeliveryImpossibleError as error:
                log.error("the member cannot be told", detail=error.detail, reason=job.reason)
                break
            except DeliveryPendingError as error:
                if not await patience.wait(error.retry_after):
                    log.error("the member could not be told", detail=error.detail, reason=job.reason)
                    break
        await self._store.record_notified(job.id)

    async def _left(self, job: Job) -> int:
        return await self._quota.remaining(job.reservation.account, job.daily_allowance)
