"""Episode notices: one alert to the operator per outage of fal or refusal of the account, even if it comes and goes."""

from __future__ import annotations

from typing import Any

from bot.clock import Clock
from bot.notifications import OperatorNotifier

__all__ = ["EpisodeNotices"]

# Time within which an alert is not repeated, because an account may alternate between refusals and successes.
_QUIET_SECONDS = 1800.0
_RECOVERED = "operator-fal-again"


class EpisodeNotices:
    """Alerts about the state of fal. An alert is sent only if it differs from the last one sent."""

    def __init__(self, notifier: OperatorNotifier, clock: Clock) -> None:
        self._notifier = notifier
        self._clock = clock
        self._last_key: str | None = None
        self._sent_at: dict[str, float] = {}
        self._is_own = True

    async def send(self, key: str, **values: Any) -> None:
        """Send the alert ``key``, unless it is the last one or was sent within half an hour."""
        now, before = self._clock.now(), self._sent_at.get(key)
        if key == self._last_key or (before is not None and now - before < _QUIET_SECONDS):
            return
        self._last_key, self._sent_at[key], self._is_own = key, now, True
        await self._notifier.notify(key, **values)

    def adopt(self, key: str) -> None:
        """Note that another process has sent the alert ``key``; it will also report the end."""
        if key != self._last_key:
            self._last_key, self._sent_at[key], self._is_own = key, self._clock.now(), False

    async def recovered(self) -> None:
        """Report the end of the problem in the last alert, if there was one and this process has sent it."""
        if self._last_key is None:
            return
        if self._is_own:
            await self.send(_RECOVERED)
        else:
            self._last_key = None
