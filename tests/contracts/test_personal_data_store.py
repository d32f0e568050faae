"""Personal data store: counts agree with the rows, and an erasure leaves nothing that names the user."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.errors import RefusedError
from bot.jobs.references import ReferencePicture
from tests.clocks import ManualClock
from tests.contracts.conftest import SqlStores
from tests.contracts.sql_jobs import delivered
from tests.unit.bot.factories import DAY, Place, make_origin, references

USER, OTHER = 10, 11


async def _rows(sql: SqlStores, table: str, user_id: int) -> list[Mapping[str, Any]]:
    pages = [page async for page in sql.personal_data.read_rows(table, user_id)]
    return [row for page in pages for row in page]


async def _counts(sql: SqlStores, user_id: int) -> dict[str, int]:
    found = {table: await sql.personal_data.count_rows(table, user_id) for table in sql.personal_data.tables}
    return {table: count for table, count in found.items() if count}


async def test_counts_agree_with_the_rows_of_every_table(sql: SqlStores) -> None:
    for message_id in (1, 2):
        await delivered(sql.jobs, message_id=message_id, user_id=USER)
    await delivered(sql.jobs, message_id=3, user_id=OTHER)
    await sql.reactions.record_ignored(1, USER)

    for table in sql.personal_data.tables:
        assert len(await _rows(sql, table, USER)) == await sql.personal_data.count_rows(table, USER), table
    assert len(await _rows(sql, "generations", USER)) == 2
    assert await _counts(sql, 12) == {}


async def test_an_open_request_prevents_the_erasure(sql: SqlStores) -> None:
    await delivered(sql.jobs, message_id=1, user_id=USER)
    await Place(sql.jobs)(user_id=USER)
    before = await _counts(sql, USER)

    with pytest.raises(RefusedError, match="refused-erase-open"):
        await sql.personal_data.erase(USER, day=DAY.day)

    assert await _counts(sql, USER) == before


async def test_an_erasure_does_not_affect_others_and_can_be_repeated(sql: SqlStores) -> None:
    job = await delivered(sql.jobs, message_id=1, user_id=USER)
    await delivered(sql.jobs, message_id=2, user_id=OTHER)
    others = await _counts(sql, OTHER)

    first = await sql.personal_data.erase(USER, day=DAY.day)
    second = await sql.personal_data.erase(USER, day=DAY.day)

    assert (first.generations, second.generations) == (1, 0)
    # Today's usage is kept until the day ends.
    assert set(await _counts(sql, USER)) <= {"erased_use"}
    assert await _counts(sql, OTHER) == others
    stored = await sql.jobs.get(job.id)
    assert stored is not None
    assert (stored.prompt, stored.pictures, stored.message_id) == ("", (), None)
    assert await sql.jobs.find_by_message(1) is None


async def test_an_erasure_deletes_references_that_derive_from_the_users_jobs(
    sql: SqlStores, manual_clock: ManualClock
) -> None:
    own = await delivered(sql.jobs, message_id=1, user_id=USER, references=references(1))
    child = await delivered(sql.jobs, message_id=2, user_id=OTHER, parent_id=own.id, references=references(2))
    grandchild = await delivered(
        sql.jobs, message_id=3, user_id=12, parent_id=child.id, references=references(1)
    )
    unrelated = await delivered(sql.jobs, message_id=4, user_id=OTHER, references=references(1))
    running = await Place(sql.jobs)(
        origin=make_origin(user_id=OTHER, parent_id=own.id), references=references(1)
    )
    (exported,) = [row for row in await _rows(sql, "generations", USER) if row["id"] == own.id]
    assert exported["reference_pictures"][0]["source"]["kind"] == "upload"
    # The jobs of earlier days are erased first, in batches.
    manual_clock.jump(3 * 24 * 3600)

    await sql.personal_data.erase(USER, day=DAY.day)

    left = {job.id for job in (own, child, grandchild, unrelated, running) if await _references(sql, job.id)}
    assert left == {unrelated.id, running.id}


async def _references(sql: SqlStores, job_id: str) -> tuple[ReferencePicture, ...]:
    job = await sql.jobs.get(job_id)
    assert job is not None
    return job.references
