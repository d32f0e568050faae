"""One request in the queue: what was asked, what will come of it, and where it stands."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.fal.errors import ErrorAnswer
from sandbox.fal.validate import ImageSpec

__all__ = ["FalRequest", "Outcome", "PictureFault", "RequestState"]


class RequestState(StrEnum):
    """The three states on the wire, and one that only the simulator has a name for."""

    IN_QUEUE = "IN_QUEUE"
    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    GONE = "GONE"
    """Cancelled while it waited: on the wire the id is unknown from then on."""


class PictureFault(StrEnum):
    """How a result's picture URLs differ from an honest result's."""

    FOREIGN_HOST = "foreign-host"
    DATA_URI = "data-uri"
    PLAIN_HTTP_HOST = "plain-http-host"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is decided about a request at its submit.

    Either ``order`` is drawn or ``failure`` is the result. ``share`` is the part of
    the usual rendering time that is spent before the end. ``error_hidden`` means that
    the status tells of a failure but the result answers 200 all the same.
    """

    order: ImageSpec | None
    failure: ErrorAnswer | None = None
    error_hidden: bool = False
    share: float = 1.0
    stuck_in_queue: bool = False
    stuck_in_progress: bool = False
    crowd: int = 0
    crowd_seconds: float = 0.0
    picture_fault: PictureFault | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class FalRequest:
    """A request that the queue took. Times are epoch seconds of the sandbox's clock."""

    id: str
    endpoint: str
    arguments: Mapping[str, Any]
    submitted_at: float
    ready_at: float
    render_seconds: float
    fate: Outcome
    settle: Callable[[], None] = field(repr=False)
    start_deadline: float = math.inf
    low_priority: bool = False
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
        """Where the request stands now."""
        self.settle()
        return self.settled_state

    @property
    def settled_state(self) -> RequestState:
        """Where it stood when the queue last looked; for the queue itself."""
        if self.gone:
            return RequestState.GONE
        if self.finished_at is not None:
            return RequestState.COMPLETED
        return RequestState.IN_QUEUE if self.started_at is None else RequestState.IN_PROGRESS

    @property
    def ends_at(self) -> float:
        """When rendering ends; infinity while it has not started or when it never does."""
        if self.started_at is None or self.fate.stuck_in_progress:
            return math.inf
        return self.started_at + self.render_seconds * self.fate.share

    @property
    def rendered(self) -> bool:
        """Whether pictures were made, and so whether the request is paid for."""
        return self.state is RequestState.COMPLETED and self.failure is None

    @property
    def images(self) -> int:
        """How many pictures the result holds."""
        return self.fate.order.count if self.rendered and self.fate.order else 0

    @property
    def billed_units(self) -> int:
        """The result's ``X-Fal-Billable-Units``: one a picture, none for a failure."""
        return self.images

    @property
    def inference_seconds(self) -> float:
        """Time from start to end; 0 for a request that never ran."""
        if self.started_at is None or self.finished_at is None:
            return 0.0
        return self.finished_at - self.started_at
