"""Data erasure: a user's rows are deleted, pseudonymized or retained.

The ledger must always add up, so its entries are retained under a random negative number that cannot be
traced back. Data whose loss would undo a decision about the user is retained under their ID: blocks and
limits, today's usage until the day ends, recent policy refusals for six hours, and the choice about picture edits.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.engine import Database
from bot.db.job_rows import UNNOTIFIED
from bot.db.ledger import lock_user_rows, read_erased_use
from bot.db.policy_refusals import MEMORY_MS, keep_refusals
from bot.db.schema import (
    audit,
    blocks,
    counters,
    edit_consents,
    erased_use,
    generations,
    ledger,
    member_defaults,
    policy_refusals,
    reactions,
    report_cases,
    reports,
    sent_notices,
)
from bot.db.upsert import upsert
from bot.jobs.models import JobState
from bot.quota.models import Account, EntryKind
from bot.users.ports import Erased

__all__ = [
    "clear_erased_use",
    "count_open",
    "delete_in_batches",
    "erase",
    "erase_copies",
    "erase_past_jobs",
    "new_pseudonym",
    "purge_temporary",
    "rename_actions",
    "rename_past_entries",
]

_MEMBER = "member"
_BY_MODERATOR = "cancelled-moderator"
# The start-up scan covers the reactions of one day; older ones are never checked again.
_REACTION_MS = 2 * 24 * 3600 * 1000
# A notice concerns a day, a month or a cooldown; older ones cannot recur.
_NOTICE_MS = 40 * 24 * 3600 * 1000
# A consent is valid for a day.
_CONSENT_MS = 24 * 3600 * 1000
# Jobs that ended this long ago affect neither today's usage nor a cooldown.
_PAST_MS = 2 * 24 * 3600 * 1000
# Maximum numbers of rows, and of days of ledger entries, changed in one transaction.
_BATCH = 1000
_DAYS = 10
# An entry that keeps the sum of a user's bonus credits while others are renamed.
_TRANSFER = insert(ledger).values(kind=EntryKind.TRANSFER.value, allowance_delta=0, spend_delta=0)
# Columns with users who acted on others, or were acted on.
_ACTIONS: Sequence[tuple[Any, ...]] = (
    (audit.c.target_id, audit.c.target_kind == _MEMBER),
    (audit.c.actor_id,),
    (blocks.c.actor_id,),
    (ledger.c.actor_id,),
    (reports.c.reporter_id,),
    (report_cases.c.dismissed_by,),
    (generations.c.deleted_by,),
)


def new_pseudonym() -> int:
    """Return a random number that cannot be a Discord ID."""
    return -1 - secrets.randbits(62)


async def count_open(connection: AsyncConnection, user_id: int) -> int:
    """Count the user's jobs with reserved credits or with an outcome that has not been delivered yet."""
    c = generations.c
    query = select(func.count()).where(c.user_id == user_id, UNNOTIFIED)
    return int(await connection.scalar(query) or 0)


async def erase(
    connection: AsyncConnection,
    user_id: int,
    pseudonym: int,
    *,
    day: str,
    at_ms: int,
    repeats: bool = True,
) -> Erased:
    """Erase the user's data in the caller's transaction, which must hold :func:`lock_user_rows`.

    The user must have no open job. ``repeats``: also delete their prompts from other users' repeats.
    """
    await _keep_use_of(connection, user_id, day)
    await keep_refusals(connection, user_id, now_ms=at_ms)
    await _unname_canceller(connection, user_id)
    own = ((counters.c.user_id,), (ledger.c.user_id,), (generations.c.cancel_by,))
    for column, *conditions in (*own, *_ACTIONS):
        await _replace(connection, column, user_id, pseudonym, *conditions)
    if repeats:
        await connection.execute(_without_prompt(generations.c.id.in_(_repeats(user_id))))
    derived = list(await connection.scalars(_derived(user_id)))
    for start in range(0, len(derived), _BATCH):
        await connection.execute(_without_references(generations.c.id.in_(derived[start : start + _BATCH])))
    emptied = await _empty_generations(connection, user_id, pseudonym, at_ms)
    await connection.execute(delete(sent_notices).where(sent_notices.c.user_id == user_id))
    consents = edit_consents.c
    await connection.execute(
        delete(edit_consents).where(or_(consents.owner_id == user_id, consents.editor_id == user_id))
    )
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
    """Remove the user from the failure reason of jobs that they canceled as a moderator."""
    c = generations.c
    named = update(generations).where(c.cancel_by == user_id, c.reason == _BY_MODERATOR)
    await connection.execute(named.values(reason="cancelled", reason_values=None))


