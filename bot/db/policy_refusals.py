"""When the model's content policy refused a member lately, and what an erasure leaves of it.

The requests themselves say it. Whose data is erased has no requests any more; the instants, and
nothing else, stay under their id for as long as they slow anybody down, or erasing would be a way
around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import bot_state, generations
from bot.db.upsert import upsert

__all__ = [
    "POLICY_REASON",
    "REMEMBERED_MS",
    "keep_refusals",
    "kept_of",
    "passed_refusals",
    "read_refusals",
]

#: Why a generation failed that the model's content policy refused.
POLICY_REASON = "fal-policy"
#: Refusals are remembered for this long.
REMEMBERED_MS = 6 * 3600 * 1000
# More than ever changes anything.
_LOOKED_AT = 20
_KEPT = "refused:"

_C = generations.c
# A request ends soon after it is made; the index is by the latter.
_REFUSED = select(_C.guild_id, _C.ended_ms).where(
    _C.user_id == bindparam("of_user"),
    _C.reason == POLICY_REASON,
    _C.created_ms > bindparam("since_ms"),
)
# Built once, because every request makes it.
_READ = union_all(
    select(
        _REFUSED.with_only_columns(cast(_C.ended_ms, Text))
        .where(_C.guild_id == bindparam("of_guild"))
        .order_by(_C.created_ms.desc())
        .limit(_LOOKED_AT)
        .subquery()
    ),
    select(bot_state.c.value).where(bot_state.c.key == bindparam("of_key")),
)


async def read_refusals(
    connection: AsyncConnection, guild_id: int, user_id: int, *, now_ms: int
) -> Sequence[int]:
    """When this member was refused in this server (epoch milliseconds, any order); at least the latest."""
    whom = {
        "of_guild": guild_id,
        "of_user": user_id,
        "since_ms": _since(now_ms),
        "of_key": _key(guild_id, user_id),
    }
    found = await connection.scalars(_READ, whom)
    return [int(at) for text in found for at in text.split(",")]


async def keep_refusals(connection: AsyncConnection, user_id: int, *, now_ms: int) -> None:
    """Keep the instants of what is about to be erased, with those that an earlier erasure left."""
    kept: dict[str, list[int]] = defaultdict(list)
    whom = {"of_user": user_id, "since_ms": _since(now_ms)}
    for guild_id, ended_ms in await connection.execute(_REFUSED, whom):
        kept[_key(guild_id, user_id)].append(ended_ms)
    for key, instants in kept.items():
        before = await connection.scalar(select(bot_state.c.value).where(bot_state.c.key == key))
        everything = {*instants, *(int(at) for at in (before or "").split(",") if at)}
        latest = sorted((at for at in everything if at > now_ms - REMEMBERED_MS), reverse=True)[:_LOOKED_AT]
        if latest:
            row = {"key": key, "value": ",".join(map(str, latest))}
            await connection.execute(upsert(connection, bot_state, row))


def kept_of(user_id: int) -> ColumnElement[bool]:
    """The rows of ``bot_state`` that :func:`keep_refusals` wrote about this person."""
    return bot_state.c.key.like(f"{_KEPT}%:{user_id}")


def passed_refusals(now_ms: int) -> ColumnElement[bool]:
    """Those rows that slow nobody down any more."""
    # The latest comes first, and milliseconds of these centuries have the same number of digits.
    return and_(bot_state.c.key.like(f"{_KEPT}%"), bot_state.c.value < str(now_ms - REMEMBERED_MS))


def _since(now_ms: int) -> int:
    return now_ms - 2 * REMEMBERED_MS


def _key(guild_id: int, user_id: int) -> str:
    return f"{_KEPT}{guild_id}:{user_id}"
