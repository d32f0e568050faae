"""Queued request: its arguments, outcome and state."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.fal.errors import ErrorAnswer
from sandbox.fal.validate import ImageSpec

__all__ = ["FalRequest", "Outcome", "RequestState", "UrlFault"]


class RequestState(StrEnum):
    """The three states that fal reports, plus ``GONE``, which is internal to the simulator."""

    IN_QUEUE = "IN_QUEUE"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    GONE = "GONE"
    """Canceled while waiting; from then on, the API reports the ID as unknown."""


class UrlFault(StrEnum):
    """Kinds of faulty image URLs in a result."""

    FOREIGN_HOST = "foreign-host"
    DATA_URI = "data-uri"
    OTHER_PORT = "other-port"
    PLAIN_HTTP_HOST = "plain-http-host"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The outcome of a request, decided at submission.

    After ``share`` of the usual rendering time, either ``spec`` is drawn or ``failure`` is the result. With
    ``error_hidden``, the status reports a failure but the result responds with 200. ``others_ahead`` jobs of
    other customers delay the start by ``others_seconds``. ``echo`` is repeated in log lines, errors and, with
    ``echo_in_pictures``, in the fields of pictures. With ``silent``, there are no log lines.
    ``every_second`` is the size of every second picture. ``unsafe`` is the number, from 1, of the picture that an input
    check finds unsafe, 0 for none, and ``None`` if its result has no verdicts.
    """

    spec: ImageSpec | None
    failure: ErrorAnswer | None = None
    error_hidden: bool = False
    share: float = 1.0
    stuck_in_queue: bool = False
    stuck_in_progress: bool = False
    others_ahead: int = 0
    others_seconds: float = 0.0
    url_fault: UrlFault | None = None
    echo: str = ""
    echo_in_pictures: bool = False
    silent: bool = False
    every_second: tuple[int, int] | None = None
    unsafe: int | None = 0


@dataclass(slots=True, kw_only=True, eq=False)
class FalRequest:
    """An accepted request. Times are epoch seconds of the sandbox's clock.

    The result can be read for ``keep_seconds`` after the end, and its files for ``file_seconds``.
    """

    id: str
    endpoint: str
    arguments: Mapping[str, Any]
    submitted_at: float
    ready_at: float
    render_seconds: float
    outcome: Outcome
    settle: Callable[[], None] = field(repr=False)
    start_deadline: float = math.inf
    low_priority: bool = False
    keep_seconds: float = math.inf
    file_seconds: float = math.inf
    started_at: float | None = None
    finished_at: float | None = None
    failure: ErrorAnswer | None = None
    gone: bool = False
    cancelled: bool = False
    status_reads: int = 0
    stream_reads: int = 0
    result_reads: int = 0

    @property
    def state(self) -> RequestState:
        """The state at the clock's current time."""
        self.settle()
        return self.settled_state

    @property
    def settled_state(self) -> RequestState:
        """The state when the queue was last settled; for use by the queue only."""
        if self.gone:
            return RequestState.GONE
        if self.finished_at is not None:
            return RequestState.COMPLETED
        return RequestState.IN_QUEUE if self.started_at is None else RequestState.IN_PROGRESS

    @property
    def ends_at(self) -> float:
        """The end of rendering; infinity if it has not started or never ends."""
        if self.started_at is None or self.outcome.stuck_in_progress:
            return math.inf
        return self.started_at + self.render_seconds * self.outcome.share

    @property
    def rendered(self) -> bool:
        """Whether images were rendered, in which case the request is billed."""
        return self.state is RequestState.COMPLETED and self.failure is None

    @property
    def images(self) -> int:
        """Number of images in the result; each is one unit of ``X-Fal-Billable-Units``."""
        return self.outcome.spec.count if self.rendered and self.outcome.spec else 0

    @property
    def inference_seconds(self) -> float:
        """The time from start to end; 0 for a request that never ran."""
        if self.started_at is None or self.finished_at is None:
            return 0.0
        return self.finished_at - self.started_at
