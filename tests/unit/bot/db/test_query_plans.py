"""Query plans: growing tables are searched by index, on both engines."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, text

from bot.audit.models import AdminActor
from bot.db.costs import SqlCostStore
from bot.db.data_export import PERSONAL
from bot.db.engine import Database
from bot.db.history import SqlHistoryStore
from bot.db.jobs import SqlJobStore
from bot.db.maintenance import SqlMaintenanceStore
from bot.db.quota import SqlQuotaStore
from bot.db.reactions import SqlReactionStore
from bot.db.results import SqlResultStore
from bot.db.retention import delete_expired
from bot.db.shares import SqlShareStore
from bot.db.usage import SqlUsageStore
from bot.db.users import SqlPersonalDataStore
from bot.quota.costs import CostGroup
from bot.quota.models import Account
from bot.quota.periods import period_at
from tests.clocks import ManualClock
from tests.unit.bot.factories import DAY, Place

# Tables with a row per request, ledger entry, or member and day.
LARGE = ("generations", "ledger", "counters")
# Indexes that contain only the wanted rows.
PARTIAL = ("ix_generations_unnotified", "ix_generations_sharing")
EVER = ("0000-00-00", "9999-99-99")
ME = Account(guild_id=1, user_id=10)

Operation = Callable[[Database, Place], Coroutine[Any, Any, object]]


async def place_and_fail(_: Database, place: Place) -> None:
    job = await place(user_id=12)
    await place.store.finish_failed(job.id, reason="deadline")
    await place.store.record_notified(job.id)


async def export(database: Database, _: Place) -> None:
    store = SqlPersonalDataStore(database, ManualClock())
    for table in PERSONAL:
        await store.count_rows(table, ME.user_id)
        async for _page in store.read_rows(table, ME.user_id):
            pass


async def export_ledger(database: Database, _: Place) -> None:
    async for _batch in SqlUsageStore(database).ledger_batches(1, *EVER):
        pass


async def status(database: Database, _: Place) -> None:
    period = period_at(ManualClock().now(), ZoneInfo("UTC"))
    await SqlMaintenanceStore(database).totals(period, 0)


async def costs(database: Database, _: Place) -> None:
    store = SqlCostStore(database)
    await store.total(DAY.day, DAY.day)
    for group in CostGroup:
        await store.groups(group, DAY.day, DAY.day, limit=10)


async def search_history(database: Database, _: Place) -> None:
    await SqlHistoryStore(database).page(ME, words="lamp", cursor=None, newer=False, limit=5)


OPERATIONS: dict[str, Operation] = {
    "place and fail": place_and_fail,
    "unfinished": lambda database, _: SqlJobStore(database, ManualClock()).unfinished(),
    "erasure": lambda database, _: SqlPersonalDataStore(database, ManualClock()).erase(11, day=DAY.day),
    "export": export,
    "retention": lambda database, _: delete_expired(database, now=ManualClock().now(), days=1),
    "usage": lambda database, _: SqlUsageStore(database).usage(1, *EVER),
    "active users": lambda database, _: SqlUsageStore(database).active_users(1, 0, limit=10),
    "ledger export": export_ledger,
    "status": status,
    "costs": costs,
    "backfill": lambda database, _: SqlReactionStore(database, ManualClock()).recent_results(
        seconds=3600, most=10
    ),
    "pending shares": lambda database, _: SqlShareStore(database, ManualClock()).pending(),
    "reset": lambda database, _: SqlQuotaStore(database, ManualClock()).reset(
        AdminActor(guild_id=1, user_id=99), 10, day=DAY.day
    ),
    "history": search_history,
    "prompt suggestions": lambda database, _: SqlHistoryStore(database).recent_prompts(ME, words="", limit=5),
    "click": lambda database, _: SqlJobStore(database, ManualClock()).find_by_message(5),
    "repeats": lambda database, _: SqlResultStore(database, ManualClock()).children(
        "g1", viewer_id=10, most=5
    ),
}
# Indexes without which an operation would read many rows, though no whole table.
REQUIRED = {
    "unfinished": "ix_generations_unnotified",
    "pending shares": "ix_generations_sharing",
    "click": "ix_generations_shared_message",
    "repeats": "ix_generations_repeats",
    "erasure": "ix_generations_repeats",
    "history": "ix_generations_history",
    "reset": "ix_generations_unnotified",
}
# Operations whose rows are read in the order of an index, only as many as are shown.
UNSORTED = ("history", "prompt suggestions")


@pytest.mark.parametrize("name", OPERATIONS)
async def test_no_large_table_is_scanned(database: Database, place: Place, name: str) -> None:
    for user_id in (10, 11, 11):
        job = await place(user_id=user_id)
        if user_id == 11:
            await place.store.finish_failed(job.id, reason="deadline")
            await place.store.record_notified(job.id)
    executed: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not isinstance(parameters, list):
            executed.append((statement, parameters))

    engines = database.sync_engines
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    await OPERATIONS[name](database, place)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)

    found = [(statement, await plan_of(database, statement, values)) for statement, values in executed]
    assert any(plan for _, plan in found)
    scanned = [(statement, line) for statement, plan in found for line in scans(database, plan)]
    assert scanned == []
    used = "\n".join(line for _, plan in found for line in plan)
    assert re.search(rf"\b{REQUIRED.get(name, '')}\b", used)
    assert name not in UNSORTED or not re.search(r"\bSort\b|TEMP B-TREE", used)


async def plan_of(database: Database, statement: str, parameters: Any) -> list[str]:
    """The lines of the statement's plan; none for a statement without one."""
    if not re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", statement):
        return []
    async with database.snapshot() as connection:
        if database.dialect == "sqlite":
            rows = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            return [str(row[3]) for row in rows]
        # The tables are small, so every possible plan counts, not the cheapest one here.
        await connection.execute(text("SET LOCAL enable_seqscan = off"))
        rows = await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        return [str(row[0]) for row in rows]


def scans(database: Database, plan: list[str]) -> list[str]:
    """The steps that read a whole large table or a whole index of one."""
    if database.dialect == "sqlite":
        return [
            line
            for line in plan
            if re.match(rf"SCAN ({'|'.join(LARGE)})\b", line) and not any(name in line for name in PARTIAL)
        ]
    found = []
    for number, line in enumerate(plan):
        if (
            "Bitmap Heap Scan" in line
            or not re.search(rf"Scan .*\bon ({'|'.join(LARGE)})\b", line)
            or any(name in line for name in PARTIAL)
        ):
            continue
        details = plan[number + 1 : number + 2]
        if "Seq Scan" in line or not any("Index Cond" in detail for detail in details):
            found.append(line)
    return found
