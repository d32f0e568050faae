"""Image reports: who may report which image, and which reports reach the administrators."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.audit.models import AdminActor
from bot.errors import RefusedError
from bot.guilds.image_reports import ImageReportService
from bot.guilds.service import GuildService
from bot.jobs.models import Job
from tests.clocks import ManualClock
from tests.fakes.image_report_store import MemoryImageReportStore
from tests.fakes.job_store import MemoryJobStore
from tests.fakes.stores import Memory, MemoryGuildSettingsStore
from tests.unit.bot.factories import Place

LOG_CHANNEL = 77


@pytest.fixture
def memory(manual_clock: ManualClock) -> Memory:
    return Memory(clock=manual_clock, zone=ZoneInfo("UTC"))


@pytest.fixture
def guilds(memory: Memory) -> GuildService:
    return GuildService(MemoryGuildSettingsStore(memory))


@pytest.fixture
def reports(memory: Memory, guilds: GuildService) -> ImageReportService:
    return ImageReportService(MemoryImageReportStore(memory), guilds)


@pytest.fixture
async def job(memory: Memory) -> Job:
    return await Place(MemoryJobStore(memory))()


async def _set_log_channel(guilds: GuildService) -> None:
    await guilds.change(AdminActor(guild_id=1, user_id=99), log_channel=LOG_CHANNEL)


async def test_without_a_log_channel_reports_are_refused(reports: ImageReportService, job: Job) -> None:
    with pytest.raises(RefusedError, match="refused-report-no-log"):
        await reports.report(job, 11)

    assert await reports.find(job) is None


async def test_a_deleted_image_cannot_be_reported(
    reports: ImageReportService, guilds: GuildService, job: Job
) -> None:
    await _set_log_channel(guilds)

    with pytest.raises(RefusedError, match="refused-deleted"):
        await reports.report(replace(job, deleted_at=1.0), 11)


async def test_a_member_may_repeat_a_report_until_administrators_were_notified(
    reports: ImageReportService, guilds: GuildService, job: Job
) -> None:
    await _set_log_channel(guilds)

    assert [await reports.report(job, 11) for _ in range(2)] == [LOG_CHANNEL] * 2
    await reports.record_notice(job.id, channel_id=LOG_CHANNEL, message_id=8)
    with pytest.raises(RefusedError, match="refused-report-again"):
        await reports.report(job, 11)

    assert await reports.report(job, 12) == LOG_CHANNEL
    found = await reports.find(job)
    assert found is not None
    assert found.reporters == (11, 12)
