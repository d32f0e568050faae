"""Where credits move: reserve, settle, refund, grant, reset.

Every move is one row, written in the caller's transaction together with the counters it
changes (and, for a generation, with the job's state), so that what is stored always adds
up. A reservation takes the day's allowance first and lasting grants after; a refund gives
the grants back first, because they are worth more to the member.

Limits are held by conditional updates ("raise by ``cost`` where the sum stays within the
limit"), never by reading first. Whoever moves credits touches counters in one order, the bot's,
the server's month, its day, the member's, then the grants, so that on databases with row locks two of them
queue and never block each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import and_, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import counters, generations, ledger
from bot.db.upsert import insert_if_absent
from bot.errors import EaselError, QuotaExceededError, SpendingCapError
from bot.quota.periods import QuotaPeriod

__all__ = [
    "Account",
    "EntryKind",
    "LedgerMismatchError",
    "Reservation",
    "SpendingCaps",
    "grant",
    "lock_quota_day",
    "read_balance",
    "refund",
    "reserve",
    "reset",
    "revoke",
    "settle",
    "undo_reset",
]


class LedgerMismatchError(EaselError):
    """The counters disagree with the entries; somebody else wrote to the database."""


class EntryKind(StrEnum):
    """What a row of the ledger is."""

    RESERVE = "reserve"
    SETTLE = "settle"
    REFUND = "refund"
    GRANT = "grant"
    RESET = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One member in one server."""

    guild_id: int
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingCaps:
    """Most credits a day for a server and for the whole bot; ``None`` means without end.

    ``server_month`` is the most for a server in a calendar month.
    """

    server: int | None
    bot: int | None
    server_month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Credits held for one generation, by where they came from, and the day they count for."""

    account: Account
    job_id: str
    day: str
    allowance: int
    granted: int

    @property
    def credits(self) -> int:
        return self.allowance + self.granted


async def lock_quota_day(connection: AsyncConnection, account: Account, day: str) -> None:
    """Wait until nobody else is reserving that day; until the caller's commit nobody else will.

    What the caller reads after this is therefore what holds when it reserves. SQLite knows no
    row locks and needs none: there the writing transaction itself is the queue.
    """
    await _ensure_counters(connection, account, day)
    if connection.dialect.name != "sqlite":
        await _value_held(connection, _bot(day))


async def reserve(
    connection: AsyncConnection,
    *,
    account: Account,
    job_id: str,
    cost: int,
    daily: int,
    caps: SpendingCaps,
    period: QuotaPeriod,
    at_ms: int,
    queued: bool = False,
) -> Reservation:
    """Hold ``cost`` credits for a generation, or change nothing.

    ``queued`` says that the caller's transaction has called :func:`lock_quota_day` for that day. Raises :class:`SpendingCapError` or :class:`QuotaExceededError`; the caller's
    transaction must roll back then.
    """
    if not queued:
        await _ensure_counters(connection, account, period.day)
    if not await _raise_counter(connection, _bot(period.day), cost, caps.bot):
        raise SpendingCapError("refused-ceiling-bot", renews=period.renews_at)
    if caps.server_month is not None:
        spent = await _held_month(connection, account, period)
        if spent + cost > caps.server_month:
            raise SpendingCapError("refused-ceiling-month", renews=period.month_renews_at)
    if not await _raise_counter(connection, _server(account, period.day), cost, caps.server):
        raise SpendingCapError("refused-ceiling-server", renews=period.renews_at)

    used, granted_left = await read_balance(connection, account, period.day)
    allowance_left = max(0, daily - used)
    from_allowance = min(cost, allowance_left)
    from_granted = cost - from_allowance
    # The updates repeat the check: an administrator's reset or grant may come in between.
    if not (
        from_granted <= granted_left
        and await _raise_counter(connection, _member(account, period.day), from_allowance, daily)
        and await _lower_counter(connection, _granted(account), from_granted)
    ):
        raise QuotaExceededError(cost=cost, left=allowance_left + granted_left, renews=period.renews_at)

    held = Reservation(
        account=account,
        job_id=job_id,
        day=period.day,
        allowance=from_allowance,
        granted=from_granted,
    )
    await _append_entry(connection, EntryKind.RESERVE, held, at_ms, from_allowance, -from_granted)
    return held


async def settle(connection: AsyncConnection, held: Reservation, *, charged: int, at_ms: int) -> int:
    """End a reservation by charging ``charged`` (0 to what was held); returns what went back."""
    if not 0 <= charged <= held.credits:
        raise ValueError(f"cannot charge {charged} of {held.credits} reserved credits")
    return await _give_back(connection, EntryKind.SETTLE, held, held.credits - charged, at_ms, None)


async def refund(connection: AsyncConnection, held: Reservation, *, reason: str, at_ms: int) -> int:
    """End a reservation by giving all of it back; returns the credits."""
    return await _give_back(connection, EntryKind.REFUND, held, held.credits, at_ms, reason)


async def grant(
    connection: AsyncConnection, account: Account, *, credits: int, actor_id: int, day: str, at_ms: int
) -> int:
    """Add lasting credits; returns the member's granted credits afterwards."""
    await _ensure_counters(connection, account, day)
    if not await _raise_counter(connection, _granted(account), credits, None):
        # The member's data was erased in this very moment; asking again gives to a fresh account.
        raise LedgerMismatchError(detail="the counter of a grant went away")
    await _enter_by(connection, EntryKind.GRANT, account, day, at_ms, 0, credits, actor_id)
    return await _value(connection, _granted(account))


