"""The operator's desk: how things stand, pausing and resuming, telling of a restart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.db.engine import Database
from bot.db.maintenance import (
    Pause,
    count_ended,
    count_open,
    read_pause,
    spent_between,
    write_pause,
)
from bot.errors import UnavailableError
from bot.fal.errors import FailureKind
from bot.jobs.models import JobState
from bot.quota.ledger import SpendingCaps
from bot.quota.periods import QuotaPeriod

__all__ = ["MaintenanceService", "StatusReport"]

log = structlog.stdlib.get_logger(__name__)

# Failures are counted over this time, in seconds.
_LOOK_BACK = 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """How things stand. Credits are integers; ``None`` means no cap, no trouble, no pause.

    ``open`` counts unfinished generations by state; ``delivered`` and ``failures`` (by reason)
    are those that ended in the last 24 hours.
    """

    today: int
    daily_cap: int | None
    month: int
    renews_at: int
    trouble: FailureKind | None
    open: Mapping[JobState, int]
    delivered: int
    failures: Mapping[str, int]
    pause: Pause | None


class MaintenanceService:
    """Reads and decides for the whole bot.

    Parameters
    ----------
    trouble
        What fal has against the account now, if anything (see :class:`~bot.fal.circuit_breaker.CircuitBreaker`).
    period
        The quota day that it is now.
    announce_restart
        Shows a planned restart (epoch seconds) in every open request; returns how many there are.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        caps: SpendingCaps,
        trouble: Callable[[], FailureKind | None],
        period: Callable[[], QuotaPeriod],
        announce_restart: Callable[[float], int],
    ) -> None:
        self._database = database
        self._clock = clock
        self._caps = caps
        self._trouble = trouble
        self._window = period
        self._announce_restart = announce_restart

    async def status(self) -> StatusReport:
        """Everything that fits on one screen."""
        period = self._window()
        since_ms = round((self._clock.now() - _LOOK_BACK) * 1000)
        async with self._database.read() as connection:
            delivered, failures = await count_ended(connection, since_ms)
            return StatusReport(
                today=await spent_between(connection, period.day, period.day),
                daily_cap=self._caps.bot,
                month=await spent_between(connection, f"{period.day[:7]}-01", period.day),
                renews_at=period.renews_at,
                trouble=self._trouble(),
                open=await count_open(connection),
                delivered=delivered,
                failures=failures,
                pause=await read_pause(connection),
            )

    async def pause(self, message: str) -> None:
        """Refuse new requests from now on, with the operator's words; what was accepted goes on."""
        async with self._database.write() as connection:
            await write_pause(connection, Pause(since=self._clock.now(), message=message))
        log.warning("drawing is paused by the operator")

    async def resume(self) -> bool:
        """Take requests again; ``False`` when there was no pause."""
        async with self._database.write() as connection:
            was_paused = await write_pause(connection, None)
        if was_paused:
            log.warning("drawing goes on")
        return was_paused

    def announce_restart(self, minutes: int) -> tuple[float, int]:
        """Tell the members whose requests are open; returns the instant and how many requests."""
        at = self._clock.now() + 60.0 * minutes
        return at, self._announce_restart(at)

    async def refuse_while_paused(self, connection: AsyncConnection) -> None:
        """Raises :class:`UnavailableError` with the operator's words while drawing is paused."""
        pause = await read_pause(connection)
        if pause is None:
            return
        if pause.message:
            raise UnavailableError("refused-paused-because", said=pause.message)
        raise UnavailableError("refused-paused")
