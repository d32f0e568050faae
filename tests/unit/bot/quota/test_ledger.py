"""Ledger: reserve, settle, refund, grant and reset, on each database."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, cast

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db import ledger
from bot.db.engine import Database
from bot.db.jobs import SqlJobStore
from bot.db.schema import audit, counters, generations
from bot.db.schema import ledger as entries
from bot.errors import RefusedError, SpendingCapError, StaleJobError
from bot.jobs.models import JobState
from bot.quota.models import Account, SpendingCaps
from tests.unit.bot.factories import DAY, Place, counters_of, quota_day, render
from tests.unit.bot.quota.ledger_invariants import problems

ALICE = Account(guild_id=1, user_id=10)
ADMIN = 99


async def give(database: Database, credits: int, account: Account = ALICE) -> int:
    async with database.write() as connection:
        return await ledger.grant(connection, account, credits=credits, actor_id=ADMIN, day=DAY.day, at_ms=1)


async def forget(database: Database, account: Account = ALICE) -> int:
    async with database.write() as connection:
        return await ledger.reset(connection, account, actor_id=ADMIN, day=DAY.day, at_ms=1)


async def standing(database: Database) -> dict[str, int]:
    """Counters by scope, once the books have been found in order."""
    async with database.read() as connection:
        assert await problems(connection) == []
        return {scope: value for (scope, *_), value in (await counters_of(connection)).items()}


async def test_a_reservation_uses_the_daily_limit_before_bonus_credits(
    database: Database, place: Place
) -> None:
    await give(database, 50)

    job = await place(unit=15, count=2, daily=20)

    assert (job.reservation.allowance, job.reservation.granted) == (20, 10)
    assert await standing(database) == {"member": 20, "granted": 40, "server": 30, "bot": 30}


async def test_bonus_credits_pay_once_the_daily_limit_is_used(database: Database, place: Place) -> None:
    await give(database, 5)
    await place(unit=20, daily=20)

    job = await place(unit=5, daily=20)

    assert (job.reservation.allowance, job.reservation.granted) == (0, 5)


async def test_a_refund_restores_both_sources(database: Database, place: Place, store: SqlJobStore) -> None:
    await give(database, 50)
    job = await place(unit=15, count=2, daily=20)

    await store.finish_failed(job.id, reason="deadline")

    assert await standing(database) == {"granted": 50}


@pytest.mark.parametrize(
    ("delivered", "after"),
    [
        (4, {"member": 20, "granted": 30, "server": 40, "bot": 40}),
        (3, {"member": 20, "granted": 40, "server": 30, "bot": 30}),
        (1, {"member": 10, "granted": 50, "server": 10, "bot": 10}),
    ],
)
async def test_a_partial_delivery_refunds_bonus_credits_first(
    database: Database, place: Place, store: SqlJobStore, delivered: int, after: dict[str, int]
) -> None:
    await give(database, 50)
    job = await place(unit=10, count=4, daily=20)
    await render(store, job.id)

    done = await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=delivered)

    assert done.charged == 10 * delivered
    assert await standing(database) == after


async def test_surplus_pictures_are_not_charged(database: Database, place: Place, store: SqlJobStore) -> None:
    job = await place(unit=10, count=2)
    await render(store, job.id)

    with pytest.raises(ValueError, match="cannot charge"):
        await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=3)

    kept = await store.get(job.id)
    assert kept is not None
    assert kept.state is JobState.RENDERED
    assert await standing(database) == {"member": 20, "server": 20, "bot": 20}


async def test_a_second_end_of_a_job_is_refused_and_moves_nothing(
    database: Database, place: Place, store: SqlJobStore
) -> None:
    job = await place(unit=10)
    await store.finish_failed(job.id, reason="deadline")
    before = await standing(database)

    with pytest.raises(StaleJobError):
        await store.finish_failed(job.id, reason="deadline")
    with pytest.raises(StaleJobError):
        await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)

    assert await standing(database) == before == {}


async def test_the_ledger_refuses_a_second_end_of_a_reservation(
    database: Database, place: Place, store: SqlJobStore
) -> None:
    job = await place(unit=10)
    await place(unit=10)
    await store.finish_failed(job.id, reason="deadline")

    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await ledger.refund(connection, job.reservation, reason="again", at_ms=2)
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await ledger.settle(connection, job.reservation, charged=0, at_ms=2)

    assert await standing(database) == {"member": 10, "server": 10, "bot": 10}


async def test_a_reset_clears_usage_but_keeps_reservations(
    database: Database, place: Place, store: SqlJobStore
) -> None:
    done, running = await place(unit=30), await place(unit=20)
    await render(store, done.id)
    await store.finish_delivered(done.id, message_id=7, channel_id=8, delivered=1)

    assert await forget(database) == 30

    assert await standing(database) == {"member": 20, "server": 50, "bot": 50}
    await store.finish_failed(running.id, reason="deadline")
    assert await standing(database) == {"server": 30, "bot": 30}


async def test_a_reset_without_usage_writes_no_entry(database: Database, place: Place) -> None:
    await place(unit=20)

    assert await forget(database) == 0

    async with database.read() as connection:
        assert await connection.scalar(select(func.count()).where(entries.c.kind == "reset")) == 0


async def test_a_reset_makes_the_daily_limit_available_again(
    database: Database, place: Place, store: SqlJobStore
) -> None:
    job = await place(unit=20, daily=20)
    await render(store, job.id)
    await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)

    await forget(database)

    assert (await place(unit=20, daily=20)).reservation.allowance == 20


async def test_a_reset_changes_neither_bonus_credits_nor_other_accounts(
    database: Database, place: Place, store: SqlJobStore
) -> None:
    await give(database, 9)
    for guild_id, user_id in ((1, 10), (1, 11), (2, 10)):
        job = await place(unit=5, guild_id=guild_id, user_id=user_id)
        await render(store, job.id)
        await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)

    await forget(database)

    async with database.read() as connection:
        left = await counters_of(connection)
    assert ("member", 1, 10, DAY.day) not in left
    assert left[("member", 1, 11, DAY.day)] == left[("member", 2, 10, DAY.day)] == 5
    assert left[("granted", 1, 10, "")] == 9


async def test_an_end_after_midnight_counts_for_the_day_of_the_reservation(
    database: Database, place: Place, store: SqlJobStore
) -> None:
    old = await place(unit=10, daily=10)
    new = await place(unit=10, daily=10, period=quota_day(1))

    await store.finish_failed(old.id, reason="deadline")

    async with database.read() as connection:
        left = await counters_of(connection)
    assert ("member", 1, 10, DAY.day) not in left
    assert left[("member", 1, 10, new.reservation.day)] == 10


async def test_bonus_credits_do_not_expire_with_the_day(database: Database, place: Place) -> None:
    await give(database, 5)

    job = await place(unit=15, daily=10, period=quota_day(30))

    assert (job.reservation.allowance, job.reservation.granted) == (10, 5)


async def test_a_refusal_for_credits_states_the_cost_and_the_balance(
    database: Database, place: Place
) -> None:
    await give(database, 3)
    await place(unit=15, daily=20)

    with pytest.raises(RefusedError, match="refused-quota") as refusal:
        await place(unit=9, daily=20)

    assert refusal.value.values == {"cost": 9, "left": 8, "renews": DAY.renews_at}


async def test_a_limit_below_the_usage_leaves_only_bonus_credits(database: Database, place: Place) -> None:
    await place(unit=15, daily=20)
    await give(database, 4)

    with pytest.raises(RefusedError, match="refused-quota") as refusal:
        await place(unit=5, daily=10)

    assert refusal.value.values["left"] == 4
    assert (await place(unit=4, daily=10)).reservation.granted == 4


@pytest.mark.parametrize(
    ("caps", "key"),
    [
        (SpendingCaps(server=10, bot=None), "refused-cap-server"),
        (SpendingCaps(server=None, bot=10), "refused-cap-bot"),
        (SpendingCaps(server=0, bot=0), "refused-cap-bot"),
    ],
)
async def test_a_spending_cap_refuses_further_requests_and_is_named(
    place: Place, caps: SpendingCaps, key: str
) -> None:
    with pytest.raises(SpendingCapError) as refusal:
        await place(unit=11, caps=caps)

    assert refusal.value.key == key
    assert refusal.value.values == {"renews": DAY.renews_at}


async def test_a_guild_cap_counts_all_members_of_that_guild_only(place: Place) -> None:
    caps = SpendingCaps(server=10, bot=None)
    await place(unit=6, user_id=10, caps=caps)

    with pytest.raises(SpendingCapError):
        await place(unit=5, user_id=11, caps=caps)

    await place(unit=4, user_id=11, caps=caps)
    await place(unit=10, user_id=11, guild_id=2, caps=caps)


async def test_the_bot_cap_counts_all_guilds_and_one_day(place: Place) -> None:
    caps = SpendingCaps(server=None, bot=10)
    await place(unit=10, guild_id=1, caps=caps)

    with pytest.raises(SpendingCapError):
        await place(unit=1, guild_id=2, caps=caps)

    await place(unit=10, guild_id=2, caps=caps, period=quota_day(1))


async def test_granted_credits_do_not_raise_a_cap(database: Database, place: Place) -> None:
    await give(database, 1000)

    with pytest.raises(SpendingCapError):
        await place(unit=11, caps=SpendingCaps(server=10, bot=None))


@pytest.mark.parametrize(
    "room",
    [
        {"daily": 10},
        {"caps": SpendingCaps(server=10, bot=None)},
        {"caps": SpendingCaps(server=None, bot=10)},
        {"limits": (0, 10)},
    ],
    ids=["allowance", "server's ceiling", "bot's ceiling", "full line"],
)
async def test_a_refusal_writes_nothing(database: Database, place: Place, room: dict[str, Any]) -> None:
    with pytest.raises(Exception, match="refused-"):
        await place(unit=11, **room)

    async with database.read() as connection:
        for table in (generations, counters, entries, audit):
            assert (await connection.execute(select(table))).all() == []


class _Overtaken:
    """A connection on which another user's transaction is attempted after the first read."""

    def __init__(self, connection: AsyncConnection, other: Coroutine[Any, Any, object]) -> None:
        self._connection = connection
        self._other = other
        self.running: asyncio.Task[object] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    async def scalar(self, *statement: Any) -> Any:
        value = await self._connection.scalar(*statement)
        if self.running is None:
            self.running = asyncio.create_task(self._other)
            # It may commit now, or wait for a lock of ours; both are fine.
            await asyncio.wait({self.running}, timeout=0.5)
        return value


async def test_a_reset_concurrent_with_the_end_of_a_job_keeps_the_ledger_consistent(
    database: Database, place: Place, store: SqlJobStore
) -> None:
    if database.dialect == "sqlite":
        pytest.skip("SQLite lets no second writer in between")
    job = await place(unit=20)

    async with database.write() as connection:
        overtaken = _Overtaken(connection, store.finish_failed(job.id, reason="deadline"))
        await ledger.reset(cast("AsyncConnection", overtaken), ALICE, actor_id=ADMIN, day=DAY.day, at_ms=1)
    assert overtaken.running is not None
    await overtaken.running

    assert await standing(database) == {}
