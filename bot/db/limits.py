"""Limits and blocks that administrators set for members, roles and guilds.

The functions use the caller's connection, so that a reservation reads limits in its own transaction.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.audit.models import Target, TargetKind
from bot.db.schema import blocks, limits
from bot.db.upsert import insert_if_absent, upsert
from bot.quota.limits import Allowance, GuildLimits, resolve_allowance
from bot.quota.models import Account, Block

__all__ = [
    "block_member",
    "check_blocked",
    "read_allowance",
    "read_block",
    "read_limit",
    "set_limit",
    "unblock_member",
]

_C = limits.c
# Built once: every request executes them.
_APPLICABLE = select(_C.kind, _C.target_id, _C.credits).where(
    _C.guild_id == bindparam("of_guild"),
    or_(
        and_(_C.kind == TargetKind.MEMBER.value, _C.target_id == bindparam("of_user")),
        and_(_C.kind == TargetKind.ROLE.value, _C.target_id.in_(bindparam("roles", expanding=True))),
        _C.kind == TargetKind.DEFAULT.value,
    ),
)
_B = blocks.c
_IN_FORCE = select(_B.until_ms).where(
    _B.guild_id == bindparam("of_guild"),
    _B.user_id == bindparam("of_user"),
    or_(_B.until_ms.is_(None), _B.until_ms > bindparam("now_ms")),
)


async def read_allowance(
    connection: AsyncConnection, account: Account, role_ids: Collection[int], operator_default: int
) -> Allowance:
    """Return the member's daily allowance and the rule it comes from."""
    # @everyone is a role with the guild's ID; a member's list of roles does not include it.
    roles = {*role_ids, account.guild_id}
    whom = {"of_guild": account.guild_id, "of_user": account.user_id, "roles": list(roles)}
    found = (await connection.execute(_APPLICABLE, whom)).all()
    by_kind = {kind: credits for kind, _, credits in found if kind != TargetKind.ROLE.value}
    server = GuildLimits(
        member=by_kind.get(TargetKind.MEMBER.value),
        roles={target: credits for kind, target, credits in found if kind == TargetKind.ROLE.value},
        default=by_kind.get(TargetKind.DEFAULT.value),
    )
    return resolve_allowance(server, roles, operator_default)


async def read_limit(connection: AsyncConnection, guild_id: int, target: Target) -> int | None:
    """Return the limit set for this exact target, and lock its row until the caller's transaction ends."""
    where = and_(_C.guild_id == guild_id, _C.kind == target.kind.value, _C.target_id == target.id)
    found: int | None = await connection.scalar(select(_C.credits).where(where).with_for_update())
    return found


async def set_limit(
    connection: AsyncConnection, guild_id: int, target: Target, credits: int | None
) -> int | None:
    """Set a limit, or remove it with ``None``; return the previous one."""
    before = await read_limit(connection, guild_id, target)
    row = {"guild_id": guild_id, "kind": target.kind.value, "target_id": target.id}
    if credits is None:
        where = and_(*(limits.c[name] == value for name, value in row.items()))
        await connection.execute(delete(limits).where(where))
    else:
        await connection.execute(upsert(connection, limits, {**row, "credits": credits}))
    return before


async def read_block(connection: AsyncConnection, account: Account, at_ms: int) -> Block | None:
    """Return the block in force at ``at_ms``, if any."""
    whom = {"of_guild": account.guild_id, "of_user": account.user_id, "now_ms": at_ms}
    found = (await connection.execute(_IN_FORCE, whom)).first()
    return None if found is None else Block(until_ms=found.until_ms)


async def check_blocked(connection: AsyncConnection, account: Account, at_ms: int) -> None:
    """Raise :class:`~bot.errors.RefusedError` if the member is blocked."""
    if (block := await read_block(connection, account, at_ms)) is not None:
        raise block.refusal()


async def block_member(
    connection: AsyncConnection, account: Account, *, actor_id: int, at_ms: int, until_ms: int | None = None
) -> bool:
    """Block until ``until_ms`` (``None``: permanently); return whether this changed the block in force."""
    row = {"at_ms": at_ms, "actor_id": actor_id, "until_ms": until_ms}
    key = {"guild_id": account.guild_id, "user_id": account.user_id}
    inserted = await connection.execute(insert_if_absent(connection, blocks).values(**key, **row))
    if inserted.rowcount == 1:
        return True
    # An expired block is replaced; of several identical requests, only the first has an effect.
    other = or_(_B.until_ms <= at_ms, _B.until_ms.is_distinct_from(until_ms))
    changed = await connection.execute(update(blocks).where(_of(account), other).values(**row))
    return changed.rowcount == 1


async def unblock_member(connection: AsyncConnection, account: Account, *, at_ms: int) -> bool:
    """Remove the block; return whether one was in force."""
    in_force = or_(_B.until_ms.is_(None), _B.until_ms > at_ms)
    lifted = await connection.execute(delete(blocks).where(_of(account), in_force))
    if lifted.rowcount == 1:
        return True
    # Also delete an expired row, which has no effect.
    await connection.execute(delete(blocks).where(_of(account)))
    return False


def _of(account: Account) -> ColumnElement[bool]:
    return and_(_B.guild_id == account.guild_id, _B.user_id == account.user_id)
