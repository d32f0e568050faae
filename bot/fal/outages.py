"""Outage detector: recognizes that the service fails for all requests.

A single failure can be caused by its request, regardless of the status. If the last requests of several users
all failed in the same way, the cause is the service, the account's contract or the bot's request body. The
circuit breaker then opens, and the operator gets an alert that names the failure.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass

from bot.fal.circuit_breaker import ACCOUNT_FAILURES, BreakerState, CircuitBreaker
from bot.fal.episodes import EpisodeNotices
from bot.fal.errors import FailureKind, FalFailure
from bot.notifications import OperatorNotifier

__all__ = ["Fault", "OutageDetector", "SharedState"]

# Number of identical failures, and how many of them may come from one user, whose requests could be at fault.
_WINDOW = 10
_OF_ONE_USER = 7
# Failures that concern a prompt or a cancellation, or open the breaker by themselves.
_NO_EVIDENCE = frozenset({FailureKind.POLICY, FailureKind.CANCELLED, *ACCOUNT_FAILURES})


@dataclass(frozen=True, slots=True)
class Fault:
    """The way a request failed: identifiers only, no text written by fal."""

    reason: str
    status: int = 0
    error_type: str = ""
    location: str = ""

    @classmethod
    def of(cls, failure: FalFailure) -> Fault:
        """Return the fault in an error response."""
        return cls(f"fal-{failure.kind}", failure.status, failure.error_type, failure.location)

    def __str__(self) -> str:
        what = f"HTTP {self.status}" if self.status else self.reason
        return ", ".join(filter(None, (what, self.error_type, self.location)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedState:
    """State of an open breaker that processes share: why all requests fail and, in an outage, the common fault."""

    state: BreakerState
    fault: Fault | None = None


class OutageDetector:
    """Opens ``breaker`` after a series of identical failures, and closes it after a success."""

    def __init__(self, breaker: CircuitBreaker, notifier: OperatorNotifier) -> None:
        self.breaker = self._breaker = breaker
        self._is_local = False
        self._notices = EpisodeNotices(notifier, breaker.clock)
        self._recent: deque[tuple[int, Fault]] = deque(maxlen=_WINDOW)
        self._fault: Fault | None = None

    @property
    def fault(self) -> Fault | None:
        """The fault of the current outage."""
        return self._fault if self._breaker.open_reason is FailureKind.OUTAGE else None

    @property
    def shared_state(self) -> SharedState | None:
        """The state for other processes; ``None`` if the breaker is closed, or open because of this process's setup."""
        state = self._breaker.state
        return None if state is None or self._is_local else SharedState(state=state, fault=self.fault)

    async def adopt(self, shared: SharedState | None) -> None:
        """Take over the state of another process, which has reported it."""
        if self._is_local:
            return
        self._breaker.adopt(None if shared is None else shared.state)
        self._recent.clear()
        if shared is None:
            await self._notices.recovered()
        else:
            self._fault = shared.fault
            self._notices.adopt(f"operator-fal-{shared.state.kind}")

    async def record_success(self) -> None:
        """Record that a request produced pictures: the service works."""
        self._recent.clear()
        self._is_local = False
        self._breaker.record_success()
        await self._notices.recovered()

    async def record_accepted(self) -> None:
        """Record that fal accepted a request, or refused it because of the request: the account works."""
        self._breaker.record_accepted()
        if self._breaker.open_reason is None:
            await self._notices.recovered()

    async def record_refusal(self, failure: FalFailure) -> None:
        """Record that fal refused the account, and alert the operator once, with fal's message."""
        self._breaker.record_refusal(failure.kind)
        words = failure.quote or f"HTTP {failure.status}"
        await self._notices.send(f"operator-fal-{failure.kind}", words=words)

    async def record_setup_fault(self, fault: Fault) -> None:
        """Pause requests because of a local fault, and alert the operator once."""
        self._fault, self._is_local = fault, True
        self._breaker.record_refusal(FailureKind.OUTAGE)
        await self._notices.send(f"operator-{fault.reason}", what=fault.error_type)

    def record_failure(self, job_id: str, user_id: int, fault: Fault) -> bool:
        """Record a failed request; return whether the whole service fails in this way."""
        self._recent.append((user_id, fault))
        if self.fault is not None:
            if self._breaker.is_probe(job_id):
                self._fault = fault
                self._breaker.record_refusal(FailureKind.OUTAGE)
            return fault == self._fault
        if self._breaker.open_reason is not None or not self._is_series():
            return False
        self._fault = fault
        self._breaker.record_refusal(FailureKind.OUTAGE)
        return True

    def record_error(self, job_id: str, user_id: int, failure: FalFailure) -> bool:
        """Record an error response, unless it says nothing about the service."""
        return failure.kind not in _NO_EVIDENCE and self.record_failure(job_id, user_id, Fault.of(failure))

    async def announce(self) -> None:
        """Alert the operator to the current outage, once."""
        if self.fault is not None:
            await self._notices.send("operator-fal-outage", count=_WINDOW, what=str(self.fault))

    def _is_series(self) -> bool:
        if len(self._recent) < _WINDOW or len({fault for _, fault in self._recent}) > 1:
            return False
        return max(Counter(user_id for user_id, _ in self._recent).values()) <= _OF_ONE_USER
