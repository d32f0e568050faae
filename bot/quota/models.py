"""Quota models: accounts, reservations, spending caps, blocks and quota status. Pure.

All amounts are credits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.errors import EaselError, RefusedError
from bot.quota.limits import Allowance

__all__ = [
    "LARGEST_AMOUNT",
    "LEDGER_COLUMNS",
    "Account",
    "ActiveUsers",
    "Block",
    "BlockChange",
    "EntryKind",
    "LedgerMismatchError",
    "LimitChange",
    "QuotaStatus",
    "Reservation",
    "SpendRow",
    "Spending",
    "SpendingCaps",
    "block_end_text",
]

#: The largest limit, grant or spending cap; a typo beyond it could cost ten thousand dollars.
LARGEST_AMOUNT = 1_000_000

#: The columns of a ledger export, in order; a stable interface.
LEDGER_COLUMNS = (
    "id",
    "at",
    "day",
    "kind",
    "generation_id",
    "server_id",
    "member_id",
    "allowance_delta",
    "granted_delta",
    "spend_delta",
    "administrator_id",
    "reason",
)


class LedgerMismatchError(EaselError):
    """A counter does not match its ledger entries: another program wrote to the database."""


class EntryKind(StrEnum):
    """The kind of a ledger entry."""

    RESERVE = "reserve"
    SETTLE = "settle"
    REFUND = "refund"
    GRANT = "grant"
    RESET = "reset"
    #: One of two entries that cancel each other, while a user's entries are being pseudonymized.
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One member of one guild."""

    guild_id: int
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingCaps:
    """Daily caps of a guild and of the whole bot, and a guild's monthly cap; ``None`` means unlimited.

    ``server_by_operator``: only the operator can raise ``server``.
    """

    server: int | None
    bot: int | None
    server_month: int | None = None
    server_by_operator: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Credits that a guild's members have reserved or spent, today and this month."""

    day: int
    month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Credits reserved for one job, by source, and the quota day they count toward."""

    account: Account
    job_id: str
    day: str
    allowance: int
    granted: int

    @property
    def credits(self) -> int:
        return self.allowance + self.granted


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block in force; ``until_ms`` is its end (``None``: permanent)."""

    until_ms: int | None

    def refusal(self) -> RefusedError:
        """Return the refusal of a blocked user's request."""
        if self.until_ms is None:
            return RefusedError("refused-blocked")
        return RefusedError("refused-blocked-until", until=self.until_ms / 1000)

    def lasts(self, until_ms: int | None) -> bool:
        """Return whether the block lasts at least until ``until_ms`` (``None``: permanently)."""
        return self.until_ms is None or (until_ms is not None and self.until_ms >= until_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockChange:
    """The blocks in force before and after a change; ``None`` without one."""

    before: Block | None
    after: Block | None

    @property
    def changed(self) -> bool:
        return self.before != self.after


def block_end_text(block: Block | None) -> str | None:
    """Return the end of a block as stored in the audit log; ``None`` without a block or an end."""
    return None if block is None or block.until_ms is None else str(block.until_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaStatus:
    """A member's current quota; ``renews_at`` and ``blocked_until`` are epoch seconds."""

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
        """Credits left: the rest of today's allowance plus granted credits."""
        return self.remaining_today + self.granted


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange:
    """A daily limit before and after (``None``: not set), and the number of its audit record."""

    before: int | None
    after: int | None
    audit_id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendRow:
    """Credits that a member spent or reserved on one day; ``quality`` is empty for deleted jobs."""

    day: str
    user_id: int
    quality: str
    credits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveUsers:
    """Number of members with a request since ``since`` (epoch seconds)."""

    members: int
    since: float
