"""Quota store: balances, limits, grants and blocks; every change is recorded."""

from __future__ import annotations

import pytest

from bot.audit.models import AdminActor, AuditEntry, Target, TargetKind
from bot.audit.undo import AuditLog
from bot.errors import DuplicateEventError, RefusedError
from bot.quota.limits import Allowance, LimitRule
from bot.quota.models import LARGEST_AMOUNT, Account, Block, LimitChange, QuotaStatus, Spending
from bot.quota.service import QuotaService
from tests.clocks import ManualClock
from tests.contracts.conftest import Charge, Stores

ALICE, BOB = Account(guild_id=1, user_id=10), Account(guild_id=1, user_id=11)
ALICE_ELSEWHERE = Account(guild_id=2, user_id=10)
ADMIN = AdminActor(guild_id=1, user_id=99)
ARTISTS, PATRONS = 501, 502


def member(account: Account) -> Target:
    return Target(kind=TargetKind.MEMBER, id=account.user_id)


def role(role_id: int) -> Target:
    return Target(kind=TargetKind.ROLE, id=role_id)


EVERYONE = Target(kind=TargetKind.DEFAULT, id=0)


async def records(audit_log: AuditLog) -> list[AuditEntry]:
    """Return the entries of the newest page, oldest first."""
    return [record.entry for record in (await audit_log.page(1)).records][::-1]


# --- what a member sees ----------------------------------------------------------------------


async def test_a_new_member_has_the_operators_limit(quota: QuotaService) -> None:
    standing = await quota.status(ALICE, [])

    assert standing == QuotaStatus(
        allowance=Allowance(credits=60, rule=LimitRule.OPERATOR),
        used=0,
        granted=0,
        renews_at=quota.period().renews_at,
        blocked=False,
    )


async def test_the_balance_is_the_unused_limit_plus_bonus_credits(
    quota: QuotaService, charge: Charge
) -> None:
    await quota.grant(ADMIN, ALICE.user_id, 7)
    await charge(ALICE, allowance=25)

    standing = await quota.status(ALICE, [])

    assert (standing.remaining_today, standing.granted, standing.remaining) == (35, 7, 42)
    assert await quota.remaining(ALICE, 60) == 42


async def test_usage_above_a_lowered_limit_is_not_a_debt(quota: QuotaService, charge: Charge) -> None:
    await charge(ALICE, allowance=25)
    await quota.set_limit(ADMIN, member(ALICE), 10)

    assert (await quota.status(ALICE, [])).remaining == 0


async def test_the_limit_resets_at_midnight_in_the_operators_zone(
    quota: QuotaService, charge: Charge, manual_clock: ManualClock
) -> None:
    await charge(ALICE, allowance=25)
    renews_at = quota.period().renews_at

    manual_clock.jump(renews_at - 1 - manual_clock.now())
    before = (await quota.status(ALICE, [])).used
    manual_clock.jump(1)
    after = (await quota.status(ALICE, [])).used

    assert (before, after) == (25, 0)


async def test_the_bots_spending_is_the_sum_over_all_servers(quota: QuotaService, charge: Charge) -> None:
    await charge(ALICE, allowance=5)
    await charge(ALICE_ELSEWHERE, allowance=6)

    assert await quota.spent_by_bot(quota.period().day) == 11
    assert await quota.spending(1) == Spending(day=5, month=5)
    assert await quota.spent_by_bot("2001-01-01") == 0


# --- limits ------------------------------------------------------------------------------------


async def test_limits_of_member_role_and_server_apply_in_order(quota: QuotaService) -> None:
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


async def test_a_change_returns_the_previous_value(quota: QuotaService) -> None:
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
    quota: QuotaService, audit_log: AuditLog, charge: Charge
) -> None:
    for account in (ALICE, ALICE_ELSEWHERE):
        await charge(account, allowance=5)
    before = await quota.status(ALICE_ELSEWHERE, [ARTISTS])

    await quota.set_limit(ADMIN, member(ALICE), 1)
    await quota.set_limit(ADMIN, role(ARTISTS), 2)
    await quota.set_limit(ADMIN, EVERYONE, 3)
    await quota.grant(ADMIN, ALICE.user_id, 4)
    await quota.reset(ADMIN, ALICE.user_id)
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)

    assert await quota.status(ALICE_ELSEWHERE, [ARTISTS]) == before
    assert (await audit_log.page(2)).records == ()


