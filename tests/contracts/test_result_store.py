"""Result store: spoiler flags, deletions, and the chain of repeats as a viewer may see it."""

from __future__ import annotations

from bot.jobs.models import Job
from tests.clocks import ManualClock
from tests.contracts.conftest import SqlStores
from tests.contracts.sql_jobs import delivered
from tests.unit.bot.factories import Place, make_origin

OWNER, OTHER = 10, 11


async def _get(sql: SqlStores, job: Job) -> Job:
    stored = await sql.jobs.get(job.id)
    assert stored is not None
    return stored


async def test_the_first_deletion_of_a_result_is_kept(sql: SqlStores, manual_clock: ManualClock) -> None:
    job = await delivered(sql.jobs, message_id=1)
    at = manual_clock.now()
    for user_id in (20, 21):
        await sql.results.mark_deleted(job.id, by=user_id)
        manual_clock.jump(60)

    stored = await _get(sql, job)
    assert (stored.deleted_at, stored.deleted_by) == (at, 20)


async def test_the_spoiler_flag_can_be_set_and_cleared(sql: SqlStores) -> None:
    job, untouched = [await delivered(sql.jobs, message_id=n) for n in (1, 2)]
    flags = []
    for covered in (True, True, False):
        await sql.results.mark_spoiler(job.id, covered=covered)
        flags.append((await _get(sql, job)).spoiler)

    assert flags == [True, True, False]
    assert await _get(sql, untouched) == untouched


async def test_children_are_listed_oldest_first_without_private_ones_of_others(
    sql: SqlStores, manual_clock: ManualClock
) -> None:
    parent = await delivered(sql.jobs, message_id=1)
    children = {}
    for n, (name, options) in enumerate(
        {"public": {}, "private": {"private": True}, "shared": {"private": True}}.items(), 2
    ):
        manual_clock.jump(1)
        children[name] = await delivered(sql.jobs, message_id=n, parent_id=parent.id, **options)
    await sql.shares.begin(children["shared"].id)
    await sql.shares.complete(children["shared"].id, 50, covered=False)

    async def seen_by(viewer_id: int, most: int = 10) -> list[str]:
        found = await sql.results.children(parent.id, viewer_id=viewer_id, most=most)
        names = {job.id: name for name, job in children.items()}
        return [names[job.id] for job in found]

    assert await seen_by(OWNER) == ["public", "private", "shared"]
    assert await seen_by(OTHER) == ["public", "shared"]
    assert await seen_by(OWNER, most=1) == ["public"]


async def test_failed_repeats_are_not_children(sql: SqlStores) -> None:
    parent = await delivered(sql.jobs, message_id=1)
    waiting, failed = [await Place(sql.jobs)(origin=make_origin(parent_id=parent.id)) for _ in range(2)]
    await sql.jobs.finish_failed(failed.id, reason="deadline")

    found = await sql.results.children(parent.id, viewer_id=OWNER, most=9)

    assert [job.id for job in found] == [waiting.id]


async def test_ancestors_end_before_the_first_hidden_one(sql: SqlStores) -> None:
    chain: list[Job] = []
    for n, private in enumerate((False, True, False, False), 1):
        parent_id = chain[-1].id if chain else None
        chain.append(await delivered(sql.jobs, message_id=n, parent_id=parent_id, private=private))

    async def seen_by(viewer_id: int, most: int = 10) -> list[str]:
        return [job.id for job in await sql.results.ancestors(chain[-1], viewer_id=viewer_id, most=most)]

    assert await seen_by(OWNER) == [chain[2].id, chain[1].id, chain[0].id]
    assert await seen_by(OTHER) == [chain[2].id]
    assert await seen_by(OWNER, most=2) == [chain[2].id, chain[1].id]


async def test_a_missing_parent_ends_the_chain(sql: SqlStores) -> None:
    job = await delivered(sql.jobs, message_id=1, parent_id="purged")

    assert await sql.results.ancestors(job, viewer_id=OWNER, most=9) == []
