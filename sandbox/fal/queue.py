"""The queue's rules: who waits, who runs, who is done.

No timers run here. Every look at the queue first *settles* it: the events that the
clock has passed since the last look (a start, an end, a missed start deadline) happen
in their order, at their own times. So moving the clock is enough to finish a job, and
two looks at the same instant agree.

Source: https://docs.fal.ai/model-endpoints/queue (states, positions, cancelling) and
the account's limit of requests that are IN_PROGRESS at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import StrEnum

from sandbox.clock import SandboxClock
from sandbox.fal.changes import Changes
from sandbox.fal.errors import ErrorAnswer, request_error, start_deadline_missed
from sandbox.fal.request import FalRequest, RequestState

__all__ = ["CancelAnswer", "RequestQueue"]


class CancelAnswer(StrEnum):
    """What a cancel is told."""

    REQUESTED = "CANCELLATION_REQUESTED"
    ALREADY_COMPLETED = "ALREADY_COMPLETED"
    NOT_FOUND = "NOT_FOUND"


def _client_cancelled() -> ErrorAnswer:
    return request_error(499, "Request was cancelled by the client", "client_cancelled")


class RequestQueue:
    """All requests of one account, at most ``concurrency`` of them running.

    ``keep_seconds`` is how long a finished request can still be read.
    """

    def __init__(
        self,
        *,
        clock: SandboxClock,
        changes: Changes,
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
        """Every request ever taken, by id, as of now."""
        self.settle()
        return self._all

    @property
    def waiting(self) -> int:
        """How many requests are IN_QUEUE now."""
        self.settle()
        return len(self._waiting)

    def add(self, request: FalRequest) -> None:
        """Take a request; low priority waits behind every normal one."""
        self.settle()
        self._all[request.id] = request
        self._waiting.append(request)
        self._waiting.sort(key=lambda one: one.low_priority)
        self.settle()
        self._changes.notify()

    def find(self, request_id: str) -> FalRequest | None:
        """The request, unless it is unknown, was cancelled while waiting, or is too old to be kept."""
        self.settle()
        request = self._all.get(request_id)
        if request is None or request.gone or self._is_expired(request):
            return None
        return request

    def position(self, request: FalRequest) -> int:
        """Requests ahead of this one, 0-based, counting the other customers' crowd."""
        self.settle()
        if request not in self._waiting or request.fate.stuck_in_queue:
            return 0
        ahead = self._waiting[: self._waiting.index(request)]
        return sum(not one.fate.stuck_in_queue for one in ahead) + self._crowd_left(request)

    def cancel(self, request_id: str) -> CancelAnswer:
        """Cancel as fal does: a waiting request is gone, a running one may go on."""
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
            self._finish(request, self._settled_at, _client_cancelled())
        self.settle()
        self._changes.notify()
        return CancelAnswer.REQUESTED

    def next_change(self) -> float:
        """Seconds until something happens by itself; infinity when nothing will."""
        self.settle()
        times = [when for when, _, _ in self._events()]
        return max(0.0, min(times) - self._clock.now()) if times else math.inf

    def settle(self) -> None:
        """Let everything happen that is due by now."""
        now = self._clock.now()
        while due := [event for event in self._events() if event[0] <= now]:
            when, step, request = min(due, key=lambda event: event[:2])
            self._settled_at = max(self._settled_at, when)
            if step == _END:
                self._finish(request, when, request.fate.failure)
            elif step == _START:
                self._start(request, when)
            else:
                self._waiting.remove(request)
                self._mark_done(request, when, start_deadline_missed())
        self._settled_at = max(self._settled_at, now)

    def _events(self) -> Iterator[tuple[float, int, FalRequest]]:
        """What comes next: time, kind, request. Ends come before starts at the same instant."""
        for request in self._running:
            if math.isfinite(request.ends_at):
                yield request.ends_at, _END, request
        for request in self._waiting:
            # One that is stuck there for ever is forgotten by fal's own bound, too.
            if math.isfinite(request.start_deadline) and not request.fate.stuck_in_queue:
                yield request.start_deadline, _DEADLINE, request
        if len(self._running) < self._concurrency:
            startable = [one for one in self._waiting if not one.fate.stuck_in_queue]
            if startable:
                request = min(startable, key=lambda one: max(one.ready_at, self._settled_at))
                yield max(request.ready_at, self._settled_at), _START, request

    def _start(self, request: FalRequest, when: float) -> None:
        self._waiting.remove(request)
        request.started_at = when
        self._running.append(request)

    def _finish(self, request: FalRequest, when: float, failure: ErrorAnswer | None) -> None:
        self._running.remove(request)
        self._mark_done(request, when, failure)

    @staticmethod
    def _mark_done(request: FalRequest, when: float, failure: ErrorAnswer | None) -> None:
        request.finished_at = when
        request.failure = failure

    def _is_expired(self, request: FalRequest) -> bool:
        return (
            request.finished_at is not None and self._clock.now() > request.finished_at + self._keep_seconds
        )

    def _crowd_left(self, request: FalRequest) -> int:
        wait = request.ready_at - request.submitted_at
        if not request.fate.crowd or wait <= 0:
            return 0
        left = max(0.0, request.ready_at - self._clock.now())
        return math.ceil(request.fate.crowd * left / wait)


_END, _START, _DEADLINE = range(3)
