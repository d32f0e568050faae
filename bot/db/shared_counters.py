"""Counters of guilds and of the bot on PostgreSQL: changed and committed in one message to the server.

Every reservation and every end of a job changes the bot's counter of the day, so they all wait for each other while
it is locked. The message contains the changes, the checks that depend on them, and the commit: no counter is locked
during a round trip, and a process that is frozen cannot keep one locked.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.outages import sqlstate_of
from bot.db.postgresql import commit_with
from bot.errors import RefusedError, SpendingCapError
from bot.jobs.admission import AdmissionLimits, QueuedJobs, check_queues, open_to_all
from bot.jobs.models import JobState
from bot.quota.models import LedgerMismatchError, Reservation
from bot.quota.periods import QuotaPeriod

__all__ = ["release_and_commit", "reserve_and_commit"]

# Errors of the blocks below; PostgreSQL itself uses no code of this class.
_CAP, _QUEUES, _MISMATCH = "EA001", "EA002", "EA003"


async def reserve_and_commit(
    connection: AsyncConnection, held: Reservation, limits: AdmissionLimits, period: QuotaPeriod
) -> None:
    """Count a reservation toward the caps, check the queues again, and commit the transaction.

    Raises :class:`SpendingCapError` or :class:`RefusedError`; the transaction must then roll back.
    """
    # In the fixed order of locks. The jobs that wait are counted last, because reservations are serialized from there.
    block = _month(held, limits.caps.server_month, period)
    block += _raise("server", held.account.guild_id, held, limits.caps.server)
    block += _raise("bot", 0, held, limits.caps.bot)
    block += _queues(held, limits)
    try:
        await commit_with(connection, _block("spent bigint; queued record;", block))
    except Exception as error:
        state = sqlstate_of(error)
        if state == _CAP:
            cap = str(error)
            renews = period.month_renews_at if cap == "month" else period.renews_at
            raise SpendingCapError(f"refused-cap-{cap}", renews=renews) from error
        if state == _QUEUES:
            total, of_user, of_guild = map(int, str(error).split())
            check_queues(QueuedJobs(total=total, of_user=of_user, of_guild=of_guild), limits)
            raise RefusedError("refused-line-full", waiting=total) from error
        raise


async def release_and_commit(connection: AsyncConnection, held: Reservation, credits: int) -> None:
    """Subtract refunded ``credits`` from the guild's and the bot's counters, and commit; do nothing if 0.

    Raises :class:`LedgerMismatchError`; the transaction must then roll back.
    """
    if not credits:
        return  # committed as usual
    block = _lower("server", held.account.guild_id, held.day, credits) + _lower("bot", 0, held.day, credits)
    try:
        await commit_with(connection, _block("", block))
    except Exception as error:
        if sqlstate_of(error) == _MISMATCH:
            detail = f"the {error} counter does not cover the end of {held.job_id}"
            raise LedgerMismatchError(detail=detail) from error
        raise


def _month(held: Reservation, cap: int | None, period: QuotaPeriod) -> str:
    """Check the guild's cap of the month; as :func:`bot.db.ledger.reserve_shared` does on SQLite."""
    if cap is None:
        return ""
    guild_id, month = held.account.guild_id, _day(period.day)[: len(period.month)]
    return f"""
        INSERT INTO counters (scope, guild_id, user_id, day, value) VALUES ('month', {guild_id:d}, 0, '{month}', 0)
            ON CONFLICT DO NOTHING;
        PERFORM value FROM counters
            WHERE scope = 'month' AND guild_id = {guild_id:d} AND user_id = 0 AND day = '{month}' FOR UPDATE;
        SELECT coalesce(sum(value), 0) INTO spent FROM counters
            WHERE scope = 'server' AND guild_id = {guild_id:d} AND user_id = 0
            AND day BETWEEN '{month}-01' AND '{month}-31';
        IF spent + {held.credits:d} > {cap:d} THEN {_error(_CAP, "month")} END IF;"""  # noqa: S608


def _raise(scope: str, guild_id: int, held: Reservation, cap: int | None) -> str:
    cost = held.credits
    within = "" if cap is None else f"WHERE {cost:d} <= {cap:d} AND counters.value + {cost:d} <= {cap:d}"
    source = "" if cap is None else f"WHERE {cost:d} <= {cap:d}"
    return f"""
        INSERT INTO counters (scope, guild_id, user_id, day, value)
            SELECT '{scope}', {guild_id:d}, 0, '{_day(held.day)}', {cost:d} {source}
            ON CONFLICT (scope, guild_id, user_id, day) DO UPDATE SET value = counters.value + {cost:d} {within};
        IF NOT FOUND THEN {_error(_CAP, scope)} END IF;"""


def _queues(held: Reservation, limits: AdmissionLimits) -> str:
    """Check the queues as :func:`check_queues` does; other jobs may have been queued since the first check."""
    full = [f"queued.own >= {limits.waiting_per_user:d}", *_full("queued.every", limits.waiting)]
    if limits.waiting_per_guild is not None:
        full += _full("queued.here", limits.waiting_per_guild)
    return f"""
        SELECT count(*) AS every, count(*) FILTER (WHERE user_id = {held.account.user_id:d}) AS own,
            count(*) FILTER (WHERE guild_id = {held.account.guild_id:d}) AS here INTO queued
            FROM generations
            WHERE told = 0 AND state = '{JobState.QUEUED.value}' AND id <> '{_identifier(held.job_id)}';
        IF {" OR ".join(full)} THEN
            RAISE EXCEPTION USING ERRCODE = '{_QUEUES}',
                MESSAGE = concat_ws(' ', queued.every, queued.own, queued.here);
        END IF;"""  # noqa: S608


def _full(count: str, limit: int) -> list[str]:
    return [f"{count} >= {limit:d}", f"(queued.own > 0 AND {count} >= {open_to_all(limit):d})"]


def _lower(scope: str, guild_id: int, day: str, by: int) -> str:
    return f"""
        UPDATE counters SET value = value - {by:d}
            WHERE scope = '{scope}' AND guild_id = {guild_id:d} AND user_id = 0 AND day = '{_day(day)}'
            AND value >= {by:d};
        IF NOT FOUND THEN {_error(_MISMATCH, scope)} END IF;"""  # noqa: S608


def _error(state: str, message: str) -> str:
    return f"RAISE EXCEPTION USING ERRCODE = '{state}', MESSAGE = '{message}';"


def _block(variables: str, statements: str) -> str:
    return f"DO $$ DECLARE {variables} BEGIN {statements} END $$"


# A message with several statements has no parameters, so that all values are written into it.
def _day(day: str) -> str:
    """Return ``day`` if it is an ISO date. Raises :class:`ValueError` for anything else."""
    return date.fromisoformat(day).isoformat()


def _identifier(job_id: str) -> str:
    """Return ``job_id`` if it is an identifier of a job. Raises :class:`ValueError` for anything else."""
    if not (job_id.isascii() and job_id.replace("-", "").replace("_", "").isalnum()):
        raise ValueError("not an identifier of a job")
    return job_id
