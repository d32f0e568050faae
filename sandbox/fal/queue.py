"""Request queue: rules for waiting, running and finishing.

There are no timers. Every read first *settles* the queue: starts, ends and missed start deadlines that have
become due since the last read are processed in order, each at its own time. Advancing the clock is therefore
enough to finish a job, and two reads at the same instant agree.

Source: https://docs.fal.ai/model-endpoints/queue (states, positions, cancellation) and the account's limit of
concurrent IN_PROGRESS requests.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import StrEnum

from sandbox.clock import ChangeSignal, SandboxClock
from sandbox.fal.errors import ErrorAnswer, client_cancelled, start_deadline_missed
from sandbox.fal.request import FalRequest, RequestState

__all__ = ["CancelAnswer", "RequestQueue"]

_END, _START, _DEADLINE = range(3)


class CancelAnswer(StrEnum):
    """Responses to a cancellation request."""

    REQUESTED = "CANCELLATION_REQUESTED"
    ALREADY_COMPLETED = "ALREADY_COMPLETED"
    NOT_FOUND = "NOT_FOUND"


class RequestQueue:
    """All requests of one account, of which at most ``concurrency`` run at a time.

    The result of a finished request can be read for ``keep_seconds``, or for less if the request asks for it.
    """

    def __init__(
        self,
        *,
        clock: SandboxClock,
        changes: ChangeSignal,
        concurrency: int,
        keep_seconds: float,
        cancel_stops: bool,
    ) -> None:
        self._clock = clock
        self._changes = changes
        self._concurrency = concurrency
        self._keep_seconds = keep_seconds
        self._cancel_stops = cancel_stops
        self._settled_at = clock.now()
        self._waiting: list[FalRequest] = []
        self._running: list[FalRequest] = []
        self._all: dict[str, FalRequest] = {}

    @property
    def requests(self) -> dict[str, FalRequest]:
        """Every accepted request by ID."""
        self.settle()
        return self._all

    @property
    def waiting(self) -> int:
        """Number of IN_QUEUE requests."""
        self.settle()
        return len(self._waiting)

    def add(self, request: FalRequest) -> None:
        """Accept a request; low-priority requests wait behind all others."""
        self.settle()
        self._all[request.id] = request
        self._waiting.append(request)
        self._waiting.sort(key=lambda one: one.low_priority)
        self.settle()
        self._changes.notify()

    def find(self, request_id: str) -> FalRequest | None:
        """Return a request, unless it is unknown, was canceled while waiting, or has expired."""
        self.settle()
        request = self._all.get(request_id)
        if request is None or request.gone:
            return None
        finished = request.finished_at
        kept = min(self._keep_seconds, request.keep_seconds)
        expired = finished is not None and self._clock.now() > finished + kept
        return None if expired else request

    def position(self, request: FalRequest) -> int:
        """Return the number of requests ahead, including those of other customers."""
        self.settle()
        if request not in self._waiting or request.outcome.stuck_in_queue:
            return 0
        ahead = self._waiting[: self._waiting.index(request)]
        return sum(not one.outcome.stuck_in_queue for one in ahead) + self._others_left(request)

    def cancel(self, request_id: str) -> CancelAnswer:
        """Cancel as fal does: a waiting request is removed, a running one may continue."""
        request = self.find(request_id)
        if request is None:
            return CancelAnswer.NOT_FOUND
        if request.settled_state is RequestState.COMPLETED:
            return CancelAnswer.ALREADY_COMPLETED
        request.cancelled = True
        if request in self._waiting:
            self._waiting.remove(request)
            request.gone = True
        elif self._cancel_stops:
            self._finish(self._running, request, self._settled_at, client_cancelled())
        self.settle()
        self._changes.notify()
        return CancelAnswer.REQUESTED

    def next_change(self) -> float:
        """Return the seconds until the next start, end or deadline; infinity if there is none."""
        self.settle()
        times = [when for when, _, _ in self._events()]
        return max(0.0, min(times) - self._clock.now()) if times else math.inf

    def settle(self) -> None:
        """Process every event that is due."""
        now = self._clock.now()
        while due := [event for event in self._events() if event[0] <= now]:
            when, kind, request = min(due, key=lambda event: event[:2])
            self._settled_at = max(self._settled_at, when)
            if kind == _END:
                self._finish(self._running, request, when, request.outcome.failure)
            elif kind == _DEADLINE:
                self._finish(self._waiting, request, when, start_deadline_missed())
            else:
                self._waiting.remove(request)
                request.started_at = when
                self._running.append(request)
        self._settled_at = max(self._settled_at, now)

    def _events(self) -> Iterator[tuple[float, int, FalRequest]]:
        """Yield upcoming events as time, kind and request. At the same instant, ends precede starts."""
        for request in self._running:
            if math.isfinite(request.ends_at):
                yield request.ends_at, _END, request
        startable = [one for one in self._waiting if not one.outcome.stuck_in_queue]
        for request in startable:
            if math.isfinite(request.start_deadline):
                yield request.start_deadline, _DEADLINE, request
        if startable and len(self._running) < self._concurrency:
            request = min(startable, key=lambda one: max(one.ready_at, self._settled_at))
            yield max(request.ready_at, self._settled_at), _START, request

    @staticmethod
    def _finish(
        place: list[FalRequest], request: FalRequest, when: float, failure: ErrorAnswer | None
    ) -> None:
        place.remove(request)
        request.finished_at = when
        request.failure = failure

    def _others_left(self, request: FalRequest) -> int:
        wait = request.ready_at - request.submitted_at
        if not request.outcome.others_ahead or wait <= 0:
            return 0
        left = max(0.0, request.ready_at - self._clock.now())
        return math.ceil(request.outcome.others_ahead * left / wait)
