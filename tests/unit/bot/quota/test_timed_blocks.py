"""Timed blocks end by themselves and are separate from permanent ones."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.audit.models import AdminActor
from bot.db.audit_log import SqlAuditLog
from bot.db.engine import Database
from bot.db.quota import SqlQuotaStore
from bot.db.schema import audit, blocks
from bot.errors import RefusedError
from bot.quota.models import Account, SpendingCaps
from bot.quota.service import QuotaService
from tests.clocks import ManualClock
from tests.unit.bot.factories import Place

ALICE = Account(guild_id=1, user_id=10)
ADMIN = AdminActor(guild_id=1, user_id=99)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def quota(database: Database, manual_clock: ManualClock) -> QuotaService:
    return QuotaService(
        SqlQuotaStore(database, manual_clock),
        manual_clock,
        zone=BERLIN,
        operator_daily=60,
        caps=lambda: SpendingCaps(server=None, bot=None),
    )


async def test_a_timed_block_states_its_end_and_expires(
    quota: QuotaService, place: Place, manual_clock: ManualClock
) -> None:
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True, seconds=3600)
    end = manual_clock.now() + 3600

    standing = await quota.status(ALICE, [])
    with pytest.raises(RefusedError, match="refused-blocked-until") as refusal:
        await place()
    manual_clock.jump(3600)

    assert (standing.blocked, standing.blocked_until) == (True, end)
    assert (refusal.value.key, refusal.value.values) == ("refused-blocked-until", {"until": end})
    assert not (await quota.status(ALICE, [])).blocked
    await place()


async def test_permanent_and_timed_blocks_replace_each_other(
    quota: QuotaService, manual_clock: ManualClock
) -> None:
    assert (await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True, seconds=60)).changed
    assert (await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)).changed
    assert not (await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)).changed
    manual_clock.jump(120)
    assert (await quota.status(ALICE, [])).blocked

    assert (await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True, seconds=60)).changed
    manual_clock.jump(120)
    assert not (await quota.status(ALICE, [])).blocked


async def test_removing_an_expired_block_changes_nothing_and_deletes_its_row(
    quota: QuotaService, manual_clock: ManualClock, database: Database
) -> None:
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True, seconds=60)
    manual_clock.jump(60)

    assert not (await quota.set_blocked(ADMIN, ALICE.user_id, blocked=False)).changed

    async with database.read() as connection:
        assert (await connection.execute(select(blocks))).all() == []


async def test_undoing_an_unblock_restores_the_block_with_its_end(
    quota: QuotaService, manual_clock: ManualClock, database: Database
) -> None:
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True, seconds=3600)
    end = manual_clock.now() + 3600
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=False)
    undo = SqlAuditLog(database, manual_clock, zone=BERLIN)
    async with database.read() as connection:
        last = await connection.scalar(select(audit.c.id).order_by(audit.c.id.desc()).limit(1))

    await undo.undo(ADMIN, last)

    assert (await quota.status(ALICE, [])).blocked_until == end


async def test_a_blocked_member_is_refused_on_this_server_only(quota: QuotaService, place: Place) -> None:
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)

    with pytest.raises(RefusedError, match="refused-blocked"):
        await place(user_id=ALICE.user_id)

    await place(user_id=ALICE.user_id, guild_id=2)
    await place(user_id=11)


async def test_an_unblocked_member_may_draw_again(quota: QuotaService, place: Place) -> None:
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=False)

    assert (await place(user_id=ALICE.user_id)).user_id == ALICE.user_id
