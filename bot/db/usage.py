"""Usage store: a guild's spending, job outcomes, active users and ledger entries."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.schema import generations, ledger
from bot.quota.models import LEDGER_COLUMNS, ActiveUsers, SpendRow

__all__ = ["SqlUsageStore"]

# Rows held in memory at a time.
_BATCH = 5000
_G, _E = generations.c, ledger.c
_EXPORTED = {
    "at": _E.at_ms,
    "server_id": _E.guild_id,
    "member_id": _E.user_id,
    "administrator_id": _E.actor_id,
}


class SqlUsageStore:
    """:class:`~bot.quota.ports.UsageStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def usage(
        self, guild_id: int, first: str, last: str
    ) -> tuple[Sequence[SpendRow], Mapping[tuple[str, str], int]]:
        credits = func.sum(_E.spend_delta)
        spending = (
            select(_E.day, _E.user_id, _G.quality, credits)
            .select_from(ledger.outerjoin(generations, _G.id == _E.generation_id))
            .where(_E.guild_id == guild_id, _E.day.between(first, last))
            .group_by(_E.day, _E.user_id, _G.quality)
            .having(credits != 0)
            .order_by(_E.day, _E.user_id)
        )
        outcomes = (
            select(_G.state, _G.reason, func.count())
            .where(_G.guild_id == guild_id, _G.day.between(first, last))
            .group_by(_G.state, _G.reason)
        )
        async with self._database.read(many_rows=True) as connection:
            spent = [
                SpendRow(day=day, user_id=user_id, quality=quality or "", credits=int(total))
                for day, user_id, quality, total in await connection.execute(spending)
            ]
            counts = {(state, reason or ""): n for state, reason, n in await connection.execute(outcomes)}
        return spent, counts

    async def active_users(self, guild_id: int, since_ms: int, *, limit: int) -> ActiveUsers:
        # Erased users have negative IDs.
        requests = select(_G.user_id, _G.created_ms).where(
            _G.guild_id == guild_id, _G.created_ms >= since_ms, _G.user_id > 0
        )
        latest = requests.order_by(_G.created_ms.desc()).limit(limit).subquery()
        query = select(func.count(latest.c.user_id.distinct()), func.count(), func.min(latest.c.created_ms))
        async with self._database.read(many_rows=True) as connection:
            members, rows, first_ms = (await connection.execute(query)).one()
        return ActiveUsers(members=members, since=(first_ms if rows == limit else since_ms) / 1000)

    async def ledger_batches(
        self, guild_id: int, first: str, last: str
    ) -> AsyncGenerator[Sequence[Mapping[str, Any]], None]:
        columns = [_EXPORTED[name].label(name) if name in _EXPORTED else _E[name] for name in LEDGER_COLUMNS]
        entries = select(_E.id, *columns).where(_E.guild_id == guild_id, _E.day.between(first, last))
        after = 0
        while True:
            # One transaction per batch, so that none stays open while files are written.
            async with self._database.read(many_rows=True) as connection:
                query = entries.where(_E.id > after).order_by(_E.id).limit(_BATCH)
                rows = (await connection.execute(query)).all()
            if rows:
                yield [dict(zip(LEDGER_COLUMNS, row[1:], strict=True)) for row in rows]
            if len(rows) < _BATCH:
                return
            after = rows[-1][0]
