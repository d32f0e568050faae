"""Spending caps of a guild: limits on its members' total spending per day and per month.

Caps are enforced in the transaction that reserves credits. The operator's cap applies as well; the lower
one wins. This module combines the two and warns in the guild's spending cap warning channel, once per
period, when most or all of a cap is spent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.guilds.settings import GuildSettings
from bot.notifications import GuildNotifier, NoticeStore
from bot.quota.models import SpendingCaps
from bot.quota.periods import QuotaPeriod
from bot.quota.ports import QuotaStore

__all__ = ["CapMonitor", "effective_caps"]

log = structlog.stdlib.get_logger(__name__)

# Percentages of a cap at which the guild is warned; the last one means that all of it is spent.
_SHARES = (80, 100)


def effective_caps(operator: SpendingCaps, settings: GuildSettings) -> SpendingCaps:
    """Return the lower of the operator's caps and the guild's own. Pure."""
    own = settings.ceiling_day
    if operator.server is not None and (own is None or operator.server < own):
        return replace(operator, server_month=settings.ceiling_month, server_by_operator=True)
    return replace(operator, server=own, server_month=settings.ceiling_month)


class CapMonitor:
    """Checks a guild's caps after each request, and warns the guild.

    ``operator`` returns the operator's caps, which depend on the number of guilds.
    """

    def __init__(
        self,
        store: QuotaStore,
        notices: NoticeStore,
        notifier: GuildNotifier,
        *,
        operator: Callable[[], SpendingCaps],
    ) -> None:
        self._store = store
        self._notices = notices
        self._notifier = notifier
        self._operator = operator

    async def check(
        self, guild_id: int, settings: GuildSettings, period: QuotaPeriod, *, refused: str | None = None
    ) -> None:
        """Warn the guild when a share of a cap is spent, once per period and share.

        ``refused`` is "day" or "month" if a request was just refused because of that cap; the cap then
        counts as reached even if a few credits are left.
        """
        if settings.ceiling_channel is None:
            return
        spent = await self._store.spending(guild_id, period)
        caps = effective_caps(self._operator(), settings)
        for span, name, value, cap in (
            ("day", period.day, spent.day, caps.server),
            ("month", period.month, spent.month, caps.server_month),
        ):
            if cap is None:
                continue
            share = 100 if refused == span else min(100, 100 * value // cap)
            reached = [each for each in _SHARES if share >= each]
            # Recorded before posting, together with the lower shares, so that each warning is sent at most
            # once and in order. After a change of the cap, warnings are sent again.
            names = [f"ceiling:{name}:{each}:{cap}" for each in reached]
            if reached and await self._notices.claim(*names, guild_id=guild_id):
                values = {"spent": value, "cap": cap}
                log.info("guild spending cap nearly reached", guild=guild_id, period=span, **values)
                key = f"spending-cap-notice-{span}-{reached[-1]}"
                await self._notifier.notify(guild_id, settings.ceiling_channel, key, values)
