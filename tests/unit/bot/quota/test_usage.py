"""Usage reports equal the ledger; the file is stable, safe to open, and within the limits."""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.schema import ledger
from bot.db.usage import SqlUsageStore
from bot.errors import RefusedError
from bot.quota.models import LEDGER_COLUMNS, ActiveUsers
from bot.quota.usage import UsageService, safe_cell
from tests.clocks import ManualClock
from tests.unit.bot.factories import Place, quota_day, render

# The tests' clock stands on the first day of their calendar.
TODAY, YESTERDAY, EARLIER = (quota_day(-back) for back in (0, 1, 2))
PLENTY = 10 * 1024 * 1024


@pytest.fixture
def reports(database: Database, manual_clock: ManualClock, tmp_path: Path) -> UsageService:
    return UsageService(
        SqlUsageStore(database), manual_clock, zone=ZoneInfo("UTC"), folder=tmp_path / "spool"
    )


async def some_use(place: Place) -> None:
    """Two members on three days; three requests fail, one is charged for half."""
    for period, user_id, unit, count in ((EARLIER, 10, 3, 2), (YESTERDAY, 11, 20, 2), (TODAY, 10, 6, 1)):
        job = await place(unit=unit, count=count, user_id=user_id, period=period)
        await render(place.store, job.id)
        await place.store.finish_delivered(job.id, message_id=1, channel_id=1, delivered=1)
    for reason in ("internal", "fal-policy", "fal-policy"):
        failed = await place(unit=50, period=TODAY)
        await place.store.finish_failed(failed.id, reason=reason)
    await place(unit=4, user_id=11, period=TODAY)
    await place(unit=99, user_id=11, guild_id=2, period=TODAY)


async def test_the_series_equal_the_ledger(reports: UsageService, place: Place, database: Database) -> None:
    await some_use(place)

    usage = await reports.usage(1, 3)

    async with database.read() as connection:
        e = ledger.c
        query = select(e.day, func.sum(e.spend_delta)).where(e.guild_id == 1).group_by(e.day).order_by(e.day)
        booked = [(day, int(total)) for day, total in await connection.execute(query)]
    assert [(day, sum(parts.values())) for day, parts in usage.by_day] == booked
    assert usage.total == 3 + 20 + 6 + 4
    assert usage.by_member == [(11, 24), (10, 9)]
    assert usage.by_quality == {"medium": 33}
    assert usage.by_end == {"delivered": 3, "policy": 2, "failed": 1, "cancelled": 0, "open": 1}


async def test_only_the_requested_days_count(reports: UsageService, place: Place) -> None:
    await some_use(place)

    usage = await reports.usage(1, 2)

    assert usage.days == (YESTERDAY.day, TODAY.day)
    assert usage.total == 30
    assert (await reports.usage(3, 90)).total == 0


async def exported(reports: UsageService, limit: int = PLENTY) -> tuple[str, str, int, str]:
    first, last = reports.days_between(None, None)
    async with reports.export(1, first, last, limit) as made:
        assert made.path.stat().st_size <= limit
        content = made.path.read_bytes()
        if made.name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = archive.read(archive.namelist()[0])
    assert not made.path.exists()
    return made.name, content.decode(), made.left_out, made.next_day


async def test_the_file_has_every_entry_of_this_server_in_stable_columns(
    reports: UsageService, place: Place
) -> None:
    await some_use(place)

    name, text, left_out, _ = await exported(reports)

    rows = list(csv.DictReader(io.StringIO(text)))
    assert name.endswith(".csv") and left_out == 0
    assert tuple(rows[0]) == LEDGER_COLUMNS
    assert len(rows) == 13
    assert {row["server_id"] for row in rows} == {"1"}
    assert all(row["at"].endswith("Z") and "T" in row["at"] for row in rows)
    assert sum(int(row["spend_delta"]) for row in rows) == 33


async def test_a_file_that_is_too_large_is_zipped_and_then_cut_by_whole_days(
    reports: UsageService, place: Place
) -> None:
    for back in range(12):
        for _ in range(8):
            await place(unit=1, period=quota_day(-back))
    _, whole, _, _ = await exported(reports)

    name, zipped, none, _ = await exported(reports, len(whole) - 1)
    _, cut, left_out, next_day = await exported(reports, 800)
    rows = list(csv.DictReader(io.StringIO(cut)))

    assert name.endswith(".zip") and zipped == whole and none == 0
    assert len(rows) + left_out == 96
    assert 0 < len(rows) < 96
    assert max(row["day"] for row in rows) < next_day
    assert len(rows) % 8 == 0


@pytest.mark.parametrize("first", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1"])
def test_no_text_starts_a_formula(first: str) -> None:
    assert safe_cell(first) == f"'{first}"
    assert [safe_cell(value) for value in (-5, None, "internal", 2**63 - 1)] == [
        "-5",
        "",
        "internal",
        "9223372036854775807",
    ]


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        ("yesterday", None, "export-refused-day"),
        (None, "2027-02-30", "export-refused-day"),
        ("2027-01-02", "2027-01-01", "export-refused-order"),
        ("2027-01-02", "0001-01-05", "export-refused-order"),
    ],
)
def test_an_invalid_range_is_refused(
    reports: UsageService, first: str | None, last: str | None, key: str
) -> None:
    with pytest.raises(RefusedError) as error:
        reports.days_between(first, last)

    assert error.value.key == key


async def test_concurrent_exports_do_not_block_requests(
    reports: UsageService, place: Place, database: Database
) -> None:
    await some_use(place)
    pool, peak = database.engine.sync_engine.pool, 0

    async def export() -> None:
        async with reports.export(1, EARLIER.day, TODAY.day, PLENTY):
            await asyncio.sleep(0)

    exports = [asyncio.create_task(export()) for _ in range(20)]
    while not all(task.done() for task in exports):
        peak = max(peak, pool.checkedout())  # type: ignore[attr-defined]
        await asyncio.sleep(0)
    await asyncio.gather(*exports)

    # On PostgreSQL, they use another pool.
    assert peak <= 1


async def test_active_users_are_counted_once_per_guild(
    reports: UsageService, place: Place, manual_clock: ManualClock
) -> None:
    await place(user_id=9)
    await manual_clock.advance(8 * 24 * 3600)
    for user_id, guild_id in ((10, 1), (10, 1), (11, 1), (12, 2), (-5, 1)):
        await place(user_id=user_id, guild_id=guild_id)

    week, day = await reports.active_users(1), await reports.active_users(1, kept_days=1)

    assert (week.members, week.since) == (2, manual_clock.now() - 7 * 24 * 3600)
    assert (day.members, day.since) == (2, manual_clock.now() - 24 * 3600)


async def test_only_the_newest_requests_are_counted_and_their_start_is_stated(
    place: Place, database: Database, manual_clock: ManualClock
) -> None:
    began = []
    for user_id in (10, 11, 12, 12):
        await manual_clock.advance(60)
        began.append(manual_clock.now())
        await place(user_id=user_id)

    store = SqlUsageStore(database)
    assert await store.active_users(1, 0, limit=3) == ActiveUsers(members=2, since=began[1])
    assert await store.active_users(1, 0, limit=5) == ActiveUsers(members=3, since=0)
    async with database.read() as connection:
        if connection.dialect.name == "sqlite":
            plan = await connection.exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT user_id, created_ms FROM generations "
                "WHERE guild_id = 1 AND created_ms >= 0 ORDER BY created_ms DESC LIMIT 3"
            )
            assert "ix_generations_guild" in str(plan.all())
