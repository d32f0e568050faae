"""Erasing a person: what goes, what stays under a pseudonym, and what has to stay.

The books must add up for ever, so credits that were moved stay, under a negative random number
that nobody can turn back. What would undo a decision about the person stays under their id: their
blocks and limits, until the day is over what they have used of it, and for six hours when the
content policy refused them.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.engine import Database
from bot.db.policy_refusals import keep_refusals, passed_refusals
from bot.db.schema import (
    audit,
    blocks,
    bot_state,
    counters,
    erased_use,
    generations,
    ledger,
    member_defaults,
    reactions,
    report_cases,
    reports,
)
from bot.db.upsert import insert_if_absent, upsert
from bot.jobs.models import JobState
from bot.quota.ledger import Account

__all__ = [
    "Erased",
    "count_open",
    "erase",
    "forgive_erased_use",
    "lock_user_rows",
    "new_pseudonym",
    "purge_temporary",
    "read_erased_use",
]

_MEMBER = "member"
_BY_MODERATOR = "cancelled-moderator"
# Reactions are looked at again for a day; what is noted of older ones serves nobody.
_REACTION_MS = 2 * 24 * 3600 * 1000
# Built once, because every request makes it.
_ERASED_USE = select(erased_use.c.credits).where(
    erased_use.c.guild_id == bindparam("of_guild"),
    erased_use.c.user_id == bindparam("of_user"),
    erased_use.c.day == bindparam("of_day"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What an erasure did; ``generations`` is how many requests lost their words and pictures."""

    generations: int


def new_pseudonym() -> int:
    """A number that no account of Discord has and that says nothing about whom it stands for."""
    return -1 - secrets.randbits(62)


async def lock_user_rows(connection: AsyncConnection, user_id: int, day: str) -> None:
    """Let nobody reserve that day or touch this person's counters until the caller's commit.

    In the order in which the ledger takes them, so that two of them queue and never block each other.
    """
    c = counters.c
    row = {"scope": "bot", "guild_id": 0, "user_id": 0, "day": day, "value": 0}
    await connection.execute(insert_if_absent(connection, counters).values(**row))
    bot = select(c.value).where(c.scope == "bot", c.guild_id == 0, c.user_id == 0, c.day == day)
    await connection.execute(bot.with_for_update())
    own = select(c.value).where(c.user_id == user_id).order_by(c.guild_id, c.scope.desc(), c.day)
    await connection.execute(own.with_for_update())


async def count_open(connection: AsyncConnection, user_id: int) -> int:
    """This person's requests that still hold credits, or whose end they have yet to hear of."""
    c = generations.c
    open_states = [state.value for state in JobState if state.is_open]
    query = select(func.count()).where(c.user_id == user_id, or_(c.state.in_(open_states), c.told == 0))
    return int(await connection.scalar(query) or 0)


async def erase(connection: AsyncConnection, user_id: int, pseudonym: int, *, day: str, at_ms: int) -> Erased:
    """Do it, in the caller's transaction, under :func:`lock_user_rows` and with no request open."""
    await _keep_use_of(connection, user_id, day)
    await keep_refusals(connection, user_id, now_ms=at_ms)
    await _unname_canceller(connection, user_id)
    await _replace(connection, audit.c.target_id, user_id, pseudonym, audit.c.target_kind == _MEMBER)
    for column in (
        audit.c.actor_id,
        blocks.c.actor_id,
        counters.c.user_id,
        ledger.c.user_id,
        ledger.c.actor_id,
        reports.c.reporter_id,
        report_cases.c.dismissed_by,
        generations.c.cancel_by,
        generations.c.deleted_by,
    ):
        await _replace(connection, column, user_id, pseudonym)
    emptied = await _empty_generations(connection, user_id, pseudonym, at_ms)
    # Whom administrators were told of (servers/conduct.py).
    await connection.execute(delete(bot_state).where(bot_state.c.key.like(f"slowed:%:{user_id}")))
    await connection.execute(delete(member_defaults).where(member_defaults.c.user_id == user_id))
    await connection.execute(
        delete(reactions).where(reactions.c.user_id == user_id, reactions.c.at_ms < at_ms - _REACTION_MS)
    )
    return Erased(generations=emptied)


