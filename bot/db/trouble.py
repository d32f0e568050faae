"""Trouble store: why fal refuses all requests, for all processes."""

from __future__ import annotations

import json
from dataclasses import asdict

from sqlalchemy import delete, select

from bot.db.engine import Database
from bot.db.schema import bot_state
from bot.db.upsert import upsert
from bot.fal.circuit_breaker import BreakerState
from bot.fal.errors import FailureKind
from bot.fal.outages import Fault, Trouble

__all__ = ["SqlTroubleStore"]

_KEY = "fal_trouble"


class SqlTroubleStore:
    """:class:`~bot.fal.shared_trouble.TroubleStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self) -> Trouble | None:
        async with self._database.read() as connection:
            stored = await connection.scalar(select(bot_state.c.value).where(bot_state.c.key == _KEY))
        return None if stored is None else _parse(stored)

    async def write(self, trouble: Trouble | None) -> None:
        async with self._database.write() as connection:
            if trouble is None:
                await connection.execute(delete(bot_state).where(bot_state.c.key == _KEY))
                return
            fault = None if trouble.fault is None else asdict(trouble.fault)
            value = json.dumps({**asdict(trouble.state), "fault": fault})
            await connection.execute(upsert(connection, bot_state, {"key": _KEY, "value": value}))


def _parse(stored: str) -> Trouble | None:
    """Return the stored trouble; ``None`` if it is unreadable, such as that of a newer version."""
    try:
        found = json.loads(stored)
        fault = found.pop("fault")
        state = BreakerState(**found | {"kind": FailureKind(found["kind"])})
        return Trouble(state=state, fault=None if fault is None else Fault(**fault))
    except (KeyError, TypeError, ValueError):
        return None
