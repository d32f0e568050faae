"""Shared counters: no other transaction waits for them, and the limits that they enforce hold for all processes."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import ledger
from bot.db.engine import Database, open_database
from bot.db.job_steps import JobRow
from bot.db.jobs import SqlJobStore
from bot.db.schema import counters, generations
from bot.db.spending import read_spent_by_bot
from bot.errors import DatabaseUnavailableError, RefusedError
from bot.jobs.models import JobState
from bot.quota.models import Account, SpendingCaps
from tests.clocks import ManualClock
from tests.engines import ENGINES, empty_database, migrated_database
from tests.tcp_proxy import open_proxy
from tests.unit.bot.children import python
from tests.unit.bot.factories import DAY, NO_CAPS, Place, make_new_job
from tests.unit.bot.quota.ledger_invariants import problems

needs_server = pytest.mark.skipif("postgresql" not in ENGINES, reason="SQLite has one writer at a time")

# The limits that two processes compete for, and the outcomes that are possible.
PLANS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "the bot's cap": ({"bot": 37, "counts": [1, 2, 4]}, {"refused-cap-bot"}),
    "a server's cap": ({"server": 21, "counts": [1, 2, 4]}, {"refused-cap-server"}),
    "a server's cap of the month": ({"server_month": 21, "counts": [1, 3]}, {"refused-cap-month"}),
    "the queue": (
        {"limits": [30, 100], "counts": [1]},
        {"refused-line-full", "refused-line-reserved"},
    ),
    "the bot's cap while jobs end": ({"bot": 20, "counts": [1, 2], "ending": 0.6}, {"refused-cap-bot"}),
}


@pytest.fixture
def time_limits() -> None:
    """The real limits: a lock that is held is noticed by the limit for waiting."""


@pytest.fixture
async def server_database(tmp_path: Path) -> AsyncIterator[Database]:
    async with empty_database("postgresql", tmp_path) as url, migrated_database(url) as database:
        yield database


async def wait_for_lock(connection: AsyncConnection) -> None:
    """Wait until another session of this database waits for a lock."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(3000):
        if await connection.scalar(waiting):
            return
        await asyncio.sleep(0.01)
    raise AssertionError("no session waits for a lock")


@needs_server
@pytest.mark.parametrize("first_of_the_day", [True, False])
async def test_a_reservation_locks_shared_counters_only_while_it_commits(
    server_database: Database, first_of_the_day: bool
) -> None:
    """Other members of the same server reserve meanwhile, also if the counters do not exist yet."""
    place = Place(SqlJobStore(server_database, ManualClock()))
    if not first_of_the_day:
        await place(user_id=9)
    account, limits = Account(guild_id=1, user_id=10), make_new_job().limits

    async with server_database.write() as connection:
        await ledger.lock_account(connection, account, DAY.day)
        held = await ledger.reserve(
            connection, account=account, job_id="held", cost=3, daily=100, caps=NO_CAPS, period=DAY, at_ms=1
        )
        await place(user_id=11)
        await ledger.reserve_shared(connection, held, limits, DAY)
        await place(user_id=12)

    async with server_database.read() as connection:
        assert await read_spent_by_bot(connection, DAY.day) == 5 + (not first_of_the_day)


@needs_server
async def test_an_end_locks_shared_counters_only_while_it_commits(server_database: Database) -> None:
    place = Place(SqlJobStore(server_database, ManualClock()))
    job = await place(user_id=10)

    async with server_database.write() as connection:
        row = JobRow(connection=connection, job_id=job.id)
        await row.move(JobState.QUEUED, JobState.FAILED, {"updated_ms": 2, "charged": 0})
        await place(user_id=11)
        await ledger.refund(connection, job.reservation, reason="deadline", at_ms=2)
        await place(user_id=12)

    async with server_database.read() as connection:
        assert await problems(connection) == []


