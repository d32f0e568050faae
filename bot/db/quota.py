"""Quota store: a member's status, and administrators' changes with their audit records."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy.exc import IntegrityError

from bot.audit.models import AdminActor, AuditAction, AuditEntry, Target, TargetKind
from bot.clock import Clock, now_ms
from bot.db import ledger, limits
from bot.db.audit_rows import is_recorded, write_audit
from bot.db.data_erasure import clear_erased_use
from bot.db.engine import Database
from bot.db.guild_settings import lock_guild_settings
from bot.db.spending import read_spending, read_spent_by_bot
from bot.errors import DuplicateEventError, RefusedError
from bot.quota.models import Account, Block, BlockChange, LimitChange, QuotaStatus, Spending, block_end_text
from bot.quota.periods import QuotaPeriod

__all__ = ["SqlQuotaStore"]


class SqlQuotaStore:
    """:class:`~bot.quota.ports.QuotaStore` in SQL."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def status(
        self, account: Account, role_ids: Collection[int], *, operator_daily: int, period: QuotaPeriod
    ) -> QuotaStatus:
        async with self._database.read() as connection:
            used, granted = await ledger.read_balance(connection, account, period.day)
            block = await limits.read_block(connection, account, now_ms(self._clock))
            allowance = await limits.read_allowance(connection, account, role_ids, operator_daily)
        return QuotaStatus(
            allowance=allowance,
            used=used,
            granted=granted,
            renews_at=period.renews_at,
            blocked=block is not None,
            blocked_until=None if block is None or block.until_ms is None else block.until_ms / 1000,
        )

    async def balance(self, account: Account, day: str) -> tuple[int, int]:
        async with self._database.read() as connection:
            return await ledger.read_balance(connection, account, day)

    async def spending(self, guild_id: int, period: QuotaPeriod) -> Spending:
        async with self._database.read() as connection:
            return await read_spending(connection, guild_id, period)

    async def spent_by_bot(self, day: str) -> int:
        async with self._database.read() as connection:
            return await read_spent_by_bot(connection, day)

    async def check_blocked(self, account: Account) -> None:
        async with self._database.read() as connection:
            await limits.check_blocked(connection, account, now_ms(self._clock))

    async def limit_of(self, guild_id: int, target: Target) -> int | None:
        async with self._database.read() as connection:
            return await limits.read_limit(connection, guild_id, target)

    async def set_limit(self, actor: AdminActor, target: Target, credits: int | None) -> LimitChange:
        async with self._database.write() as connection:
            await lock_guild_settings(connection, actor.guild_id)
            before = await limits.set_limit(connection, actor.guild_id, target, credits)
            action = AuditAction.UNSET if credits is None else AuditAction.SET
            entry = self._entry(actor, action, target, before=before, after=credits)
            audit_id = await write_audit(connection, entry)
        return LimitChange(before=before, after=credits, audit_id=audit_id)

    async def grant(
        self, actor: AdminActor, user_id: int, credits: int, *, day: str, limit: int, cause: str | None = None
    ) -> int:
        try:
            async with self._database.write() as connection:
                if cause is not None and await is_recorded(connection, cause):
                    raise DuplicateEventError(detail=f"already granted: {cause}")
                account = Account(guild_id=actor.guild_id, user_id=user_id)
                moved = {"actor_id": actor.user_id, "at_ms": now_ms(self._clock)}
                after = await ledger.grant(connection, account, credits=credits, day=day, **moved)
                # Derived from the ledger's result: each of two concurrent grants must record its own part;
                # otherwise undoing one would revoke both.
                before = after - credits
                if after > limit:
                    raise RefusedError("refused-grant-total", has=before, limit=limit)
                entry = self._entry(
                    actor, AuditAction.GRANT, _member(user_id), before=before, after=after, cause=cause
                )
                await write_audit(connection, entry)
                return after
        except IntegrityError as error:
            # Only the cause is unique, so another process recorded the same event concurrently.
            raise DuplicateEventError(detail=f"already granted: {cause}") from error

    async def reset(self, actor: AdminActor, user_id: int, *, day: str) -> int:
        account = Account(guild_id=actor.guild_id, user_id=user_id)
        moved = {"actor_id": actor.user_id, "at_ms": now_ms(self._clock)}
        async with self._database.write() as connection:
            before, _ = await ledger.read_balance(connection, account, day)
            cleared = await ledger.reset(connection, account, day=day, **moved)
            cleared += await clear_erased_use(connection, account, day)
            entry = self._entry(
                actor, AuditAction.RESET, _member(user_id), before=before, after=before - cleared
            )
            await write_audit(connection, entry)
        return cleared

    async def set_blocked(
        self,
        actor: AdminActor,
        user_id: int,
        *,
        blocked: bool,
        seconds: float | None = None,
        at_least: bool = False,
    ) -> BlockChange:
        account = Account(guild_id=actor.guild_id, user_id=user_id)
        at_ms = now_ms(self._clock)
        until_ms = None if seconds is None else at_ms + round(seconds * 1000)
        async with self._database.write() as connection:
            await lock_guild_settings(connection, actor.guild_id)
            before = await limits.read_block(connection, account, at_ms)
            if at_least and before is not None and before.lasts(until_ms):
                return BlockChange(before=before, after=before)
            if blocked:
                await limits.block_member(
                    connection, account, actor_id=actor.user_id, at_ms=at_ms, until_ms=until_ms
                )
            else:
                await limits.unblock_member(connection, account, at_ms=at_ms)
            change = BlockChange(before=before, after=Block(until_ms=until_ms) if blocked else None)
            if change.changed:
                entry = self._entry(
                    actor,
                    AuditAction.BLOCK if blocked else AuditAction.UNBLOCK,
                    _member(user_id),
                    before=int(before is not None),
                    after=int(blocked),
                    before_text=block_end_text(before),
                    after_text=block_end_text(change.after),
                )
                await write_audit(connection, entry)
        return change

    def _entry(self, actor: AdminActor, action: AuditAction, target: Target, **values: Any) -> AuditEntry:
        return AuditEntry(
            at_ms=now_ms(self._clock),
            guild_id=actor.guild_id,
            actor_id=actor.user_id,
            action=action,
            target_kind=target.kind,
            target_id=target.id,
            **values,
        )


def _member(user_id: int) -> Target:
    return Target(kind=TargetKind.MEMBER, id=user_id)
