"""Maintenance store: the pause, and totals across all servers."""

from __future__ import annotations

from bot.jobs.admission import Pause
from bot.jobs.models import JobState
from tests.clocks import ManualClock
from tests.contracts.conftest import Stores
from tests.unit.bot.factories import DAY, Place, quota_day, render

PAUSE = Pause(since=1_800_000_000.0, message="back at noon")


async def test_setting_the_pause_returns_whether_the_bot_was_paused(stores: Stores) -> None:
    later = Pause(since=1_800_000_060.0, message="")

    assert [await stores.maintenance.set_pause(pause) for pause in (None, PAUSE, later, None, None)] == [
        False,
        False,
        True,
        True,
        False,
    ]


async def test_the_pause_appears_in_the_totals_and_in_admission_checks(
    stores: Stores,
) -> None:
    await stores.maintenance.set_pause(PAUSE)

    assert (await stores.maintenance.totals(DAY, 0)).pause == PAUSE
    assert (await stores.jobs.admission(1, 10)).pause == PAUSE


async def test_totals_cover_the_credits_of_the_day_and_month_in_every_server(
    stores: Stores, place: Place
) -> None:
    await place(unit=5, guild_id=1)
    await place(unit=7, guild_id=2)
    await place(unit=11, period=quota_day(1))
    await place(unit=13, period=quota_day(30))

    totals = await stores.maintenance.totals(DAY, 0)

    assert (totals.today, totals.month) == (12, 23)


async def test_totals_count_open_jobs_by_state_and_ended_ones_by_reason(
    stores: Stores, place: Place, manual_clock: ManualClock
) -> None:
    await stores.jobs.finish_failed((await place()).id, reason="deadline")
    manual_clock.jump(10)
    since_ms = round(manual_clock.now() * 1000)
    for reason in ("internal", "fal-policy", "fal-policy"):
        await stores.jobs.finish_failed((await place()).id, reason=reason)
    delivered = await place()
    await render(stores.jobs, delivered.id)
    await stores.jobs.finish_delivered(delivered.id, message_id=7, channel_id=8, delivered=1)
    await render(stores.jobs, (await place()).id)
    for _ in range(2):
        await place()

    totals = await stores.maintenance.totals(DAY, since_ms)

    assert totals.open == {JobState.QUEUED: 2, JobState.RENDERED: 1}
    assert totals.delivered == 1
    assert totals.failures == {"internal": 1, "fal-policy": 2}
