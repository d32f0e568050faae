"""Concurrent changes by several processes: every kind of transaction that moves credits, mixed, on one database.

The ledger's lock order excludes deadlocks. One missed lock shows here as a deadlock that PostgreSQL ends.
"""

from __future__ import annotations

import asyncio
import os
import random
from contextlib import AsyncExitStack
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.audit.models import AdminActor, Target, TargetKind
from bot.db.audit_log import SqlAuditLog
from bot.db.engine import Database, open_database
from bot.db.jobs import SqlJobStore
from bot.db.quota import SqlQuotaStore
from bot.db.retention import SqlRetentionStore
from bot.db.users import SqlPersonalDataStore
from bot.errors import RefusedError
from tests.clocks import ManualClock
from tests.engines import POSTGRES_URL, empty_database, migrated_database
from tests.unit.bot.factories import DAY, Place, render
from tests.unit.bot.quota.ledger_invariants import problems

pytestmark = pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")

_PROCESSES, _TASKS, _CHANGES = 3, 4, 12
_GUILDS, _MEMBERS = (1, 2), range(10, 40)


async def _change_at_random(database: Database, clock: ManualClock, seed: int) -> list[str]:
    """Make changes in a process; return their names without those that were refused."""
    choices = random.Random(seed)
    jobs, quota = SqlJobStore(database, clock), SqlQuotaStore(database, clock)
    audit_log = SqlAuditLog(database, clock, zone=ZoneInfo("UTC"))
    place, made = Place(jobs), []

    async def deliver(guild_id: int, user_id: int) -> None:
        job = await place(guild_id=guild_id, user_id=user_id, count=2)
        await render(jobs, job.id)
        await jobs.finish_delivered(job.id, message_id=choices.getrandbits(48), channel_id=8, delivered=1)

    async def fail(guild_id: int, user_id: int) -> None:
        await jobs.finish_failed((await place(guild_id=guild_id, user_id=user_id)).id, reason="deadline")

    async def grant(guild_id: int, user_id: int) -> None:
        await quota.grant(AdminActor(guild_id=guild_id, user_id=99), user_id, 3, day=DAY.day, limit=10_000)

    async def reset(guild_id: int, user_id: int) -> None:
        await quota.reset(AdminActor(guild_id=guild_id, user_id=99), user_id, day=DAY.day)

    async def limit(guild_id: int, user_id: int) -> None:
        target = Target(kind=TargetKind.MEMBER, id=user_id)
        await quota.set_limit(AdminActor(guild_id=guild_id, user_id=99), target, 1_000)

    async def block(guild_id: int, user_id: int) -> None:
        actor = AdminActor(guild_id=guild_id, user_id=user_id)
        await quota.set_blocked(actor, choices.choice(_MEMBERS), blocked=choices.random() < 0.2)

    async def undo(guild_id: int, _: int) -> None:
        if (plan := await audit_log.last_undoable(guild_id)) is not None:
            await audit_log.undo(AdminActor(guild_id=guild_id, user_id=99), plan.id)

    async def erase(_: int, user_id: int) -> None:
        await SqlPersonalDataStore(database, clock).erase(user_id, day=DAY.day)

    async def expire(_guild_id: int, _user_id: int) -> None:
        await SqlRetentionStore(database).delete_old(now=clock.now(), day=DAY.day, days=30)

    for _ in range(_CHANGES):
        change = choices.choice([deliver, fail, grant, reset, limit, block, undo, erase, expire])
        try:
            await change(choices.choice(_GUILDS), choices.choice(_MEMBERS))
        except RefusedError:
            continue
        made.append(change.__name__)
    return made


async def test_no_change_ends_in_a_deadlock_and_the_ledger_adds_up(
    tmp_path: Path, manual_clock: ManualClock
) -> None:
    async with empty_database("postgresql", tmp_path) as url, AsyncExitStack() as stack:
        first = await stack.enter_async_context(migrated_database(url))
        others = [await stack.enter_async_context(open_database(url)) for _ in range(_PROCESSES - 1)]

        changes = await asyncio.gather(
            *(
                _change_at_random(database, manual_clock, seed)
                for seed, database in enumerate([first, *others] * _TASKS)
            )
        )

        made = {name for names in changes for name in names}
        assert made == {"deliver", "fail", "grant", "reset", "limit", "block", "undo", "erase", "expire"}
        async with first.read() as connection:
            assert await problems(connection) == []
            deadlocks = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            assert await connection.scalar(deadlocks) == 0
