"""Persistent job store: retries a worker's reads and writes until the database is available.

fal's request ID, its result and the ID of the posted message cannot be obtained a second time. A worker therefore
waits indefinitely for the database instead of failing the job. Commands use the plain store, because their users
are waiting.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError, StaleJobError
from bot.images import PictureRef
from bot.jobs.admission import AdmissionState, NewJob
from bot.jobs.billing import Bill
from bot.jobs.image_sizes import ImageSize
from bot.jobs.leases import JobLostError
from bot.jobs.models import Job, JobState, PostingRoute
from bot.jobs.ports import JobStore
from bot.jobs.references import ReferencePicture
from bot.jobs.request import GenerationRequest, RequestContext
from bot.retry import Backoff, retry

__all__ = ["PersistentJobStore", "wait_for_database"]

_T = TypeVar("_T")

# Pauses in seconds between attempts; the last one repeats.
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
# Number of attempts after which the progress message says that the request is on hold.
_HELD_AFTER = 3


async def wait_for_database(clock: Clock, call: Callable[[], Awaitable[_T]]) -> _T:
    """Return the result of ``call``; repeat it for as long as the database is unavailable."""
    return await retry(call, Backoff(clock, waits=_WAITS), on=DatabaseUnavailableError)


class PersistentJobStore:
    """:class:`~bot.jobs.ports.JobStore` whose methods for workers survive a database outage.

    A step whose commit had an unknown outcome is repeated too; if it was recorded the first time, the job is
    returned as it is. ``on_hold`` is called with the ID of a job whose step has failed repeatedly.
    """

    def __init__(self, store: JobStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.on_hold: Callable[[str], None] = lambda _job_id: None

    # --- for commands, which cannot wait ------------------------------------------------------

    async def admission(self, guild_id: int, user_id: int) -> AdmissionState:
        return await self._store.admission(guild_id, user_id)

    async def create(self, request: GenerationRequest, context: RequestContext, new: NewJob) -> Job:
        return await self._store.create(request, context, new)

    async def is_recorded(self, idempotency_key: str) -> bool:
        return await self._store.is_recorded(idempotency_key)

    async def find_by_message(self, message_id: int) -> Job | None:
        return await self._store.find_by_message(message_id)

    async def unfinished(self) -> list[Job]:
        return await self._store.unfinished()

    async def request_cancel(self, job_id: str, user_id: int) -> Job:
        return await self._store.request_cancel(job_id, user_id)

    # --- for workers --------------------------------------------------------------------------

    async def get(self, job_id: str) -> Job | None:
        return await wait_for_database(self._clock, lambda: self._store.get(job_id))

    async def recent_durations(self, model: str, size: str, quality: str) -> list[float]:
        return await wait_for_database(
            self._clock, lambda: self._store.recent_durations(model, size, quality)
        )

    async def claim(self, job_id: str, *, wire_form: str) -> Job:
        # Another process that had claimed it would have raised the fence.
        return await self._step(
            job_id,
            lambda: self._store.claim(job_id, wire_form=wire_form),
            lambda job: job.state is JobState.SUBMITTING,
        )

    async def record_references(self, job_id: str, references: tuple[ReferencePicture, ...]) -> Job:
        return await wait_for_database(self._clock, lambda: self._store.record_references(job_id, references))

    async def requeue(self, job_id: str) -> Job:
        return await self._step(
            job_id, lambda: self._store.requeue(job_id), lambda job: job.state is JobState.QUEUED
        )

    async def record_submitted(
        self, job_id: str, *, request_id: str, status_url: str, response_url: str, cancel_url: str
    ) -> Job:
        return await self._step(
            job_id,
            lambda: self._store.record_submitted(
                job_id,
                request_id=request_id,
                status_url=status_url,
                response_url=response_url,
                cancel_url=cancel_url,
            ),
            lambda job: job.request_id == request_id,
        )

    async def record_rendered(
        self,
        job_id: str,
        pictures: tuple[PictureRef, ...],
        *,
        started_at: float | None,
        bill: Bill | None = None,
    ) -> Job:
        return await self._step(
            job_id,
            lambda: self._store.record_rendered(job_id, pictures, started_at=started_at, bill=bill),
            lambda job: job.state is JobState.RENDERED,
        )

    async def record_drawn(self, job_id: str, drawn: tuple[ImageSize, ...], credits: int | None) -> Job:
        return await wait_for_database(self._clock, lambda: self._store.record_drawn(job_id, drawn, credits))

    async def record_posting(self, job_id: str, route: PostingRoute) -> None:
        await wait_for_database(self._clock, lambda: self._store.record_posting(job_id, route))

    async def record_reply(self, job_id: str, message_id: int) -> None:
        await wait_for_database(self._clock, lambda: self._store.record_reply(job_id, message_id))

    async def finish_delivered(self, job_id: str, *, message_id: int, channel_id: int, delivered: int) -> Job:
        return await self._step(
            job_id,
            lambda: self._store.finish_delivered(
                job_id, message_id=message_id, channel_id=channel_id, delivered=delivered
            ),
            lambda job: job.message_id == message_id,
        )

    async def finish_failed(
        self,
        job_id: str,
        *,
        reason: str,
        values: Mapping[str, str | int | float] | None = None,
        bill: Bill | None = None,
    ) -> Job:
        return await self._step(
            job_id,
            lambda: self._store.finish_failed(job_id, reason=reason, values=values, bill=bill),
            lambda job: job.state is JobState.FAILED and job.reason == reason,
        )

    async def finish_cancelled(self, job_id: str) -> Job:
        return await self._step(
            job_id, lambda: self._store.finish_cancelled(job_id), lambda job: job.state is JobState.CANCELLED
        )

    async def record_notified(self, job_id: str) -> None:
        await wait_for_database(self._clock, lambda: self._store.record_notified(job_id))

    async def _step(
        self, job_id: str, step: Callable[[], Awaitable[Job]], is_recorded: Callable[[Job], bool]
    ) -> Job:
        """Repeat ``step`` until it is recorded; ``is_recorded`` recognizes a job after it."""
        backoff, unknown = Backoff(self._clock, waits=_WAITS), False
        while True:
            try:
                return await step()
            except DatabaseUnavailableError as error:
                unknown = unknown or error.outcome_unknown
                if backoff.attempts == _HELD_AFTER:
                    self.on_hold(job_id)
                await backoff.wait()
            except JobLostError:
                raise
            except StaleJobError:
                job = await self.get(job_id) if unknown else None
                if job is None or not is_recorded(job):
                    raise
                return job
