"""Administrators, members and erasures that touch the same rows at the same time."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.audit.models import AdminActor
from bot.db.audit_log import SqlAuditLog
from bot.db.engine import Database, open_database
from bot.db.guild_settings import SqlGuildSettingsStore
from bot.db.quota import SqlQuotaStore
from bot.db.schema import audit
from bot.db.users import SqlPersonalDataStore
from bot.errors import DuplicateEventError, RefusedError
from bot.guilds.service import GuildService
from bot.quota.models import Account, SpendingCaps
from bot.quota.service import QuotaService
from bot.users.personal_data import PersonalDataService
from tests.clocks import ManualClock
from tests.unit.bot.quota.ledger_invariants import problems

UTC = ZoneInfo("UTC")
ADMIN, OTHER_ADMIN = AdminActor(guild_id=1, user_id=99), AdminActor(guild_id=1, user_id=98)
ALICE = Account(guild_id=1, user_id=10)


@pytest.fixture
def quota(database: Database, manual_clock: ManualClock) -> QuotaService:
    none = SpendingCaps(server=None, bot=None)
    return QuotaService(
        SqlQuotaStore(database, manual_clock), manual_clock, zone=UTC, operator_daily=60, caps=lambda: none
    )


@pytest.fixture
def undo(database: Database, manual_clock: ManualClock) -> SqlAuditLog:
    return SqlAuditLog(database, manual_clock, zone=UTC)


@pytest.fixture
def servers(database: Database, manual_clock: ManualClock) -> GuildService:
    return GuildService(SqlGuildSettingsStore(database, manual_clock))


@pytest.fixture
def privacy(database: Database, manual_clock: ManualClock) -> PersonalDataService:
    return PersonalDataService(SqlPersonalDataStore(database, manual_clock), manual_clock, zone=UTC)


def _unexpected(outcomes: list[object]) -> list[object]:
    return [o for o in outcomes if isinstance(o, BaseException) and not isinstance(o, RefusedError)]


async def test_concurrent_grants_are_undone_individually(
    quota: QuotaService, undo: SqlAuditLog, database: Database
) -> None:
    await quota.grant(ADMIN, 10, 1)
    await asyncio.gather(*(quota.grant(ADMIN, 10, 10) for _ in range(8)))
    newest = (await undo.page(1)).records[0]
    await undo.undo(ADMIN, newest.id)

    assert (await quota.status(ALICE, ())).granted == 71
    async with database.read() as connection:
        assert await problems(connection) == []


async def test_a_redelivered_grant_is_applied_once(quota: QuotaService, database: Database) -> None:
    async def grant() -> int:
        return await quota.grant(ADMIN, 10, 10, cause="interaction:5")

    outcomes = await asyncio.gather(*(grant() for _ in range(4)), return_exceptions=True)
    with pytest.raises(DuplicateEventError):
        await grant()

    assert sum(outcome == 10 for outcome in outcomes) == 1
    assert sum(isinstance(outcome, DuplicateEventError) for outcome in outcomes) == 3
    assert (await quota.status(ALICE, ())).granted == 10
    async with database.read() as connection:
        assert await problems(connection) == []


async def test_an_undo_and_an_erasure_of_the_same_member_wait_for_each_other(
    quota: QuotaService, undo: SqlAuditLog, privacy: PersonalDataService, database: Database
) -> None:
    for user_id in range(10, 30):
        await quota.grant(ADMIN, user_id, 10)
        newest = (await undo.page(1)).records[0]
        outcomes = await asyncio.gather(
            privacy.erase(user_id), undo.undo(ADMIN, newest.id), return_exceptions=True
        )
        assert _unexpected(outcomes) == []
    async with database.read() as connection:
        assert await problems(connection) == []


async def test_an_undo_and_a_change_of_the_same_settings_wait_for_each_other(
    undo: SqlAuditLog, servers: GuildService
) -> None:
    for number in range(20):
        await servers.change(ADMIN, channels=(1, number), roles=(2, number), language="de")
        newest = (await undo.page(1)).records[0]
        outcomes = await asyncio.gather(
            servers.change(OTHER_ADMIN, channels=(3, number), roles=(4, number)),
            undo.undo(ADMIN, newest.id),
            return_exceptions=True,
        )
        assert _unexpected(outcomes) == []


async def test_concurrent_first_changes_record_the_correct_previous_values(
    servers: GuildService, undo: SqlAuditLog
) -> None:
    await asyncio.gather(*(servers.change(ADMIN, language=code) for code in ("de", "fr", "ja", "es-ES")))
    records = (await undo.page(1)).records[::-1]

    assert [r.entry.before_text for r in records] == [None, *(r.entry.after_text for r in records[:-1])]


async def test_an_undo_does_not_overwrite_a_newer_change(servers: GuildService, undo: SqlAuditLog) -> None:
    for _ in range(20):
        await servers.change(ADMIN, language="de")
        await servers.change(ADMIN, language=None)
        newest = (await undo.page(1)).records[0]
        undone, changed = await asyncio.gather(
            undo.undo(ADMIN, newest.id), servers.change(OTHER_ADMIN, language="fr"), return_exceptions=True
        )
        assert _unexpected([undone, changed]) == []
        assert (await servers.get(1)).language == "fr"


async def test_an_undo_does_not_restore_an_expired_block(
    quota: QuotaService, undo: SqlAuditLog, manual_clock: ManualClock
) -> None:
    await quota.set_blocked(ADMIN, 10, blocked=True, seconds=60)
    await quota.set_blocked(ADMIN, 10, blocked=False)
    newest = (await undo.page(1)).records[0]
    manual_clock.jump(61)
    with pytest.raises(RefusedError) as refused:
        await undo.undo(ADMIN, newest.id)

    assert refused.value.key == "undo-refused-nothing"
    assert await undo.last_undoable(1) is None


async def test_one_of_two_concurrent_changes_wins_and_the_other_reports_it(
    quota: QuotaService, undo: SqlAuditLog, database: Database, database_url: str, manual_clock: ManualClock
) -> None:
    await quota.grant(ADMIN, 10, 50)
    number = (await undo.page(1)).records[0].id

    async with open_database(database_url) as other:
        second = SqlAuditLog(other, manual_clock, zone=UTC)
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