@needs_server
async def test_members_wait_for_each_other_only_at_the_end(server_database: Database) -> None:
    place = Place(SqlJobStore(server_database, ManualClock()))
    await place(user_id=11)
    async with server_database.exclusive() as other:
        await other.execute(text("SELECT * FROM counters WHERE user_id = 11 FOR UPDATE"))
        with pytest.raises(DatabaseUnavailableError, match="lock timeout"):
            await place(user_id=11)
        await place(user_id=10, guild_id=1)


@needs_server
async def test_a_refused_reservation_leaves_nothing(server_database: Database) -> None:
    """Its refusal comes from the message that would have committed it."""
    place = Place(SqlJobStore(server_database, ManualClock()))
    account = Account(guild_id=1, user_id=10)
    with pytest.raises(RefusedError) as refused:
        async with server_database.write() as connection:
            await ledger.lock_account(connection, account, DAY.day)
            held = await ledger.reserve(
                connection,
                account=account,
                job_id="late",
                cost=3,
                daily=100,
                caps=NO_CAPS,
                period=DAY,
                at_ms=1,
            )
            await place(user_id=11, count=4)
            caps = SpendingCaps(server=None, bot=6)
            await ledger.reserve_shared(connection, held, make_new_job(caps=caps).limits, DAY)

    assert refused.value.key == "refused-cap-bot"
    async with server_database.read() as connection:
        assert await ledger.read_balance(connection, account, DAY.day) == (0, 0)
        assert await problems(connection) == []


@needs_server
async def test_a_commit_without_an_answer_has_an_unknown_outcome(tmp_path: Path) -> None:
    """The server commits, but the connection breaks before it says so."""
    async with (
        empty_database("postgresql", tmp_path) as url,
        migrated_database(url) as direct,
        open_proxy(make_url(url).host, make_url(url).port) as proxy,
        open_database(make_url(url).set(port=proxy.port).render_as_string(hide_password=False)) as behind,
        direct.exclusive() as other,
    ):
        place = Place(SqlJobStore(direct, ManualClock()))
        job = await place()
        # The last message waits for the counter, and the connection breaks meanwhile.
        await other.execute(text("SELECT * FROM counters WHERE scope = 'bot' FOR UPDATE"))
        ending = asyncio.create_task(
            SqlJobStore(behind, ManualClock()).finish_failed(job.id, reason="deadline")
        )
        await wait_for_lock(other)
        proxy.reset()

        with pytest.raises(DatabaseUnavailableError) as failed:
            await ending

    assert failed.value.outcome_unknown


@pytest.mark.parametrize("name", PLANS)
async def test_limits_are_exact_for_two_processes(database: Database, database_url: str, name: str) -> None:
    plan, refusals = PLANS[name]
    script = Path(__file__).with_name("placing_process.py")
    with ExitStack() as stack:
        processes = [
            stack.enter_context(python(script, database_url, str(number), json.dumps(plan)))
            for number in (1, 2)
        ]
        outputs = [(await asyncio.to_thread(process.communicate))[0] for process in processes]
    outcomes = sum((Counter(json.loads(output)) for output in outputs), Counter[str]())

    assert set(outcomes) <= {"created", *refusals}
    async with database.read() as connection:
        assert await problems(connection) == []
        spent = {row.scope: row.spent for row in await connection.execute(_SPENT)}
        queued = await connection.scalar(select(func.count()).where(generations.c.state == "queued"))
    most = max(plan["counts"]) - 1
    if "ending" in plan:
        assert spent["bot"] <= plan["bot"]
    elif "bot" in plan:
        assert plan["bot"] - most <= spent["bot"] <= plan["bot"]
    elif (cap := plan.get("server", plan.get("server_month"))) is not None:
        assert 2 * (cap - most) <= spent["server"] <= 2 * cap
    else:
        assert queued == outcomes["created"]
        assert plan["limits"][0] - 3 <= queued <= plan["limits"][0]


_SPENT = select(counters.c.scope, func.sum(counters.c.value).label("spent")).group_by(counters.c.scope)
