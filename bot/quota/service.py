"""What cogs ask about quotas: the member's own status, and an administrator's changes.

Every change is confined to the administrator's own server by construction: the server's id
comes with the actor, and each row is keyed by it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db.data_erasure import forgive_erased_use, read_erased_use
from bot.db.engine import Database
from bot.db.limits import (
    AuditAction,
    AuditEntry,
    Block,
    TargetKind,
    block_member,
    end_of_block,
    is_recorded,
    read_allowance,
    read_block,
    read_limit,
    set_limit,
    unblock_member,
    write_audit,
)
from bot.db.locks import lock_guild_settings
from bot.db.schema import counters
from bot.errors import BlockedError, DuplicateEventError, InvalidAmountError, QuotaExceededError
from bot.quota import ledger
from bot.quota.ledger import Account, SpendingCaps
from bot.quota.limits import Allowance
from bot.quota.periods import QuotaPeriod, period_at

__all__ = ["LARGEST_AMOUNT", "AdminActor", "LimitChange", "QuotaService", "QuotaStatus", "Target"]

#: Nobody means to hand out more credits than this at once; it is ten thousand dollars' worth.
LARGEST_AMOUNT = 1_000_000

_SPENT_BY_BOT = select(counters.c.value).where(
    counters.c.scope == "bot",
    counters.c.guild_id == 0,
    counters.c.user_id == 0,
    counters.c.day == bindparam("of_day"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaStatus:
    """One member's quota now. All amounts in credits."""

    allowance: Allowance
    used: int
    granted: int
    renews_at: int
    blocked: bool
    blocked_until: float | None = None

    @property
    def remaining_today(self) -> int:
        return max(0, self.allowance.credits - self.used)

    @property
    def remaining(self) -> int:
        """Today's allowance and lasting grants together."""
        return self.remaining_today + self.granted


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminActor:
    """The administrator who acts, and the only server that the act can reach."""

    guild_id: int
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whom a change is about; ``id`` is 0 for the server's default."""

    kind: TargetKind
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange:
    """Credits a day before and after; ``None`` means "not set".

    ``audit_id`` is the change's record, by which it can be taken back.
    """

    before: int | None
    after: int | None
    audit_id: int | None = field(default=None, compare=False)


