"""A circuit breaker for an account that fal refuses: no hammering, one probe at a time.

Pure but for the clock. *Closed*: requests go to fal. *Open*: fal refused the account (spent
balance, wrong key), and nothing is sent until a while has passed. *Half-open*: that while is
over, and one request may try; its answer closes the breaker or opens it for twice as long.
"""

from __future__ import annotations

from bot.clock import Clock
from bot.fal.errors import FailureKind

__all__ = ["ACCOUNT_TROUBLE", "CircuitBreaker"]

#: Refusals that say something about the account, not about the request.
ACCOUNT_TROUBLE = frozenset({FailureKind.BALANCE, FailureKind.CREDENTIALS})

_FIRST_SECONDS = 60.0
_MOST_SECONDS = 900.0


class CircuitBreaker:
    """Whether fal may be asked, and since when not."""

    def __init__(self, clock: Clock, *, first: float = _FIRST_SECONDS, most: float = _MOST_SECONDS) -> None:
        self._clock = clock
        self._first = first
        self._most = most
        self._kind: FailureKind | None = None
        self._wait = first
        self._probe_at = 0.0
        self._probe: str | None = None

    @property
    def blocked_by(self) -> FailureKind | None:
        """What keeps new requests out now; ``None`` when closed, or when a probe is due."""
        if self._kind is None or self._probe_due():
            return None
        return self._kind

    def try_acquire(self, job_id: str) -> FailureKind | None:
        """Ask before ``who``'s submit: ``None`` means go (as the probe, if the breaker is open)."""
        if self._kind is None:
            return None
        if not self._probe_due():
            return self._kind
        self._probe = job_id
        return None

    def record_refusal(self, kind: FailureKind) -> bool:
        """fal refused the account; ``True`` when that is news, so that it is told once."""
        news = self._kind is None
        if self._probe is not None:
            self._wait = min(self._wait * 2, self._most)
        elif news:
            self._wait = self._first
        self._kind = kind
        self._probe = None
        self._probe_at = self._clock.now() + self._wait
        return news

    def record_success(self) -> bool:
        """fal took a request; ``True`` when the breaker had been open."""
        news = self._kind is not None
        self._kind = None
        self._probe = None
        self._wait = self._first
        return news

    def release_probe(self, job_id: str) -> None:
        """``who``'s submit is over; if it was the probe and told nothing, another may try."""
        if self._probe == job_id:
            self._probe = None

    def _probe_due(self) -> bool:
        return self._probe is None and self._clock.now() >= self._probe_at
