"""Reported pictures: one case a picture, however many members report it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.image_reports import ImageReport, close_case, note_report, read_case, record_log
from bot.db.limits import Block, read_block
from bot.errors import RefusedError
from bot.guilds.service import GuildService
from bot.jobs.models import Job

__all__ = ["ImageReportService", "ImageReportView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageReportView:
    """A case as administrators see it: the report, and how its member stands now."""

    case: ImageReport
    block: Block | None


class ImageReportService:
    """Notes reports and what administrators made of them."""

    def __init__(self, database: Database, clock: Clock, servers: GuildService) -> None:
        self._database = database
        self._clock = clock
        self._servers = servers

    async def report(self, job: Job, reporter_id: int) -> int:
        """Note a report; returns the channel in which administrators have to be told.

        Raises :class:`RefusedError` where nobody is set up to read it, where the picture is gone,
        and for a second report of the same member.
        """
        settings = await self._servers.get(job.guild_id)
        if settings.log_channel is None:
            raise RefusedError("refused-report-no-log")
        if job.deleted_at is not None:
            raise RefusedError("refused-deleted")
        async with self._database.write() as connection:
            is_new = await note_report(
                connection,
                job_id=job.id,
                guild_id=job.guild_id,
                reporter_id=reporter_id,
                at_ms=self._now_ms(),
            )
            case = await read_case(connection, job.id)
        if not is_new and case is not None and case.log_message_id is not None:
            raise RefusedError("refused-report-again")
        # Where it was noted but never told (a crash, a closed channel), the same member may repeat it.
        return settings.log_channel

    async def record_notice(self, job_id: str, *, channel_id: int, message_id: int) -> None:
        """Administrators can read of it there."""
        async with self._database.write() as connection:
            await record_log(connection, job_id, channel_id=channel_id, message_id=message_id)

    async def view(self, job: Job) -> ImageReportView | None:
        """The case of this picture, if it was reported."""
        async with self._database.read() as connection:
            case = await read_case(connection, job.id)
            if case is None:
                return None
            block = await read_block(connection, job.reservation.account, self._now_ms())
        return ImageReportView(case=case, block=block)

    async def dismiss(self, job_id: str, *, by: int) -> None:
        """Nothing is wrong with it; repeating this changes nothing."""
        async with self._database.write() as connection:
            await close_case(connection, job_id, by=by, at_ms=self._now_ms())

    def _now_ms(self) -> int:
        return round(self._clock.now() * 1000)
