"""Ledger: reserve, settle, refund, grant and reset credits.

Each movement is one row, written in the caller's transaction together with the counters it changes
(and, for a job, its state), so that the stored data always adds up. A reservation uses the daily
allowance before granted credits; a refund returns granted credits first, because they do not expire.

Limits are enforced by conditional updates ("add ``cost`` where the sum stays within the limit"), not
by reading first. Counters are locked in a fixed order (member, grants, guild's month, guild's day, bot), so
that transactions cannot deadlock on databases with row locks. The bot's counter is last, because every
reservation and every end of a job needs it. On PostgreSQL, the counters of the guild and of the bot are changed and
committed in one message (:mod:`bot.db.shared_counters`).
"""

from __future__ import annotations

from sqlalchemy import and_, bindparam, func, insert, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.job_rows import UNNOTIFIED
from bot.db.schema import counters, erased_use, generations, ledger
from bot.db.shared_counters import release_and_commit, reserve_and_commit
from bot.db.spending import read_month
from bot.db.upsert import insert_if_absent
from bot.errors import RefusedError, SpendingCapError
from bot.jobs.admission import AdmissionLimits
from bot.quota.models import Account, EntryKind, LedgerMismatchError, Reservation, SpendingCaps
from bot.quota.periods import QuotaPeriod

__all__ = [
    "grant",
    "lock_account",
    "lock_user_rows",
    "read_balance",
    "read_erased_use",
    "read_granted",
    "refund",
    "reserve",
    "reserve_shared",
    "reset",
    "revoke",
    "settle",
    "undo_reset",
]


async def lock_account(connection: AsyncConnection, account: Account, day: str) -> None:
    """Block other changes to a member's counters, and an erasure, until the caller's transaction ends.

    SQLite needs no lock: its write transactions are serialized anyway.
    """
    await _ensure_counters(connection, account, day)
    if connection.dialect.name == "sqlite":
        return
    own = {"of_guild": account.guild_id, "of_user": account.user_id, "of_day": day}
    while len((await connection.execute(_LOCKED_OWN, own)).all()) < _OWN_COUNTERS:
        # A concurrent erasure has renamed them.
        await _ensure_counters(connection, account, day)


async def lock_user_rows(connection: AsyncConnection, user_id: int) -> None:
    """Block changes to all counters of the user, including new ones, until the caller commits."""
    if connection.dialect.name != "sqlite":
        # Row locks cannot cover the first counters of a server, which a reservation may be about to insert.
        await connection.execute(select(func.pg_advisory_xact_lock(user_id)))
    own = select(_C.value).where(_C.user_id == user_id).order_by(_C.guild_id, _C.scope.desc(), _C.day)
    await connection.execute(own.with_for_update())


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
) -> Reservation:
    """Reserve ``cost`` credits for a job; call :func:`lock_account` in the same transaction first.

    ``daily`` is the member's allowance; usage from before an erasure counts toward it. The reservation is
    complete once :func:`reserve_shared` has followed, as the last statement of the transaction.
    Raises :class:`SpendingCapError` or :class:`RefusedError`; the transaction must then roll back.
    """
    found = await _read_all(connection, account, period.day)
    # Read without locks, only for the order of refusals; reserve_shared() decides.
    _check_cap("bot", found["bot"] + cost, caps.bot, period.renews_at)
    if caps.server_month is not None:
        spent = await read_month(connection, account, period)
        _check_cap("month", spent + cost, caps.server_month, period.month_renews_at)
    _check_cap("server", found["server"] + cost, caps.server, period.renews_at)

    used, granted_left = found["member"], found["granted"]
    daily = max(0, daily - await read_erased_use(connection, account, period.day))
    allowance_left = max(0, daily - used)
    from_allowance = min(cost, allowance_left)
    from_granted = cost - from_allowance
    # The updates repeat the check, because an administrator's reset or grant may commit in between.
    if not (
        from_granted <= granted_left
        and await _raise_counter(connection, _member(account, period.day), from_allowance, daily)
        and await _lower_counter(connection, _granted(account), from_granted)
    ):
        raise RefusedError(
            "refused-quota", cost=cost, left=allowance_left + granted_left, renews=period.renews_at
        )

    held = Reservation(
        account=account, job_id=job_id, day=period.day, allowance=from_allowance, granted=from_granted
    )
    await _append_job_entry(connection, EntryKind.RESERVE, held, at_ms, from_allowance, -from_granted)
    return held


