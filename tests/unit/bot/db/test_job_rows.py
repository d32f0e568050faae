"""Job rows: unreadable rows, and concurrent writes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from bot.audit.models import Target, TargetKind
from bot.db.engine import Database
from bot.db.jobs import SqlJobStore
from bot.db.limits import block_member, set_limit, unblock_member
from bot.db.reactions import SqlReactionStore
from bot.db.schema import blocks, generations, limits, reactions
from bot.quota.models import Account
from tests.clocks import ManualClock
from tests.unit.bot.factories import Place, render

ALICE = Account(guild_id=1, user_id=10)


async def spoil(database: Database, job_id: str, **values: Any) -> None:
    async with database.write() as connection:
        await connection.execute(update(generations).where(generations.c.id == job_id).values(**values))


async def rows(database: Database, table: Any) -> list[dict[str, Any]]:
    async with database.read() as connection:
        return [dict(row) for row in (await connection.execute(select(table))).mappings()]


@pytest.mark.parametrize(
    "values",
    [{"state": "paused"}, {"source": "button2"}, {"pictures": '["a"]'}, {"reason_values": "{"}],
    ids=lambda values: next(iter(values)),
)
async def test_recovery_skips_and_names_an_unreadable_row(
    database: Database, place: Place, store: SqlJobStore, values: dict[str, Any]
) -> None:
    first, bad, last = await place(), await place(), await place()
    await spoil(database, bad.id, **values)

    with capture_logs() as logs:
        found = await store.unfinished()

    assert {job.id for job in found} == {first.id, last.id}
    assert [(line["log_level"], line["job"]) for line in logs] == [("error", bad.id)]


async def test_an_unreadable_result_does_not_hide_the_others(
    database: Database, place: Place, store: SqlJobStore, manual_clock: ManualClock
) -> None:
    good, bad = await place(), await place()
    for message_id, job in enumerate((good, bad), start=7):
        await render(store, job.id)
        await store.finish_delivered(job.id, message_id=message_id, channel_id=8, delivered=1)
    await spoil(database, bad.id, pictures="{}{}")

    with capture_logs() as logs:
        found = await SqlReactionStore(database, manual_clock).recent_results(seconds=60, most=10)

    assert [result.job.id for result in found] == [good.id]
    assert [line["job"] for line in logs] == [bad.id]


async def test_concurrent_changes_of_one_limit_leave_one_value(database: Database) -> None:
    async def change(credits: int) -> int | None:
        async with database.write() as connection:
            return await set_limit(connection, 1, Target(kind=TargetKind.ROLE, id=5), credits)

    before = await asyncio.gather(*map(change, range(1, 9)))

    (left,) = await rows(database, limits)
    assert left["credits"] in range(1, 9)
    assert None in before


async def test_only_one_of_concurrent_blocks_has_an_effect(
    database: Database,
) -> None:
    async def change(actor_id: int, *, blocked: bool) -> bool:
        async with database.write() as connection:
            if blocked:
                return await block_member(connection, ALICE, actor_id=actor_id, at_ms=1)
            return await unblock_member(connection, ALICE, at_ms=1)

    blocking = await asyncio.gather(*(change(actor, blocked=True) for actor in range(8)))
    stood = len(await rows(database, blocks))
    unblocking = await asyncio.gather(*(change(actor, blocked=False) for actor in range(8)))

    assert (sum(blocking), stood, sum(unblocking)) == (1, 1, 1)
    assert await rows(database, blocks) == []


async def test_a_reaction_claimed_by_several_processes_is_one_row(
    database: Database, manual_clock: ManualClock
) -> None:
    store = SqlReactionStore(database, manual_clock)
    since = manual_clock.now() - 10

    claims = await asyncio.gather(*(store.claim(7, 10, since=since) for _ in range(8)))

    assert claims.count(True) == 1
    (row,) = await rows(database, reactions)
    assert row["at_ms"] == round(manual_clock.now() * 1000)
