"""Cost store: sums of estimated and billed costs over the requests of all servers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from bot.db.engine import Database
from bot.db.schema import generations
from bot.jobs.billing import MICRO_USD, NANO_USD
from bot.quota.costs import Cost, CostGroup, GroupCost

__all__ = ["SqlCostStore"]

_G = generations.c
_COLUMNS: Mapping[CostGroup, ColumnElement[Any]] = {
    CostGroup.DAY: _G.day,
    CostGroup.SERVER: _G.guild_id,
    CostGroup.MEMBER: _G.user_id,
    CostGroup.MODEL: _G.model,
}
_HAS_COST = or_(_G.estimated_cost.is_not(None), _G.billed_units.is_not(None))
_BILL = _G.billed_units * _G.unit_price
_ESTIMATED = func.coalesce(func.sum(_G.estimated_cost), 0)
_SUMS = (
    func.count(),
    _ESTIMATED,
    func.count(_BILL),
    func.sum(case((_BILL.is_not(None), _G.estimated_cost))),
    func.sum(_BILL),
)


class SqlCostStore:
    """:class:`~bot.quota.costs.CostStore` in SQL."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def total(self, first: str, last: str) -> Cost:
        query = select(*_SUMS).where(_G.day.between(first, last), _HAS_COST)
        async with self._database.read(many_rows=True) as connection:
            return _cost((await connection.execute(query)).one())

    async def groups(self, group: CostGroup, first: str, last: str, *, limit: int) -> Sequence[GroupCost]:
        key = _COLUMNS[group]
        order = (key,) if group is CostGroup.DAY else (_ESTIMATED.desc(), key)
        query = (
            select(key, *_SUMS)
            .where(_G.day.between(first, last), _HAS_COST)
            .group_by(key)
            .order_by(*order)
            .limit(limit)
        )
        async with self._database.read(many_rows=True) as connection:
            rows = (await connection.execute(query)).all()
        return [GroupCost(key=str(row[0]), cost=_cost(row[1:])) for row in rows]


def _cost(sums: Iterable[Any]) -> Cost:
    requests, estimated, billed_requests, billed_estimate, billed = sums
    return Cost(
        requests=requests,
        estimated=int(estimated),
        billed_requests=billed_requests,
        billed_estimate=int(billed_estimate or 0),
        billed=round((billed or 0) / (NANO_USD // MICRO_USD)),
    )