async def reserve_shared(
    connection: AsyncConnection, held: Reservation, limits: AdmissionLimits, period: QuotaPeriod
) -> None:
    """Count a reservation toward the guild's and the bot's caps. Raises :class:`SpendingCapError`; then roll back.

    On PostgreSQL, it also checks the queues again, because other jobs may have been queued since the first check, and
    commits the transaction. It then also raises :class:`RefusedError`.
    """
    if connection.dialect.name != "sqlite":
        await reserve_and_commit(connection, held, limits, period)
        return
    account, cost, caps = held.account, held.credits, limits.caps
    if caps.server_month is not None:
        spent = await _lock_month(connection, account, period)
        _check_cap("month", spent + cost, caps.server_month, period.month_renews_at)
    if not await _raise_counter(connection, _server(account, period.day), cost, caps.server):
        raise SpendingCapError("refused-cap-server", renews=period.renews_at)
    if not await _raise_counter(connection, _bot(period.day), cost, caps.bot):
        raise SpendingCapError("refused-cap-bot", renews=period.renews_at)


def _check_cap(name: str, spending: int, cap: int | None, renews_at: int) -> None:
    if cap is not None and spending > cap:
        raise SpendingCapError(f"refused-cap-{name}", renews=renews_at)


async def settle(connection: AsyncConnection, held: Reservation, *, charged: int, at_ms: int) -> int:
    """Close a reservation and charge ``charged``, at most the reserved amount; return the refund.

    It must be the last statement of the transaction, which it commits on PostgreSQL.
    """
    if not 0 <= charged <= held.credits:
        raise ValueError(f"cannot charge {charged} of {held.credits} reserved credits")
    return await _close(connection, EntryKind.SETTLE, held, held.credits - charged, at_ms)


async def refund(connection: AsyncConnection, held: Reservation, *, reason: str, at_ms: int) -> int:
    """Close a reservation and refund it in full; return the credits refunded.

    It must be the last statement of the transaction, which it commits on PostgreSQL.
    """
    return await _close(connection, EntryKind.REFUND, held, held.credits, at_ms, reason)


async def grant(
    connection: AsyncConnection, account: Account, *, credits: int, actor_id: int, day: str, at_ms: int
) -> int:
    """Grant credits that do not expire; return the member's granted credits afterward."""
    await lock_account(connection, account, day)
    if not await _raise_counter(connection, _granted(account), credits, None):
        # A concurrent erasure renamed the counter; repeating the command creates a new one.
        raise LedgerMismatchError(detail="the counter of a grant disappeared")
    await _append_entry(
        connection, EntryKind.GRANT, account, day, at_ms, granted_delta=credits, actor_id=actor_id
    )
    return await read_granted(connection, account)


async def reset(connection: AsyncConnection, account: Account, *, actor_id: int, day: str, at_ms: int) -> int:
    """Clear the member's usage of that day, except for open jobs' reservations; return the credits cleared.

    Raises :class:`LedgerMismatchError` if the counter is less than these reservations.
    """
    await lock_account(connection, account, day)
    # Lock the counter before reading the open jobs, so that none of them can end in between.
    used = await _lock_value(connection, _member(account, day))
    held = sum(
        int(job.reserved_allowance)
        for job in await connection.execute(_OPEN)
        if (job.guild_id, job.user_id, job.day) == (account.guild_id, account.user_id, day)
    )
    cleared = max(0, used - held)
    if cleared:
        if not await _lower_counter(connection, _member(account, day), cleared):
            raise LedgerMismatchError(detail=f"the counter does not cover a reset of {cleared}")
        await _append_entry(
            connection, EntryKind.RESET, account, day, at_ms, allowance_delta=-cleared, actor_id=actor_id
        )
    return cleared


async def revoke(
    connection: AsyncConnection, account: Account, *, credits: int, actor_id: int, day: str, at_ms: int
) -> int:
    """Revoke granted credits, at most the remaining ones; return the credits revoked."""
    await lock_account(connection, account, day)
    taken = min(credits, await _lock_value(connection, _granted(account)))
    if taken:
        await _lower_counter(connection, _granted(account), taken)
        await _append_entry(
            connection, EntryKind.GRANT, account, day, at_ms, granted_delta=-taken, actor_id=actor_id
        )
    return taken


