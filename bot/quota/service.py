"""Quota service: members' quotas and administrators' changes to them.

An administrator's change is confined to their own guild: the guild ID is part of the actor, and every
row is keyed by it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from zoneinfo import ZoneInfo

from bot.audit.models import AdminActor, Target
from bot.clock import Clock
from bot.errors import RefusedError
from bot.quota.models import (
    LARGEST_AMOUNT,
    Account,
    BlockChange,
    LimitChange,
    QuotaStatus,
    Spending,
    SpendingCaps,
)
from bot.quota.periods import QuotaPeriod, period_at
from bot.quota.ports import QuotaStore

__all__ = ["QuotaService"]


class QuotaService:
    """Quotas of all members, subject to the operator's default allowance and spending caps."""

    def __init__(
        self,
        store: QuotaStore,
        clock: Clock,
        *,
        zone: ZoneInfo,
        operator_daily: int,
        caps: Callable[[], SpendingCaps],
    ) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone
        self.operator_daily = operator_daily
        self._caps = caps

    @property
    def caps(self) -> SpendingCaps:
        """The operator's current spending caps, which depend on the number of guilds."""
        return self._caps()

    def period(self) -> QuotaPeriod:
        """Return the current quota day."""
        return period_at(self._clock.now(), self._zone)

    async def check_affordable(self, account: Account, role_ids: Collection[int], cost: int) -> QuotaStatus:
        """Return the quota status of a member who can currently afford ``cost``.

        Raises :class:`~bot.errors.RefusedError` if the member is blocked or has too few credits.
        """
        status = await self.status(account, role_ids)
        if status.blocked:
            raise RefusedError("refused-blocked")
        if status.remaining < cost:
            raise RefusedError("refused-quota", cost=cost, left=status.remaining, renews=status.renews_at)
        return status

    async def status(self, account: Account, role_ids: Collection[int]) -> QuotaStatus:
        """Return a member's allowance, usage and remaining credits."""
        return await self._store.status(
            account, role_ids, operator_daily=self.operator_daily, period=self.period()
        )

    async def remaining(self, account: Account, daily: int) -> int:
        """Return the member's credits left today, given the daily allowance."""
        used, granted = await self._store.balance(account, self.period().day)
        return max(0, daily - used) + granted

    async def spending(self, guild_id: int) -> Spending:
        """Return the credits that a guild's members have reserved or spent, today and this month."""
        return await self._store.spending(guild_id, self.period())

    async def spent_by_bot(self, day: str) -> int:
        """Return the credits that all members have reserved or spent that day."""
        return await self._store.spent_by_bot(day)

    async def set_limit(self, actor: AdminActor, target: Target, credits: int | None) -> LimitChange:
        """Set a daily limit, or remove it with ``None``. Raises :class:`RefusedError`."""
        if credits is not None:
            _check_amount(credits)
        return await self._store.set_limit(actor, target, credits)

    async def limit_of(self, guild_id: int, target: Target) -> int | None:
        """Return the daily limit set for this exact target."""
        return await self._store.limit_of(guild_id, target)

    async def grant(self, actor: AdminActor, user_id: int, credits: int, *, cause: str | None = None) -> int:
        """Grant credits that do not expire; return the member's total. Raises :class:`RefusedError`.

        ``cause`` identifies the event; if any process has already applied it, this raises
        :class:`~bot.errors.DuplicateEventError`.
        """
        _check_amount(credits)
        day = self.period().day
        return await self._store.grant(actor, user_id, credits, day=day, limit=LARGEST_AMOUNT, cause=cause)

    async def reset(self, actor: AdminActor, user_id: int) -> int:
        """Clear today's usage; return the credits that are available again."""
        return await self._store.reset(actor, user_id, day=self.period().day)

    async def set_blocked(
        self,
        actor: AdminActor,
        user_id: int,
        *,
        blocked: bool,
        seconds: float | None = None,
        at_least: bool = False,
    ) -> BlockChange:
        """Block a member (for ``seconds``, or permanently) or unblock them; return the change.

        With ``at_least``, an existing block that lasts at least as long is kept.
        """
        return await self._store.set_blocked(
            actor, user_id, blocked=blocked, seconds=seconds, at_least=at_least
        )


def _check_amount(credits: int) -> None:
    if not 1 <= credits <= LARGEST_AMOUNT:
        raise RefusedError("refused-amount", amount=credits, limit=LARGEST_AMOUNT)
