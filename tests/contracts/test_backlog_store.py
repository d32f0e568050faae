"""Backlog: open jobs by state, members to notify, credits of the day and the pause."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.db.backlog import SqlBacklogStore, probe_write
from bot.db.engine import Database
from bot.db.jobs import SqlJobStore
from bot.db.maintenance import SqlMaintenanceStore
from bot.jobs.admission import Pause
from bot.jobs.models import JobState
from tests.clocks import ManualClock
from tests.engines import ENGINES, empty_database, migrated_database
from tests.unit.bot.factories import Place, render


@pytest.fixture(params=ENGINES)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    async with empty_database(request.param, tmp_path) as url, migrated_database(url) as opened:
        yield opened


async def test_an_empty_database_has_no_backlog(database: Database) -> None:
    backlog = await SqlBacklogStore(database).read("2026-11-30")

    assert (dict(backlog.open), backlog.unnotified, backlog.credits_today) == ({}, 0, 0)
    assert (backlog.oldest_at, backlog.pause) == (None, None)


async def test_jobs_are_counted_until_their_members_are_notified(
    database: Database, manual_clock: ManualClock
) -> None:
    jobs = SqlJobStore(database, manual_clock)
    place = Place(jobs)
    delivered = await place(unit=5)
    await render(jobs, delivered.id)
    await jobs.finish_delivered(delivered.id, message_id=7, channel_id=8, delivered=1)
    created_at = manual_clock.now()
    first = await place(unit=3)
    manual_clock.jump(10)
    await place(unit=3)
    failed = await place(unit=3)
    await jobs.claim(first.id, wire_form="a")
    await jobs.finish_failed(failed.id, reason="deadline")
    await SqlMaintenanceStore(database).set_pause(Pause(since=1.0, message="later"))

    backlog = await SqlBacklogStore(database).read(first.reservation.day)

    counts = {state: jobs.count for state, jobs in backlog.open.items()}
    assert counts == {JobState.SUBMITTING: 1, JobState.QUEUED: 1}
    assert backlog.oldest_at == pytest.approx(created_at, abs=0.001)
    assert backlog.open[JobState.QUEUED].oldest_at == pytest.approx(created_at + 10, abs=0.001)
    assert (backlog.unnotified, backlog.credits_today) == (1, 5 + 3 + 3)
    assert backlog.pause == Pause(since=1.0, message="later")
    await jobs.record_notified(failed.id)
    assert (await SqlBacklogStore(database).read(first.reservation.day)).unnotified == 0


async def test_a_probe_counts_as_a_write(database: Database) -> None:
    before = database.written_at
    await probe_write(database, 12.5)
    await probe_write(database, 13.5)

    assert database.written_at is not None
    assert before is None or database.written_at >= before
