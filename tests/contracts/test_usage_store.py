"""Usage store: spending, outcomes, active users and ledger entries of one server."""

from __future__ import annotations

from bot.quota.models import LEDGER_COLUMNS, ActiveUsers, SpendRow
from tests.clocks import ManualClock
from tests.contracts.conftest import SqlStores
from tests.unit.bot.factories import Place, quota_day, render

FIRST, SECOND, THIRD = (quota_day(n) for n in range(3))


async def _some_use(sql: SqlStores) -> None:
    place = Place(sql.jobs)
    for period, user_id, unit in ((FIRST, 11, 3), (SECOND, 11, 5), (SECOND, 10, 7), (THIRD, 10, 9)):
        job = await place(unit=unit, user_id=user_id, period=period)
        await render(sql.jobs, job.id)
        await sql.jobs.finish_delivered(job.id, message_id=1, channel_id=1, delivered=1)
    await sql.jobs.finish_failed((await place(unit=50, period=SECOND)).id, reason="fal-policy")
    await place(unit=99, guild_id=2, period=SECOND)


async def test_spending_is_summed_by_day_member_and_quality_net_of_refunds(sql: SqlStores) -> None:
    await _some_use(sql)

    spent, outcomes = await sql.usage.usage(1, FIRST.day, SECOND.day)

    assert list(spent) == [
        SpendRow(day=FIRST.day, user_id=11, quality="medium", credits=3),
        SpendRow(day=SECOND.day, user_id=10, quality="medium", credits=7),
        SpendRow(day=SECOND.day, user_id=11, quality="medium", credits=5),
    ]
    assert dict(outcomes) == {("delivered", ""): 3, ("failed", "fal-policy"): 1}


async def test_a_server_without_use_has_no_totals(sql: SqlStores, manual_clock: ManualClock) -> None:
    await _some_use(sql)
    since_ms = round(manual_clock.now() * 1000) - 1000

    assert await sql.usage.usage(3, FIRST.day, THIRD.day) == ([], {})
    assert (await sql.usage.active_users(3, since_ms, limit=10)).members == 0
    assert [batch async for batch in sql.usage.ledger_batches(3, FIRST.day, THIRD.day) if batch] == []


async def test_active_users_are_counted_among_the_newest_jobs(
    sql: SqlStores, manual_clock: ManualClock
) -> None:
    place, start = Place(sql.jobs), manual_clock.now()
    for user_id in (10, 11, 12, 12):
        await place(user_id=user_id)
        manual_clock.jump(10)

    everyone = await sql.usage.active_users(1, round(start * 1000), limit=10)
    newest = await sql.usage.active_users(1, round(start * 1000), limit=3)

    assert everyone == ActiveUsers(members=3, since=start)
    assert newest == ActiveUsers(members=2, since=start + 10)


async def test_entries_are_exported_in_booking_order(sql: SqlStores) -> None:
    await _some_use(sql)

    batches = [batch async for batch in sql.usage.ledger_batches(1, SECOND.day, SECOND.day)]

    entries = [entry for batch in batches for entry in batch]
    assert {tuple(entry) for entry in entries} == {tuple(LEDGER_COLUMNS)}
    assert [(entry["kind"], entry["member_id"]) for entry in entries] == [
        ("reserve", 11),
        ("settle", 11),
        ("reserve", 10),
        ("settle", 10),
        ("reserve", 10),
        ("refund", 10),
    ]
    assert {entry["server_id"] for entry in entries} == {1}
