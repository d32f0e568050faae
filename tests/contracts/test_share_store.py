"""Share store: a share is recorded before the post and completed by exactly one message."""

from __future__ import annotations

import asyncio

from tests.clocks import ManualClock
from tests.contracts.conftest import SqlStores
from tests.contracts.sql_jobs import delivered

DAY_SECONDS = 24 * 3600


async def test_a_share_is_pending_from_its_beginning_to_its_completion(sql: SqlStores) -> None:
    job = await delivered(sql.jobs, message_id=1, private=True)
    states = [[each.id for each in await sql.shares.pending()]]
    assert await sql.shares.begin(job.id)
    states.append([each.id for each in await sql.shares.pending()])
    assert await sql.shares.complete(job.id, 50, covered=False)
    states.append([each.id for each in await sql.shares.pending()])

    assert states == [[], [job.id], []]
    found = await sql.jobs.find_by_message(50)
    assert found is not None
    assert found.id == job.id


async def test_an_aborted_share_can_be_restarted(sql: SqlStores) -> None:
    job = await delivered(sql.jobs, message_id=1, private=True)
    await sql.shares.begin(job.id)
    await sql.shares.abort(job.id)

    assert await sql.shares.pending() == []
    assert await sql.shares.begin(job.id)


async def test_only_one_message_completes_a_share(sql: SqlStores) -> None:
    job = await delivered(sql.jobs, message_id=1, private=True)
    await sql.shares.begin(job.id)

    ends = await asyncio.gather(*(sql.shares.complete(job.id, n, covered=False) for n in (50, 51, 52)))
    stored = await sql.jobs.get(job.id)

    assert sorted(ends) == [False, False, True]
    assert stored is not None
    assert stored.shared_message_id is not None
    assert await sql.shares.complete(job.id, stored.shared_message_id, covered=False)
    assert not await sql.shares.begin(job.id)


async def test_a_share_of_a_deleted_result_is_neither_started_nor_completed(sql: SqlStores) -> None:
    before, meanwhile = [await delivered(sql.jobs, message_id=n, private=True) for n in (1, 2)]
    await sql.results.mark_deleted(before.id, by=10)
    await sql.shares.begin(meanwhile.id)
    await sql.results.mark_deleted(meanwhile.id, by=10)

    assert not await sql.shares.begin(before.id)
    assert not await sql.shares.complete(meanwhile.id, 50, covered=False)


async def test_a_share_is_completed_only_with_the_current_spoiler_flag(sql: SqlStores) -> None:
    job = await delivered(sql.jobs, message_id=1, private=True)
    await sql.shares.begin(job.id)
    await sql.results.mark_spoiler(job.id, covered=True)

    assert not await sql.shares.complete(job.id, 50, covered=False)
    assert await sql.shares.complete(job.id, 50, covered=True)


async def test_public_results_are_not_shared(sql: SqlStores) -> None:
    job = await delivered(sql.jobs, message_id=1)

    assert not await sql.shares.begin(job.id)
    assert await sql.shares.pending() == []


async def test_pending_shares_are_listed_newest_first_for_three_days(
    sql: SqlStores, manual_clock: ManualClock
) -> None:
    jobs = [await delivered(sql.jobs, message_id=n, private=True) for n in (1, 2, 3)]
    for job in jobs:
        await sql.shares.begin(job.id)
        manual_clock.jump(DAY_SECONDS)
    manual_clock.jump(1)

    assert [job.id for job in await sql.shares.pending()] == [jobs[2].id, jobs[1].id]
