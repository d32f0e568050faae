"""Breaker store: the state of the circuit breaker for fal, for all processes."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import delete, select

from bot.db.engine import Database
from bot.db.schema import bot_state
from bot.db.upsert import upsert
from bot.fal.circuit_breaker import BreakerState
from bot.fal.errors import FailureKind
from bot.fal.outages import Fault, SharedState

__all__ = ["SqlBreakerStore"]

_KEY = "fal_breaker"


class SqlBreakerStore:
    """:class:`~bot.fal.shared_breaker.BreakerStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self) -> SharedState | None:
        async with self._database.read() as connection:
            stored = await connection.scalar(select(bot_state.c.value).where(bot_state.c.key == _KEY))
        return None if stored is None else _parse(stored)

    async def write(self, state: SharedState | None) -> None:
        async with self._database.write() as connection:
            if state is None:
                await connection.execute(delete(bot_state).where(bot_state.c.key == _KEY))
                return
            fault = None if state.fault is None else asdict(state.fault)
            value = json.dumps({**asdict(state.state), "fault": fault})
            await connection.execute(upsert(connection, bot_state, {"key": _KEY, "value": value}))


def _parse(stored: str) -> SharedState | None:
    """Return the stored state; ``None`` if it is unreadable, such as that of a newer version."""
    try:
        found = json.loads(stored)
        fault = found.pop("fault")
        state = BreakerState(**found | {"kind": FailureKind(found["kind"])})
        return SharedState(state=state, fault=None if fault is None else Fault(**fault))
    except (KeyError, TypeError, ValueError):
        return None
