"""Retention: old requests are deleted with their prompts; the ledger is kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import data_erasure
from bot.db.engine import Database
from bot.db.integrity import find_mismatches
from bot.db.jobs import SqlJobStore
from bot.db.retention import delete_expired
from bot.db.schema import generations, ledger
from tests.clocks import ManualClock
from tests.unit.bot.factories import Place, counters_of, render

DAY = 24 * 3600


async def test_the_ledger_is_consistent_after_retention(
    database: Database, place: Place, store: SqlJobStore, manual_clock: ManualClock
) -> None:
    job = await place(unit=5, count=2)
    await render(store, job.id)
    await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)
    async with database.read() as connection:
        before = await counters_of(connection)

    await delete_expired(database, now=manual_clock.now() + 31 * DAY, days=30)

    async with database.read() as connection:
        assert await counters_of(connection) == before
        assert await find_mismatches(connection) == []
        assert await connection.scalar(select(func.count()).select_from(ledger)) == 2


async def test_many_old_requests_are_deleted_in_batches(
    database: Database,
    place: Place,
    store: SqlJobStore,
    manual_clock: ManualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(data_erasure, "_BATCH", 2)
    for _ in range(5):
        job = await place()
        await store.finish_failed(job.id, reason="deadline")
        await store.record_notified(job.id)
    await place()

    assert await delete_expired(database, now=manual_clock.now() + 31 * DAY, days=30) == 5

    async with database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(generations)) == 1
        assert await find_mismatches(connection) == []


async def test_other_writers_proceed_between_batches(
    database: Database, place: Place, store: SqlJobStore, manual_clock: ManualClock
) -> None:
    order: list[str] = []
    begun = asyncio.Event()
    write = database.write

    @asynccontextmanager
    async def noted(**options: bool) -> AsyncIterator[AsyncConnection]:
        async with write(**options) as connection:
            order.append("batch" if options else "other")
            begun.set()
            yield connection

    for _ in range(6):
        job = await place()
        await store.finish_failed(job.id, reason="deadline")
        await store.record_notified(job.id)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data_erasure, "_BATCH", 1)
        patch.setattr(database, "write", noted)
        deleting = asyncio.create_task(delete_expired(database, now=manual_clock.now() + 31 * DAY, days=30))
        await begun.wait()
        await place()
        await deleting

    assert "other" in order[:-1]
