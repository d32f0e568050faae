"""Job store: refusals, the data that each transition stores, and finding jobs again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import DuplicateEventError, RefusedError, StaleJobError
from bot.jobs.models import Job, JobState, PostingRoute
from bot.jobs.ports import JobStore
from bot.jobs.progress import DurationEstimate, estimate_duration
from bot.jobs.request import Trigger
from tests.clocks import ManualClock
from tests.contracts.conftest import Stores
from tests.unit.bot.factories import DAY, Place, make_origin, pictures, render, submit


async def deliver(store: JobStore, job: Job, *, message_id: int = 7) -> Job:
    await render(store, job.id)
    return await store.finish_delivered(job.id, message_id=message_id, channel_id=8, delivered=job.count)


# --- placing ----------------------------------------------------------------------------------------


async def test_a_stored_request_is_read_back_unchanged(place: Place, manual_clock: ManualClock) -> None:
    origin = make_origin(trigger=Trigger.BUTTON, parent_id="parent", parent_message_id=3, lock_key="busy")

    job = await place(origin=origin, unit=5, count=2)

    assert await place.store.get(job.id) == job
    assert (job.state, job.notified, job.cost, job.unit_credits) == (JobState.QUEUED, False, 10, 5)
    assert (job.prompt, job.size, job.quality, job.count) == ("a lamp", "1024x1024", "medium", 2)
    assert (job.guild_id, job.channel_id, job.user_id) == (1, 100, 10)
    assert (job.trigger, job.parent_id, job.parent_message_id) == (Trigger.BUTTON, "parent", 3)
    assert (job.token, job.token_expires_at) == (origin.token, origin.token_expires_at)
    assert job.created_at == manual_clock.now()


async def test_a_redelivered_event_is_one_request(place: Place) -> None:
    origin = make_origin()
    await place(origin=origin)

    with pytest.raises(DuplicateEventError):
        await place(origin=origin)


async def test_an_event_delivered_twice_at_once_is_one_request(place: Place) -> None:
    origin = make_origin()

    ends = await asyncio.gather(*(place(origin=origin) for _ in range(5)), return_exceptions=True)

    assert sorted(type(end).__name__ for end in ends) == ["DuplicateEventError"] * 4 + ["Job"]


async def test_an_event_stays_known_after_its_job_has_ended(place: Place) -> None:
    origin = make_origin()
    await deliver(place.store, await place(origin=origin))

    with pytest.raises(DuplicateEventError):
        await place(origin=origin)


@pytest.mark.parametrize("ending", ["delivered", "failed"])
async def test_a_second_repeat_is_refused_until_the_first_ends(place: Place, ending: str) -> None:
    first = await place(origin=make_origin(lock_key="repeat:x:10"))
    with pytest.raises(RefusedError, match="refused-already-running"):
        await place(origin=make_origin(lock_key="repeat:x:10"))

    if ending == "delivered":
        await deliver(place.store, first)
    else:
        await place.store.finish_failed(first.id, reason="deadline")

    assert await place(origin=make_origin(lock_key="repeat:x:10"))


async def test_two_users_can_repeat_the_same_picture_concurrently(place: Place) -> None:
    await place(origin=make_origin(lock_key="repeat:x:10"))

    assert await place(origin=make_origin(user_id=11, lock_key="repeat:x:11"))


async def test_queued_requests_of_a_member_are_limited_across_servers(place: Place) -> None:
    await place(limits=(100, 2), guild_id=1)
    await place(limits=(100, 2), guild_id=2)

    with pytest.raises(RefusedError) as refusal:
        await place(limits=(100, 2), guild_id=3)

    assert (refusal.value.key, refusal.value.values) == ("refused-line-full-own", {"waiting": 2})
    assert await place(limits=(100, 2), user_id=11)


async def test_the_queue_has_a_limit_over_all_members(place: Place) -> None:
    for user_id in (1, 2, 3):
        await place(limits=(3, 2), user_id=user_id)

    with pytest.raises(RefusedError) as refusal:
        await place(limits=(3, 2), user_id=4)

    assert (refusal.value.key, refusal.value.values) == ("refused-line-full", {"waiting": 3})


async def test_a_guild_can_fill_only_its_share_of_the_queue(place: Place) -> None:
    room: dict[str, Any] = {"limits": (100, 100), "per_guild": 3}
    for user_id in (1, 2, 3):
        await place(user_id=user_id, guild_id=1, **room)

    with pytest.raises(RefusedError) as refusal:
        await place(user_id=4, guild_id=1, **room)

    assert (refusal.value.key, refusal.value.values) == ("refused-line-full-server", {"waiting": 3})
    assert await place(user_id=4, guild_id=2, **room)


@pytest.mark.parametrize("room", [{"limits": (20, 100)}, {"limits": (100, 100), "per_guild": 20}])
async def test_the_last_tenth_of_the_queue_is_reserved_for_users_without_queued_jobs(
    place: Place, room: dict[str, Any]
) -> None:
    for _ in range(18):
        await place(user_id=1, **room)

    with pytest.raises(RefusedError) as refusal:
        await place(user_id=1, **room)

    assert (refusal.value.key, refusal.value.values) == ("refused-line-reserved", {"waiting": 18})
    assert await place(user_id=2, **room)
    assert await place(user_id=3, **room)


async def test_only_waiting_requests_count_towards_the_queue_limit(place: Place) -> None:
    claimed, failed = await place(limits=(2, 2)), await place(limits=(2, 2))

    await place.store.claim(claimed.id, wire_form="playground")
    await place.store.finish_failed(failed.id, reason="deadline")

    assert await place(limits=(1, 1))


async def test_an_oversized_locale_becomes_english(place: Place) -> None:
    job = await place(origin=make_origin(locale="zh-Hant-HK"))

    assert job.locale == "en-US"


# --- steps ---------------------------------------------------------------------------------------------


async def test_a_job_stores_the_data_of_each_step(
    place: Place, store: JobStore, manual_clock: ManualClock
) -> None:
    job = await place(count=2)
    await store.claim(job.id, wire_form="playground")
    manual_clock.jump(5)
    submitted = await submit(store, job.id)
    manual_clock.jump(30)
    rendered = await store.record_rendered(job.id, pictures(2), started_at=manual_clock.now() - 20)

    done = await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=2)

    assert submitted.request_id == f"fal-{job.id}"
    assert submitted.submitted_at == job.created_at + 5
    assert rendered.pictures == pictures(2)
    assert rendered.rendered_at == job.created_at + 35
    assert (done.state, done.message_id, done.message_channel_id) == (JobState.DELIVERED, 7, 8)
    assert (done.delivered_count, done.charged, done.notified) == (2, 2, True)


async def test_a_job_keeps_the_wire_form_of_its_latest_attempt(place: Place, store: JobStore) -> None:
    job = await place()
    assert job.wire_form is None

    claimed = await store.claim(job.id, wire_form="published")
    requeued = await store.requeue(job.id)

    assert (claimed.wire_form, requeued.wire_form) == ("published", "published")


async def test_a_cheaper_actual_size_is_charged(stores: Stores, place: Place, store: JobStore) -> None:
    cheaper, dearer, cleared = await place(count=2, unit=5), await place(count=2, unit=5), await place(unit=5)
    for job in (cheaper, dearer, cleared):
        await render(store, job.id)
    recorded = await store.record_drawn(cheaper.id, ((1024, 768), (1024, 1024)), 6)
    await store.record_drawn(dearer.id, ((2048, 2048),) * 2, 99)
    await store.record_drawn(cleared.id, ((1024, 768),), 1)
    await store.record_drawn(cleared.id, (), None)
    assert (recorded.drawn, recorded.drawn_credits) == (((1024, 768), (1024, 1024)), 6)

    done = [
        await store.finish_delivered(job.id, message_id=number, channel_id=8, delivered=job.count)
        for number, job in enumerate((cheaper, dearer, cleared))
    ]

    assert [job.charged for job in done] == [6, 10, 5]
    found = await stores.size_mismatches.recent(since=0.0, limit=9)
    assert {(one.job_id, one.drawn, one.charged, one.reserved) for one in found} == {
        (cheaper.id, ((1024, 768), (1024, 1024)), 6, 10),
        (dearer.id, ((2048, 2048),) * 2, 10, 10),
    }
    assert len(await stores.size_mismatches.recent(since=0.0, limit=1)) == 1


async def test_old_and_undelivered_jobs_are_not_size_mismatches(
    stores: Stores, place: Place, store: JobStore, manual_clock: ManualClock
) -> None:
    old, failed = await place(), await place()
    for job in (old, failed):
        await render(store, job.id)
        await store.record_drawn(job.id, ((1024, 768),), 1)
    await store.finish_delivered(old.id, message_id=7, channel_id=8, delivered=1)
    await store.finish_failed(failed.id, reason="internal")
    manual_clock.jump(10)

    assert await stores.size_mismatches.recent(since=manual_clock.now(), limit=9) == []
    (found,) = await stores.size_mismatches.recent(since=manual_clock.now() - 10, limit=9)
    assert found.job_id == old.id


async def test_sizes_are_recorded_only_before_the_end(place: Place, store: JobStore) -> None:
    job = await place()
    with pytest.raises(StaleJobError):
        await store.record_drawn(job.id, ((1024, 768),), 1)


async def test_a_token_is_deleted_once_the_pictures_are_posted(place: Place) -> None:
    done = await deliver(place.store, await place())

    assert done.token is None


async def test_a_token_is_kept_after_a_failure_until_the_member_is_notified(
    place: Place, store: JobStore
) -> None:
    job = await place()

    failed = await store.finish_failed(job.id, reason="fal-policy", values={"quote": "no", "n": 1})
    await store.record_notified(job.id)
    told = await store.get(job.id)

    assert (failed.state, failed.notified, failed.token) == (JobState.FAILED, False, "a-token")
    assert (failed.reason, dict(failed.reason_values)) == ("fal-policy", {"quote": "no", "n": 1})
    assert told is not None
    assert (told.notified, told.token) == (True, None)


async def test_a_released_job_can_be_claimed_again(place: Place, store: JobStore) -> None:
    job = await place()
    await store.claim(job.id, wire_form="playground")

    released = await store.requeue(job.id)

    assert released.state is JobState.QUEUED
    assert (await store.claim(job.id, wire_form="playground")).state is JobState.SUBMITTING


async def test_only_one_of_two_concurrent_claims_succeeds(place: Place, store: JobStore) -> None:
    job = await place()

    ends = await asyncio.gather(
        *(store.claim(job.id, wire_form="playground") for _ in range(5)), return_exceptions=True
    )

    assert sorted(type(end).__name__ for end in ends) == ["Job"] + ["StaleJobError"] * 4


async def test_only_one_of_two_concurrent_ends_succeeds(place: Place, store: JobStore) -> None:
    job = await place()
    await render(store, job.id)

    ends = await asyncio.gather(
        store.finish_failed(job.id, reason="undeliverable"),
        store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1),
        return_exceptions=True,
    )

    assert sorted(type(end).__name__ for end in ends) == ["Job", "StaleJobError"]


async def test_a_nonexistent_job_is_stale(store: JobStore) -> None:
    with pytest.raises(StaleJobError):
        await store.claim("nothing", wire_form="playground")
    with pytest.raises(StaleJobError):
        await store.finish_failed("nothing", reason="deadline")
    with pytest.raises(StaleJobError):
        await store.record_notified("nothing")


async def test_the_posting_route_is_recorded_only_before_the_post(place: Place, store: JobStore) -> None:
    job = await place()
    with pytest.raises(StaleJobError):
        await store.record_posting(job.id, PostingRoute.CHANNEL)
    await render(store, job.id)

    await store.record_posting(job.id, PostingRoute.CHANNEL)

    found = await store.get(job.id)
    assert found is not None
    assert found.posting is PostingRoute.CHANNEL


# --- finding ---------------------------------------------------------------------------------------------


async def test_recovery_finds_open_jobs_and_unnotified_ends_oldest_first(
    place: Place, store: JobStore, manual_clock: ManualClock
) -> None:
    placed = []
    for _ in range(7):
        placed.append(await place())
        manual_clock.jump(1)
    queued, submitting, submitted, rendered, untold, told, delivered = placed
    await store.claim(submitting.id, wire_form="playground")
    await store.claim(submitted.id, wire_form="playground")
    await submit(store, submitted.id)
    await render(store, rendered.id)
    await store.finish_failed(untold.id, reason="deadline")
    await store.finish_failed(told.id, reason="deadline")
    await store.record_notified(told.id)
    await deliver(store, delivered)

    found = await store.unfinished()

    assert [job.id for job in found] == [job.id for job in (queued, submitting, submitted, rendered, untold)]


async def test_a_result_is_found_only_by_its_message(place: Place, store: JobStore) -> None:
    job = await place()
    await store.record_reply(job.id, 70)
    done = await deliver(store, job, message_id=7)

    assert await store.find_by_message(7) == done
    assert await store.find_by_message(70) is None


async def test_recent_durations_are_those_of_the_latest_similar_jobs(
    place: Place, store: JobStore, manual_clock: ManualClock
) -> None:
    for seconds in [1000.0] * 20 + [10.0] * 12 + [40.0] + [90.0] * 12:
        job = await place()
        await store.claim(job.id, wire_form="playground")
        await submit(store, job.id)
        started_at = manual_clock.now()
        manual_clock.jump(seconds)
        await store.record_rendered(job.id, pictures(1), started_at=started_at)
        await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)

    durations = await store.recent_durations("fal-ai/gpt-image-2", "1024x1024", "medium")

    assert estimate_duration(durations) == DurationEstimate(median=40, low=10, high=90, sample=25)
    assert await store.recent_durations("fal-ai/gpt-image-2", "1024x1024", "high") == []


async def test_a_job_without_an_observed_start_counts_from_its_submit(
    place: Place, store: JobStore, manual_clock: ManualClock
) -> None:
    job = await place()
    await store.claim(job.id, wire_form="playground")
    await submit(store, job.id)
    manual_clock.jump(33)
    await store.record_rendered(job.id, pictures(1), started_at=None)
    await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)

    assert await store.recent_durations(job.model, job.size, job.quality) == [33]


async def test_a_snowflake_of_64_bits_fits_every_column(place: Place, store: JobStore) -> None:
    largest = 2**63 - 1
    origin = replace(
        make_origin(guild_id=largest, user_id=largest), channel_id=largest, application_id=largest
    )

    job = await place(origin=origin)
    await store.record_reply(job.id, largest)

    found = await store.get(job.id)
    assert found is not None
    assert {found.guild_id, found.user_id, found.channel_id, found.application_id} == {largest}


# --- wishes to cancel ---------------------------------------------------------------------------


async def test_a_cancellation_ends_and_refunds_a_queued_job_in_one_step(
    place: Place, store: JobStore, stores: Stores
) -> None:
    job = await place()

    ended = await store.request_cancel(job.id, job.user_id)

    assert (ended.state, ended.reason, ended.charged) == (JobState.CANCELLED, "cancelled", 0)
    assert [open_.id for open_ in await store.unfinished()] == [job.id], "its member has yet to be told"
    assert await stores.quota.balance(job.reservation.account, DAY.day) == (0, 0)
    assert await stores.quota.spent_by_bot(DAY.day) == 0


async def test_a_cancellation_survives_a_submit_and_names_the_first_user(
    place: Place, store: JobStore
) -> None:
    job = await place()
    await store.claim(job.id, wire_form="playground")

    noted = await store.request_cancel(job.id, 77)
    again = await store.request_cancel(job.id, job.user_id)
    submitted = await submit(store, job.id)
    ended = await store.finish_cancelled(job.id)

    assert (noted.state, noted.cancel_by) == (JobState.SUBMITTING, 77)
    assert again.cancel_by == submitted.cancel_by == 77
    assert (ended.reason, ended.reason_values) == ("cancelled-moderator", {"by": "77"})


async def test_a_cancellation_before_the_next_step_wins(place: Place, store: JobStore) -> None:
    job = await place()
    await store.request_cancel(job.id, job.user_id)

    with pytest.raises(StaleJobError):
        await store.claim(job.id, wire_form="playground")


async def test_a_rendered_job_cannot_be_canceled(place: Place, store: JobStore) -> None:
    job = await place()
    rendered = await render(store, job.id)

    assert await store.request_cancel(job.id, job.user_id) == rendered
    done = await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)
    assert await store.request_cancel(job.id, job.user_id) == done