async def undo_reset(
    connection: AsyncConnection, account: Account, *, credits: int, actor_id: int, day: str, at_ms: int
) -> None:
    """Restore the usage that a reset cleared; usage may then exceed the allowance."""
    await lock_account(connection, account, day)
    if not await _raise_counter(connection, _member(account, day), credits, None):
        raise LedgerMismatchError(detail="the counter of a reset disappeared")
    await _append_entry(
        connection, EntryKind.RESET, account, day, at_ms, allowance_delta=credits, actor_id=actor_id
    )


async def _close(
    connection: AsyncConnection,
    kind: EntryKind,
    held: Reservation,
    credits: int,
    at_ms: int,
    reason: str | None = None,
) -> int:
    to_granted = min(credits, held.granted)
    to_allowance = credits - to_granted
    # Append the entry first: its unique key rejects a second close before any counter changes.
    await _append_job_entry(connection, kind, held, at_ms, -to_allowance, to_granted, reason)
    moved = (
        await _lower_counter(connection, _member(held.account, held.day), to_allowance),
        await _raise_counter(connection, _granted(held.account), to_granted, None),
    )
    if not all(moved):
        raise LedgerMismatchError(detail=f"the member's counters do not cover the end of {held.job_id}")
    if connection.dialect.name != "sqlite":
        await release_and_commit(connection, held, credits)
        return credits
    for counter in (_server(held.account, held.day), _bot(held.day)):
        if not await _lower_counter(connection, counter, credits):
            detail = f"the {counter[0]} counter does not cover the end of {held.job_id}"
            raise LedgerMismatchError(detail=detail)
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


# Statements are built once: building and hashing one takes longer than SQLite needs to execute it.
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
_RAISE_WITHIN = _RAISE.where(_C.value + bindparam("by") <= bindparam("limit"))
_LOWER = update(counters).where(_THIS, _C.value >= bindparam("by")).values(value=_C.value - bindparam("by"))
_VALUE = select(_C.value).where(_THIS)
_LOCKED_VALUE = _VALUE.with_for_update()
_IS_OWN = and_(
    _C.guild_id == bindparam("of_guild"),
    _C.user_id == bindparam("of_user"),
    or_(and_(_C.scope == "member", _C.day == bindparam("of_day")), _C.scope == "granted"),
)
_IS_SHARED = and_(
    or_(
        and_(_C.scope == "server", _C.guild_id == bindparam("of_guild")),
        and_(_C.scope == "bot", _C.guild_id == 0),
    ),
    _C.user_id == 0,
    _C.day == bindparam("of_day"),
)
_OWN = select(_C.scope, _C.value).where(_IS_OWN)
_ALL = select(_C.scope, _C.value).where(or_(_IS_OWN, _IS_SHARED))
_ERASED_USE = select(erased_use.c.credits).where(
    erased_use.c.guild_id == bindparam("of_guild"),
    erased_use.c.user_id == bindparam("of_user"),
    erased_use.c.day == bindparam("of_day"),
)
# The user's lock is shared by all changes but an erasure, which excludes them. It is taken before the rows' locks.
_USER_LOCK = select(func.pg_advisory_xact_lock_shared(bindparam("of_user")).label("taken")).cte("user_lock")
_LOCKED_OWN = (
    _OWN.join_from(counters, _USER_LOCK.prefix_with("MATERIALIZED"), true())
    .order_by(_C.scope.desc())
    .with_for_update(of=counters)
)
# Number of counters that _OWN selects: today's usage and the granted credits.
_OWN_COUNTERS = 2
# All open jobs, which have an index: with more conditions, SQLite would choose one with all jobs of the member.
_OPEN = select(
    generations.c.guild_id, generations.c.user_id, generations.c.day, generations.c.reserved_allowance
).where(UNNOTIFIED, generations.c.charged.is_(None))
_APPEND = insert(ledger)


def _at(key: _Key) -> dict[str, str | int]:
    """Return the parameters that identify a counter."""
    return dict(zip(_KEY_NAMES, key, strict=True))


async def read_balance(connection: AsyncConnection, account: Account, day: str) -> tuple[int, int]:
    """Return the credits a member has used that day, and their remaining granted credits."""
    used, granted = await _read_own(connection, account, day)
    return used + await read_erased_use(connection, account, day), granted


