"""Personal data store: counts agree with the rows, and an erasure leaves nothing that names the user."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.errors import RefusedError
from tests.contracts.conftest import SqlStores
from tests.contracts.sql_jobs import delivered
from tests.unit.bot.factories import DAY, Place

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
    await sql.reactions.record(1, USER)

    for table in sql.personal_data.tables:
        assert len(await _rows(sql, table, USER)) == await sql.personal_data.count_rows(table, USER), table
    assert len(await _rows(sql, "generations", USER)) == 2
    assert await _counts(sql, 12) == {}


async def test_an_open_request_prevents_the_erasure_and_keeps_everything(sql: SqlStores) -> None:
    await delivered(sql.jobs, message_id=1, user_id=USER)
    await Place(sql.jobs)(user_id=USER)
    before = await _counts(sql, USER)

    with pytest.raises(RefusedError, match="refused-erase-open"):
        await sql.personal_data.erase(USER, day=DAY.day)

    assert await _counts(sql, USER) == before


async def test_an_erasure_spares_others_and_can_be_repeated(sql: SqlStores) -> None:
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
