"""Quota periods: the calendar day and month of a point in time, in the operator's time zone. Pure.

Midnight is computed in that zone, so days of 23 and 25 hours are handled correctly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["QuotaPeriod", "period_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaPeriod:
    """One quota day: ``day`` as ``YYYY-MM-DD``, and ``renews_at``, its end.

    ``month_renews_at`` is the end of the day's calendar month. Both ends are in epoch seconds.
    """

    day: str
    renews_at: int
    month_renews_at: int = 0

    @property
    def month(self) -> str:
        """The day's month as ``YYYY-MM``."""
        return self.day[:7]

    @property
    def days_of_month(self) -> tuple[str, str]:
        """The first day of the month, and an upper bound for its last day."""
        return f"{self.month}-01", f"{self.month}-31"


def period_at(now: float, zone: ZoneInfo) -> QuotaPeriod:
    """Return the quota period that contains ``now`` (epoch seconds)."""
    local = datetime.fromtimestamp(now, tz=zone)
    tomorrow = local.date() + timedelta(days=1)
    next_month = (local.date().replace(day=1) + timedelta(days=32)).replace(day=1)
    return QuotaPeriod(
        day=local.date().isoformat(),
        renews_at=_midnight(tomorrow, zone),
        month_renews_at=_midnight(next_month, zone),
    )


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC).timestamp())
