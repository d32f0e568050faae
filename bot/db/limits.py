"""The rows that say what a member may spend: limits and blocks, and who changed them.

Reading functions take the caller's connection, so that a reservation sees them in its own
transaction. Every change writes its audit row in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import audit, blocks, limits
from bot.db.upsert import insert_if_absent, upsert
from bot.errors import BlockedError
from bot.quota.ledger import Account
from bot.quota.limits import Allowance, GuildLimits, resolve_allowance

__all__ = [
    "AuditAction",
    "AuditEntry",
    "Block",
    "TargetKind",
    "block_member",
    "end_of_block",
    "is_recorded",
    "read_allowance",
    "read_block",
    "read_limit",
    "refuse_blocked",
    "set_limit",
    "unblock_member",
    "write_audit",
]


class TargetKind(StrEnum):
    """What an administrator's change is about."""

    MEMBER = "member"
    ROLE = "role"
    DEFAULT = "default"
    SERVER = "server"


class AuditAction(StrEnum):
    """What an administrator did."""

    SET = "set"
    UNSET = "unset"
    GRANT = "grant"
    RESET = "reset"
    BLOCK = "block"
    UNBLOCK = "unblock"
    SETTING = "setting"
    REMOVE = "remove"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what, to whom, when (epoch milliseconds), and the value before and after.

    A setting of the server has its name in ``subject`` and its values, as JSON, in the texts.
    """

    at_ms: int
    guild_id: int
    actor_id: int
    action: AuditAction
    target_kind: TargetKind
    target_id: int
    before: int | None
    after: int | None
    subject: str | None = None
    before_text: str | None = None
    after_text: str | None = None
    undoes_id: int | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block in force; ``until_ms`` is its end, ``None`` where it has none."""

    until_ms: int | None


# Built once, because every request makes them.
_RULES = select(limits.c.kind, limits.c.target_id, limits.c.credits).where(
    limits.c.guild_id == bindparam("of_guild"),
    or_(
        and_(limits.c.kind == TargetKind.MEMBER.value, limits.c.target_id == bindparam("of_user")),
        and_(
            limits.c.kind == TargetKind.ROLE.value,
            limits.c.target_id.in_(bindparam("roles", expanding=True)),
        ),
        limits.c.kind == TargetKind.DEFAULT.value,
    ),
)
_BLOCK = select(blocks.c.until_ms).where(
    blocks.c.guild_id == bindparam("of_guild"),
    blocks.c.user_id == bindparam("of_user"),
    or_(blocks.c.until_ms.is_(None), blocks.c.until_ms > bindparam("now_ms")),
)


def end_of_block(block: Block | None) -> str | None:
    """The end as the audit keeps it: milliseconds, or nothing where there is no block or no end."""
    return None if block is None or block.until_ms is None else str(block.until_ms)


async def read_allowance(
    connection: AsyncConnection, account: Account, role_ids: Collection[int], operator_default: int
) -> Allowance:
    """Credits a day for this member, and the rule that gives them."""
    # @everyone is a role whose id is the server's, and members do not list it.
    roles = {*role_ids, account.guild_id}
    whom = {"of_guild": account.guild_id, "of_user": account.user_id, "roles": list(roles)}
    found = (await connection.execute(_RULES, whom)).all()
    by_kind = {kind: credits for kind, _, credits in found if kind != TargetKind.ROLE.value}
    server = GuildLimits(
        member=by_kind.get(TargetKind.MEMBER.value),
        roles={target: credits for kind, target, credits in found if kind == TargetKind.ROLE.value},
        default=by_kind.get(TargetKind.DEFAULT.value),
    )
    return resolve_allowance(server, roles, operator_default)


async def read_block(connection: AsyncConnection, account: Account, at_ms: int) -> Block | None:
    """The block that is in force at that instant, if an administrator of this server has set one."""
    whom = {"of_guild": account.guild_id, "of_user": account.user_id, "now_ms": at_ms}
    found = (await connection.execute(_BLOCK, whom)).first()
    return None if found is None else Block(until_ms=found.until_ms)


