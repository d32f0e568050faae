"""Ports of the quota services: the quota store and the usage store."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from typing import Any, Protocol

from bot.audit.models import AdminActor, Target
from bot.quota.models import Account, ActiveUsers, BlockChange, LimitChange, QuotaStatus, Spending, SpendRow
from bot.quota.periods import QuotaPeriod

__all__ = ["QuotaStore", "UsageStore"]


class QuotaStore(Protocol):
    """Balances, limits, grants and blocks. Each change is one transaction with its audit record."""

    async def status(
        self, account: Account, role_ids: Collection[int], *, operator_daily: int, period: QuotaPeriod
    ) -> QuotaStatus:
        """Return a member's allowance, usage, grants and block."""
        ...

    async def balance(self, account: Account, day: str) -> tuple[int, int]:
        """Return the credits used that day, including erased usage, and the remaining granted credits."""
        ...

    async def spending(self, guild_id: int, period: QuotaPeriod) -> Spending:
        """Return the credits that a guild's members have reserved or spent, today and this month."""
        ...

    async def spent_by_bot(self, day: str) -> int:
        """Return the credits that all members have reserved or spent that day."""
        ...

    async def check_blocked(self, account: Account) -> None:
        """Raise :class:`~bot.errors.RefusedError` if the member is blocked now."""
        ...

    async def limit_of(self, guild_id: int, target: Target) -> int | None:
        """Return the daily limit set for this exact target."""
        ...

    async def set_limit(self, actor: AdminActor, target: Target, credits: int | None) -> LimitChange:
        """Set a daily limit, or remove it with ``None``."""
        ...

    async def grant(
        self, actor: AdminActor, user_id: int, credits: int, *, day: str, limit: int, cause: str | None = None
    ) -> int:
        """Grant credits that do not expire; return the member's total.

        Raises :class:`~bot.errors.DuplicateEventError` if ``cause`` is already recorded, and
        :class:`~bot.errors.RefusedError` if the total would exceed ``limit``.
        """
        ...

    async def reset(self, actor: AdminActor, user_id: int, *, day: str) -> int:
        """Clear the member's usage of that day, except for open jobs; return the credits cleared."""
        ...

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
        ...


class UsageStore(Protocol):
    """Totals over a guild's ledger and jobs. Days are ``YYYY-MM-DD``; ranges include both ends."""

    async def usage(
        self, guild_id: int, first: str, last: str
    ) -> tuple[Sequence[SpendRow], Mapping[tuple[str, str], int]]:
        """Return spending by day, member and quality, and job counts by state and reason ("" for none)."""
        ...

    async def active_users(self, guild_id: int, since_ms: int, *, limit: int) -> ActiveUsers:
        """Count the distinct users of the guild's newest jobs since ``since_ms``, at most ``limit`` jobs."""
        ...

    def ledger_batches(
        self, guild_id: int, first: str, last: str
    ) -> AsyncGenerator[Sequence[Mapping[str, Any]], None]:
        """Yield batches of those days' entries, oldest first, with the keys of ``LEDGER_COLUMNS``.

        Each batch is a separate read, so no connection is held between batches.
        """
        ...
