"""Session starts: Discord's daily limit, and the identify buckets that space the starts of shards.

In each bucket (``shard_id % max_concurrency``), one session may start every five seconds, by default. An IDENTIFY that comes
too early is answered with an invalid session (op 9).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.clock import Clock

__all__ = ["SessionStartLimits", "SessionStarts"]

_DAY_SECONDS = 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStartLimits:
    """Session starts a day, and how many may take place every ``bucket_seconds``.

    Without ``enforced``, the limits are only reported, so that a bot can be started again at once.
    """

    total: int = 1000
    max_concurrency: int = 1
    bucket_seconds: float = 5.0
    enforced: bool = False


class SessionStarts:
    """Counts IDENTIFYs against the limits, on ``clock``."""

    def __init__(self, clock: Clock, limits: SessionStartLimits) -> None:
        self._clock = clock
        self._limits = limits
        #: IDENTIFYs of the day.
        self.used = 0
        self._resets_at = clock.now() + _DAY_SECONDS
        self._last: dict[int, float] = {}
        #: IDENTIFYs that came too early.
        self.violations = 0

    def report(self) -> Mapping[str, int]:
        """Return the ``session_start_limit`` of ``GET /gateway/bot``."""
        self._renew()
        return {
            "total": self._limits.total,
            "remaining": self._remaining,
            "reset_after": round((self._resets_at - self._clock.now()) * 1000),
            "max_concurrency": self._limits.max_concurrency,
        }

    def is_exhausted(self) -> bool:
        """Whether no session may start today; Discord then resets the bot's token."""
        self._renew()
        return self._limits.enforced and self._remaining == 0

    def take(self, shard_id: int) -> bool:
        """Count an IDENTIFY; return ``False`` if it came too early for its bucket."""
        self._renew()
        self.used += 1
        if not self._limits.enforced:
            return True
        bucket, now = shard_id % self._limits.max_concurrency, self._clock.now()
        if bucket in self._last and now - self._last[bucket] < self._limits.bucket_seconds:
            self.violations += 1
            return False
        self._last[bucket] = now
        return True

    @property
    def _remaining(self) -> int:
        return max(0, self._limits.total - self.used)

    def _renew(self) -> None:
        if self._clock.now() >= self._resets_at:
            self.used, self._resets_at = 0, self._clock.now() + _DAY_SECONDS
