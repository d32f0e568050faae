"""Delivered jobs for the contracts of stores that exist only in SQL."""

from __future__ import annotations

from typing import Any

from bot.jobs.models import Job
from bot.jobs.ports import JobStore
from bot.jobs.references import ReferencePicture
from tests.unit.bot.factories import Place, make_origin, render

__all__ = ["delivered"]


async def delivered(
    store: JobStore,
    *,
    message_id: int,
    count: int = 1,
    references: tuple[ReferencePicture, ...] = (),
    **origin: Any,
) -> Job:
    """Create a job and deliver it as ``message_id``; ``origin`` are facts about its event."""
    job = await Place(store)(count=count, origin=make_origin(**origin), references=references)
    await render(store, job.id)
    return await store.finish_delivered(job.id, message_id=message_id, channel_id=8, delivered=count)