async def _keep_use_of(connection: AsyncConnection, user_id: int, day: str) -> None:
    c = counters.c
    used = select(c.guild_id, c.value).where(c.scope == _MEMBER, c.user_id == user_id, c.day == day)
    for guild_id, value in (await connection.execute(used)).all():
        before = await read_erased_use(connection, Account(guild_id=guild_id, user_id=user_id), day)
        if value:
            row = {"guild_id": guild_id, "user_id": user_id, "day": day, "credits": before + value}
            await connection.execute(upsert(connection, erased_use, row))


async def _unname_canceller(connection: AsyncConnection, user_id: int) -> None:
    """The reason of a request that a moderator cancelled names them in its text."""
    c = generations.c
    named = update(generations).where(c.cancel_by == user_id, c.reason == _BY_MODERATOR)
    await connection.execute(named.values(reason="cancelled", reason_values=None))


async def _replace(
    connection: AsyncConnection,
    column: ColumnElement[int],
    user_id: int,
    pseudonym: int,
    *conditions: ColumnElement[bool],
) -> None:
    table = column.table
    statement = update(table).where(column == user_id, *conditions)
    await connection.execute(statement.values({column.name: pseudonym}))


async def _empty_generations(connection: AsyncConnection, user_id: int, pseudonym: int, at_ms: int) -> int:
    """What was asked and drawn goes; when, how large and what it cost stays."""
    c = generations.c
    changed = await connection.execute(
        update(generations)
        .where(c.user_id == user_id)
        .values(
            user_id=pseudonym,
            prompt="",
            pictures=None,
            reason_values=None,
            # Reactions are named after who reacted, and messages name who asked.
            cause="erased:" + c.id,
            busy_key=None,
            channel_id=0,
            reply_message_id=None,
            message_id=None,
            message_channel_id=None,
            shared_message_id=None,
            shared_ms=None,
            parent_message_id=None,
            parent_channel_id=None,
            token=None,
            request_id=None,
            status_url=None,
            response_url=None,
            cancel_url=None,
            locale="en-US",
            deleted_ms=func.coalesce(c.deleted_ms, at_ms),
        )
    )
    return changed.rowcount


async def read_erased_use(connection: AsyncConnection, account: Account, day: str) -> int:
    """Credits of that day which this account used before its data was erased."""
    whom = {"of_guild": account.guild_id, "of_user": account.user_id, "of_day": day}
    return int(await connection.scalar(_ERASED_USE, whom) or 0)


async def forgive_erased_use(connection: AsyncConnection, account: Account, day: str) -> int:
    """Forget them, as an administrator's reset does; returns how many they were."""
    forgiven = await read_erased_use(connection, account, day)
    await connection.execute(delete(erased_use).where(_use(account, day)))
    return forgiven


async def purge_temporary(database: Database, *, day: str, at_ms: int) -> None:
    """Remove what was kept only for a while: use of days before ``day``, old refusals and reactions.

    Looks before it writes: most of the time there is nothing, and then no writer has to wait.
    """
    passed = (
        (erased_use, erased_use.c.day < day),
        (bot_state, passed_refusals(at_ms)),
        (reactions, reactions.c.at_ms < at_ms - _REACTION_MS),
    )
    for table, condition in passed:
        async with database.read(many_rows=True) as connection:
            found = await connection.scalar(select(func.count()).select_from(table).where(condition))
        if found:
            async with database.write(many_rows=True) as connection:
                await connection.execute(delete(table).where(condition))


def _use(account: Account, day: str) -> ColumnElement[bool]:
    c = erased_use.c
    return and_(c.guild_id == account.guild_id, c.user_id == account.user_id, c.day == day)
