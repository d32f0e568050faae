"""Job store: each method is one transaction that also updates the ledger.

A step (:mod:`bot.db.job_steps`) specifies the state it starts from; if the job is no longer in that state, nothing
is written and :class:`StaleJobError` is raised. Each step is therefore safe to repeat and safe with concurrent
processes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db import ledger
from bot.db.engine import Database
from bot.db.guild_settings import read_guild_settings
from bot.db.job_leases import SqlJobLeases
from bot.db.job_rows import (
    CONFLICTING,
    FETCH,
    INSERT,
    RECENT_DURATIONS,
    UNNOTIFIED,
    WAITING,
    cost_values,
    ended_values,
    job_from_row,
    jobs_from_rows,
)
from bot.db.job_steps import JobRow
from bot.db.limits import read_allowance, read_block
from bot.db.maintenance import read_pause
from bot.db.policy_refusals import read_refusals
from bot.db.reactions import is_handled, record_reaction
from bot.db.schema import generations
from bot.images import PictureRef
from bot.jobs.admission import (
    AdmissionState,
    Conflicts,
    NewJob,
    QueuedJobs,
    check_conflicts,
)
from bot.jobs.billing import Bill
from bot.jobs.image_sizes import ImageSize
from bot.jobs.models import Job, JobState, PostingRoute, dump_pictures
from bot.jobs.references import ReferencePicture, dump_references
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from bot.quota.models import Account, Reservation

__all__ = ["SqlJobStore"]

# States in which a job can still be canceled, because it may not have been rendered yet.
_CANCELLABLE = frozenset({JobState.QUEUED, JobState.SUBMITTING, JobState.SUBMITTED})
# Discord's locale names have at most 6 characters; longer ones would not fit the column.
_LOCALE_LENGTH = 8
_FALLBACK_LOCALE = "en-US"


class SqlJobStore:
    """:class:`~bot.jobs.ports.JobStore` in SQL.

    With ``leases``, several processes share the jobs: the methods for workers raise
    :class:`~bot.jobs.leases.JobLostError` for jobs that this process does not hold.
    """

    def __init__(self, database: Database, clock: Clock, leases: SqlJobLeases | None = None) -> None:
        self._database = database
        self._clock = clock
        self._leases = leases

    async def create(self, request: GenerationRequest, context: RequestContext, new: NewJob) -> Job:
        """Create a queued job and reserve its credits; refusals are listed in :mod:`bot.jobs.admission`."""
        try:
            async with self._database.write() as connection:
                return await self._create(connection, request, context, new)
        except BaseException as error:
            if self._leases is not None:
                # If it was stored all the same, this process takes it over at the next tick.
                self._leases.drop(new.id)
            if isinstance(error, IntegrityError):
                # The same event, or another with the same lock key, was stored in the meantime.
                async with self._database.read() as connection:
                    check_conflicts(await self._read_conflicts(connection, context), new.limits)
            raise

    async def _create(
        self, connection: AsyncConnection, request: GenerationRequest, context: RequestContext, new: NewJob
    ) -> Job:
        account = Account(guild_id=context.guild_id, user_id=context.user_id)
        now_ms, limits = self._now_ms(), new.limits
        await ledger.lock_account(connection, account, new.period.day)
        check_conflicts(await self._read_conflicts(connection, context), limits)
        allowance = await read_allowance(connection, account, context.role_ids, limits.daily_credits)
        reservation = await ledger.reserve(
            connection,
            account=account,
            job_id=new.id,
            cost=new.unit_credits * request.count,
            daily=allowance.credits,
            caps=limits.caps,
            period=new.period,
            at_ms=now_ms,
        )
        row = _new_row(request, context, new, reservation, now_ms)
        row["daily_allowance"] = allowance.credits
        if self._leases is not None:
            row |= self._leases.create(new.id)
        job = job_from_row((await connection.execute(INSERT, row)).one())
        if context.trigger is Trigger.REACTION and context.parent_message_id is not None:
            await record_reaction(connection, context.parent_message_id, context.user_id, now_ms)
        await ledger.reserve_shared(connection, reservation, limits, new.period)
        return job

    async def claim(self, job_id: str, *, wire_form: str) -> Job:
        """Move queued -> submitting: after a crash, fal may have received the request in this wire form."""
        return await self._step(job_id, JobState.QUEUED, JobState.SUBMITTING, wire_form=wire_form)

    async def record_references(self, job_id: str, references: tuple[ReferencePicture, ...]) -> Job:
        """Record the addresses of the references at fal; the job must be queued."""
        values = {"reference_pictures": dump_references(references)}
        async with self._database.write() as connection:
            return await self._held(connection, job_id).update(JobState.QUEUED, values)

    async def requeue(self, job_id: str) -> Job:
        """Move submitting -> queued: fal did not accept the request, so it may be sent again."""
        return await self._step(job_id, JobState.SUBMITTING, JobState.QUEUED)

    async def record_submitted(
        self, job_id: str, *, request_id: str, status_url: str, response_url: str, cancel_url: str
    ) -> Job:
        """Move submitting -> submitted and record fal's request ID, which identifies the job from then on."""
        return await self._step(
            job_id,
            JobState.SUBMITTING,
            JobState.SUBMITTED,
            request_id=request_id,
            status_url=status_url,
            response_url=response_url,
            cancel_url=cancel_url,
            submitted_ms=self._now_ms(),
        )

    async def record_rendered(
        self,
        job_id: str,
        pictures: tuple[PictureRef, ...],
        *,
        started_at: float | None,
        bill: Bill | None = None,
    ) -> Job:
        """Move submitted -> rendered and record the URLs of the pictures and their cost."""
        return await self._step(
            job_id,
            JobState.SUBMITTED,
            JobState.RENDERED,
            pictures=dump_pictures(pictures),
            started_ms=None if started_at is None else round(started_at * 1000),
            rendered_ms=self._now_ms(),
            **cost_values(bill),
        )

    async def record_drawn(self, job_id: str, drawn: tuple[ImageSize, ...], credits: int | None) -> Job:
        """Record the sizes drawn and the credits to charge for them, or clear both."""
        values = {"drawn": json.dumps(drawn) if drawn else None, "drawn_credits": credits}
        async with self._database.write() as connection:
            return await self._held(connection, job_id).update(JobState.RENDERED, values)

    async def record_posting(self, job_id: str, route: PostingRoute) -> None:
        """Record the delivery route before posting, so that recovery can check it for an earlier post."""
        async with self._database.write() as connection:
            await self._held(connection, job_id).set({"posting": route.value}, within=JobState.RENDERED)

    async def record_reply(self, job_id: str, message_id: int) -> None:
        """Record the ID of the reply that shows progress and, later, the result."""
        async with self._database.write() as connection:
            await self._held(connection, job_id).set({"reply_message_id": message_id})

    async def finish_delivered(self, job_id: str, *, message_id: int, channel_id: int, delivered: int) -> Job:
        """Move rendered -> delivered: charge for the posted pictures, refund the rest, delete the token."""
        async with self._database.write() as connection:
            now_ms = self._now_ms()
            values = {
                "message_id": message_id,
                "message_channel_id": channel_id,
                "posted": delivered,
                "told": 1,
                **ended_values(now_ms),
            }
            job = await self._held(connection, job_id).deliver(values)
            await ledger.settle(connection, job.reservation, charged=job.charged or 0, at_ms=now_ms)
            return job

    async def finish_failed(
        self,
        job_id: str,
        *,
        reason: str,
        values: Mapping[str, str | int | float] | None = None,
        bill: Bill | None = None,
    ) -> Job:
        """Move any open state -> failed with a full refund.

        The token is kept until :meth:`record_notified`, because the user has yet to be notified.
        """
        async with self._database.write() as connection:
            row = self._held(connection, job_id)
            return await row.end_unfulfilled(
                await row.fetch(), JobState.FAILED, reason, values or {}, self._now_ms(), bill
            )

    async def request_cancel(self, job_id: str, user_id: int) -> Job:
        """Record the first user to request cancellation; a queued job is canceled at once.

        Rendered and finished jobs are unchanged.
        """
        async with self._database.write() as connection:
            # Any process may do this, not only the one that holds the job.
            row = JobRow(connection=connection, job_id=job_id)
            job = await row.fetch()
            if job.state not in _CANCELLABLE:
                return job
            now_ms = self._now_ms()
            if job.cancel_by is None:
                wish = {"cancel_ms": now_ms, "cancel_by": user_id, "updated_ms": now_ms}
                job = await row.update(job.state, wish)
            if job.state is not JobState.QUEUED:
                return job
            return await row.end_cancelled(job, now_ms)

    async def finish_cancelled(self, job_id: str) -> Job:
        """Move any open state -> cancelled with a full refund; ``cancel_by`` is the user who canceled it."""
        async with self._database.write() as connection:
            row = self._held(connection, job_id)
            return await row.end_cancelled(await row.fetch(), self._now_ms())

    async def record_notified(self, job_id: str) -> None:
        """Record that the user was notified of the outcome, or cannot be reached, and delete the token."""
        async with self._database.write() as connection:
            await self._held(connection, job_id).set({"told": 1, "token": None})

    # --- reading ----------------------------------------------------------------------

    async def admission(self, guild_id: int, user_id: int) -> AdmissionState:
        """Return the stored state against which this user's request is checked."""
        async with self._database.read() as connection:
            return AdmissionState(
                pause=await read_pause(connection),
                refusals=await read_refusals(connection, guild_id, user_id, now_ms=self._now_ms()),
                settings=await read_guild_settings(connection, guild_id),
            )

    async def get(self, job_id: str) -> Job | None:
        """Return the job with this ID, if any."""
        async with self._database.read() as connection:
            row = (await connection.execute(FETCH, {"job_id": job_id})).first()
        return None if row is None else job_from_row(row)

    async def is_recorded(self, idempotency_key: str) -> bool:
        """Return whether a job was created for this event, in any state."""
        async with self._database.read() as connection:
            query = select(generations.c.id).where(generations.c.cause == idempotency_key)
            return await connection.scalar(query) is not None

    async def find_by_message(self, message_id: int) -> Job | None:
        """Return the job whose result was posted or shared as this message, if any."""
        c = generations.c
        shown = or_(c.message_id == message_id, c.shared_message_id == message_id)
        async with self._database.read() as connection:
            row = (await connection.execute(select(generations).where(shown))).first()
        return None if row is None else job_from_row(row)

    async def unfinished(self) -> list[Job]:
        """Return all jobs that recovery must resume, oldest first; unreadable ones are logged, not raised."""
        query = select(generations).where(UNNOTIFIED).order_by(generations.c.created_ms, generations.c.id)
        async with self._database.read(many_rows=True) as connection:
            return jobs_from_rows((await connection.execute(query)).mappings())

    async def recent_durations(self, model: str, size: str, quality: str) -> list[float]:
        """Return the render durations, in seconds, of the latest jobs with this model, size and quality."""
        kind = {"of_model": model, "of_size": size, "of_quality": quality}
        async with self._database.read() as connection:
            return [milliseconds / 1000 for milliseconds in await connection.scalars(RECENT_DURATIONS, kind)]

    # --- steps ------------------------------------------------------------------------

    async def _read_conflicts(self, connection: AsyncConnection, context: RequestContext) -> Conflicts:
        account = Account(guild_id=context.guild_id, user_id=context.user_id)
        keys = {"this_cause": context.idempotency_key, "this_key": context.lock_key}
        same = set(await connection.scalars(CONFLICTING, keys))
        return Conflicts(
            is_duplicate=context.idempotency_key in same or await self._is_processed(connection, context),
            is_running=bool(same),
            block=await read_block(connection, account, self._now_ms()),
            queued=await self._read_waiting(connection, context),
        )

    async def _read_waiting(self, connection: AsyncConnection, context: RequestContext) -> QueuedJobs:
        whose = {"own_id": context.user_id, "in_guild_id": context.guild_id}
        waiting = [tuple(row) for row in await connection.execute(WAITING, whose)]
        return QueuedJobs(
            total=sum(count for _, _, count in waiting),
            of_user=sum(count for is_own, _, count in waiting if is_own),
            of_guild=sum(count for _, in_guild, count in waiting if in_guild),
        )

    async def _is_processed(self, connection: AsyncConnection, context: RequestContext) -> bool:
        """Return whether the repeat reaction behind this request was already processed."""
        message_id, since = context.parent_message_id, context.unprocessed_since
        if message_id is None or since is None:
            return False
        return await is_handled(connection, message_id, context.user_id, since=since)

    async def _step(self, job_id: str, source: JobState, target: JobState, **values: Any) -> Job:
        async with self._database.write() as connection:
            row = self._held(connection, job_id)
            return await row.move(source, target, {"updated_ms": self._now_ms(), **values})

    def _held(self, connection: AsyncConnection, job_id: str) -> JobRow:
        """Return the row of a job for a step of its worker."""
        fence = None if self._leases is None else self._leases.fence(job_id)
        return JobRow(connection=connection, job_id=job_id, fence=fence)

    def _now_ms(self) -> int:
        """Return the current time in epoch milliseconds."""
        return round(self._clock.now() * 1000)


