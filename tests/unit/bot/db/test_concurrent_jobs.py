"""Concurrent requests and ends of jobs: none fails, and every limit holds."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable

import pytest
from sqlalchemy.exc import IntegrityError

from bot.db.engine import Database
from bot.db.integrity import find_mismatches
from bot.db.jobs import SqlJobStore
from bot.errors import DuplicateEventError, RefusedError
from bot.jobs.request import RequestContext, Trigger
from tests.unit.bot.factories import DAY, Place, make_origin, quota_day

_MESSAGE = 70


def reaction(user_id: int, *, missed: bool, number: int = 0) -> RequestContext:
    """A repeat reaction, as it was told by Discord or as it was found by looking."""
    return make_origin(
        user_id=user_id,
        trigger=Trigger.REACTION,
        idempotency_key=f"reaction:{_MESSAGE}:{user_id}:{missed}{number}",
        lock_key=f"repeat:parent:{user_id}",
        parent_message_id=_MESSAGE,
        unprocessed_since=0.0 if missed else None,
    )


async def open_days(place: Place) -> None:
    """Make the counters of two days: a missing one would have placements wait for each other."""
    for number in (0, 1):
        await place(period=quota_day(number))


def kinds(ends: Iterable[object]) -> Counter[str]:
    return Counter(end.key if isinstance(end, RefusedError) else type(end).__name__ for end in ends)


async def test_refunds_concurrent_with_new_requests_all_succeed(
    database: Database, place: Place, store: SqlJobStore
) -> None:
    held = [await place(user_id=100 + number) for number in range(60)]

    ends = await asyncio.gather(
        *(store.finish_failed(job.id, reason="deadline") for job in held),
        *(place(user_id=200 + number) for number in range(60)),
        return_exceptions=True,
    )

    assert kinds(ends) == {"Job": 120}
    async with database.read() as connection:
        assert await find_mismatches(connection) == []


async def test_the_queue_limit_holds_under_concurrent_requests(place: Place) -> None:
    ends = await asyncio.gather(*(place(limits=(1000, 2)) for _ in range(12)), return_exceptions=True)

    assert kinds(ends) == {"Job": 2, "refused-line-full-own": 10}


@pytest.mark.parametrize("days", [(DAY, DAY), (DAY, quota_day(1))], ids=["one day", "midnight"])
async def test_a_repeat_requested_twice_at_once_runs_once(place: Place, days: tuple) -> None:
    await open_days(place)
    origins = [make_origin(lock_key="repeat:x:10") for _ in range(10)]

    ends = await asyncio.gather(
        *(place(origin=origin, period=days[n % 2]) for n, origin in enumerate(origins)),
        return_exceptions=True,
    )

    assert kinds(ends) == {"Job": 1, "refused-already-running": 9}


async def test_an_event_delivered_twice_around_midnight_is_one_request(place: Place) -> None:
    await open_days(place)
    origin = make_origin(lock_key="repeat:x:10")

    ends = await asyncio.gather(
        *(place(origin=origin, period=quota_day(n % 2)) for n in range(10)), return_exceptions=True
    )

    assert kinds(ends) == {"Job": 1, "DuplicateEventError": 9}


async def test_an_id_collision_is_not_a_duplicate_event(database: Database, place: Place) -> None:
    await place(job_id="taken")

    with pytest.raises(IntegrityError):
        await place(job_id="taken")

    async with database.read() as connection:
        assert await find_mismatches(connection) == []


# --- reactions that were found by looking -----------------------------------------------------------


async def test_a_recovered_reaction_that_was_already_processed_is_ignored(
    place: Place, store: SqlJobStore
) -> None:
    job = await place(origin=reaction(10, missed=False))
    await store.finish_failed(job.id, reason="deadline")

    with pytest.raises(DuplicateEventError):
        await place(origin=reaction(10, missed=True))


async def test_a_recovered_reaction_with_a_running_repeat_is_ignored(place: Place) -> None:
    await place(origin=reaction(10, missed=False))

    with pytest.raises(DuplicateEventError):
        await place(origin=reaction(10, missed=True))


async def test_a_missed_reaction_of_another_member_is_submitted(place: Place) -> None:
    await place(origin=reaction(10, missed=False))

    assert await place(origin=reaction(11, missed=True))


async def test_a_reaction_removed_and_added_again_is_submitted(place: Place, store: SqlJobStore) -> None:
    first = await place(origin=reaction(10, missed=True))
    await store.finish_failed(first.id, reason="deadline")

    assert await place(origin=reaction(10, missed=False, number=2))


async def test_a_reaction_that_is_both_received_and_backfilled_is_one_request(place: Place) -> None:
    pairs = [(reaction(user, missed=False), reaction(user, missed=True)) for user in range(10, 20)]

    ends = await asyncio.gather(
        *(place(origin=origin) for pair in pairs for origin in pair), return_exceptions=True
    )

    found = kinds(ends)
    assert found["Job"] == 10
    assert found["DuplicateEventError"] + found["refused-already-running"] == 10
