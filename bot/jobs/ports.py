"""What a generation needs from outside: a queue that renders, and a courier that tells.

The life of a generation is written against these; fal and Discord stand behind them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from bot.errors import EaselError
from bot.fal.errors import FalFailure
from bot.images import FittedPicture, PictureRef
from bot.jobs.models import Job
from bot.jobs.progress import ProgressStage

__all__ = [
    "CancelReply",
    "DeliveryImpossibleError",
    "DeliveryPendingError",
    "DeliveryTooLargeError",
    "DeliveryUnknownError",
    "InferenceQueue",
    "PostedMessage",
    "RenderFailedError",
    "RequestInProgressError",
    "RequestStatus",
    "ResultDelivery",
    "ResultSummary",
    "SubmitBusyError",
    "SubmitRefusedError",
    "SubmitUnknownError",
    "Submitted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A request that the queue took: its id and the addresses to follow it by."""

    request_id: str
    status_url: str
    response_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStatus:
    """One reading: ``position`` (requests ahead) while queued, else ``None``."""

    position: int | None = None
    in_progress: bool = False
    completed: bool = False
    log_line: str | None = None
    failure: FalFailure | None = None


class CancelReply(StrEnum):
    """What the queue says to a cancel.

    ``ACCEPTED``: a waiting request is gone; one that is being drawn may end all the same.
    """

    ACCEPTED = "accepted"
    COMPLETED = "completed"
    UNKNOWN = "unknown"
    UNREACHED = "unreached"


class SubmitBusyError(EaselError):
    """The queue certainly took nothing; ask again in ``retry_after`` seconds (``None``: choose)."""

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail=detail)
        self.retry_after = retry_after


class SubmitRefusedError(EaselError):
    """The queue certainly took nothing, and asking again will not help."""

    def __init__(self, failure: FalFailure) -> None:
        super().__init__(detail=f"submit refused: {failure.status} {failure.error_type or failure.kind}")
        self.failure = failure


class SubmitUnknownError(EaselError):
    """Nobody can say whether the queue took the request; it must not be sent again."""


class RequestInProgressError(EaselError):
    """The result was asked for too early, or cannot be read just now; look at the status again."""


class RenderFailedError(EaselError):
    """The request ended without pictures, for good."""

    def __init__(self, failure: FalFailure) -> None:
        super().__init__(detail=f"render failed: {failure.status} {failure.error_type or failure.kind}")
        self.failure = failure


class InferenceQueue(Protocol):
    """A durable queue that renders pictures elsewhere."""

    async def submit(self, endpoint: str, arguments: Mapping[str, Any], *, start_within: float) -> Submitted:
        """Hand in one request, at most once.

        Raises :class:`SubmitBusyError`, :class:`SubmitRefusedError`, :class:`SubmitUnknownError`.
        """
        ...

    def watch(self, submitted: Submitted) -> AsyncIterator[RequestStatus]:
        """Readings until the request has completed; trouble in reading is not the request's.

        Raises :class:`RenderFailedError` when the queue does not know the request any more.
        """
        ...

    async def result(self, submitted: Submitted) -> tuple[PictureRef, ...]:
        """The pictures of a completed request.

        Raises :class:`RenderFailedError` or :class:`RequestInProgressError`.
        """
        ...

    async def cancel(self, submitted: Submitted) -> CancelReply:
        """Ask the queue to forget the request; may be repeated. Never raises."""
        ...

    async def is_gone(self, submitted: Submitted) -> bool:
        """Whether the queue says that it does not know the request. Never raises."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedMessage:
    """The message that carries the pictures, and how many it carries."""

    message_id: int
    channel_id: int
    pictures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSummary:
    """What a result says beside its pictures.

    ``charged`` and ``left`` in credits, ``seconds`` from submit to result, ``missing`` pictures
    (asked for, not delivered, refunded).
    """

    charged: int
    remaining: int
    seconds: float
    missing: int


class DeliveryPendingError(EaselError):
    """The post did not go through now but may later; the same call can be repeated."""

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail=detail)
        self.retry_after = retry_after


class DeliveryUnknownError(EaselError):
    """An earlier attempt may have posted, and nobody may look; posting again could double it."""


class DeliveryTooLargeError(EaselError):
    """The files are too large for the place after all; post smaller ones."""


class DeliveryImpossibleError(EaselError):
    """No way to the member is left."""


class ResultDelivery(Protocol):
    """Carries progress, results and explanations to where the request came from."""

    async def progress(self, job: Job, stage: ProgressStage) -> None:
        """Show where the request stands. Best effort: never raises, never blocks for long."""
        ...

    def upload_limit(self, job: Job) -> int:
        """Bytes that one attachment may have on the way that the result will take now."""
        ...

    async def find_delivered(self, job: Job) -> PostedMessage | None:
        """The result's message, if an earlier attempt got through before it could be noted.

        ``None`` when there was no attempt, or its message is certainly not there. Raises
        :class:`DeliveryPendingError` while that cannot be told and posting would be unsafe, and
        :class:`DeliveryUnknownError` when it never can be.
        """
        ...

    async def deliver(
        self, job: Job, pictures: Sequence[FittedPicture], receipt: ResultSummary
    ) -> PostedMessage:
        """Post the pictures in one message; repeating the call never posts twice.

        Raises :class:`DeliveryPendingError`, :class:`DeliveryTooLargeError` or
        :class:`DeliveryImpossibleError`.
        """
        ...

    async def explain(self, job: Job, *, remaining: int) -> None:
        """Tell the member why there are no pictures, that all was refunded, and what is ``left``.

        Raises :class:`DeliveryPendingError` or :class:`DeliveryImpossibleError`.
        """
        ...

    async def offer_repeat(self, job: Job, posted: PostedMessage) -> None:
        """Put the repeat reaction under a result, where that is allowed. Best effort."""
        ...
