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


async def test_a_timed_block_says_its_end_and_is_over_then(
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


async def test_a_block_for_good_takes_the_place_of_a_timed_one_and_the_other_way_round(
    quota: QuotaService, manual_clock: ManualClock
) -> None:
    assert await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True, seconds=60)
    assert await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)
    assert not await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)
    manual_clock.jump(120)
    assert (await quota.status(ALICE, [])).blocked

    assert await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True, seconds=60)
    manual_clock.jump(120)
    assert not (await quota.status(ALICE, [])).blocked


async def test_lifting_a_block_that_has_run_out_changes_nothing_and_leaves_no_row(
    quota: QuotaService, manual_clock: ManualClock, database: Database
) -> None:
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True, seconds=60)
    manual_clock.jump(60)

    assert not await quota.set_blocked(ADMIN, ALICE.user_id, blocked=False)

    async with database.read() as connection:
        assert (await connection.execute(select(blocks))).all() == []


async def test_taking_back_an_unblock_restores_the_block_with_its_end(
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


async def test_a_blocked_member_is_refused_here_and_served_elsewhere(
    quota: QuotaService, place: Place
) -> None:
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)

    with pytest.raises(RefusedError, match="refused-blocked"):
        await place(user_id=ALICE.user_id)

    await place(user_id=ALICE.user_id, guild_id=2)
    await place(user_id=11)


async def test_an_unblocked_member_may_draw_again(quota: QuotaService, place: Place) -> None:
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=False)

    assert (await place(user_id=ALICE.user_id)).user_id == ALICE.user_id
