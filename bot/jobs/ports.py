"""Ports of the jobs package: the inference queue, the delivery of results, and the stores.

fal, Discord and the database implement them; the services and workers depend on the protocols only.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, Self

from bot.errors import EaselError
from bot.fal.errors import FalFailure
from bot.images import FittedPicture, PictureRef
from bot.jobs.admission import AdmissionState, NewJob
from bot.jobs.models import Job, PostingRoute
from bot.jobs.progress import ProgressStage
from bot.jobs.request import GenerationRequest, RequestContext
from bot.quota.models import Account

__all__ = [
    "CancelReply",
    "Cursor",
    "DeliveryImpossibleError",
    "DeliveryPendingError",
    "DeliveryTooLargeError",
    "DeliveryUnknownError",
    "HistoryPage",
    "HistoryStore",
    "InferenceQueue",
    "JobStore",
    "PostedMessage",
    "RenderFailedError",
    "RequestInProgressError",
    "RequestStatus",
    "ResultDelivery",
    "ResultSummary",
    "ShareStore",
    "SubmitBusyError",
    "SubmitRefusedError",
    "SubmitUnknownError",
    "Submitted",
]


# --- inference queue ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A request that the queue accepted: its id and the URLs to follow it."""

    request_id: str
    status_url: str
    response_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStatus:
    """Status of a request; ``position`` is the number of requests ahead while it is queued."""

    position: int | None = None
    in_progress: bool = False
    completed: bool = False
    log_line: str | None = None
    failure: FalFailure | None = None


class CancelReply(StrEnum):
    """Reply of the queue to a cancel.

    ``ACCEPTED``: a queued request is dropped; one in progress may still complete.
    """

    ACCEPTED = "accepted"
    COMPLETED = "completed"
    UNKNOWN = "unknown"
    UNREACHED = "unreached"


class SubmitBusyError(EaselError):
    """The queue did not accept the request; retry in ``retry_after`` seconds (``None``: unspecified)."""

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail=detail)
        self.retry_after = retry_after


class SubmitRefusedError(EaselError):
    """The queue refused the request permanently."""

    def __init__(self, failure: FalFailure) -> None:
        super().__init__(detail=f"submit refused: {failure.status} {failure.error_type or failure.kind}")
        self.failure = failure


class SubmitUnknownError(EaselError):
    """It is unknown whether the queue accepted the request; it must not be sent again."""


class RequestInProgressError(EaselError):
    """The result is not available yet, or cannot be read at the moment; retry later."""


class RenderFailedError(EaselError):
    """The request failed permanently."""

    def __init__(self, failure: FalFailure) -> None:
        super().__init__(detail=f"render failed: {failure.status} {failure.error_type or failure.kind}")
        self.failure = failure


class InferenceQueue(Protocol):
    """Durable queue of render requests."""

    async def submit(self, endpoint: str, arguments: Mapping[str, Any], *, start_within: float) -> Submitted:
        """Submit one request at most once.

        Raises :class:`SubmitBusyError`, :class:`SubmitRefusedError` or :class:`SubmitUnknownError`.
        """
        ...

    def watch(self, submitted: Submitted) -> AsyncIterator[RequestStatus]:
        """Yield statuses until the request has completed; failed reads are retried.

        Raises :class:`RenderFailedError` if the queue no longer knows the request.
        """
        ...

    async def result(self, submitted: Submitted) -> tuple[PictureRef, ...]:
        """Return the pictures of a completed request.

        Raises :class:`RenderFailedError` or :class:`RequestInProgressError`.
        """
        ...

    async def cancel(self, submitted: Submitted) -> CancelReply:
        """Ask the queue to drop the request; idempotent. Never raises."""
        ...

    async def is_gone(self, submitted: Submitted) -> bool:
        """Whether the queue does not know the request. Never raises."""
        ...


