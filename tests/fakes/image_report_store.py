"""In-memory image report store with the contract of the SQL one."""

from __future__ import annotations

from dataclasses import replace

from bot.clock import now_ms
from bot.guilds.image_reports import ImageReport
from bot.quota.models import Account
from tests.fakes.stores import Memory

__all__ = ["MemoryImageReportStore"]


class MemoryImageReportStore:
    """:class:`~bot.guilds.image_reports.ImageReportStore` in memory."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def add(self, job_id: str, guild_id: int, reporter_id: int) -> tuple[bool, ImageReport]:
        report = self._memory.reports.get(job_id) or ImageReport(
            job_id=job_id,
            guild_id=guild_id,
            reporters=(),
            first_ms=now_ms(self._memory.clock),
            log_channel_id=None,
            log_message_id=None,
            dismissed_by=None,
        )
        is_new = reporter_id not in report.reporters
        if is_new:
            report = replace(report, reporters=(*report.reporters, reporter_id))
        self._memory.reports[job_id] = report
        return is_new, report

    async def find(self, job_id: str, account: Account) -> ImageReport | None:
        report = self._memory.reports.get(job_id)
        return None if report is None else replace(report, block=self._memory.block_of(account))

    async def record_notice(self, job_id: str, *, channel_id: int, message_id: int) -> None:
        if (report := self._memory.reports.get(job_id)) is not None:
            self._memory.reports[job_id] = replace(
                report, log_channel_id=channel_id, log_message_id=message_id
            )

    async def dismiss(self, job_id: str, *, by: int) -> None:
        report = self._memory.reports.get(job_id)
        if report is not None and report.dismissed_by is None:
            self._memory.reports[job_id] = replace(report, dismissed_by=by)