async def reset(connection: AsyncConnection, account: Account, *, actor_id: int, day: str, at_ms: int) -> int:
    """Forget what the member has used today; returns how many credits that were.

    What open jobs hold stays held: it goes back or is charged when they end.
    Raises :class:`LedgerMismatchError` when the counter does not cover what it should forget.
    """
    await _ensure_counters(connection, account, day)
    # Held before the open jobs are counted: none of them can end in between.
    used = await _value_held(connection, _member(account, day))
    held = await connection.scalar(
        select(func.coalesce(func.sum(generations.c.reserved_allowance), 0)).where(
            generations.c.guild_id == account.guild_id,
            generations.c.user_id == account.user_id,
            generations.c.day == day,
            generations.c.charged.is_(None),
        )
    )
    forgotten = max(0, used - int(held or 0))
    if forgotten:
        if not await _lower_counter(connection, _member(account, day), forgotten):
            raise LedgerMismatchError(detail=f"the counter does not cover a reset of {forgotten}")
        await _enter_by(connection, EntryKind.RESET, account, day, at_ms, -forgotten, 0, actor_id)
    return forgotten


async def revoke(
    connection: AsyncConnection, account: Account, *, credits: int, actor_id: int, day: str, at_ms: int
) -> int:
    """Take lasting credits back, at most those that are left; returns how many were taken."""
    await _ensure_counters(connection, account, day)
    taken = min(credits, await _value_held(connection, _granted(account)))
    if taken:
        await _lower_counter(connection, _granted(account), taken)
        await _enter_by(connection, EntryKind.GRANT, account, day, at_ms, 0, -taken, actor_id)
    return taken


async def undo_reset(
    connection: AsyncConnection, account: Account, *, credits: int, actor_id: int, day: str, at_ms: int
) -> None:
    """Count again what a reset had forgotten that day.

    The member may be over their allowance then, which only means that nothing of it is left.
    """
    await _ensure_counters(connection, account, day)
    if not await _raise_counter(connection, _member(account, day), credits, None):
        raise LedgerMismatchError(detail="the counter of a reset went away")
    await _enter_by(connection, EntryKind.RESET, account, day, at_ms, credits, 0, actor_id)


async def _give_back(
    connection: AsyncConnection,
    kind: EntryKind,
    held: Reservation,
    credits: int,
    at_ms: int,
    reason: str | None,
) -> int:
    to_granted = min(credits, held.granted)
    to_allowance = credits - to_granted
    # The row first: its unique key refuses a second end before any counter moves.
    await _append_entry(connection, kind, held, at_ms, -to_allowance, to_granted, reason)
    moved = (
        await _lower_counter(connection, _bot(held.day), credits),
        await _lower_counter(connection, _server(held.account, held.day), credits),
        await _lower_counter(connection, _member(held.account, held.day), to_allowance),
        await _raise_counter(connection, _granted(held.account), to_granted, None),
    )
    if not all(moved):
        raise LedgerMismatchError(detail=f"counters do not cover the end of {held.job_id}")
    return credits


# --- counters -------------------------------------------------------------------------

_Key = tuple[str, int, int, str]


def _member(account: Account, day: str) -> _Key:
    return ("member", account.guild_id, account.user_id, day)


def _granted(account: Account) -> _Key:
    return ("granted", account.guild_id, account.user_id, "")


def _server(account: Account, day: str) -> _Key:
    return ("server", account.guild_id, 0, day)


def _bot(day: str) -> _Key:
    return ("bot", 0, 0, day)