async def _read_all(connection: AsyncConnection, account: Account, day: str) -> dict[str, int]:
    """Return the values of a member's, their guild's and the bot's counters, by scope."""
    own = {"of_guild": account.guild_id, "of_user": account.user_id, "of_day": day}
    values = {row.scope: row.value for row in await connection.execute(_ALL, own)}
    return {scope: values.get(scope, 0) for scope in ("member", "granted", "server", "bot")}


async def _read_own(connection: AsyncConnection, account: Account, day: str) -> tuple[int, int]:
    own = {"of_guild": account.guild_id, "of_user": account.user_id, "of_day": day}
    values = {row.scope: row.value for row in await connection.execute(_OWN, own)}
    return values.get("member", 0), values.get("granted", 0)


async def read_erased_use(connection: AsyncConnection, account: Account, day: str) -> int:
    """Return the credits that the account used that day before its data was erased."""
    whom = {"of_guild": account.guild_id, "of_user": account.user_id, "of_day": day}
    return int(await connection.scalar(_ERASED_USE, whom) or 0)


async def read_granted(connection: AsyncConnection, account: Account) -> int:
    """Return a member's remaining granted credits."""
    return int(await connection.scalar(_VALUE, _at(_granted(account))) or 0)


async def _ensure_counters(connection: AsyncConnection, account: Account, day: str) -> None:
    keys = [_member(account, day), _granted(account)]
    if connection.dialect.name == "sqlite":
        # PostgreSQL inserts the shared ones with their first change: an inserted row blocks others like a lock.
        keys += (_bot(day), _server(account, day))
    rows = [dict(zip(_ROW_NAMES, key, strict=True), value=0) for key in keys]
    # Pass the rows as parameters: a statement that contains its rows would be compiled each time.
    await connection.execute(insert_if_absent(connection, counters), rows)


async def _raise_counter(connection: AsyncConnection, key: _Key, by: int, limit: int | None) -> bool:
    if by == 0:
        return True
    values = {**_at(key), "by": by}
    if limit is None:
        return (await connection.execute(_RAISE, values)).rowcount == 1
    return (await connection.execute(_RAISE_WITHIN, {**values, "limit": limit})).rowcount == 1


async def _lower_counter(connection: AsyncConnection, key: _Key, by: int) -> bool:
    if by == 0:
        return True
    return (await connection.execute(_LOWER, {**_at(key), "by": by})).rowcount == 1


async def _lock_value(connection: AsyncConnection, key: _Key) -> int:
    """Read a counter and lock it until the caller commits."""
    return int(await connection.scalar(_LOCKED_VALUE, _at(key)) or 0)


async def _lock_month(connection: AsyncConnection, account: Account, period: QuotaPeriod) -> int:
    """Return the guild's spending this month, and block further spending until the caller commits.

    Reservations on either side of midnight increment the counters of different days, so they first lock a
    row for the month, whose value is unused. The sum is a separate statement: under READ COMMITTED, it sees
    everything that earlier holders of the lock committed, including new days.
    """
    row = ("month", account.guild_id, 0, period.month)
    values = dict(zip(_ROW_NAMES, row, strict=True), value=0)
    await connection.execute(insert_if_absent(connection, counters), values)
    await _lock_value(connection, row)
    return await read_month(connection, account, period)


# --- entries --------------------------------------------------------------------------


async def _append_job_entry(
    connection: AsyncConnection,
    kind: EntryKind,
    held: Reservation,
    at_ms: int,
    allowance_delta: int,
    granted_delta: int,
    reason: str | None = None,
) -> None:
    await _append_entry(
        connection,
        kind,
        held.account,
        held.day,
        at_ms,
        allowance_delta=allowance_delta,
        granted_delta=granted_delta,
        spend_delta=allowance_delta - granted_delta,
        phase="open" if kind is EntryKind.RESERVE else "close",
        generation_id=held.job_id,
        reason=reason,
    )


async def _append_entry(
    connection: AsyncConnection,
    kind: EntryKind,
    account: Account,
    day: str,
    at_ms: int,
    **values: int | str | None,
) -> None:
    row = {"allowance_delta": 0, "granted_delta": 0, "spend_delta": 0, **values}
    row |= {"kind": kind.value, "guild_id": account.guild_id, "user_id": account.user_id}
    await connection.execute(_APPEND, {"at_ms": at_ms, "day": day, **row})
