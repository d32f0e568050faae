"""Reaction store: processed reactions, and the results that may have others."""

from __future__ import annotations

from bot.jobs.request import Trigger
from tests.clocks import ManualClock
from tests.contracts.conftest import SqlStores
from tests.contracts.sql_jobs import delivered
from tests.unit.bot.factories import Place, make_origin


async def test_a_reaction_is_processed_for_its_message_and_user_only(sql: SqlStores) -> None:
    for _ in range(2):
        await sql.reactions.record_ignored(7, 10)

    assert await sql.reactions.is_processed(7, 10)
    assert not await sql.reactions.is_processed(7, 11)
    assert not await sql.reactions.is_processed(8, 10)


async def test_an_ignored_reaction_can_be_claimed_by_its_event_once(
    sql: SqlStores, manual_clock: ManualClock
) -> None:
    await sql.reactions.record_ignored(7, 10)
    since = manual_clock.now() - 10

    claims = [await sql.reactions.claim(7, 10, since=since) for _ in range(2)]
    await sql.reactions.record_ignored(7, 10)

    assert claims == [True, False]
    assert not await sql.reactions.claim(7, 10, since=since)


async def test_a_repeat_by_reaction_counts_as_processed_with_its_job(sql: SqlStores) -> None:
    await delivered(sql.jobs, message_id=7)
    await Place(sql.jobs)(origin=make_origin(trigger=Trigger.REACTION, parent_message_id=7, user_id=11))

    (result,) = await sql.reactions.recent_results(seconds=60, most=10)
    assert result.processed_by == {11}
    assert await sql.reactions.is_processed(7, 11)


async def test_recent_results_are_listed_newest_first_with_processed_users(
    sql: SqlStores, manual_clock: ManualClock
) -> None:
    for message_id in (1, 2, 3):
        await delivered(sql.jobs, message_id=message_id)
        manual_clock.jump(100)
    await sql.reactions.record_ignored(3, 10)
    await sql.reactions.record_ignored(3, 11)

    async def found(seconds: float, most: int) -> list[tuple[int | None, frozenset[int]]]:
        results = await sql.reactions.recent_results(seconds=seconds, most=most)
        return [(result.job.message_id, result.processed_by) for result in results]

    assert await found(250, 10) == [(3, frozenset({10, 11})), (2, frozenset())]
    assert await found(1000, 1) == [(3, frozenset({10, 11}))]


async def test_private_results_are_listed_by_their_public_message_once_shared(sql: SqlStores) -> None:
    hidden, shared = [await delivered(sql.jobs, message_id=n, private=True) for n in (1, 2)]
    await sql.shares.begin(shared.id)
    await sql.shares.complete(shared.id, 50, covered=False)
    await sql.reactions.record_ignored(50, 11)

    results = await sql.reactions.recent_results(seconds=60, most=10)

    assert [(result.job.id, result.processed_by) for result in results] == [(shared.id, {11})]
    assert hidden.id not in {result.job.id for result in results}


async def test_unfinished_and_failed_jobs_are_not_results(sql: SqlStores) -> None:
    place = Place(sql.jobs)
    await place()
    await sql.jobs.finish_failed((await place()).id, reason="deadline")

    assert await sql.reactions.recent_results(seconds=60, most=10) == []
