"""Factories for the job store's arguments, with defaults."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import counters
from bot.images import PictureRef
from bot.jobs.admission import AdmissionLimits, NewJob
from bot.jobs.models import Job
from bot.jobs.ports import JobStore
from bot.jobs.references import ReferencePicture, ReferenceSource, SourceKind
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from bot.quota.models import SpendingCaps
from bot.quota.periods import QuotaPeriod
from bot.quota.spending_caps import effective_caps

__all__ = [
    "DAY",
    "NO_CAPS",
    "Place",
    "counters_of",
    "make_new_job",
    "make_origin",
    "make_request",
    "pictures",
    "quota_day",
    "references",
    "render",
    "submit",
]

NO_CAPS = SpendingCaps(server=None, bot=None)

_numbers = itertools.count(1)


def quota_day(number: int) -> QuotaPeriod:
    """The ``number``-th day of the tests' calendar."""
    start = datetime(2027, 1, 15, tzinfo=UTC) + timedelta(days=number)
    return QuotaPeriod(day=start.date().isoformat(), renews_at=int((start + timedelta(days=1)).timestamp()))


DAY = quota_day(0)


def make_request(*, count: int = 1, **changes: Any) -> GenerationRequest:
    """A request for ``count`` pictures."""
    values: dict[str, Any] = {
        "model": "fal-ai/gpt-image-2",
        "prompt": "a lamp",
        "size": "1024x1024",
        "quality": "medium",
        "count": count,
    }
    return GenerationRequest(**(values | changes))


def make_origin(*, guild_id: int = 1, user_id: int = 10, **changes: Any) -> RequestContext:
    """An event of its own, by command, from one member of one server."""
    values: dict[str, Any] = {
        "guild_id": guild_id,
        "channel_id": 100,
        "user_id": user_id,
        "role_ids": frozenset(),
        "locale": "en-US",
        "trigger": Trigger.COMMAND,
        "idempotency_key": f"interaction:{next(_numbers)}",
        "application_id": 5,
        "upload_limit": 10 * 1024 * 1024,
        "token": "a-token",
        "token_expires_at": 1_800_000_900.0,
    }
    return RequestContext(**(values | changes))


def make_new_job(
    *,
    unit: int = 1,
    daily: int = 100,
    caps: SpendingCaps = NO_CAPS,
    period: QuotaPeriod = DAY,
    limits: tuple[int, int] = (1000, 1000),
    per_guild: int | None = None,
    job_id: str | None = None,
) -> NewJob:
    """Room for everything, unless a test says less; ``unit`` in credits a picture."""
    waiting, per_user = limits
    return NewJob(
        id=job_id or f"g{next(_numbers)}",
        unit_credits=unit,
        period=period,
        limits=AdmissionLimits(
            waiting=waiting,
            waiting_per_user=per_user,
            waiting_per_guild=per_guild,
            daily_credits=daily,
            caps=caps,
        ),
    )


class Place:
    """Places requests in one store: ``await place(unit=5, count=2, user_id=11)``."""

    def __init__(self, store: JobStore) -> None:
        self.store = store

    async def __call__(
        self,
        *,
        count: int = 1,
        origin: RequestContext | None = None,
        user_id: int = 10,
        guild_id: int = 1,
        references: tuple[ReferencePicture, ...] = (),
        **room: Any,
    ) -> Job:
        event = origin or make_origin(user_id=user_id, guild_id=guild_id)
        new = make_new_job(**room)
        # As the job service does.
        settings = (await self.store.admission(event.guild_id, event.user_id)).settings
        limits = replace(new.limits, caps=effective_caps(new.limits.caps, settings))
        request = replace(make_request(count=count), references=references)
        return await self.store.create(request, event, replace(new, limits=limits))


def references(count: int) -> tuple[ReferencePicture, ...]:
    """Prepared reference pictures that members attached, of different sizes."""
    return tuple(
        ReferencePicture(
            sha256=f"{number:064x}",
            media_type="image/png",
            width=640 + number,
            height=480,
            size_bytes=1000 + number,
            source=ReferenceSource(kind=SourceKind.UPLOAD, index=number),
        )
        for number in range(count)
    )


def pictures(count: int) -> tuple[PictureRef, ...]:
    """References as a result gives them."""
    return tuple(
        PictureRef(
            url=f"https://v3b.fal.media/files/b/{number}.png",
            content_type="image/png",
            width=1024,
            height=1024,
        )
        for number in range(count)
    )


async def submit(store: JobStore, job_id: str) -> Job:
    """submitting -> submitted, with addresses made up from the id."""
    base = f"https://queue.fal.run/fal-ai/gpt-image-2/requests/{job_id}"
    return await store.record_submitted(
        job_id,
        request_id=f"fal-{job_id}",
        status_url=f"{base}/status",
        response_url=base,
        cancel_url=f"{base}/cancel",
    )


async def render(store: JobStore, job_id: str) -> Job:
    """queued -> rendered, in the steps that lie between."""
    job = await store.claim(job_id, wire_form="playground")
    await submit(store, job_id)
    return await store.record_rendered(job_id, pictures(job.count), started_at=None)


async def counters_of(connection: AsyncConnection) -> dict[tuple[str, int, int, str], int]:
    """Every counter that is not zero."""
    c = counters.c
    rows = await connection.execute(
        select(c.scope, c.guild_id, c.user_id, c.day, func.coalesce(c.value, 0)).where(c.value != 0)
    )
    return {(scope, guild, user, day): value for scope, guild, user, day, value in rows}
