"""Image report store: one report per image, its reporters, and the decision on it."""

from __future__ import annotations

from bot.audit.models import AdminActor
from bot.quota.models import Account
from tests.clocks import ManualClock
from tests.contracts.conftest import Stores

ACCOUNT = Account(guild_id=1, user_id=10)


async def test_reporters_are_listed_once_in_order(stores: Stores, manual_clock: ManualClock) -> None:
    first_ms = round(manual_clock.now() * 1000)
    added = []
    for reporter_id in (12, 11, 12):
        is_new, report = await stores.image_reports.add("job", 1, reporter_id)
        added.append((is_new, report.reporters))
        manual_clock.jump(5)

    assert added == [(True, (12,)), (True, (12, 11)), (False, (12, 11))]
    assert (report.job_id, report.guild_id, report.first_ms) == ("job", 1, first_ms)


async def test_an_image_without_reports_is_not_found(stores: Stores) -> None:
    await stores.image_reports.record_notice("job", channel_id=7, message_id=8)
    await stores.image_reports.dismiss("job", by=99)

    assert await stores.image_reports.find("job", ACCOUNT) is None


async def test_the_notice_is_recorded_and_can_be_replaced(stores: Stores) -> None:
    await stores.image_reports.add("job", 1, 11)
    for message_id in (8, 9):
        await stores.image_reports.record_notice("job", channel_id=7, message_id=message_id)

    report = await stores.image_reports.find("job", ACCOUNT)
    assert report is not None
    assert (report.log_channel_id, report.log_message_id) == (7, 9)


async def test_the_first_administrator_who_dismissed_a_report_is_kept(stores: Stores) -> None:
    await stores.image_reports.add("job", 1, 11)
    for actor_id in (98, 99):
        await stores.image_reports.dismiss("job", by=actor_id)

    report = await stores.image_reports.find("job", ACCOUNT)
    assert report is not None
    assert report.dismissed_by == 98


async def test_a_report_shows_the_block_of_the_account_that_is_in_force(
    stores: Stores, manual_clock: ManualClock
) -> None:
    await stores.image_reports.add("job", 1, 11)
    await stores.quota.set_blocked(AdminActor(guild_id=1, user_id=99), 10, blocked=True, seconds=60)

    blocked = await stores.image_reports.find("job", ACCOUNT)
    manual_clock.jump(61)
    expired = await stores.image_reports.find("job", ACCOUNT)

    assert blocked is not None
    assert blocked.block is not None
    assert expired is not None
    assert expired.block is None
