"""History store: pages of a user's own jobs, prompts to repeat, and replaced messages."""

from __future__ import annotations

import asyncio

import pytest

from bot.jobs.models import Cursor, HistoryPage, Job
from bot.quota.models import Account
from tests.clocks import ManualClock
from tests.contracts.conftest import SqlStores
from tests.contracts.sql_jobs import delivered
from tests.unit.bot.factories import make_new_job, make_origin, make_request

ACCOUNT = Account(guild_id=1, user_id=10)


async def _jobs(sql: SqlStores, clock: ManualClock, *prompts: str) -> list[Job]:
    jobs = []
    for prompt in prompts:
        clock.jump(1)
        jobs.append(await sql.jobs.create(make_request(prompt=prompt), make_origin(), make_new_job()))
    return jobs


async def _page(
    sql: SqlStores, *, words: str = "", cursor: Cursor | None = None, newer: bool = False, limit: int = 2
) -> HistoryPage:
    return await sql.history.page(ACCOUNT, words=words, cursor=cursor, newer=newer, limit=limit)


def _prompts(page: HistoryPage) -> str:
    return "".join(job.prompt for job in page.entries)


async def test_pages_lead_to_the_oldest_job_and_back(sql: SqlStores, manual_clock: ManualClock) -> None:
    await _jobs(sql, manual_clock, *"abcde")

    first = await _page(sql)
    second = await _page(sql, cursor=first.older)
    last = await _page(sql, cursor=second.older)
    back = await _page(sql, cursor=last.newer, newer=True)

    assert [_prompts(page) for page in (first, second, last, back)] == ["ed", "cb", "a", "cb"]
    assert (first.newer, last.older) == (None, None)
    assert None not in (first.older, second.newer, second.older, last.newer)


async def test_jobs_with_equal_times_appear_once(sql: SqlStores) -> None:
    for prompt in "abc":
        await sql.jobs.create(make_request(prompt=prompt), make_origin(), make_new_job())

    first = await _page(sql)
    second = await _page(sql, cursor=first.older)

    assert sorted(_prompts(first) + _prompts(second)) == ["a", "b", "c"]


async def test_going_back_from_the_second_page_shows_a_full_first_page(
    sql: SqlStores, manual_clock: ManualClock
) -> None:
    await _jobs(sql, manual_clock, *"abcd")
    first = await _page(sql, limit=3)
    assert first.older is not None

    back = await _page(sql, cursor=first.older, newer=True, limit=3)

    assert _prompts(back) == "dcb"
    assert back.newer is None


@pytest.mark.parametrize("words", ["KITE", " kite ", "ÄRGER", "ß"])
async def test_the_search_ignores_case(sql: SqlStores, manual_clock: ManualClock, words: str) -> None:
    await _jobs(sql, manual_clock, "a red Kite", "großer ärger", "a 100% lamp_")

    assert len((await _page(sql, words=words)).entries) == 1


@pytest.mark.parametrize(("words", "count"), [("%", 1), ("_", 1), ("a%p", 0)])
async def test_sql_wildcards_are_searched_literally(
    sql: SqlStores, manual_clock: ManualClock, words: str, count: int
) -> None:
    await _jobs(sql, manual_clock, "a red kite", "a 100% lamp_")

    assert len((await _page(sql, words=words)).entries) == count


async def test_other_users_and_servers_have_their_own_history(sql: SqlStores) -> None:
    await delivered(sql.jobs, message_id=1, user_id=11)
    await delivered(sql.jobs, message_id=2, guild_id=2)

    assert await _page(sql) == HistoryPage(entries=())
    assert await sql.history.recent_prompts(ACCOUNT, words="", limit=9) == []


async def test_recent_prompts_are_distinct_and_refer_to_their_newest_job(
    sql: SqlStores, manual_clock: ManualClock
) -> None:
    jobs = await _jobs(sql, manual_clock, "a kite", "a lamp", "a kite")

    found = await sql.history.recent_prompts(ACCOUNT, words="", limit=9)
    limited = await sql.history.recent_prompts(ACCOUNT, words="A", limit=1)

    assert found == [(jobs[2].id, "a kite"), (jobs[1].id, "a lamp")]
    assert limited == found[:1]


async def test_a_message_is_replaced_once(sql: SqlStores) -> None:
    job = await delivered(sql.jobs, message_id=1)
    await sql.results.mark_deleted(job.id, by=job.user_id)

    ends = await asyncio.gather(
        *(sql.history.record_repost(job, message_id=n, channel_id=9) for n in (50, 51, 52))
    )
    stored = await sql.jobs.get(job.id)

    assert sorted(ends) == [False, False, True]
    assert stored is not None
    assert stored.message_id in {50, 51, 52}
    assert (stored.message_channel_id, stored.deleted_at) == (9, None)


async def test_a_replaced_message_is_restored_unless_it_was_replaced_again(sql: SqlStores) -> None:
    first, second = [await delivered(sql.jobs, message_id=n) for n in (1, 2)]
    for job in (first, second):
        await sql.history.record_repost(job, message_id=50 + (job.message_id or 0), channel_id=9)
    newer = await sql.jobs.get(second.id)
    assert newer is not None
    await sql.history.record_repost(newer, message_id=99, channel_id=9)

    for job in (first, second):
        await sql.history.revert_repost(job, message_id=50 + (job.message_id or 0))

    assert await sql.jobs.get(first.id) == first
    kept = await sql.jobs.get(second.id)
    assert kept is not None
    assert kept.message_id == 99