# Each statement is built once: building it and telling it from others costs more than SQLite's part in it.
_C = counters.c
_KEY_NAMES = ("of_scope", "of_guild", "of_user", "of_day")
_THIS = and_(
    _C.scope == bindparam("of_scope"),
    _C.guild_id == bindparam("of_guild"),
    _C.user_id == bindparam("of_user"),
    _C.day == bindparam("of_day"),
)
_ROW_NAMES = ("scope", "guild_id", "user_id", "day")
_RAISE = update(counters).where(_THIS).values(value=_C.value + bindparam("by"))
_RAISE_WITHIN = _RAISE.where(_C.value + bindparam("by") <= bindparam("most"))
_LOWER = update(counters).where(_THIS, _C.value >= bindparam("by")).values(value=_C.value - bindparam("by"))
_VALUE = select(_C.value).where(_THIS)
_VALUE_HELD = _VALUE.with_for_update()
_OWN = select(_C.scope, _C.value).where(
    _C.guild_id == bindparam("of_guild"),
    _C.user_id == bindparam("of_user"),
    or_(and_(_C.scope == "member", _C.day == bindparam("of_day")), _C.scope == "granted"),
)
_ENTER = insert(ledger)


def _at(key: _Key) -> dict[str, str | int]:
    """The parameters that name a counter."""
    return dict(zip(_KEY_NAMES, key, strict=True))


async def read_balance(connection: AsyncConnection, account: Account, day: str) -> tuple[int, int]:
    """What a member has used that day, and what is left of their grants."""
    own = {"of_guild": account.guild_id, "of_user": account.user_id, "of_day": day}
    values = {row.scope: row.value for row in await connection.execute(_OWN, own)}
    return values.get("member", 0), values.get("granted", 0)


async def _ensure_counters(connection: AsyncConnection, account: Account, day: str) -> None:
    keys = (_bot(day), _server(account, day), _member(account, day), _granted(account))
    rows = [dict(zip(_ROW_NAMES, key, strict=True), value=0) for key in keys]
    # As parameters: a statement that holds its rows would be compiled anew each time.
    await connection.execute(insert_if_absent(connection, counters), rows)


async def _raise_counter(connection: AsyncConnection, key: _Key, by: int, limit: int | None) -> bool:
    if by == 0:
        return True
    values = {**_at(key), "by": by}
    if limit is None:
        return (await connection.execute(_RAISE, values)).rowcount == 1
    return (await connection.execute(_RAISE_WITHIN, {**values, "most": limit})).rowcount == 1


async def _lower_counter(connection: AsyncConnection, key: _Key, by: int) -> bool:
    if by == 0:
        return True
    return (await connection.execute(_LOWER, {**_at(key), "by": by})).rowcount == 1


async def _value(connection: AsyncConnection, key: _Key) -> int:
    found = await connection.scalar(_VALUE, _at(key))
    return int(found or 0)


async def _value_held(connection: AsyncConnection, key: _Key) -> int:
    """Read, and let nobody else change it before the caller's commit."""
    found = await connection.scalar(_VALUE_HELD, _at(key))
    return int(found or 0)


async def _held_month(connection: AsyncConnection, account: Account, period: QuotaPeriod) -> int:
    """What the server has spent this month, with nobody else spending before the caller's commit.

    Placements on both sides of midnight raise counters of different days, so one row for the month
    is held first; it counts nothing. The sum is a statement of its own: under READ COMMITTED it
    sees what those committed who held the row before, also on days that were new to them.
    """
    row = ("month", account.guild_id, 0, period.month)
    values = dict(zip(_ROW_NAMES, row, strict=True), value=0)
    await connection.execute(insert_if_absent(connection, counters), values)
    await _value_held(connection, row)
    c = counters.c
    total = await connection.scalar(
        select(func.coalesce(func.sum(c.value), 0)).where(
            c.scope == "server",
            c.guild_id == account.guild_id,
            c.user_id == 0,
            c.day.between(*period.days_of_month),
        )
    )
    return int(total or 0)


# --- entries --------------------------------------------------------------------------


async def _append_entry(
    connection: AsyncConnection,
    kind: EntryKind,
    held: Reservation,
    at_ms: int,
    allowance_delta: int,
    granted_delta: int,
    reason: str | None = None,
) -> None:
    row = {
        "at_ms": at_ms,
        "kind": kind.value,
        "phase": "open" if kind is EntryKind.RESERVE else "close",
        "generation_id": held.job_id,
        "guild_id": held.account.guild_id,
        "user_id": held.account.user_id,
        "day": held.day,
        "allowance_delta": allowance_delta,
        "granted_delta": granted_delta,
        "spend_delta": allowance_delta - granted_delta,
        "reason": reason,
    }
    await connection.execute(_ENTER, row)


async def _enter_by(
    connection: AsyncConnection,
    kind: EntryKind,
    account: Account,
    day: str,
    at_ms: int,
    allowance_delta: int,
    granted_delta: int,
    actor_id: int,
) -> None:
    await connection.execute(
        insert(ledger).values(
            at_ms=at_ms,
            kind=kind.value,
            guild_id=account.guild_id,
            user_id=account.user_id,
            day=day,
            allowance_delta=allowance_delta,
            granted_delta=granted_delta,
            spend_delta=0,
            actor_id=actor_id,
        )
    )
