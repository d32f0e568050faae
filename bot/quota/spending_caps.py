"""A server's own caps: what all its members together may spend in a day and in a month.

They are held where credits are reserved (:func:`bot.quota.ledger.reserve`), in the same
transaction; the operator's ceiling stays in force, so the lower one wins. This module narrows the
one by the other, says how much is spent, and tells a channel of the server's choice, once a span
each, that most or all of it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog
from sqlalchemy import case, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.engine import Database
from bot.db.guild_settings import read_guild_settings
from bot.db.schema import bot_state, counters
from bot.db.upsert import insert_if_absent
from bot.guilds.settings import GuildSettings
from bot.notifications import GuildNotifier
from bot.quota.ledger import SpendingCaps
from bot.quota.periods import QuotaPeriod

__all__ = ["CapMonitor", "Spending", "effective_caps"]

log = structlog.stdlib.get_logger(__name__)

# Shares of a ceiling, in percent, at which the server is told; the last one means "all".
_SHARES = (80, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """Credits that a server's members hold or have spent, today and in this month."""

    day: int
    month: int


def effective_caps(operator: SpendingCaps, server: GuildSettings) -> SpendingCaps:
    """The operator's caps, lowered to what the server has set for itself. Pure."""
    both = [limit for limit in (operator.server, server.ceiling_day) if limit is not None]
    return replace(operator, server=min(both, default=None), server_month=server.ceiling_month)


class CapMonitor:
    """Looks at a server's ceilings after each request."""

    def __init__(self, database: Database, notifier: GuildNotifier, *, operator: SpendingCaps) -> None:
        self._database = database
        self._notifier = notifier
        self._operator = operator

    async def spent(self, guild_id: int, period: QuotaPeriod) -> Spending:
        """What the server's members have spent."""
        async with self._database.read() as connection:
            return await _spent(connection, guild_id, period)

    async def check(self, guild_id: int, period: QuotaPeriod, *, refused: str | None = None) -> None:
        """Tell the server, once per period and share, how much of a ceiling is spent.

        ``refused`` is "day" or "month" when a request has just not fitted below that ceiling: for
        whoever asked it is reached then, even where a few credits are left.
        """
        async with self._database.read() as connection:
            decided = await read_guild_settings(connection, guild_id)
            if decided.ceiling_channel is None:
                return
            spent = await _spent(connection, guild_id, period)
        caps = effective_caps(self._operator, decided)
        for span, name, value, ceiling in (
            ("day", period.day, spent.day, caps.server),
            ("month", period.month, spent.month, caps.server_month),
        ):
            if ceiling is None:
                continue
            share = 100 if refused == span else min(100, 100 * value // ceiling)
            reached = [each for each in _SHARES if share >= each]
            if reached and await self._first(guild_id, name, reached, ceiling):
                key = f"ceiling-notice-{span}-{reached[-1]}"
                values = {"spent": value, "ceiling": ceiling}
                log.info("a server's ceiling is near", guild=guild_id, span=span, **values)
                await self._notifier.notify(guild_id, decided.ceiling_channel, key, values)

    async def _first(self, guild_id: int, span: str, shares: list[int], ceiling: int) -> bool:
        """Whether the highest of these shares has not been told yet; from now on it has.

        Written before it is posted, and with the lower shares: a server hears of each at most once,
        in order, whatever happens in between. A ceiling that is changed counts as another one.
        """
        start = f"told:ceiling:{guild_id}:"
        async with self._database.write() as connection:
            new = False
            for share in shares:
                row = {"key": f"{start}{span}:{share}:{ceiling}"[:60], "value": "1"}
                written = await connection.execute(insert_if_absent(connection, bot_state).values(row))
                new = written.rowcount == 1
            # What was told in earlier months is of no use any more.
            old = bot_state.c.key.like(f"{start}%") & (bot_state.c.key < f"{start}{span[:7]}")
            await connection.execute(delete(bot_state).where(old))
        return new


async def _spent(connection: AsyncConnection, guild_id: int, period: QuotaPeriod) -> Spending:
    c = counters.c
    today = func.coalesce(func.sum(case((c.day == period.day, c.value), else_=0)), 0)
    query = select(today, func.coalesce(func.sum(c.value), 0)).where(
        c.scope == "server", c.guild_id == guild_id, c.user_id == 0, c.day.between(*period.days_of_month)
    )
    day, month = (await connection.execute(query)).one()
    return Spending(day=int(day), month=int(month))
