"""Circuit breaker for a fal account that is refused, and for a service that fails every request.

*Closed*: requests are sent to fal. *Open*: fal refused the account or has an outage, and nothing is sent until
a wait has elapsed. *Half-open*: the wait is over and one request is sent as a probe; its response closes the
breaker, or opens it for twice as long.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.fal.errors import FailureKind

__all__ = ["ACCOUNT_FAILURES", "BreakerState", "CircuitBreaker"]

#: Refusals that concern the account, not the request.
ACCOUNT_FAILURES = frozenset({FailureKind.BALANCE, FailureKind.CREDENTIALS})

_FIRST_WAIT_SECONDS = 60.0
_LONGEST_WAIT_SECONDS = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerState:
    """State of an open or half-open breaker: its reason, its current wait (seconds) and its end (epoch seconds)."""

    kind: FailureKind
    wait: float
    probe_at: float


class CircuitBreaker:
    """Decides whether requests may be sent to fal.

    ``first`` and ``longest`` are the initial and maximum waits, in seconds. ``on_change`` is called when the breaker
    opens, starts another wait, or closes.
    """

    def __init__(
        self, clock: Clock, *, first: float = _FIRST_WAIT_SECONDS, longest: float = _LONGEST_WAIT_SECONDS
    ) -> None:
        self._clock = clock
        self._first = first
        self._longest = longest
        self._kind: FailureKind | None = None
        self._wait = first
        self._probe_at = 0.0
        self._probe: str | None = None
        self.on_change: Callable[[], None] = lambda: None

    @property
    def state(self) -> BreakerState | None:
        """The state; ``None`` if the breaker is closed."""
        if self._kind is None:
            return None
        return BreakerState(kind=self._kind, wait=self._wait, probe_at=self._probe_at)

    def adopt(self, state: BreakerState | None) -> None:
        """Take the state of another process's breaker."""
        self._kind = None if state is None else state.kind
        self._wait = self._first if state is None else state.wait
        self._probe_at = 0.0 if state is None else state.probe_at
        self._probe = None

    @property
    def clock(self) -> Clock:
        """The clock on which waits are measured."""
        return self._clock

    @property
    def open_reason(self) -> FailureKind | None:
        """Reason why the breaker is open or half-open; ``None`` when closed."""
        return self._kind

    @property
    def blocked_by(self) -> FailureKind | None:
        """Reason why new requests are refused now; ``None`` when closed or when a probe is due."""
        if self._kind is None or self._is_probe_due():
            return None
        return self._kind

    def try_acquire(self, job_id: str) -> FailureKind | None:
        """Return ``None`` if ``job_id`` may be submitted (when half-open, as the probe), else the reason."""
        if self._kind is None:
            return None
        if not self._is_probe_due():
            return self._kind
        self._probe = job_id
        return None

    def record_refusal(self, kind: FailureKind) -> bool:
        """Open the breaker; return whether it was closed, or open for another reason, before."""
        was_closed, is_news = self._kind is None, self._kind is not kind
        if self._probe is not None:
            self._wait = min(self._wait * 2, self._longest)
        elif was_closed:
            self._wait = self._first
        self._kind = kind
        self._probe = None
        self._probe_at = self._clock.now() + self._wait
        self.on_change()
        return is_news

    def record_accepted(self) -> bool:
        """Close the breaker, unless an outage has opened it; return whether it was open and is now closed."""
        return self._kind is not FailureKind.OUTAGE and self.record_success()

    def record_success(self) -> bool:
        """Close the breaker; return whether it was open before."""
        was_open = self._kind is not None
        self._kind = None
        self._probe = None
        self._wait = self._first
        if was_open:
            self.on_change()
        return was_open

    def is_probe(self, job_id: str) -> bool:
        """Return whether ``job_id`` is the probe whose outcome is awaited."""
        return self._probe == job_id

    def release_probe(self, job_id: str) -> None:
        """End ``job_id``; if it was an inconclusive probe, another request may be the probe."""
        if self._probe == job_id:
            self._probe = None

    def _is_probe_due(self) -> bool:
        return self._probe is None and self._clock.now() >= self._probe_at