async def _replace(
    connection: AsyncConnection,
    column: ColumnElement[int],
    user_id: int,
    pseudonym: int,
    *conditions: ColumnElement[bool],
    rows: Sequence[Mapping[str, object]] = (),
) -> None:
    """Replace the user in a column where the conditions hold, once for each of ``rows`` of parameters."""
    statement = update(column.table).where(column == user_id, *conditions)
    await connection.execute(statement.values({column.name: pseudonym}), rows or None)


async def erase_copies(database: Database, user_id: int, *, repeats: bool) -> None:
    """Erase references derived from the user's jobs from other users' jobs, in batches, before :func:`erase`.

    Open jobs keep them. ``repeats``: also erase the user's prompts.
    """
    changes = [
        (_derived(user_id), _without_references),
        *([(_repeats(user_id), _without_prompt)] if repeats else []),
    ]
    for query, change in changes:
        async with database.read(many_rows=True) as connection:
            found = list(await connection.scalars(query))
        for start in range(0, len(found), _BATCH):
            async with database.write(many_rows=True) as connection:
                await connection.execute(change(generations.c.id.in_(found[start : start + _BATCH])))


def _repeats(user_id: int) -> Select[tuple[str]]:
    """Return the query for other users' repeats of the user's prompts, at any depth.

    A prompt that the user only repeated is not theirs.
    """
    parent, child, c = generations.alias(), generations.alias(), generations.c
    is_repeat = exists().where(parent.c.id == c.parent_id, parent.c.prompt == c.prompt)
    own = select(c.id, c.prompt, c.user_id).where(c.user_id == user_id, c.prompt != "", not_(is_repeat))
    family = own.cte("family", recursive=True)
    family = family.union(
        select(child.c.id, child.c.prompt, child.c.user_id).where(
            child.c.parent_id == family.c.id, child.c.prompt == family.c.prompt
        )
    )
    return select(family.c.id).where(family.c.user_id != user_id)


def _without_prompt(condition: ColumnElement[bool]) -> Update:
    c = generations.c
    open_states = [state.value for state in JobState if state.is_open]
    ended = update(generations).where(condition, c.state.not_in(open_states), c.told == 1)
    return ended.values(prompt="")


def _derived(user_id: int) -> Select[tuple[str]]:
    """Return the query for other users' jobs with references that derive from the user's jobs, at any depth."""
    child, c = generations.alias(), generations.c
    family = select(c.id, c.user_id).where(c.user_id == user_id).cte("derived", recursive=True)
    family = family.union(
        select(child.c.id, child.c.user_id).where(
            child.c.parent_id == family.c.id, child.c.reference_pictures.is_not(None)
        )
    )
    return select(family.c.id).where(family.c.user_id != user_id)


def _without_references(condition: ColumnElement[bool]) -> Update:
    return update(generations).where(condition, generations.c.told == 1).values(reference_pictures=None)


async def erase_past_jobs(database: Database, user_id: int, pseudonym: int, *, at_ms: int) -> int:
    """Erase the user's jobs of earlier days in batches, before :func:`erase`; return their number.

    A single transaction over all of them would block reservations.
    """
    c = generations.c
    past = select(c.id).where(c.user_id == user_id, c.ended_ms < at_ms - _PAST_MS, c.told == 1).limit(_BATCH)
    erased = 0
    while True:
        async with database.write(many_rows=True) as connection:
            batch = await _empty_generations(connection, user_id, pseudonym, at_ms, c.id.in_(past))
        erased += batch
        if batch < _BATCH:
            return erased


async def rename_past_entries(
    database: Database, user_id: int, pseudonym: int, *, day: str, at_ms: int
) -> None:
    """Give the user's ledger entries and counters of days before ``day`` the pseudonym, some days at a time.

    The counter of bonus credits covers all days, so :func:`erase` renames it. Until then, two further entries per
    batch keep the sums of both users as they were.
    """
    c = counters.c
    days = select(c.guild_id, c.day).where(c.user_id == user_id, c.scope == _MEMBER, c.day < day).limit(_DAYS)
    while True:
        async with database.write(many_rows=True) as connection:
            await lock_user_rows(connection, user_id)
            found = [(int(guild_id), str(past)) for guild_id, past in await connection.execute(days)]
            if found:
                granted = await _sum_granted(connection, user_id, found)
                await _rename_days(connection, user_id, pseudonym, found)
                rows = [
                    {
                        "guild_id": guild_id,
                        "user_id": owner,
                        "day": day,
                        "at_ms": at_ms,
                        "granted_delta": delta,
                    }
                    for guild_id, credits in granted.items()
                    for owner, delta in ((user_id, credits), (pseudonym, -credits))
                    if credits
                ]
                if rows:
                    await connection.execute(_TRANSFER, rows)
        if len(found) < _DAYS:
            return


