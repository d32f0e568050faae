"""Ports of the quota services: the stores they read and change."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from typing import Any, Protocol

from bot.audit.models import AdminActor, Target
from bot.quota.models import Account, ActiveUsers, LimitChange, QuotaStatus, Spending, SpendRow
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
        """Return the credits used that day, including erased usage, and the remaining grants."""
        ...

    async def spending(self, guild_id: int, period: QuotaPeriod) -> Spending:
        """Return what a guild's members hold or have spent, today and this month."""
        ...

    async def spent_by_bot(self, day: str) -> int:
        """Return what all members hold or have spent that day."""
        ...

    async def check_blocked(self, account: Account) -> None:
        """Raise :class:`~bot.errors.RefusedError` if the member is blocked now."""
        ...

    async def limit_of(self, guild_id: int, target: Target) -> int | None:
        """Return the daily limit set for exactly this target."""
        ...

    async def set_limit(self, actor: AdminActor, target: Target, credits: int | None) -> LimitChange:
        """Set a daily limit, or remove it with ``None``."""
        ...

    async def grant(
        self, actor: AdminActor, user_id: int, credits: int, *, day: str, limit: int, cause: str | None = None
    ) -> int:
        """Add lasting credits; return the member's total.

        Raises :class:`~bot.errors.DuplicateEventError` if ``cause`` was recorded before, and
        :class:`~bot.errors.RefusedError` if the total would exceed ``limit``.
        """
        ...

    async def reset(self, actor: AdminActor, user_id: int, *, day: str) -> int:
        """Clear the member's usage of that day, except for open jobs; return the credits."""
        ...

    async def set_blocked(
        self,
        actor: AdminActor,
        user_id: int,
        *,
        blocked: bool,
        seconds: float | None = None,
        at_least: bool = False,
    ) -> bool:
        """Block a member (for ``seconds``, or for good) or unblock them; return whether anything changed.

        ``at_least`` keeps a block in force that lasts as long or longer.
        """
        ...


class UsageStore(Protocol):
    """Sums over a guild's ledger and jobs. Days are ``YYYY-MM-DD``; ranges include both ends."""

    async def usage(
        self, guild_id: int, first: str, last: str
    ) -> tuple[Sequence[SpendRow], Mapping[tuple[str, str], int]]:
        """Return spending by day, member and quality, and the number of jobs by state and reason ("")."""
        ...

    async def active_users(self, guild_id: int, since_ms: int, *, limit: int) -> ActiveUsers:
        """Count the users among the guild's ``limit`` newest jobs since then."""
        ...

    def ledger_batches(
        self, guild_id: int, first: str, last: str
    ) -> AsyncGenerator[Sequence[Mapping[str, Any]], None]:
        """Yield the entries of those days, oldest first, with the keys of ``LEDGER_COLUMNS``.

        A connection is open until the generator is closed.
        """
        ...
