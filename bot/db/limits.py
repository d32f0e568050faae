"""Daily limits of members, roles and guilds.

The functions use the caller's connection, so that a reservation reads limits in its own transaction.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import and_, bindparam, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.audit.models import Target, TargetKind
from bot.db.schema import limits
from bot.db.upsert import upsert
from bot.quota.limits import Allowance, GuildLimits, resolve_allowance
from bot.quota.models import Account

__all__ = ["read_allowance", "read_limit", "set_limit"]

_C = limits.c
# Built once: every request executes it.
_APPLICABLE = select(_C.kind, _C.target_id, _C.credits).where(
    _C.guild_id == bindparam("of_guild"),
    or_(
        and_(_C.kind == TargetKind.MEMBER.value, _C.target_id == bindparam("of_user")),
        and_(_C.kind == TargetKind.ROLE.value, _C.target_id.in_(bindparam("roles", expanding=True))),
        _C.kind == TargetKind.DEFAULT.value,
    ),
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
