"""Days: which one an instant belongs to, and when the next begins. Pure.

An allowance lasts for one calendar day in the operator's zone. Midnight is asked of the
zone itself, so days of 23 and 25 hours come out right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["Window", "window_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One quota day: ``day`` as ``YYYY-MM-DD``, ``renews_at`` in epoch seconds (its end)."""

    day: str
    renews_at: int


def window_at(now: float, zone: ZoneInfo) -> Window:
    """The window that ``now`` (epoch seconds) falls into."""
    local = datetime.fromtimestamp(now, tz=zone)
    tomorrow = local.date() + timedelta(days=1)
    midnight = datetime.combine(tomorrow, time.min, tzinfo=zone)
    return Window(day=local.date().isoformat(), renews_at=int(midnight.astimezone(UTC).timestamp()))