async def refuse_blocked(connection: AsyncConnection, account: Account, at_ms: int) -> None:
    """Raises :class:`BlockedError` while the member is blocked."""
    block = await read_block(connection, account, at_ms)
    if block is None:
        return
    if block.until_ms is None:
        raise BlockedError
    raise BlockedError("refused-blocked-until", until=block.until_ms / 1000)


async def read_limit(
    connection: AsyncConnection, *, guild_id: int, kind: TargetKind, target_id: int
) -> int | None:
    """The limit of exactly this target; nobody else changes it before the caller's transaction ends."""
    c = limits.c
    where = and_(c.guild_id == guild_id, c.kind == kind.value, c.target_id == target_id)
    found: int | None = await connection.scalar(select(c.credits).where(where).with_for_update())
    return found


async def set_limit(
    connection: AsyncConnection, *, guild_id: int, kind: TargetKind, target_id: int, credits: int | None
) -> int | None:
    """Set (or, with ``None``, remove) a limit; returns what it was."""
    c = limits.c
    where = and_(c.guild_id == guild_id, c.kind == kind.value, c.target_id == target_id)
    before = await read_limit(connection, guild_id=guild_id, kind=kind, target_id=target_id)
    if credits is None:
        await connection.execute(delete(limits).where(where))
    else:
        row = {"guild_id": guild_id, "kind": kind.value, "target_id": target_id, "credits": credits}
        await connection.execute(upsert(connection, limits, row))
    return before


async def block_member(
    connection: AsyncConnection, account: Account, *, actor_id: int, at_ms: int, until_ms: int | None = None
) -> bool:
    """Block until then, or for good; returns whether that is another block than the one in force."""
    c = blocks.c
    row = {"at_ms": at_ms, "actor_id": actor_id, "until_ms": until_ms}
    key = {"guild_id": account.guild_id, "user_id": account.user_id}
    placed = await connection.execute(insert_if_absent(connection, blocks).values(**key, **row))
    if placed.rowcount == 1:
        return True
    # One that has run out makes room; of several who set the same, one changes something.
    other = or_(c.until_ms <= at_ms, c.until_ms.is_distinct_from(until_ms))
    changed = await connection.execute(update(blocks).where(_block_of(account), other).values(**row))
    return changed.rowcount == 1


async def unblock_member(connection: AsyncConnection, account: Account, *, at_ms: int) -> bool:
    """Lift the block; returns whether one was in force."""
    lifted = await connection.execute(delete(blocks).where(_block_of(account), _in_force(at_ms)))
    if lifted.rowcount == 1:
        return True
    # One that has run out would only lie about.
    await connection.execute(delete(blocks).where(_block_of(account)))
    return False


def _block_of(account: Account) -> ColumnElement[bool]:
    return and_(blocks.c.guild_id == account.guild_id, blocks.c.user_id == account.user_id)


def _in_force(at_ms: int) -> ColumnElement[bool]:
    return or_(blocks.c.until_ms.is_(None), blocks.c.until_ms > at_ms)


async def is_recorded(connection: AsyncConnection, cause: str) -> bool:
    """Whether what this event asked for has been done already."""
    return await connection.scalar(select(audit.c.id).where(audit.c.cause == cause)) is not None


async def write_audit(connection: AsyncConnection, entry: AuditEntry) -> int:
    """Record one change; returns the record's number."""
    written = await connection.execute(
        insert(audit).values(
            at_ms=entry.at_ms,
            guild_id=entry.guild_id,
            actor_id=entry.actor_id,
            action=entry.action.value,
            target_kind=entry.target_kind.value,
            target_id=entry.target_id,
            before=entry.before,
            after=entry.after,
            subject=entry.subject,
            before_text=entry.before_text,
            after_text=entry.after_text,
            undoes_id=entry.undoes_id,
            cause=entry.cause,
        )
    )
    key = written.inserted_primary_key
    assert key is not None  # noqa: S101 - a single row was inserted
    return int(key[0])
