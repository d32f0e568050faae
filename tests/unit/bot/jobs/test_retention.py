"""Old requests are forgotten with their prompts; the books are not."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.integrity import find_mismatches
from bot.db.jobs import SqlJobStore
from bot.db.retention import delete_expired
from bot.db.schema import ledger
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