def _new_row(
    request: GenerationRequest,
    context: RequestContext,
    new: NewJob,
    reservation: Reservation,
    now_ms: int,
) -> dict[str, Any]:
    return {
        "id": new.id,
        "state": JobState.QUEUED.value,
        "created_ms": now_ms,
        "updated_ms": now_ms,
        "guild_id": context.guild_id,
        "channel_id": context.channel_id,
        "parent_channel_id": context.parent_channel_id,
        "user_id": context.user_id,
        "locale": context.locale if len(context.locale) <= _LOCALE_LENGTH else _FALLBACK_LOCALE,
        "source": context.trigger.value,
        "cause": context.idempotency_key,
        "busy_key": context.lock_key,
        "parent_id": context.parent_id,
        "parent_message_id": context.parent_message_id,
        "model": request.model,
        "prompt": request.prompt,
        "size": request.size,
        "quality": request.quality,
        "count": request.count,
        "reference_pictures": dump_references(request.references),
        "unit_credits": new.unit_credits,
        "day": reservation.day,
        "reserved_allowance": reservation.allowance,
        "reserved_granted": reservation.granted,
        "application_id": context.application_id,
        "token": context.token,
        "token_expires_ms": None
        if context.token_expires_at is None
        else round(context.token_expires_at * 1000),
        "upload_limit": context.upload_limit,
        "reply_message_id": context.reply_message_id,
        "told": 0,
        "private": int(context.private),
        "spoiler": int(context.spoiler),
        "age_restricted": int(context.age_restricted),
    }
