"""Audit log: records administrators' changes, returns them page by page, and undoes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.audit.models import (
    AdminActor,
    AuditAction,
    AuditEntry,
    AuditPage,
    AuditRecord,
    Target,
    UndoPlan,
)
from bot.audit.undo import PAGE, check_expired, check_pending, undo_entry
from bot.clock import Clock, now_ms
from bot.db import ledger, limits
from bot.db.audit_rows import find_record, read_records, records_of_command, write_audit
from bot.db.engine import Database
from bot.db.guild_settings import lock_guild_settings, read_guild_setting, write_guild_setting
from bot.errors import RefusedError
from bot.quota.models import Account, block_end_text
from bot.quota.periods import period_at

__all__ = ["SqlAuditLog"]

# Maximum number of records searched for the last undoable change.
_SEARCHED = 50


class SqlAuditLog:
    """:class:`~bot.audit.undo.AuditLog` in SQL; quota days begin at midnight in ``zone``."""

    def __init__(self, database: Database, clock: Clock, *, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone

    async def record(
        self, actor: AdminActor, action: AuditAction, target: Target, *, subject: str | None = None
    ) -> None:
        entry = AuditEntry(
            at_ms=now_ms(self._clock),
            guild_id=actor.guild_id,
            actor_id=actor.user_id,
            action=action,
            target_kind=target.kind,
            target_id=target.id,
            subject=subject,
        )
        async with self._database.write() as connection:
            await write_audit(connection, entry)

    async def page(
        self, guild_id: int, *, older_than: int | None = None, newer_than: int | None = None
    ) -> AuditPage:
        async with self._database.read() as connection:
            found = await read_records(
                connection, guild_id, older_than=older_than, newer_than=newer_than, limit=PAGE
            )
            if not found:
                return AuditPage(records=(), newer=False, older=False)
            newer = await read_records(connection, guild_id, newer_than=found[0].id, limit=1)
            older = await read_records(connection, guild_id, older_than=found[-1].id, limit=1)
        return AuditPage(records=tuple(found), newer=bool(newer), older=bool(older))

    async def last_undoable(self, guild_id: int) -> UndoPlan | None:
        async with self._database.read() as connection:
            for record in await read_records(connection, guild_id, limit=_SEARCHED):
                try:
                    return await _plan(connection, record, now_ms(self._clock), self._zone)
                except RefusedError:
                    continue
        return None

    async def undo(self, actor: AdminActor, audit_id: int) -> UndoPlan:
        try:
            async with self._database.write() as connection:
                await lock_guild_settings(connection, actor.guild_id)
                record = await find_record(connection, actor.guild_id, audit_id)
                at_ms = now_ms(self._clock)
                plan = await _plan(connection, record, at_ms, self._zone)
                return await _apply(connection, actor, plan, at_ms, self._zone)
        except IntegrityError:
            async with self._database.read() as connection:
                check_pending(await find_record(connection, actor.guild_id, audit_id))
            raise


# --- undo -----------------------------------------------------------------------------


async def _plan(
    connection: AsyncConnection, record: AuditRecord | None, at_ms: int, zone: ZoneInfo
) -> UndoPlan:
    """Return the plan for undoing this change. Raises :class:`RefusedError` if it cannot be undone."""
    record = check_pending(record)
    records = [one for one in await records_of_command(connection, record) if one.undone_by is None]
    if not await _in_force(connection, records, at_ms):
        raise RefusedError("undo-refused-changed")
    check_expired(record.entry, at_ms, zone)
    return UndoPlan(records=tuple(records), credits=await _credits(connection, record.entry))


async def _apply(
    connection: AsyncConnection, actor: AdminActor, plan: UndoPlan, at_ms: int, zone: ZoneInfo
) -> UndoPlan:
    """Undo and log each record; return the plan with the credits actually moved."""
    credits = plan.credits
    day = period_at(at_ms / 1000, zone).day
    for record in plan.records:
        credits = await _restore(connection, actor, record, credits, at_ms, day)
    return UndoPlan(records=plan.records, credits=credits)


async def _credits(connection: AsyncConnection, entry: AuditEntry) -> int | None:
    """Return the credits that undoing this entry would move; ``None`` if the action moves none."""
    if entry.action is AuditAction.GRANT:
        granted = (entry.after or 0) - (entry.before or 0)
        left = min(granted, await ledger.read_granted(connection, _account(entry)))
        if left <= 0:
            raise RefusedError("undo-refused-spent")
        return left
    if entry.action is AuditAction.RESET:
        return (entry.before or 0) - (entry.after or 0)
    return None


async def _in_force(connection: AsyncConnection, records: Sequence[AuditRecord], at_ms: int) -> bool:
    """Return whether the values set by these records are still in force."""
    for record in records:
        entry = record.entry
        match entry.action:
            case AuditAction.SET | AuditAction.UNSET:
                same = await limits.read_limit(connection, entry.guild_id, _target(entry)) == entry.after
            case AuditAction.BLOCK | AuditAction.UNBLOCK:
                block = await limits.read_block(connection, _account(entry), at_ms)
                same = (int(block is not None), block_end_text(block)) == (entry.after, entry.after_text)
            case AuditAction.SETTING:
                stored = await read_guild_setting(connection, entry.guild_id, str(entry.subject))
                same = stored == entry.after_text
            case AuditAction.GRANT | AuditAction.RESET:
                same = True
            case _:
                same = False
        if not same:
            return False
    return True


async def _restore(
    connection: AsyncConnection,
    actor: AdminActor,
    record: AuditRecord,
    credits: int | None,
    at_ms: int,
    day: str,
) -> int | None:
    """Restore the previous value and log the change; return the credits actually moved."""
    entry, account = record.entry, _account(record.entry)
    moved = {"actor_id": actor.user_id, "at_ms": at_ms}
    before, after = entry.after, entry.before
    match entry.action:
        case AuditAction.SET | AuditAction.UNSET:
            await limits.set_limit(connection, entry.guild_id, _target(entry), entry.before)
        case AuditAction.BLOCK | AuditAction.UNBLOCK if entry.before:
            until_ms = None if entry.before_text is None else int(entry.before_text)
            await limits.block_member(connection, account, until_ms=until_ms, **moved)
        case AuditAction.BLOCK | AuditAction.UNBLOCK:
            await limits.unblock_member(connection, account, at_ms=at_ms)
        case AuditAction.SETTING:
            value = None if entry.before_text is None else json.loads(entry.before_text)
            await write_guild_setting(connection, entry.guild_id, str(entry.subject), value)
        case AuditAction.GRANT:
            credits = await ledger.revoke(connection, account, credits=credits or 0, day=day, **moved)
            if not credits:
                raise RefusedError("undo-refused-spent")
            after = await ledger.read_granted(connection, account)
            before = after + credits
        case _:
            before, after = None, None
            await ledger.undo_reset(connection, account, credits=credits or 0, day=day, **moved)
    await write_audit(connection, undo_entry(record, actor, at_ms, before, after))
    return credits


def _account(entry: AuditEntry) -> Account:
    return Account(guild_id=entry.guild_id, user_id=entry.target_id)


def _target(entry: AuditEntry) -> Target:
    return Target(kind=entry.target_kind, id=entry.target_id)
