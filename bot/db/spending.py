"""Spending of guilds and of the whole bot, read from the counters."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.schema import counters
from bot.quota.models import Account, Spending
from bot.quota.periods import QuotaPeriod

__all__ = ["read_month", "read_spending", "read_spent_by_bot"]

_C = counters.c
_BY_BOT = select(_C.value).where(
    _C.scope == "bot", _C.guild_id == 0, _C.user_id == 0, _C.day == bindparam("of_day")
)


async def read_spent_by_bot(connection: AsyncConnection, day: str) -> int:
    """Return the credits that all members have reserved or spent that day."""
    return int(await connection.scalar(_BY_BOT, {"of_day": day}) or 0)


async def read_spending(connection: AsyncConnection, guild_id: int, period: QuotaPeriod) -> Spending:
    """Return the credits that a guild's members have reserved or spent, today and this month."""
    # One expression used twice: with separate parameters, PostgreSQL would see two different expressions.
    is_today = _C.day == period.day
    query = select(is_today, func.sum(_C.value)).where(_of_month(guild_id, period)).group_by(is_today)
    sums = {bool(today): int(total) for today, total in await connection.execute(query)}
    return Spending(day=sums.get(True, 0), month=sum(sums.values()))


async def read_month(connection: AsyncConnection, account: Account, period: QuotaPeriod) -> int:
    """Return the credits that the guild's members have reserved or spent in the month of ``period``."""
    total = select(func.sum(_C.value)).where(_of_month(account.guild_id, period))
    return int(await connection.scalar(total) or 0)


def _of_month(guild_id: int, period: QuotaPeriod) -> ColumnElement[bool]:
    in_month = _C.day.between(*period.days_of_month)
    return and_(_C.scope == "server", _C.guild_id == guild_id, _C.user_id == 0, in_month)
