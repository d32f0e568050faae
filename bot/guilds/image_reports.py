"""Image reports: one report per image, regardless of how many members reported it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.errors import RefusedError
from bot.guilds.service import GuildService
from bot.jobs.models import Job
from bot.quota.models import Account, Block

__all__ = ["ImageReport", "ImageReportService", "ImageReportStore"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageReport:
    """A reported image, its reporters in order of reporting, and the requester's block, if any.

    ``log_channel_id`` and ``log_message_id`` identify the notice sent to administrators; ``dismissed_by``
    is the administrator who dismissed the report. ``first_ms`` is in epoch milliseconds.
    """

    job_id: str
    guild_id: int
    reporters: tuple[int, ...]
    first_ms: int
    log_channel_id: int | None
    log_message_id: int | None
    dismissed_by: int | None
    block: Block | None = None


class ImageReportStore(Protocol):
    """Port: the stored reports."""

    async def add(self, job_id: str, guild_id: int, reporter_id: int) -> tuple[bool, ImageReport]:
        """Add a member's report; return whether it is their first report of this image, and the report."""
        ...

    async def find(self, job_id: str, account: Account) -> ImageReport | None:
        """Return the report of an image, including the block of ``account``, if any."""
        ...

    async def record_notice(self, job_id: str, *, channel_id: int, message_id: int) -> None:
        """Record the message that shows the report to administrators."""
        ...

    async def dismiss(self, job_id: str, *, by: int) -> None:
        """Dismiss the report; if it was dismissed before, the first administrator remains recorded."""
        ...


class ImageReportService:
    """Accept reports of images, and administrators' decisions on them."""

    def __init__(self, store: ImageReportStore, guilds: GuildService) -> None:
        self._store = store
        self._guilds = guilds

    async def report(self, job: Job, reporter_id: int) -> int:
        """Record a report; return the ID of the channel in which to notify administrators.

        Raises :class:`RefusedError` if the guild has no such channel, if the image was deleted, or if this
        member has already reported it.
        """
        settings = await self._guilds.get(job.guild_id)
        if settings.log_channel is None:
            raise RefusedError("refused-report-no-log")
        if job.deleted_at is not None:
            raise RefusedError("refused-deleted")
        is_new, report = await self._store.add(job.id, job.guild_id, reporter_id)
        # If the notice could not be posted (a crash, a deleted channel), the report may be repeated.
        if not is_new and report.log_message_id is not None:
            raise RefusedError("refused-report-again")
        return settings.log_channel

    async def record_notice(self, job_id: str, *, channel_id: int, message_id: int) -> None:
        """Record the message that shows the report to administrators."""
        await self._store.record_notice(job_id, channel_id=channel_id, message_id=message_id)

    async def find(self, job: Job) -> ImageReport | None:
        """Return the report of this image."""
        return await self._store.find(job.id, job.reservation.account)

    async def dismiss(self, job_id: str, *, by: int) -> None:
        """Dismiss the report; dismissing it again has no effect."""
        await self._store.dismiss(job_id, by=by)
