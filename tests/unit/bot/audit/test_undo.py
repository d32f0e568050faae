"""An administrator's change is taken back once, only where it still holds, and the books add up."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.audit.models import AdminActor, Target, TargetKind
from bot.audit.undo import PAGE
from bot.db.audit_log import SqlAuditLog
from bot.db.engine import Database, open_database
from bot.db.guild_settings import SqlGuildSettingsStore
from bot.db.quota import SqlQuotaStore
from bot.db.schema import audit
from bot.errors import RefusedError
from bot.guilds.service import GuildService
from bot.quota.models import Account, SpendingCaps
from bot.quota.service import QuotaService
from tests.clocks import ManualClock
from tests.unit.bot.factories import Place, render
from tests.unit.bot.quota.ledger_invariants import problems

BERLIN = ZoneInfo("Europe/Berlin")
ADMIN, OTHER_ADMIN = AdminActor(guild_id=1, user_id=99), AdminActor(guild_id=1, user_id=98)
STRANGER = AdminActor(guild_id=2, user_id=97)
ALICE = Account(guild_id=1, user_id=10)
MEMBER = Target(kind=TargetKind.MEMBER, id=10)
ROLE = Target(kind=TargetKind.ROLE, id=500)
EVERYONE = Target(kind=TargetKind.DEFAULT, id=0)


@pytest.fixture
def quota(database: Database, manual_clock: ManualClock) -> QuotaService:
    none = SpendingCaps(server=None, bot=None)
    return QuotaService(
        SqlQuotaStore(database, manual_clock), manual_clock, zone=BERLIN, operator_daily=60, caps=none
    )


@pytest.fixture
def undo(database: Database, manual_clock: ManualClock) -> SqlAuditLog:
    return SqlAuditLog(database, manual_clock, zone=BERLIN)


@pytest.fixture
def servers(database: Database, manual_clock: ManualClock) -> GuildService:
    return GuildService(SqlGuildSettingsStore(database, manual_clock))


async def newest(undo: SqlAuditLog) -> int:
    return (await undo.page(1)).records[0].id


async def refused(undo: SqlAuditLog, audit_id: int, actor: AdminActor = ADMIN) -> str:
    """Return the key of the refusal."""
    with pytest.raises(RefusedError) as refusal:
        await undo.undo(actor, audit_id)
    return refusal.value.key


@pytest.mark.parametrize("target", [MEMBER, ROLE, EVERYONE])
async def test_a_limit_returns_to_what_it_was(quota: QuotaService, undo: SqlAuditLog, target: Target) -> None:
    await quota.set_limit(ADMIN, target, 10)
    await quota.set_limit(ADMIN, target, 20)
    await quota.set_limit(ADMIN, target, None)

    limits = []
    for _ in range(3):
        last = await undo.last_undoable(1)
        assert last is not None
        await undo.undo(OTHER_ADMIN, last.id)
        limits.append(await quota.limit_of(1, target))

    assert limits == [20, 10, None]
    assert await undo.last_undoable(1) is None


async def test_a_block_and_an_unblock_are_turned_round(quota: QuotaService, undo: SqlAuditLog) -> None:
    await quota.set_blocked(ADMIN, 10, blocked=True)
    await undo.undo(ADMIN, await newest(undo))
    assert not (await quota.status(ALICE, ())).blocked

    await quota.set_blocked(ADMIN, 10, blocked=True)
    await quota.set_blocked(ADMIN, 10, blocked=False)
    await undo.undo(ADMIN, await newest(undo))
    assert (await quota.status(ALICE, ())).blocked


async def test_settings_of_one_command_go_back_together(
    servers: GuildService, undo: SqlAuditLog, manual_clock: ManualClock
) -> None:
    before = await servers.change(ADMIN, ceiling_day=50)
    manual_clock.jump(1)
    await servers.change(ADMIN, ceiling_day=70, ceiling_month=900, spoiler=True)

    await undo.undo(ADMIN, await newest(undo))

    assert await servers.get(1) == before


async def test_of_a_grant_only_what_is_left_is_taken(
    quota: QuotaService, undo: SqlAuditLog, place: Place, database: Database
) -> None:
    await quota.grant(ADMIN, 10, 100)
    await place(unit=70, daily=0)

    last = await undo.last_undoable(1)
    done = await undo.undo(ADMIN, await newest(undo))

    assert last is not None and last.credits == done.credits == 30
    assert (await quota.status(ALICE, ())).granted == 0
    async with database.read() as connection:
        assert await problems(connection) == []


async def test_a_grant_that_is_all_spent_stays_and_the_change_before_it_is_offered(
    quota: QuotaService, undo: SqlAuditLog, place: Place
) -> None:
    await quota.set_limit(ADMIN, ROLE, 5)
    limit = await newest(undo)
    await quota.grant(ADMIN, 10, 70)
    await place(unit=70, daily=0)

    last = await undo.last_undoable(1)

    assert await refused(undo, await newest(undo)) == "undo-refused-spent"
    assert last is not None and last.id == limit


async def test_a_reset_is_taken_back_today_and_not_tomorrow(
    quota: QuotaService, undo: SqlAuditLog, place: Place, database: Database, manual_clock: ManualClock
) -> None:
    for _ in range(2):
        job = await place(unit=20, period=quota.period())
        await render(place.store, job.id)
        await place.store.finish_delivered(job.id, message_id=1, channel_id=1, delivered=1)
        await quota.reset(ADMIN, 10)
    first, second = [r.id for r in (await undo.page(1)).records][::-1]
    assert (await quota.status(ALICE, ())).used == 0

    done = await undo.undo(ADMIN, first)

    assert done.credits == 20
    assert (await quota.status(ALICE, ())).used == 20
    manual_clock.jump(24 * 3600)
    assert await refused(undo, second) == "undo-refused-day"
    async with database.read() as connection:
        assert await problems(connection) == []


async def test_what_was_changed_again_since_is_left_alone(quota: QuotaService, undo: SqlAuditLog) -> None:
    await quota.set_limit(ADMIN, ROLE, 10)
    first = await newest(undo)
    await quota.set_limit(ADMIN, ROLE, 20)

    assert await refused(undo, first) == "undo-refused-changed"
    assert await quota.limit_of(1, ROLE) == 20


async def test_nothing_is_taken_back_twice_nor_by_another_server(
    quota: QuotaService, undo: SqlAuditLog
) -> None:
    change = await quota.set_limit(ADMIN, ROLE, 10)
    assert change.audit_id is not None

    assert await refused(undo, change.audit_id, STRANGER) == "undo-refused-unknown"
    await undo.undo(OTHER_ADMIN, change.audit_id)

    with pytest.raises(RefusedError) as error:
        await undo.undo(ADMIN, change.audit_id)
    assert (error.value.key, error.value.values) == ("undo-refused-already", {"who": "<@98>"})
    assert await refused(undo, await newest(undo)) == "undo-refused-undo"


async def test_two_at_once_one_wins_and_the_other_is_told_who(
    quota: QuotaService, undo: SqlAuditLog, database: Database, database_url: str, manual_clock: ManualClock
) -> None:
    await quota.grant(ADMIN, 10, 50)
    number = await newest(undo)

    async with open_database(database_url) as other:
        second = SqlAuditLog(other, manual_clock, zone=BERLIN)
        tries = [service.undo(actor, number) for service in (undo, second) for actor in (ADMIN, OTHER_ADMIN)]
        ended = await asyncio.gather(*tries, return_exceptions=True)

    losers = [error for error in ended if isinstance(error, RefusedError)]
    assert len(losers) == 3
    assert {error.key for error in losers} == {"undo-refused-already"}
    async with database.read() as connection:
        rows = await connection.scalars(select(audit.c.undoes_id).where(audit.c.undoes_id.is_not(None)))
        assert list(rows) == [number]
        assert await problems(connection) == []
    assert (await quota.status(ALICE, ())).granted == 0


async def test_pages_go_through_all_records_once_and_back(quota: QuotaService, undo: SqlAuditLog) -> None:
    for credits in range(1, 2 * PAGE + 4):
        await quota.set_limit(ADMIN, MEMBER, credits)

    page, seen = await undo.page(1), []
    while True:
        seen += [record.id for record in page.records]
        if not page.older:
            break
        page = await undo.page(1, older_than=page.records[-1].id)
    back = await undo.page(1, newer_than=page.records[0].id)

    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 2 * PAGE + 3
    assert [record.id for record in back.records] == seen[PAGE : 2 * PAGE]
    assert back.newer and back.older
    assert (await undo.page(2)).records == ()