class QuotaService:
    """Quotas of all members, in one database."""

    def __init__(
        self, database: Database, clock: Clock, *, zone: ZoneInfo, operator_daily: int, caps: SpendingCaps
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self.operator_daily = operator_daily
        self.caps = caps

    def period(self) -> QuotaPeriod:
        """The quota day that it is now."""
        return period_at(self._clock.now(), self._zone)

    async def affordable(self, account: Account, role_ids: Collection[int], cost: int) -> QuotaStatus:
        """The standing of a member who could pay ``cost`` now.

        Raises :class:`~bot.errors.BlockedError` or :class:`~bot.errors.QuotaExceededError`.
        """
        status = await self.status(account, role_ids)
        if status.blocked:
            raise BlockedError
        if status.remaining < cost:
            raise QuotaExceededError(cost=cost, left=status.remaining, renews=status.renews_at)
        return status

    async def status(self, account: Account, role_ids: Collection[int]) -> QuotaStatus:
        """What the member may spend, has used and has left."""
        period = self.period()
        async with self._database.read() as connection:
            used, granted = await _counters_of(connection, account, period.day)
            block = await read_block(connection, account, self._now_ms())
            until_ms = None if block is None else block.until_ms
            return QuotaStatus(
                allowance=await read_allowance(connection, account, role_ids, self.operator_daily),
                used=used,
                granted=granted,
                renews_at=period.renews_at,
                blocked=block is not None,
                blocked_until=None if until_ms is None else until_ms / 1000,
            )

    async def remaining(self, account: Account, daily: int) -> int:
        """Credits left now under a daily allowance that is known already."""
        async with self._database.read() as connection:
            used, granted = await _counters_of(connection, account, self.period().day)
        return max(0, daily - used) + granted

    async def spent_by_bot(self, day: str) -> int:
        """Credits that all members together hold or have spent that day."""
        async with self._database.read() as connection:
            return int(await connection.scalar(_SPENT_BY_BOT, {"of_day": day}) or 0)

    async def set_limit(self, actor: AdminActor, target: Target, credits: int | None) -> LimitChange:
        """Set a daily limit, or remove it with ``None``. Raises :class:`InvalidAmountError`."""
        if credits is not None:
            _check_amount(credits)
        async with self._database.write() as connection:
            await lock_guild_settings(connection, actor.guild_id)
            before = await set_limit(
                connection,
                guild_id=actor.guild_id,
                kind=target.kind,
                target_id=target.id,
                credits=credits,
            )
            action = AuditAction.UNSET if credits is None else AuditAction.SET
            audit_id = await self._audit(connection, actor, action, target, before, credits)
        return LimitChange(before=before, after=credits, audit_id=audit_id)

    async def limit_of(self, guild_id: int, target: Target) -> int | None:
        """The daily limit that is set for exactly this target."""
        async with self._database.read() as connection:
            return await read_limit(connection, guild_id=guild_id, kind=target.kind, target_id=target.id)

    async def grant(self, actor: AdminActor, user_id: int, credits: int, *, cause: str | None = None) -> int:
        """Add lasting credits; returns the total of the member's. Raises :class:`InvalidAmountError`.

        ``cause`` names the event that asked for it: one that comes again, here or in another
        process, raises :class:`~bot.errors.DuplicateEventError`.
        """
        _check_amount(credits)
        try:
            async with self._database.write() as connection:
                return await self._grant(connection, actor, user_id, credits, cause)
        except IntegrityError as error:
            # Nothing else of it is unique: somebody noted the same event in this very moment.
            raise DuplicateEventError(detail=f"already granted: {cause}") from error

    async def _grant(
        self, connection: AsyncConnection, actor: AdminActor, user_id: int, credits: int, cause: str | None
    ) -> int:
        if cause is not None and await is_recorded(connection, cause):
            raise DuplicateEventError(detail=f"already granted: {cause}")
        account = Account(guild_id=actor.guild_id, user_id=user_id)
        after = await ledger.grant(
            connection,
            account,
            credits=credits,
            actor_id=actor.user_id,
            day=self.period().day,
            at_ms=self._now_ms(),
        )
        # Counted from what the ledger has just written, or two grants at once would both begin at
        # the same sum, and taking one of them back would take both.
        before = after - credits
        if after > LARGEST_AMOUNT:
            raise InvalidAmountError("refused-grant-total", has=before, limit=LARGEST_AMOUNT)
        await self._audit(connection, actor, AuditAction.GRANT, _member(user_id), before, after, cause)
        return after

    async def reset(self, actor: AdminActor, user_id: int) -> int:
        """Forget today's use; returns the credits that came back."""
        account = Account(guild_id=actor.guild_id, user_id=user_id)
        day = self.period().day
        async with self._database.write() as connection:
            before, _ = await _counters_of(connection, account, day)
            forgotten = await ledger.reset(
                connection, account, actor_id=actor.user_id, day=day, at_ms=self._now_ms()
            )
            forgotten += await forgive_erased_use(connection, account, day)
            await self._audit(
                connection, actor, AuditAction.RESET, _member(user_id), before, before - forgotten
            )
        return forgotten

    async def set_blocked(
        self,
        actor: AdminActor,
        user_id: int,
        *,
        blocked: bool,
        seconds: float | None = None,
        at_least: bool = False,
    ) -> bool:
        """Block (for ``seconds``, or for good) or unblock a member; returns whether anything changed.

        ``at_least`` leaves a longer block that somebody has set as it is.
        """
        account = Account(guild_id=actor.guild_id, user_id=user_id)
        at_ms = self._now_ms()
        until_ms = None if seconds is None else at_ms + round(seconds * 1000)
        async with self._database.write() as connection:
            await lock_guild_settings(connection, actor.guild_id)
            before = await read_block(connection, account, at_ms)
            if at_least and before is not None and _lasts(before, until_ms):
                return False
            if blocked:
                changed = await block_member(
                    connection, account, actor_id=actor.user_id, at_ms=at_ms, until_ms=until_ms
                )
            else:
                changed = await unblock_member(connection, account, at_ms=at_ms)
            if changed:
                entry = AuditEntry(
                    at_ms=at_ms,
                    guild_id=actor.guild_id,
                    actor_id=actor.user_id,
                    action=AuditAction.BLOCK if blocked else AuditAction.UNBLOCK,
                    target_kind=TargetKind.MEMBER,
                    target_id=user_id,
                    before=int(before is not None),
                    after=int(blocked),
                    before_text=end_of_block(before),
                    after_text=end_of_block(Block(until_ms=until_ms) if blocked else None),
                )
                await write_audit(connection, entry)
        return changed

    async def record_act(self, actor: AdminActor, action: AuditAction, user_id: int, subject: str) -> None:
        """Note what an administrator did about a member that moved no credits."""
        entry = AuditEntry(
            at_ms=self._now_ms(),
            guild_id=actor.guild_id,
            actor_id=actor.user_id,
            action=action,
            target_kind=TargetKind.MEMBER,
            target_id=user_id,
            before=None,
            after=None,
            subject=subject,
        )
        async with self._database.write() as connection:
            await write_audit(connection, entry)

    async def _audit(
        self,
        connection: AsyncConnection,
        actor: AdminActor,
        action: AuditAction,
        target: Target,
        before: int | None,
        after: int | None,
        cause: str | None = None,
    ) -> int:
        entry = AuditEntry(
            at_ms=self._now_ms(),
            guild_id=actor.guild_id,
            actor_id=actor.user_id,
            action=action,
            target_kind=target.kind,
            target_id=target.id,
            before=before,
            after=after,
            cause=cause,
        )
        return await write_audit(connection, entry)

    def _now_ms(self) -> int:
        return round(self._clock.now() * 1000)


def _lasts(block: Block, until_ms: int | None) -> bool:
    """Whether a block stands until then, or longer."""
    return block.until_ms is None or (until_ms is not None and block.until_ms >= until_ms)


def _member(user_id: int) -> Target:
    return Target(kind=TargetKind.MEMBER, id=user_id)


def _check_amount(credits: int) -> None:
    if not 1 <= credits <= LARGEST_AMOUNT:
        raise InvalidAmountError(amount=credits, limit=LARGEST_AMOUNT)


async def _counters_of(connection: AsyncConnection, account: Account, day: str) -> tuple[int, int]:
    used, granted = await ledger.read_balance(connection, account, day)
    return used + await read_erased_use(connection, account, day), granted
