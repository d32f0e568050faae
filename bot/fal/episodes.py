"""Episode notices: one alert to the operator per episode of trouble at fal, however often it comes and goes."""

from __future__ import annotations

from typing import Any

from bot.clock import Clock
from bot.notifications import OperatorNotifier

__all__ = ["EpisodeNotices"]

# The same alert is not repeated within this time: an account that is refused after each success flaps.
_QUIET_SECONDS = 1800.0
_RECOVERED = "operator-fal-again"


class EpisodeNotices:
    """Alerts about the state of fal. An alert is sent only if it differs from the last one sent."""

    def __init__(self, notifier: OperatorNotifier, clock: Clock) -> None:
        self._notifier = notifier
        self._clock = clock
        self._told: str | None = None
        self._told_at: dict[str, float] = {}

    async def tell(self, key: str, **values: Any) -> None:
        """Send the alert ``key``, unless it is the last one or was sent within half an hour."""
        now, before = self._clock.now(), self._told_at.get(key)
        if key == self._told or (before is not None and now - before < _QUIET_SECONDS):
            return
        self._told, self._told_at[key] = key, now
        await self._notifier.notify(key, **values)

    async def recovered(self) -> None:
        """Tell that the trouble told last is over."""
        if self._told is not None:
            await self.tell(_RECOVERED)
