"""A member or a moderator does not want a request any more.

The wish goes into the row before anything else happens, so that a crash cannot forget it;
what has become of it is read from the row afterwards.
"""

from __future__ import annotations

from enum import StrEnum

import structlog

from bot.clock import Clock
from bot.db.jobs import JobStore
from bot.errors import NotYoursError, RefusedError, StaleJobError
from bot.jobs.dispatcher import Dispatcher
from bot.jobs.models import Job, JobState
from bot.retry import clock_timeout

__all__ = ["CancelOutcome", "CancellationService"]

log = structlog.stdlib.get_logger(__name__)

# How long an answer waits for fal's; later ones are read in the progress message, in seconds.
_ANSWER_SECONDS = 5.0
# A row may move on between two looks at it, a few times in its life.
_ATTEMPTS = 4


class CancelOutcome(StrEnum):
    """What became of a wish to cancel."""

    DONE = "done"
    ALREADY = "already"
    ASKED = "asked"
    PENDING = "noted"
    TOO_LATE = "too-late"
    ENDED = "ended"


_ENDS = {
    JobState.CANCELLED: CancelOutcome.DONE,
    JobState.RENDERED: CancelOutcome.TOO_LATE,
    JobState.DELIVERED: CancelOutcome.TOO_LATE,
    JobState.FAILED: CancelOutcome.ENDED,
}


class CancellationService:
    """Takes requests back, as far as that is still possible."""

    def __init__(self, *, store: JobStore, dispatcher: Dispatcher, clock: Clock) -> None:
        self._store = store
        self._dispatcher = dispatcher
        self._clock = clock

    async def cancel(self, job_id: str, *, guild_id: int, user_id: int, may_moderate: bool) -> CancelOutcome:
        """Take a request back for its requester, or for somebody who moderates the place.

        Raises :class:`~bot.errors.RefusedError` for anybody else, and where there is no such request.
        """
        job = await self._store.get(job_id)
        if job is None or job.guild_id != guild_id:
            raise RefusedError("refused-gone")
        if job.user_id != user_id and not may_moderate:
            raise NotYoursError("refused-cancel-not-yours")
        if job.state is JobState.CANCELLED:
            return CancelOutcome.ALREADY
        job = await self._record_request(job.id, user_id)
        log.info("somebody wants it cancelled", job=job.id, state=job.state)
        if job.cancel_by is None or job.state in (JobState.RENDERED, JobState.DELIVERED, JobState.FAILED):
            return _ENDS[job.state]
        wish = self._dispatcher.cancel(job)
        if job.state is JobState.CANCELLED:
            return CancelOutcome.DONE
        answered = False
        if wish is not None:
            try:
                async with clock_timeout(self._clock, _ANSWER_SECONDS):
                    answered = await wish.answered.wait()
            except TimeoutError:
                log.debug("no answer yet", job=job.id)
        job = await self._store.get(job.id) or job
        return _ENDS.get(job.state, CancelOutcome.ASKED if answered else CancelOutcome.PENDING)

    async def _record_request(self, job_id: str, by: int) -> Job:
        for _ in range(_ATTEMPTS - 1):
            try:
                return await self._store.request_cancel(job_id, by)
            except StaleJobError as error:
                log.debug("it moved on meanwhile", detail=error.detail)
        return await self._store.request_cancel(job_id, by)
