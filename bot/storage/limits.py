"""The rows that say what a member may spend: limits and blocks, and who changed them.

Reading functions take the caller's connection, so that a reservation sees them in its own
transaction. Every change writes its audit row in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import and_, delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.quota.ledger import Account
from bot.quota.limits import Allowance, ServerLimits, resolve_allowance
from bot.storage.schema import audit, blocks, limits
from bot.storage.upsert import insert_if_absent, upsert

__all__ = [
    "AuditAction",
    "AuditEntry",
    "TargetKind",
    "is_blocked",
    "read_allowance",
    "read_limit",
    "set_blocked",
    "set_limit",
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


async def read_allowance(
    connection: AsyncConnection, account: Account, role_ids: Collection[int], operator_default: int
) -> Allowance:
    """Credits a day for this member, and the rule that gives them."""
    c = limits.c
    # @everyone is a role whose id is the server's, and members do not list it.
    roles = {*role_ids, account.guild_id}
    query = select(c.kind, c.target_id, c.credits).where(
        c.guild_id == account.guild_id,
        or_(
            and_(c.kind == TargetKind.MEMBER.value, c.target_id == account.user_id),
            and_(c.kind == TargetKind.ROLE.value, c.target_id.in_(roles)),
            c.kind == TargetKind.DEFAULT.value,
        ),
    )
    found = (await connection.execute(query)).all()
    by_kind = {kind: credits for kind, _, credits in found if kind != TargetKind.ROLE.value}
    server = ServerLimits(
        member=by_kind.get(TargetKind.MEMBER.value),
        roles={target: credits for kind, target, credits in found if kind == TargetKind.ROLE.value},
        default=by_kind.get(TargetKind.DEFAULT.value),
    )
    return resolve_allowance(server, roles, operator_default)


async def is_blocked(connection: AsyncConnection, account: Account) -> bool:
    """Whether an administrator of this server has blocked the member."""
    query = select(blocks.c.user_id).where(
        blocks.c.guild_id == account.guild_id, blocks.c.user_id == account.user_id
    )
    return await connection.scalar(query) is not None


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


async def set_blocked(
    connection: AsyncConnection, account: Account, *, blocked: bool, actor_id: int, at_ms: int
) -> bool:
    """Block or unblock; returns whether anything changed."""
    if blocked:
        row = {"guild_id": account.guild_id, "user_id": account.user_id, "at_ms": at_ms, "actor_id": actor_id}
        changed = await connection.execute(insert_if_absent(connection, blocks).values(row))
    else:
        where = and_(blocks.c.guild_id == account.guild_id, blocks.c.user_id == account.user_id)
        changed = await connection.execute(delete(blocks).where(where))
    return changed.rowcount == 1


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
        )
    )
    key = written.inserted_primary_key
    assert key is not None  # noqa: S101 - a single row was inserted
    return int(key[0])
