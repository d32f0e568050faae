"""Policy refusals: the times at which the model's content policy refused a member's recent prompts.

They are read from jobs. An erasure deletes the jobs' content but retains these times for as long as they
count toward a cooldown; otherwise erasing one's data would end it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import generations, policy_refusals
from bot.db.upsert import insert_if_absent
from bot.guilds.policy_cooldown import MEMORY_SECONDS, POLICY_REASON

__all__ = ["MEMORY_MS", "keep_refusals", "read_refusals"]

MEMORY_MS = round(MEMORY_SECONDS * 1000)
# More refusals than the longest cooldown requires.
_LIMIT = 20

_C, _K = generations.c, policy_refusals.c
# The index is on the creation time, which is shortly before the end.
_REFUSED = select(_C.guild_id, _C.ended_ms).where(
    _C.user_id == bindparam("of_user"),
    _C.reason == POLICY_REASON,
    _C.created_ms > bindparam("since_ms"),
)
# Built once: every request executes it.
_READ = union_all(
    select(
        _REFUSED.with_only_columns(_C.ended_ms)
        .where(_C.guild_id == bindparam("of_guild"))
        .order_by(_C.created_ms.desc())
        .limit(_LIMIT)
        .subquery()
    ),
    select(_K.at_ms).where(_K.guild_id == bindparam("of_guild"), _K.user_id == bindparam("of_user")),
)


async def read_refusals(
    connection: AsyncConnection, guild_id: int, user_id: int, *, now_ms: int
) -> Sequence[float]:
    """Return the times of this member's policy refusals in this guild (epoch seconds, any order)."""
    whom = {"of_guild": guild_id, "of_user": user_id, "since_ms": now_ms - 2 * MEMORY_MS}
    return [at_ms / 1000 for at_ms in await connection.scalars(_READ, whom)]


async def keep_refusals(connection: AsyncConnection, user_id: int, *, now_ms: int) -> None:
    """Retain the times of a user's recent refusals before the user's jobs are erased."""
    whom = {"of_user": user_id, "since_ms": now_ms - 2 * MEMORY_MS}
    rows = [
        {"guild_id": guild_id, "user_id": user_id, "at_ms": ended_ms}
        for guild_id, ended_ms in await connection.execute(_REFUSED, whom)
        if ended_ms > now_ms - MEMORY_MS
    ]
    if rows:
        await connection.execute(insert_if_absent(connection, policy_refusals), rows)
