"""Cost monitor: warns the operator about a low balance at fal, and about bills that differ from the estimates.

Each warning is sent once per episode, which ends when the balance or the bills are in order again.
"""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError
from bot.fal.ports import BalanceSource
from bot.fal.pricing import PlatformApiError
from bot.jobs.billing import MICRO_USD
from bot.notifications import OperatorNotifier
from bot.quota.costs import Cost, CostStore, days_before
from bot.quota.periods import period_at

__all__ = ["CostMonitor", "is_drifting"]

log = structlog.stdlib.get_logger(__name__)

_HOUR_SECONDS, _DAY_SECONDS = 3600.0, 24 * 3600.0
# The start has more urgent work.
_FIRST_SECONDS = 60.0
#: Days whose bills are compared with the estimates.
DRIFT_DAYS = 7
# Estimates below this sum, in millionths of a US dollar, are too small to compare.
_LEAST_ESTIMATE = MICRO_USD
# Shares by which bills may exceed or fall short of the estimates. They end an episode at half of that. The catalogue
# rounds prices up to a cent, so that less is billed for small pictures.
_MOST_ABOVE, _MOST_BELOW = 0.25, 0.5
_BALANCE, _DRIFT = "low-balance", "cost-drift"


class CostMonitor:
    """Checks once an hour, until :meth:`run` is canceled.

    ``balance_source`` is ``None`` if the balance is not read; ``threshold`` is in US dollars.
    """

    def __init__(
        self,
        store: CostStore,
        notifier: OperatorNotifier,
        clock: Clock,
        *,
        zone: ZoneInfo,
        balance_source: BalanceSource | None,
        threshold: float | None,
    ) -> None:
        self._store = store
        self._notifier = notifier
        self._clock = clock
        self._zone = zone
        self._source = balance_source if threshold is not None else None
        self._threshold = threshold
        self._next_read = 0.0
        #: The balance in US dollars as last read.
        self.balance: Decimal | None = None

    async def run(self) -> None:
        """Check every hour, until canceled."""
        await self._clock.sleep(_FIRST_SECONDS)
        while True:
            await self.check()
            await self._clock.sleep(_HOUR_SECONDS)

    async def check(self) -> None:
        """Check the balance and the bills once. Never raises: warnings are optional."""
        try:
            await self._check_balance()
            await self._check_drift()
        except DatabaseUnavailableError as error:
            log.warning("costs not checked", reason=error.detail)
        except Exception:
            log.exception("costs not checked")

    async def _check_balance(self) -> None:
        now = self._clock.now()
        if self._source is None or self._threshold is None or now < self._next_read:
            return
        try:
            self.balance = await self._source.balance()
        except PlatformApiError as error:
            log.info("fal balance unavailable", reason=error.detail)
            self.balance = None
            # A key without access to billing hardly gains it within a day.
            self._next_read = now + (_DAY_SECONDS if error.refused else 0.0)
            return
        if self.balance < self._threshold:
            await self._notifier.notify(
                "operator-low-balance",
                once=_BALANCE,
                balance=float(self.balance),
                threshold=self._threshold,
            )
        else:
            await self._notifier.forget(_BALANCE)

    async def _check_drift(self) -> None:
        today = period_at(self._clock.now(), self._zone).day
        cost = await self._store.total(days_before(today, DRIFT_DAYS - 1), today)
        if is_drifting(cost):
            await self._notifier.notify(
                "operator-cost-drift",
                once=_DRIFT,
                billed=cost.billed / MICRO_USD,
                estimated=cost.billed_estimate / MICRO_USD,
                percent=round(100 * (cost.drift or 0.0)),
                days=DRIFT_DAYS,
            )
        elif not is_drifting(cost, share=0.5):
            await self._notifier.forget(_DRIFT)


def is_drifting(cost: Cost, *, share: float = 1.0) -> bool:
    """Return whether the bills differ from the estimates by more than ``share`` of what is tolerated."""
    drift = cost.drift
    if drift is None or cost.billed_estimate < _LEAST_ESTIMATE:
        return False
    return drift > share * _MOST_ABOVE or drift < -share * _MOST_BELOW
