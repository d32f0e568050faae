"""What members and administrators are told and may do; every change leaves its record."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.audit.models import AdminActor, Target, TargetKind
from bot.db.engine import Database
from bot.db.jobs import JobStore
from bot.db.quota import SqlQuotaStore
from bot.db.schema import audit
from bot.errors import BlockedError, InvalidAmountError
from bot.quota.limits import Allowance, LimitRule
from bot.quota.models import LARGEST_AMOUNT, Account, LimitChange, QuotaStatus, SpendingCaps
from bot.quota.service import QuotaService
from tests.clocks import ManualClock
from tests.unit.bot.factories import Place, render

ALICE, BOB = Account(guild_id=1, user_id=10), Account(guild_id=1, user_id=11)
ALICE_ELSEWHERE = Account(guild_id=2, user_id=10)
ADMIN = AdminActor(guild_id=1, user_id=99)
ARTISTS, PATRONS = 501, 502


def member(account: Account) -> Target:
    return Target(kind=TargetKind.MEMBER, id=account.user_id)


def role(role_id: int) -> Target:
    return Target(kind=TargetKind.ROLE, id=role_id)


EVERYONE = Target(kind=TargetKind.DEFAULT, id=0)


@pytest.fixture
def quota(database: Database, manual_clock: ManualClock) -> QuotaService:
    return QuotaService(
        SqlQuotaStore(database, manual_clock),
        manual_clock,
        zone=ZoneInfo("Europe/Berlin"),
        operator_daily=60,
        caps=SpendingCaps(server=None, bot=None),
    )


async def records(database: Database) -> list[dict[str, Any]]:
    """Every audit row, oldest first, without its number and what concerns settings and undoing."""
    left_out = {"id", "subject", "before_text", "after_text", "undoes_id", "cause"}
    async with database.read() as connection:
        rows = (await connection.execute(select(audit).order_by(audit.c.id))).mappings().all()
    return [{key: value for key, value in row.items() if key not in left_out} for row in rows]


def record(clock: ManualClock, **values: Any) -> dict[str, Any]:
    at = {"at_ms": round(clock.now() * 1000), "guild_id": 1, "actor_id": 99}
    return {**at, "target_kind": "member", "target_id": 10, **values}


# --- what a member sees ----------------------------------------------------------------------


async def test_a_new_member_has_the_operators_allowance(quota: QuotaService) -> None:
    standing = await quota.status(ALICE, [])

    assert standing == QuotaStatus(
        allowance=Allowance(credits=60, rule=LimitRule.OPERATOR),
        used=0,
        granted=0,
        renews_at=quota.period().renews_at,
        blocked=False,
    )


async def test_what_is_left_is_todays_rest_and_the_grants(quota: QuotaService, place: Place) -> None:
    await quota.grant(ADMIN, ALICE.user_id, 7)
    await place(unit=25, daily=60, period=quota.period())

    standing = await quota.status(ALICE, [])

    assert (standing.remaining_today, standing.granted, standing.remaining) == (35, 7, 42)
    assert await quota.remaining(ALICE, 60) == 42


async def test_use_above_a_lowered_limit_is_not_a_debt(quota: QuotaService, place: Place) -> None:
    await place(unit=25, daily=60, period=quota.period())
    await quota.set_limit(ADMIN, member(ALICE), 10)

    assert (await quota.status(ALICE, [])).remaining == 0


async def test_the_allowance_renews_at_midnight_of_the_operators_zone(
    quota: QuotaService, place: Place, manual_clock: ManualClock
) -> None:
    await place(unit=25, daily=60, period=quota.period())
    renews_at = quota.period().renews_at

    manual_clock.jump(renews_at - 1 - manual_clock.now())
    before = (await quota.status(ALICE, [])).used
    manual_clock.jump(1)
    after = (await quota.status(ALICE, [])).used

    assert (before, after) == (25, 0)


async def test_the_bots_spending_is_the_sum_over_all_servers(quota: QuotaService, place: Place) -> None:
    period = quota.period()
    await place(unit=5, guild_id=1, period=period)
    await place(unit=6, guild_id=2, period=period)

    assert await quota.spent_by_bot(period.day) == 11
    assert await quota.spent_by_bot("2001-01-01") == 0


# --- limits ------------------------------------------------------------------------------------


async def test_limits_of_member_role_and_server_are_found_in_their_order(quota: QuotaService) -> None:
    found = [await quota.status(ALICE, [ARTISTS, PATRONS])]
    for target, credits in ((EVERYONE, 30), (role(ARTISTS), 40), (role(PATRONS), 35), (member(ALICE), 1)):
        await quota.set_limit(ADMIN, target, credits)
        found.append(await quota.status(ALICE, [ARTISTS, PATRONS]))

    assert [(one.allowance.credits, one.allowance.rule) for one in found] == [
        (60, LimitRule.OPERATOR),
        (30, LimitRule.SERVER),
        (40, LimitRule.ROLE),
        (40, LimitRule.ROLE),
        (1, LimitRule.MEMBER),
    ]


async def test_a_limit_for_the_everyone_role_reaches_every_member(quota: QuotaService) -> None:
    await quota.set_limit(ADMIN, role(ADMIN.guild_id), 12)

    assert (await quota.status(ALICE, [])).allowance.credits == 12


async def test_a_change_says_what_was_there_before(quota: QuotaService) -> None:
    first = await quota.set_limit(ADMIN, member(ALICE), 10)
    second = await quota.set_limit(ADMIN, member(ALICE), 20)
    removed = await quota.set_limit(ADMIN, member(ALICE), None)

    assert [first, second, removed] == [
        LimitChange(before=None, after=10),
        LimitChange(before=10, after=20),
        LimitChange(before=20, after=None),
    ]
    assert (await quota.status(ALICE, [])).allowance.rule is LimitRule.OPERATOR


# --- changes stay in the administrator's server --------------------------------------------------


async def test_no_change_reaches_another_server(
    quota: QuotaService, database: Database, place: Place, store: JobStore
) -> None:
    for account in (ALICE, ALICE_ELSEWHERE):
        job = await place(guild_id=account.guild_id, unit=5, period=quota.period())
        await render(store, job.id)
        await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)
    before = await quota.status(ALICE_ELSEWHERE, [ARTISTS])

    await quota.set_limit(ADMIN, member(ALICE), 1)
    await quota.set_limit(ADMIN, role(ARTISTS), 2)
    await quota.set_limit(ADMIN, EVERYONE, 3)
    await quota.grant(ADMIN, ALICE.user_id, 4)
    await quota.reset(ADMIN, ALICE.user_id)
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)

    assert await quota.status(ALICE_ELSEWHERE, [ARTISTS]) == before
    assert {row["guild_id"] for row in await records(database)} == {1}


async def test_a_blocked_member_is_refused_here_and_served_elsewhere(
    quota: QuotaService, place: Place
) -> None:
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)

    with pytest.raises(BlockedError):
        await place(user_id=ALICE.user_id)

    await place(user_id=ALICE.user_id, guild_id=2)
    await place(user_id=BOB.user_id)


async def test_an_unblocked_member_may_draw_again(quota: QuotaService, place: Place) -> None:
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=False)

    assert (await place(user_id=ALICE.user_id)).user_id == ALICE.user_id


# --- amounts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [-1, LARGEST_AMOUNT + 1, 2**63])
async def test_an_amount_without_sense_changes_nothing(
    quota: QuotaService, database: Database, amount: int
) -> None:
    with pytest.raises(InvalidAmountError):
        await quota.grant(ADMIN, ALICE.user_id, amount)
    with pytest.raises(InvalidAmountError):
        await quota.set_limit(ADMIN, member(ALICE), amount)

    assert (await quota.status(ALICE, [])).granted == 0
    assert await records(database) == []


async def test_grants_add_up_to_a_largest_total(quota: QuotaService) -> None:
    assert await quota.grant(ADMIN, ALICE.user_id, LARGEST_AMOUNT - 1) == LARGEST_AMOUNT - 1

    with pytest.raises(InvalidAmountError) as refusal:
        await quota.grant(ADMIN, ALICE.user_id, 2)

    assert refusal.value.values == {"has": LARGEST_AMOUNT - 1, "limit": LARGEST_AMOUNT}
    assert await quota.grant(ADMIN, ALICE.user_id, 1) == LARGEST_AMOUNT


# --- the record ----------------------------------------------------------------------------------------


async def test_each_change_records_who_did_what_to_whom_and_when(
    quota: QuotaService, database: Database, place: Place, store: JobStore, manual_clock: ManualClock
) -> None:
    job = await place(unit=5, period=quota.period())
    await render(store, job.id)
    await store.finish_delivered(job.id, message_id=7, channel_id=8, delivered=1)

    await quota.set_limit(ADMIN, member(ALICE), 30)
    await quota.set_limit(ADMIN, role(ARTISTS), 40)
    await quota.set_limit(ADMIN, EVERYONE, 50)
    await quota.set_limit(ADMIN, member(ALICE), None)
    await quota.grant(ADMIN, ALICE.user_id, 7)
    await quota.reset(ADMIN, ALICE.user_id)
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=False)

    expected: list[dict[str, Any]] = [
        {"action": "set", "before": None, "after": 30},
        {"action": "set", "target_kind": "role", "target_id": ARTISTS, "before": None, "after": 40},
        {"action": "set", "target_kind": "default", "target_id": 0, "before": None, "after": 50},
        {"action": "unset", "before": 30, "after": None},
        {"action": "grant", "before": 0, "after": 7},
        {"action": "reset", "before": 5, "after": 0},
        {"action": "block", "before": 0, "after": 1},
        {"action": "unblock", "before": 1, "after": 0},
    ]
    assert await records(database) == [record(manual_clock, **change) for change in expected]


async def test_blocking_twice_changes_and_records_once(quota: QuotaService, database: Database) -> None:
    first = await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)
    second = await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)

    assert (first, second) == (True, False)
    assert len(await records(database)) == 1
