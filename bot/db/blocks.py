"""Blocks: members barred by an administrator from using the bot in a guild, temporarily or permanently."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import blocks
from bot.db.upsert import insert_if_absent
from bot.quota.models import Account, Block

__all__ = ["block_member", "check_blocked", "read_block", "unblock_member"]

_C = blocks.c
# Built once: every request executes it.
_IN_FORCE = select(_C.until_ms).where(
    _C.guild_id == bindparam("of_guild"),
    _C.user_id == bindparam("of_user"),
    or_(_C.until_ms.is_(None), _C.until_ms > bindparam("now_ms")),
)


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
    other = or_(_C.until_ms <= at_ms, _C.until_ms.is_distinct_from(until_ms))
    changed = await connection.execute(update(blocks).where(_of(account), other).values(**row))
    return changed.rowcount == 1


async def unblock_member(connection: AsyncConnection, account: Account, *, at_ms: int) -> bool:
    """Remove the block; return whether one was in force."""
    in_force = or_(_C.until_ms.is_(None), _C.until_ms > at_ms)
    lifted = await connection.execute(delete(blocks).where(_of(account), in_force))
    if lifted.rowcount == 1:
        return True
    # Also delete an expired row, which has no effect.
    await connection.execute(delete(blocks).where(_of(account)))
    return False


def _of(account: Account) -> ColumnElement[bool]:
    return and_(_C.guild_id == account.guild_id, _C.user_id == account.user_id)
