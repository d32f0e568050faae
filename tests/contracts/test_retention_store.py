"""Retention store: ended jobs expire once their users were notified; other rows expire independently."""

from __future__ import annotations

from tests.clocks import ManualClock
from tests.contracts.conftest import SqlStores
from tests.contracts.sql_jobs import delivered
from tests.unit.bot.factories import DAY, Place

DAY_SECONDS = 24 * 3600


async def test_only_ended_and_notified_jobs_expire(sql: SqlStores, manual_clock: ManualClock) -> None:
    place = Place(sql.jobs)
    old = await delivered(sql.jobs, message_id=1)
    notified, unnotified, waiting = [await place() for _ in range(3)]
    for job in (notified, unnotified):
        await sql.jobs.finish_failed(job.id, reason="deadline")
    await sql.jobs.record_notified(notified.id)
    manual_clock.jump(29 * DAY_SECONDS)
    recent = await delivered(sql.jobs, message_id=2)
    manual_clock.jump(DAY_SECONDS + 1)

    removed = await sql.retention.delete_old(now=manual_clock.now(), day=DAY.day, days=30)
    again = await sql.retention.delete_old(now=manual_clock.now(), day=DAY.day, days=30)

    assert (removed, again) == (2, 0)
    left = [job.id for job in (old, notified, unnotified, waiting, recent) if await sql.jobs.get(job.id)]
    assert left == [unnotified.id, waiting.id, recent.id]


async def test_without_a_retention_period_only_temporary_rows_expire(
    sql: SqlStores, manual_clock: ManualClock
) -> None:
    job = await delivered(sql.jobs, message_id=1)
    await sql.reactions.record_ignored(1, 10)
    manual_clock.jump(400 * DAY_SECONDS)

    assert await sql.retention.delete_old(now=manual_clock.now(), day=DAY.day, days=None) == 0
    assert await sql.jobs.get(job.id) == job
    assert not await sql.reactions.is_processed(1, 10)
