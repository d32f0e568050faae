"""In-memory job store with the contract of the SQL one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.errors import RefusedError, SpendingCapError, StaleJobError
from bot.images import PictureRef
from bot.jobs.admission import AdmissionState, Conflicts, NewJob, QueuedJobs, check_conflicts
from bot.jobs.billing import Bill
from bot.jobs.image_sizes import SizeMismatch
from bot.jobs.models import TRANSITIONS, Job, JobState, PostingRoute
from bot.jobs.references import ReferencePicture
from bot.jobs.request import GenerationRequest, RequestContext
from bot.quota.models import Account, Reservation
from tests.fakes.stores import Memory, MemoryGuildSettingsStore, MemoryQuotaStore

__all__ = ["MemoryJobStore", "MemorySizeMismatchStore"]

# The limits of the SQL store.
_DURATIONS = 25
_LOCALE_LENGTH = 8

_CANCELLABLE = {JobState.QUEUED, JobState.SUBMITTING, JobState.SUBMITTED}


class MemoryJobStore:
    """:class:`~bot.jobs.ports.JobStore` in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._jobs = memory.jobs
        self._keys: set[str] = set()
        self._locks: dict[str, str] = {}
        self._started: dict[str, float | None] = {}

    # --- reading ----------------------------------------------------------------------

    async def admission(self, guild_id: int, user_id: int) -> AdmissionState:
        settings = await MemoryGuildSettingsStore(self._memory).get(guild_id)
        refused = [
            job.created_at
            for job in self._jobs.values()
            if (job.guild_id, job.user_id, job.reason) == (guild_id, user_id, "fal-policy")
        ]
        return AdmissionState(pause=self._memory.pause, refusals=refused, settings=settings)

    async def get(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    async def is_recorded(self, idempotency_key: str) -> bool:
        return idempotency_key in self._keys

    async def find_by_message(self, message_id: int) -> Job | None:
        shown = [job for job in self._jobs.values() if message_id in {job.message_id, job.shared_message_id}]
        return shown[0] if shown else None

    async def unfinished(self) -> list[Job]:
        return [job for job in self._jobs.values() if job.state.is_open or not job.notified]

    async def recent_durations(self, model: str, size: str, quality: str) -> list[float]:
        kind, found = (model, size, quality), []
        for job in reversed(self._jobs.values()):
            start = self._started.get(job.id) or job.submitted_at
            is_ended = not job.state.is_open and job.rendered_at is not None and start is not None
            if is_ended and (job.model, job.size, job.quality) == kind:
                found.append(job.rendered_at - start)
        return found[:_DURATIONS]

    # --- creating ---------------------------------------------------------------------

    async def create(self, request: GenerationRequest, context: RequestContext, new: NewJob) -> Job:
        account = Account(guild_id=context.guild_id, user_id=context.user_id)
        queued = [job for job in self._jobs.values() if job.state is JobState.QUEUED]
        found = Conflicts(
            is_duplicate=context.idempotency_key in self._keys,
            is_running=context.lock_key in self._locks,
            block=self._memory.block_of(account),
            queued=QueuedJobs(
                total=len(queued),
                of_user=sum(job.user_id == context.user_id for job in queued),
                of_guild=sum(job.guild_id == context.guild_id for job in queued),
            ),
        )
        check_conflicts(found, new.limits)
        held, daily = await self._reserve(account, context, new, new.unit_credits * request.count)
        job = _new_job(request, context, new, held, daily, self._memory.clock.now())
        self._jobs[job.id] = job
        self._keys.add(context.idempotency_key)
        if context.lock_key is not None:
            self._locks[context.lock_key] = job.id
        return job

    async def _reserve(
        self, account: Account, context: RequestContext, new: NewJob, cost: int
    ) -> tuple[Reservation, int]:
        memory, period, quota = self._memory, new.period, MemoryQuotaStore(self._memory)
        caps = new.limits.caps
        spent = await quota.spending(account.guild_id, period)
        for key, cap, value, renews in (
            ("bot", caps.bot, await quota.spent_by_bot(period.day), period.renews_at),
            ("month", caps.server_month, spent.month, period.month_renews_at),
            ("server", caps.server, spent.day, period.renews_at),
        ):
            if cap is not None and value + cost > cap:
                raise SpendingCapError(f"refused-cap-{key}", renews=renews)
        status = await quota.status(
            account, context.role_ids, operator_daily=new.limits.daily_credits, period=period
        )
        if status.remaining < cost:
            raise RefusedError("refused-quota", cost=cost, left=status.remaining, renews=period.renews_at)
        allowance = min(cost, status.remaining_today)
        memory.charge(account, period.day, allowance=allowance, granted=cost - allowance)
        held = Reservation(
            account=account,
            job_id=new.id,
            day=period.day,
            allowance=allowance,
            granted=cost - allowance,
        )
        return held, status.allowance.credits

    # --- transitions ------------------------------------------------------------------

    async def claim(self, job_id: str, *, wire_form: str) -> Job:
        return self._move(job_id, JobState.QUEUED, JobState.SUBMITTING, wire_form=wire_form)

    async def record_references(self, job_id: str, references: tuple[ReferencePicture, ...]) -> Job:
        job = self._find(job_id)
        if job.state is not JobState.QUEUED:
            raise StaleJobError(detail=f"{job_id}: no longer queued")
        self._jobs[job_id] = replace(job, references=references)
        return self._jobs[job_id]

    async def requeue(self, job_id: str) -> Job:
        return self._move(job_id, JobState.SUBMITTING, JobState.QUEUED)

    async def record_submitted(
        self, job_id: str, *, request_id: str, status_url: str, response_url: str, cancel_url: str
    ) -> Job:
        return self._move(
            job_id,
            JobState.SUBMITTING,
            JobState.SUBMITTED,
            request_id=request_id,
            status_url=status_url,
            response_url=response_url,
            cancel_url=cancel_url,
            submitted_at=self._memory.clock.now(),
        )

    async def record_rendered(
        self,
        job_id: str,
        pictures: tuple[PictureRef, ...],
        *,
        started_at: float | None,
        bill: Bill | None = None,
    ) -> Job:
        now = self._memory.clock.now()
        job = self._move(job_id, JobState.SUBMITTED, JobState.RENDERED, pictures=pictures, rendered_at=now)
        self._started[job_id] = started_at
        return job

    async def record_drawn(self, job_id: str, drawn: tuple[tuple[int, int], ...], credits: int | None) -> Job:
        job = self._find(job_id)
        if job.state is not JobState.RENDERED:
            raise StaleJobError(detail=f"{job_id}: no longer rendered")
        self._jobs[job_id] = replace(job, drawn=drawn, drawn_credits=credits)
        return self._jobs[job_id]

    async def record_posting(self, job_id: str, route: PostingRoute) -> None:
        if self._find(job_id).state is not JobState.RENDERED:
            raise StaleJobError(detail=f"{job_id}: no longer rendered")
        self._jobs[job_id] = replace(self._jobs[job_id], posting=route)

    async def record_reply(self, job_id: str, message_id: int) -> None:
        self._jobs[job_id] = replace(self._find(job_id), reply_message_id=message_id)

    async def finish_delivered(self, job_id: str, *, message_id: int, channel_id: int, delivered: int) -> Job:
        charged = self._find(job_id).charge_for(delivered)
        return self._finish(
            job_id,
            JobState.DELIVERED,
            charged,
            delivered_count=delivered,
            message_id=message_id,
            message_channel_id=channel_id,
            notified=True,
            token=None,
        )

    async def finish_failed(
        self,
        job_id: str,
        *,
        reason: str,
        values: Mapping[str, str | int | float] | None = None,
        bill: Bill | None = None,
    ) -> Job:
        return self._finish(job_id, JobState.FAILED, 0, reason=reason, reason_values=dict(values or {}))

    async def request_cancel(self, job_id: str, user_id: int) -> Job:
        job = self._find(job_id)
        if job.state not in _CANCELLABLE:
            return job
        if job.cancel_by is None:
            job = self._jobs[job_id] = replace(job, cancel_by=user_id)
        return await self.finish_cancelled(job_id) if job.state is JobState.QUEUED else job

    async def finish_cancelled(self, job_id: str) -> Job:
        job = self._find(job_id)
        by_other = job.cancel_by is not None and job.cancel_by != job.user_id
        values = {"by": str(job.cancel_by)} if by_other else {}
        reason = "cancelled-moderator" if by_other else "cancelled"
        return self._finish(job_id, JobState.CANCELLED, 0, reason=reason, reason_values=values)

    async def record_notified(self, job_id: str) -> None:
        self._jobs[job_id] = replace(self._find(job_id), notified=True, token=None)

    def delivered(self) -> list[tuple[float, Job]]:
        """Return the delivered jobs with the times of their delivery."""
        found = [job for job in self._jobs.values() if job.state is JobState.DELIVERED]
        return [(self._memory.ended[job.id], job) for job in found]

    def _find(self, job_id: str) -> Job:
        if job_id not in self._jobs:
            raise StaleJobError(detail=f"{job_id}: no such job")
        return self._jobs[job_id]

    def _move(self, job_id: str, source: JobState, target: JobState, **values: Any) -> Job:
        job = self._find(job_id)
        if job.state is not source or target not in TRANSITIONS[source]:
            raise StaleJobError(detail=f"{job_id}: {job.state} does not lead to {target}")
        self._jobs[job_id] = replace(job, state=target, **values)
        return self._jobs[job_id]

    def _finish(self, job_id: str, target: JobState, charged: int, **values: Any) -> Job:
        job = self._find(job_id)
        held, memory = job.reservation, self._memory
        job = self._move(job_id, job.state, target, charged=charged, **values)
        memory.ended[job_id] = memory.clock.now()
        refund = held.credits - charged
        if refund < 0:
            raise ValueError(f"cannot charge {charged} of {held.credits} reserved credits")
        to_granted = min(refund, held.granted)
        memory.charge(held.account, held.day, allowance=to_granted - refund, granted=-to_granted)
        self._locks = {key: owner for key, owner in self._locks.items() if owner != job_id}
        return job


class MemorySizeMismatchStore:
    """:class:`~bot.jobs.ports.SizeMismatchStore` on the jobs of a :class:`MemoryJobStore`."""

    def __init__(self, jobs: MemoryJobStore) -> None:
        self._jobs = jobs

    async def recent(self, *, since: float, limit: int) -> list[SizeMismatch]:
        ended = [(at, job) for at, job in self._jobs.delivered() if job.drawn and at >= since]
        return [
            SizeMismatch(
                job_id=job.id,
                model=job.model,
                wire_form=job.wire_form,
                requested=job.size,
                drawn=job.drawn,
                charged=job.charged,
                reserved=job.cost,
                at=at,
            )
            for at, job in sorted(ended, key=lambda one: -one[0])[:limit]
        ]


def _new_job(
    request: GenerationRequest,
    context: RequestContext,
    new: NewJob,
    held: Reservation,
    daily: int,
    now: float,
) -> Job:
    same = ("guild_id", "channel_id", "parent_channel_id", "user_id", "trigger", "parent_id")
    same += ("parent_message_id", "application_id", "token", "token_expires_at", "upload_limit")
    same += ("reply_message_id", "private", "spoiler", "age_restricted")
    absent = ("posting", "request_id", "status_url", "response_url", "cancel_url", "submitted_at")
    absent += ("rendered_at", "charged", "delivered_count", "message_id", "message_channel_id", "reason")
    return Job(
        id=new.id,
        state=JobState.QUEUED,
        created_at=now,
        model=request.model,
        prompt=request.prompt,
        size=request.size,
        quality=request.quality,
        count=request.count,
        references=request.references,
        unit_credits=new.unit_credits,
        reservation=held,
        daily_allowance=daily,
        pictures=(),
        reason_values={},
        notified=False,
        locale=context.locale if len(context.locale) <= _LOCALE_LENGTH else "en-US",
        **{name: getattr(context, name) for name in same},
        **dict.fromkeys(absent),
    )