# --- delivery of results --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedMessage:
    """A posted result and the number of pictures in it."""

    message_id: int
    channel_id: int
    pictures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSummary:
    """Facts shown with a result.

    ``charged`` and ``remaining`` in credits, ``seconds`` from submit to result, ``missing`` pictures that
    were requested but not delivered, and refunded.
    """

    charged: int
    remaining: int
    seconds: float
    missing: int


class DeliveryPendingError(EaselError):
    """The call failed for now and can be repeated, after ``retry_after`` seconds if that is given."""

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail=detail)
        self.retry_after = retry_after


class DeliveryUnknownError(EaselError):
    """An earlier attempt may have posted the result and cannot be checked; a repeat could duplicate it."""


class DeliveryTooLargeError(EaselError):
    """Discord refused the files as too large; smaller ones may be accepted."""


class DeliveryImpossibleError(EaselError):
    """No route to the user is available."""


class ResultDelivery(Protocol):
    """Delivery of progress, results and explanations to the place of the request."""

    async def progress(self, job: Job, stage: ProgressStage) -> None:
        """Show the job's progress. Best effort: never raises, never blocks for long."""
        ...

    def upload_limit(self, job: Job) -> int:
        """Return the size limit in bytes of one attachment on the job's current route."""
        ...

    async def find_delivered(self, job: Job) -> PostedMessage | None:
        """Return the result's message if an earlier attempt posted it; ``None`` if none did.

        Raises :class:`DeliveryPendingError` if that cannot be determined now and posting would be unsafe,
        and :class:`DeliveryUnknownError` if it can never be determined.
        """
        ...

    async def deliver(
        self, job: Job, pictures: Sequence[FittedPicture], summary: ResultSummary
    ) -> PostedMessage:
        """Post the pictures in one message. Idempotent: repeated calls do not post twice.

        Raises :class:`DeliveryPendingError`, :class:`DeliveryTooLargeError` or
        :class:`DeliveryImpossibleError`.
        """
        ...

    async def explain(self, job: Job, *, remaining: int) -> None:
        """Tell the user why the job ended without pictures, and the ``remaining`` credits.

        Raises :class:`DeliveryPendingError` or :class:`DeliveryImpossibleError`.
        """
        ...

    async def offer_repeat(self, job: Job, posted: PostedMessage) -> None:
        """Add the repeat reaction to a result where that is permitted. Best effort."""
        ...


# --- stores ---------------------------------------------------------------------------


class JobStore(Protocol):
    """Jobs in the database.

    Each method is one transaction that also updates the ledger. A transition names the state it starts
    from and raises :class:`~bot.errors.StaleJobError` if the job is no longer in that state.
    """

    async def admission(self, guild_id: int, user_id: int) -> AdmissionState:
        """Return the stored state that a request is checked against before :meth:`create`."""
        ...

    async def create(self, request: GenerationRequest, context: RequestContext, new: NewJob) -> Job:
        """Create a queued job and reserve its credits, in one transaction.

        Raises :class:`~bot.errors.DuplicateEventError` if the same event created a job before, and
        :class:`~bot.errors.RefusedError` for the other reasons listed in :mod:`bot.jobs.admission`.
        """
        ...

    async def get(self, job_id: str) -> Job | None:
        """Return the job with this id."""
        ...

    async def is_recorded(self, idempotency_key: str) -> bool:
        """Whether a job was created for this event, whatever its state."""
        ...

    async def find_by_message(self, message_id: int) -> Job | None:
        """Return the job whose result was posted, or shared, as this message."""
        ...

    async def unfinished(self) -> list[Job]:
        """Return the jobs that recovery has to continue, oldest first."""
        ...

    async def recent_durations(self, model: str, size: str, quality: str) -> list[float]:
        """Return the render durations (seconds) of the latest jobs of this kind."""
        ...

    async def claim(self, job_id: str) -> Job:
        """Move queued -> submitting: after a crash, fal may have received the request."""
        ...

    async def requeue(self, job_id: str) -> Job:
        """Move submitting -> queued: fal did not accept the request, so it may be sent again."""
        ...

    async def record_submitted(
        self, job_id: str, *, request_id: str, status_url: str, response_url: str, cancel_url: str
    ) -> Job:
        """Move submitting -> submitted."""
        ...

    async def record_rendered(
        self, job_id: str, pictures: tuple[PictureRef, ...], *, started_at: float | None
    ) -> Job:
        """Move submitted -> rendered."""
        ...

    async def record_posting(self, job_id: str, route: PostingRoute) -> None:
        """Record the route before posting, so that recovery can look for the message there."""
        ...

    async def record_reply(self, job_id: str, message_id: int) -> None:
        """Record the message that shows progress and will show the result."""
        ...

    async def finish_delivered(self, job_id: str, *, message_id: int, channel_id: int, delivered: int) -> Job:
        """Move rendered -> delivered: charge for the delivered pictures and refund the rest."""
        ...

    async def finish_failed(
        self, job_id: str, *, reason: str, values: Mapping[str, str | int | float] | None = None
    ) -> Job:
        """Move any open state -> failed with a full refund; ``reason`` names a text ``failed-...``."""
        ...

    async def request_cancel(self, job_id: str, user_id: int) -> Job:
        """Record the first request to cancel; a queued job is cancelled at once with a full refund."""
        ...

    async def finish_cancelled(self, job_id: str) -> Job:
        """Move any open state -> cancelled with a full refund."""
        ...

    async def record_notified(self, job_id: str) -> None:
        """Record that the user was told about the job's end, or cannot be reached."""
        ...


