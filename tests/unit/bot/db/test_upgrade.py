"""Upgrade of a database that commit cb6fe78 wrote: its content keeps its meaning."""

from __future__ import annotations

from collections.abc import AsyncIterator
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.audit.models import Target, TargetKind
from bot.db.audit_log import SqlAuditLog
from bot.db.engine import Database, open_database
from bot.db.guild_settings import SqlGuildSettingsStore
from bot.db.integrity import find_mismatches
from bot.db.jobs import SqlJobStore
from bot.db.maintenance import read_pause
from bot.db.migrate import migrate
from bot.db.notices import SqlNoticeStore
from bot.db.policy_refusals import read_refusals
from bot.db.quota import SqlQuotaStore
from bot.db.schema import bot_state
from bot.db.users import SqlUserDefaultsStore
from bot.jobs.models import JobState
from bot.quota.models import Account
from bot.quota.periods import period_at
from tests.clocks import ManualClock
from tests.fixtures import load_cb6fe78

GUILD, ALICE, BOB, ADMIN, ERASED = 1001, 1003, 1004, 1005, 1006
# When the stored database was finished.
NOW = 1_796_040_840.0


@pytest.fixture
async def upgraded(database_url: str) -> AsyncIterator[Database]:
    async with open_database(database_url) as database:
        await load_cb6fe78(database)
        assert await migrate(database)
        yield database


async def test_jobs_in_every_state_are_readable_and_open_ones_are_found(upgraded: Database) -> None:
    store = SqlJobStore(upgraded, ManualClock(NOW))

    jobs = [await store.get(f"job{number:07}") for number in range(1, 9)]
    states = [job.state.value for job in jobs if job is not None]
    assert states == [
        *("delivered", "failed", "cancelled", "failed"),
        *("queued", "submitting", "submitted", "rendered"),
    ]
    assert {job.id for job in await store.unfinished()} == {f"job{number:07}" for number in range(4, 9)}
    assert [job.id for job in jobs if job is not None and job.pictures] == ["job0000001", "job0000008"]


async def test_quota_limits_and_blocks_are_unchanged(upgraded: Database) -> None:
    quota = SqlQuotaStore(upgraded, ManualClock(NOW))
    period = period_at(NOW, ZoneInfo("UTC"))
    alice = await quota.status(Account(guild_id=GUILD, user_id=ALICE), (), operator_daily=100, period=period)
    bob = await quota.status(Account(guild_id=GUILD, user_id=BOB), (), operator_daily=100, period=period)

    # As cb6fe78 itself reported it; see the first line of the stored rows.
    assert (alice.used, alice.granted, alice.remaining) == (10, 7, 47)
    assert await quota.limit_of(GUILD, Target(kind=TargetKind.MEMBER, id=ALICE)) == 50
    assert bob.blocked
    async with upgraded.read() as connection:
        assert await find_mismatches(connection) == []


async def test_settings_defaults_and_audit_records_are_kept(upgraded: Database) -> None:
    settings = await SqlGuildSettingsStore(upgraded, ManualClock(NOW)).get(GUILD)
    defaults = await SqlUserDefaultsStore(upgraded).get(ALICE)
    page = await SqlAuditLog(upgraded, ManualClock(NOW), zone=ZoneInfo("UTC")).page(GUILD)

    assert (settings.ceiling_day, settings.spoiler, settings.log_channel) == (12, True, 1002)
    assert (defaults.quality, defaults.private) == ("high", True)
    assert [record.entry.action.value for record in page.records][:3] == ["block", "grant", "set"]


async def test_sent_notices_are_not_sent_again(upgraded: Database) -> None:
    clock = ManualClock(NOW)
    notices, day = SqlNoticeStore(upgraded, clock), "2026-11-30"

    assert not await notices.claim(f"ceiling:{day}")
    assert not await notices.claim(f"ceiling:{day}:80:12", guild_id=GUILD)
    assert not await notices.claim("cooldown", guild_id=GUILD, user_id=ADMIN, repeat_after=3600)
    assert await notices.claim(f"ceiling:{day}:100:12", guild_id=GUILD)
    clock.jump(3600)
    assert await notices.claim("cooldown", guild_id=GUILD, user_id=ADMIN, repeat_after=3600)


async def test_kept_policy_refusals_still_count_and_only_the_pause_stays_in_bot_state(
    upgraded: Database,
) -> None:
    async with upgraded.read() as connection:
        refusals = await read_refusals(connection, GUILD, ERASED, now_ms=round(NOW * 1000))
        keys = (await connection.scalars(select(bot_state.c.key))).all()
        pause = await read_pause(connection)

    assert sorted(refusals) == [NOW - 300, NOW - 240, NOW - 180]
    assert keys == ["paused"]
    assert pause is not None
    assert pause.message == "back at noon"


async def test_open_jobs_can_end_after_the_upgrade(upgraded: Database) -> None:
    store = SqlJobStore(upgraded, ManualClock(NOW))

    delivered = await store.finish_delivered("job0000008", message_id=1, channel_id=2, delivered=1)
    refunded = await store.finish_failed("job0000006", reason="fal-unknown")

    assert (delivered.state, refunded.state) == (JobState.DELIVERED, JobState.FAILED)
    async with upgraded.read() as connection:
        assert await find_mismatches(connection) == []