async def _sum_granted(
    connection: AsyncConnection, user_id: int, days: Sequence[tuple[int, str]]
) -> dict[int, int]:
    """Sum the bonus credits moved on ``days`` (pairs of guild and day) by guild."""
    e = ledger.c
    sums = select(e.guild_id, func.sum(e.granted_delta)).group_by(e.guild_id)
    found = await connection.execute(sums.where(e.user_id == user_id, tuple_(e.guild_id, e.day).in_(days)))
    return {guild_id: int(credits) for guild_id, credits in found}


async def _rename_days(
    connection: AsyncConnection, user_id: int, pseudonym: int, days: Sequence[tuple[int, str]]
) -> None:
    rows = [{"of_guild": guild_id, "of_day": day} for guild_id, day in days]
    for columns in (counters.c, ledger.c):
        of_day = (columns.guild_id == bindparam("of_guild"), columns.day == bindparam("of_day"))
        await _replace(connection, columns.user_id, user_id, pseudonym, *of_day, rows=rows)


async def rename_actions(database: Database, user_id: int, pseudonym: int) -> None:
    """Give the user the pseudonym wherever they acted on others, in batches, before :func:`erase`."""
    for column, *conditions in _ACTIONS:
        table = column.table
        key = tuple_(*table.primary_key.columns)
        some = select(*table.primary_key.columns).where(column == user_id, *conditions).limit(_BATCH)
        change = update(table).where(key.in_(some)).values({column.name: pseudonym})
        async with database.read(many_rows=True) as connection:
            left = (await connection.execute(some.limit(1))).first() is not None
        while left:
            async with database.write(many_rows=True) as connection:
                left = (await connection.execute(change)).rowcount == _BATCH


async def _empty_generations(
    connection: AsyncConnection,
    user_id: int,
    pseudonym: int,
    at_ms: int,
    *conditions: ColumnElement[bool],
) -> int:
    """Delete prompts, images and messages; keep times, options and cost."""
    c = generations.c
    changed = await connection.execute(
        update(generations)
        .where(c.user_id == user_id, *conditions)
        .values(
            user_id=pseudonym,
            prompt="",
            pictures=None,
            reference_pictures=None,
            reason_values=None,
            # Idempotency keys and messages can identify the user.
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


async def clear_erased_use(connection: AsyncConnection, account: Account, day: str) -> int:
    """Clear the usage from before an erasure, as part of a reset; return the credits cleared."""
    cleared = await read_erased_use(connection, account, day)
    await connection.execute(delete(erased_use).where(_use(account, day)))
    return cleared


async def purge_temporary(database: Database, *, day: str, at_ms: int) -> None:
    """Delete expired rows: usage of days before ``day``, and old refusals, reactions, consents and notices.

    Each table is read first: usually there is nothing to delete, so no writer has to wait.
    """
    expired = (
        (erased_use, erased_use.c.day < day),
        (policy_refusals, policy_refusals.c.at_ms < at_ms - MEMORY_MS),
        (reactions, reactions.c.at_ms < at_ms - _REACTION_MS),
        (edit_consents, edit_consents.c.at_ms < at_ms - _CONSENT_MS),
        (sent_notices, sent_notices.c.sent_ms < at_ms - _NOTICE_MS),
    )
    for table, condition in expired:
        async with database.read(many_rows=True) as connection:
            found = await connection.scalar(select(func.count()).select_from(table).where(condition))
        if found:
            await delete_in_batches(database, table, condition)


async def delete_in_batches(database: Database, table: Table, *conditions: ColumnElement[bool]) -> int:
    """Delete the rows that satisfy the conditions; return their number.

    Each batch is a separate transaction, so that other writers wait for a fraction of a second at most.
    """
    key = tuple_(*table.primary_key.columns)
    some = select(*table.primary_key.columns).where(*conditions).limit(_BATCH)
    deleted = 0
    while True:
        async with database.write(many_rows=True) as connection:
            batch = (await connection.execute(delete(table).where(key.in_(some)))).rowcount
        deleted += batch
        if batch < _BATCH:
            return deleted


def _use(account: Account, day: str) -> ColumnElement[bool]:
    c = erased_use.c
    return and_(c.guild_id == account.guild_id, c.user_id == account.user_id, c.day == day)