class ShareStore(Protocol):
    """Shares of private results: begun before the post, completed after it."""

    async def begin(self, job_id: str) -> bool:
        """Record that a post may follow; ``False`` if the result was deleted or erased meanwhile."""
        ...

    async def complete(self, job_id: str, message_id: int, *, covered: bool) -> bool:
        """Record the post and whether it is ``covered`` by a spoiler.

        ``False`` if the result was deleted meanwhile, so that the post has to be deleted, or if its
        spoiler changed, which has to be applied to the post first.
        """
        ...

    async def abort(self, job_id: str) -> None:
        """Record that nothing was posted."""
        ...

    async def pending(self) -> list[Job]:
        """Return recent results whose share was begun but not completed, latest first."""
        ...


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Position in a user's history: creation time and id of a job. ``str()`` gives a short text form."""

    created_ms: int
    id: str

    def __str__(self) -> str:
        number, digits = self.created_ms, ""
        while number:
            number, digit = divmod(number, len(_DIGITS))
            digits = _DIGITS[digit] + digits
        return f"{digits or '0'}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parse the text form. Raises :class:`ValueError`."""
        match = re.fullmatch(r"([0-9a-z]{1,9})\.([0-9a-z]{1,16})", text)
        if match is None:
            raise ValueError("not a history cursor")
        return cls(created_ms=int(match[1], len(_DIGITS)), id=match[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Jobs, newest first, and the cursors of the adjacent pages, if any."""

    entries: tuple[Job, ...]
    newer: Cursor | None = None
    older: Cursor | None = None


class HistoryStore(Protocol):
    """History of a user's jobs in one guild."""

    async def page(
        self, account: Account, *, words: str, cursor: Cursor | None, newer: bool, limit: int
    ) -> HistoryPage:
        """Return the page after ``cursor``, or before it (``newer``); without a cursor, the first page."""
        ...

    async def recent_prompts(self, account: Account, *, words: str, limit: int) -> list[tuple[str, str]]:
        """Return id and prompt of the latest distinct prompts that contain ``words``."""
        ...

    async def record_repost(self, job: Job, *, message_id: int, channel_id: int) -> bool:
        """Replace the result's message; ``False`` if it was replaced by another process."""
        ...

    async def revert_repost(self, job: Job, *, message_id: int) -> None:
        """Restore the message of ``job``, unless ``message_id`` was replaced meanwhile."""
        ...
