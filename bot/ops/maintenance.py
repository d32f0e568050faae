"""Maintenance service: status report, pause and resume, and restart announcements."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.fal.circuit_breaker import CircuitBreaker
from bot.fal.errors import FailureKind
from bot.fal.outages import OutageDetector
from bot.jobs.admission import Pause
from bot.jobs.models import JobState
from bot.ops.wire_report import WireReport
from bot.quota.costs import CostReport, CostStore, cost_report
from bot.quota.periods import QuotaPeriod
from bot.quota.service import QuotaService

__all__ = ["MaintenanceService", "MaintenanceStore", "StatusReport", "Totals"]

log = structlog.stdlib.get_logger(__name__)

# The status report counts the jobs that ended in this period, in seconds.
_REPORTED_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Totals over all guilds: credits today and this month, jobs by state, and the pause.

    ``open`` counts unfinished jobs by state; ``delivered`` and ``failures`` (by reason) count jobs that
    ended since a given time.
    """

    today: int
    month: int
    open: Mapping[JobState, int]
    delivered: int
    failures: Mapping[str, int]
    pause: Pause | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport(Totals):
    """The operator's status report; ended jobs are those of the last 24 hours.

    ``daily_cap`` is ``None`` without a cap, and ``open_reason`` is ``None`` while fal accepts requests. ``fault`` is
    what the requests of an outage have in common. ``balance`` is that of the fal account in US dollars, if known.
    """

    daily_cap: int | None
    renews_at: int
    open_reason: FailureKind | None
    wire: Sequence[WireReport]
    costs: CostReport
    balance: Decimal | None = None
    fault: str = ""


class MaintenanceStore(Protocol):
    """Port: the operator's pause state and totals across all jobs."""

    async def totals(self, period: QuotaPeriod, since_ms: int) -> Totals:
        """Return the totals of a quota day, and of the jobs that ended since ``since_ms``."""
        ...

    async def set_pause(self, pause: Pause | None) -> bool:
        """Start, change or (with ``None``) end the pause; return whether the bot was paused before."""
        ...


class MaintenanceService:
    """Maintenance operations on the whole bot.

    ``announce_restart`` shows a planned restart (epoch seconds) in all open requests and returns their
    number. ``wire`` returns the reports on the wire forms in use, ``balance`` that of the fal account as last read.
    """

    def __init__(
        self,
        store: MaintenanceStore,
        clock: Clock,
        *,
        costs: CostStore,
        balance: Callable[[], Decimal | None],
        quota: QuotaService,
        breaker: CircuitBreaker,
        outages: OutageDetector,
        announce_restart: Callable[[float], int],
        wire: Callable[[], Awaitable[Sequence[WireReport]]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._costs = costs
        self._balance = balance
        self._quota = quota
        self._breaker = breaker
        self._outages = outages
        self._announce_restart = announce_restart
        self._wire = wire

    async def status(self) -> StatusReport:
        """Return the status report."""
        period = self._quota.period()
        since_ms = round((self._clock.now() - _REPORTED_SECONDS) * 1000)
        totals = await self._store.totals(period, since_ms)
        return StatusReport(
            today=totals.today,
            month=totals.month,
            open=totals.open,
            delivered=totals.delivered,
            failures=totals.failures,
            pause=totals.pause,
            daily_cap=self._quota.caps.bot,
            renews_at=period.renews_at,
            open_reason=self._breaker.open_reason,
            wire=await self._wire(),
            costs=await cost_report(self._costs, period.day),
            balance=self._balance(),
            fault=str(self._outages.fault or ""),
        )

    async def pause(self, message: str) -> None:
        """Refuse new requests from now on, with the operator's message; accepted requests continue."""
        await self._store.set_pause(Pause(since=self._clock.now(), message=message))
        log.warning("bot paused by the operator")

    async def resume(self) -> bool:
        """Accept requests again; return whether the bot was paused."""
        was_paused = await self._store.set_pause(None)
        if was_paused:
            log.warning("bot resumed by the operator")
        return was_paused

    def announce_restart(self, minutes: int) -> tuple[float, int]:
        """Announce a restart in all open requests; return its time (epoch seconds) and their number."""
        at = self._clock.now() + 60.0 * minutes
        return at, self._announce_restart(at)