async def test_a_blocked_member_is_blocked_in_this_guild_only(
    quota: QuotaService, stores: Stores, manual_clock: ManualClock
) -> None:
    change = await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True, seconds=60)

    with pytest.raises(RefusedError, match="refused-blocked-until") as refusal:
        await stores.quota.check_blocked(ALICE)
    assert change.before is None
    assert change.after == Block(until_ms=round(refusal.value.values["until"] * 1000))
    assert refusal.value.values == {"until": manual_clock.now() + 60}
    await stores.quota.check_blocked(ALICE_ELSEWHERE)
    await stores.quota.check_blocked(BOB)
    manual_clock.jump(60)
    await stores.quota.check_blocked(ALICE)


# --- amounts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [-1, LARGEST_AMOUNT + 1, 2**63])
async def test_an_invalid_amount_changes_nothing(
    quota: QuotaService, audit_log: AuditLog, amount: int
) -> None:
    with pytest.raises(RefusedError, match="refused-amount"):
        await quota.grant(ADMIN, ALICE.user_id, amount)
    with pytest.raises(RefusedError, match="refused-amount"):
        await quota.set_limit(ADMIN, member(ALICE), amount)

    assert (await quota.status(ALICE, [])).granted == 0
    assert await records(audit_log) == []


async def test_bonus_credits_have_a_maximum_total(quota: QuotaService) -> None:
    assert await quota.grant(ADMIN, ALICE.user_id, LARGEST_AMOUNT - 1) == LARGEST_AMOUNT - 1

    with pytest.raises(RefusedError, match="refused-grant-total") as refusal:
        await quota.grant(ADMIN, ALICE.user_id, 2)

    assert refusal.value.values == {"has": LARGEST_AMOUNT - 1, "limit": LARGEST_AMOUNT}
    assert await quota.grant(ADMIN, ALICE.user_id, 1) == LARGEST_AMOUNT


# --- the record ----------------------------------------------------------------------------------------


async def test_each_change_records_actor_target_action_and_time(
    quota: QuotaService, audit_log: AuditLog, charge: Charge, manual_clock: ManualClock
) -> None:
    await charge(ALICE, allowance=5)

    await quota.set_limit(ADMIN, member(ALICE), 30)
    await quota.set_limit(ADMIN, role(ARTISTS), 40)
    await quota.set_limit(ADMIN, EVERYONE, 50)
    await quota.set_limit(ADMIN, member(ALICE), None)
    await quota.grant(ADMIN, ALICE.user_id, 7)
    await quota.reset(ADMIN, ALICE.user_id)
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)
    await quota.set_blocked(ADMIN, ALICE.user_id, blocked=False)

    found = [
        (e.action.value, e.target_kind.value, e.target_id, e.before, e.after)
        for e in await records(audit_log)
    ]
    assert found == [
        ("set", "member", 10, None, 30),
        ("set", "role", ARTISTS, None, 40),
        ("set", "default", 0, None, 50),
        ("unset", "member", 10, 30, None),
        ("grant", "member", 10, 0, 7),
        ("reset", "member", 10, 5, 0),
        ("block", "member", 10, 0, 1),
        ("unblock", "member", 10, 1, 0),
    ]
    who = {(e.guild_id, e.actor_id, e.at_ms) for e in await records(audit_log)}
    assert who == {(1, 99, round(manual_clock.now() * 1000))}


async def test_an_event_grants_once(quota: QuotaService) -> None:
    await quota.grant(ADMIN, ALICE.user_id, 5, cause="interaction:1")

    with pytest.raises(DuplicateEventError):
        await quota.grant(ADMIN, ALICE.user_id, 5, cause="interaction:1")

    assert await quota.grant(ADMIN, ALICE.user_id, 5, cause="interaction:2") == 10


async def test_blocking_twice_changes_and_records_once(quota: QuotaService, audit_log: AuditLog) -> None:
    first = await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)
    second = await quota.set_blocked(ADMIN, ALICE.user_id, blocked=True)

    assert (first.changed, second.changed) == (True, False)
    assert len(await records(audit_log)) == 1
