"""Audit log: pages of records, and undoing a change once, while its result is in force."""

from __future__ import annotations

import pytest

from bot.audit.models import AdminActor, Target, TargetKind
from bot.audit.undo import PAGE, AuditLog
from bot.errors import RefusedError
from bot.guilds.service import GuildService
from bot.quota.models import Account
from bot.quota.service import QuotaService
from tests.clocks import ManualClock
from tests.contracts.conftest import Charge

ADMIN, OTHER_ADMIN = AdminActor(guild_id=1, user_id=99), AdminActor(guild_id=1, user_id=98)
STRANGER = AdminActor(guild_id=2, user_id=97)
ALICE = Account(guild_id=1, user_id=10)
MEMBER = Target(kind=TargetKind.MEMBER, id=10)
ROLE = Target(kind=TargetKind.ROLE, id=500)
EVERYONE = Target(kind=TargetKind.DEFAULT, id=0)


async def newest(audit_log: AuditLog) -> int:
    return (await audit_log.page(1)).records[0].id


async def refused(audit_log: AuditLog, audit_id: int, actor: AdminActor = ADMIN) -> str:
    """Return the key of the refusal."""
    with pytest.raises(RefusedError) as refusal:
        await audit_log.undo(actor, audit_id)
    return refusal.value.key


@pytest.mark.parametrize("target", [MEMBER, ROLE, EVERYONE])
async def test_a_limit_returns_to_its_previous_value(
    quota: QuotaService, audit_log: AuditLog, target: Target
) -> None:
    await quota.set_limit(ADMIN, target, 10)
    await quota.set_limit(ADMIN, target, 20)
    await quota.set_limit(ADMIN, target, None)

    limits = []
    for _ in range(3):
        last = await audit_log.last_undoable(1)
        assert last is not None
        await audit_log.undo(OTHER_ADMIN, last.id)
        limits.append(await quota.limit_of(1, target))

    assert limits == [20, 10, None]
    assert await audit_log.last_undoable(1) is None


async def test_a_block_and_an_unblock_are_reverted(quota: QuotaService, audit_log: AuditLog) -> None:
    await quota.set_blocked(ADMIN, 10, blocked=True)
    await audit_log.undo(ADMIN, await newest(audit_log))
    assert not (await quota.status(ALICE, ())).blocked

    await quota.set_blocked(ADMIN, 10, blocked=True)
    await quota.set_blocked(ADMIN, 10, blocked=False)
    await audit_log.undo(ADMIN, await newest(audit_log))
    assert (await quota.status(ALICE, ())).blocked


async def test_settings_of_one_command_are_undone_together(
    guilds: GuildService, audit_log: AuditLog, manual_clock: ManualClock
) -> None:
    before = await guilds.change(ADMIN, ceiling_day=50)
    manual_clock.jump(1)
    await guilds.change(ADMIN, ceiling_day=70, ceiling_month=900, spoiler=True)

    await audit_log.undo(ADMIN, await newest(audit_log))

    assert await guilds.get(1) == before


async def test_undoing_a_grant_removes_only_unused_credits(
    quota: QuotaService, audit_log: AuditLog, charge: Charge
) -> None:
    await quota.grant(ADMIN, 10, 100)
    await charge(ALICE, granted=70)

    last = await audit_log.last_undoable(1)
    done = await audit_log.undo(ADMIN, await newest(audit_log))

    assert last is not None and last.credits == done.credits == 30
    assert (await quota.status(ALICE, ())).granted == 0


async def test_a_spent_grant_is_kept_and_the_previous_change_is_offered(
    quota: QuotaService, audit_log: AuditLog, charge: Charge
) -> None:
    await quota.set_limit(ADMIN, ROLE, 5)
    limit = await newest(audit_log)
    await quota.grant(ADMIN, 10, 70)
    await charge(ALICE, granted=70)

    last = await audit_log.last_undoable(1)

    assert await refused(audit_log, await newest(audit_log)) == "undo-refused-spent"
    assert last is not None and last.id == limit


async def test_a_reset_can_be_undone_only_on_the_same_day(
    quota: QuotaService, audit_log: AuditLog, charge: Charge, manual_clock: ManualClock
) -> None:
    for _ in range(2):
        await charge(ALICE, allowance=20)
        await quota.reset(ADMIN, 10)
    first, second = [r.id for r in (await audit_log.page(1)).records][::-1]
    assert (await quota.status(ALICE, ())).used == 0

    done = await audit_log.undo(ADMIN, first)

    assert done.credits == 20
    assert (await quota.status(ALICE, ())).used == 20
    manual_clock.jump(24 * 3600)
    assert await refused(audit_log, second) == "undo-refused-day"


async def test_a_change_to_an_erased_member_is_not_undone(quota: QuotaService, audit_log: AuditLog) -> None:
    """An erasure replaces the member by a negative number."""
    await quota.grant(ADMIN, -10, 100)

    assert await audit_log.last_undoable(1) is None
    assert await refused(audit_log, await newest(audit_log)) == "undo-refused-erased"


async def test_a_setting_changed_since_is_not_undone(quota: QuotaService, audit_log: AuditLog) -> None:
    await quota.set_limit(ADMIN, ROLE, 10)
    first = await newest(audit_log)
    await quota.set_limit(ADMIN, ROLE, 20)

    assert await refused(audit_log, first) == "undo-refused-changed"
    assert await quota.limit_of(1, ROLE) == 20


async def test_a_change_is_undone_once_and_only_on_its_server(
    quota: QuotaService, audit_log: AuditLog
) -> None:
    change = await quota.set_limit(ADMIN, ROLE, 10)
    assert change.audit_id is not None

    assert await refused(audit_log, change.audit_id, STRANGER) == "undo-refused-unknown"
    await audit_log.undo(OTHER_ADMIN, change.audit_id)

    with pytest.raises(RefusedError) as error:
        await audit_log.undo(ADMIN, change.audit_id)
    assert (error.value.key, error.value.values) == ("undo-refused-already", {"who": "<@98>"})
    assert await refused(audit_log, await newest(audit_log)) == "undo-refused-undo"


async def test_pages_contain_all_records_once_in_both_directions(
    quota: QuotaService, audit_log: AuditLog
) -> None:
    for credits in range(1, 2 * PAGE + 4):
        await quota.set_limit(ADMIN, MEMBER, credits)

    page, seen = await audit_log.page(1), []
    while True:
        seen += [record.id for record in page.records]
        if not page.older:
            break
        page = await audit_log.page(1, older_than=page.records[-1].id)
    back = await audit_log.page(1, newer_than=page.records[0].id)

    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 2 * PAGE + 3
    assert [record.id for record in back.records] == seen[PAGE : 2 * PAGE]
    assert back.newer and back.older
    assert (await audit_log.page(2)).records == ()
