"""The rows behind the operator's desk: the pause, and sums over everybody's generations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import bot_state, counters, generations
from bot.db.upsert import upsert
from bot.jobs.models import JobState

__all__ = ["Pause", "count_ended", "count_open", "read_pause", "spent_between", "write_pause"]

_PAUSE_KEY = "paused"
_PAUSE = select(bot_state.c.value).where(bot_state.c.key == _PAUSE_KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Drawing is paused since ``since`` (epoch seconds); ``message`` is the operator's, or empty."""

    since: float
    message: str


async def read_pause(connection: AsyncConnection) -> Pause | None:
    """The pause, if there is one: it outlives the process."""
    stored = await connection.scalar(_PAUSE)
    return None if stored is None else Pause(**json.loads(stored))


async def write_pause(connection: AsyncConnection, pause: Pause | None) -> bool:
    """Begin, change or (with ``None``) end the pause; returns whether there was one before."""
    where = bot_state.c.key == _PAUSE_KEY
    before = await connection.scalar(select(bot_state.c.key).where(where))
    if pause is None:
        await connection.execute(delete(bot_state).where(where))
    else:
        row = {"key": _PAUSE_KEY, "value": json.dumps({"since": pause.since, "message": pause.message})}
        await connection.execute(upsert(connection, bot_state, row))
    return before is not None


async def spent_between(connection: AsyncConnection, first_day: str, last_day: str) -> int:
    """Credits that all members together hold or have spent from one day to another, both included."""
    c = counters.c
    query = select(func.sum(c.value)).where(c.scope == "bot", c.day >= first_day, c.day <= last_day)
    return int(await connection.scalar(query) or 0)


async def count_open(connection: AsyncConnection) -> Mapping[JobState, int]:
    """Unfinished generations by state."""
    c = generations.c
    states = [state.value for state in JobState if state.is_open]
    query = select(c.state, func.count()).where(c.state.in_(states)).group_by(c.state)
    return {JobState(state): count for state, count in (await connection.execute(query)).all()}


async def count_ended(connection: AsyncConnection, since_ms: int) -> tuple[int, Mapping[str, int]]:
    """How many were delivered since then, and how many ended without pictures, by reason."""
    c = generations.c
    query = select(c.reason, func.count()).where(c.ended_ms >= since_ms).group_by(c.reason)
    counts: dict[str | None, int] = {row[0]: row[1] for row in await connection.execute(query)}
    delivered = counts.pop(None, 0)
    return delivered, {str(reason): count for reason, count in counts.items()}
