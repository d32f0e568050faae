"""Ports of the jobs package: inference queue, delivery of results, and stores.

The packages for fal, Discord and the database implement them; services and workers use only the protocols.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from bot.errors import EaselError
from bot.fal.errors import FalFailure
from bot.images import FittedPicture, PictureRef
from bot.jobs.admission import AdmissionState, NewJob
from bot.jobs.billing import Bill
from bot.jobs.image_sizes import ImageSize
from bot.jobs.models import Job, PostingRoute
from bot.jobs.progress import ProgressStage
from bot.jobs.references import ReferencePicture
from bot.jobs.request import GenerationRequest, RequestContext

__all__ = [
    "CancelReply",
    "DeliveryImpossibleError",
    "DeliveryPendingError",
    "DeliveryTooLargeError",
    "DeliveryUnknownError",
    "InferenceQueue",
    "JobStore",
    "LocalFilesError",
    "PostedMessage",
    "ReactedResult",
    "ReactionStore",
    "RenderFailedError",
    "RenderResult",
    "RequestInProgressError",
    "RequestStatus",
    "ResultDelivery",
    "ResultStore",
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
    """ID and URLs of a request that the queue accepted."""

    request_id: str
    status_url: str
    response_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStatus:
    """Status of a request; ``position`` is the number of requests ahead of a queued one."""

    position: int | None = None
    in_progress: bool = False
    completed: bool = False
    log_line: str | None = None
    failure: FalFailure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderResult:
    """Pictures of a completed request, and the units billed for it if the queue states them."""

    pictures: tuple[PictureRef, ...]
    billed_units: float | None = None


class CancelReply(StrEnum):
    """The queue's reply to a cancellation.

    ``ACCEPTED``: a queued request is dropped; a request in progress may still complete.
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
    """The queue may have accepted the request, so it must not be sent again."""


class RequestInProgressError(EaselError):
    """The result is not available yet or is temporarily unreadable; retry later.

    ``answered``: the queue itself reports that the request is still in progress.
    """

    def __init__(self, detail: str, *, answered: bool = False) -> None:
        super().__init__(detail=detail)
        self.answered = answered


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
        """Yield statuses until the request is completed; failed reads are retried.

        Raises :class:`RenderFailedError` if the queue no longer knows the request.
        """
        ...

    async def result(self, submitted: Submitted) -> RenderResult:
        """Return the pictures of a completed request.

        Raises :class:`RenderFailedError` or :class:`RequestInProgressError`.
        """
        ...

    async def cancel(self, submitted: Submitted) -> CancelReply:
        """Request that the queue drop the request. Idempotent; never raises."""
        ...

    async def is_gone(self, submitted: Submitted) -> bool:
        """Whether the queue no longer knows the request. Never raises."""
        ...


# --- delivery of results --------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedMessage:
    """A posted result and the number of pictures in it; ``mentioned``: it notified its requester."""

    message_id: int
    channel_id: int
    pictures: int
    mentioned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSummary:
    """Summary shown with a result.

    ``charged`` and ``remaining`` are credits, ``seconds`` is the time from submission to result, and
    ``missing`` is the number of requested pictures that were refunded instead of delivered.
    """

    charged: int
    remaining: int
    seconds: float
    missing: int


class DeliveryPendingError(EaselError):
    """A temporary failure: retry, after ``retry_after`` seconds if given."""

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail=detail)
        self.retry_after = retry_after


class DeliveryUnknownError(EaselError):
    """An earlier attempt may have posted the result, and this cannot be checked; do not post again."""


class LocalFilesError(EaselError):
    """The local files of a result cannot be read; fetch them again. Not a failure of Discord."""


class DeliveryTooLargeError(EaselError):
    """Discord refused the files because of their size; smaller files may be accepted."""


class DeliveryImpossibleError(EaselError):
    """No route to the user is available."""


class ResultDelivery(Protocol):
    """Delivery of progress, results and explanations to the channel of the request."""

    async def progress(self, job: Job, stage: ProgressStage) -> None:
        """Show the job's progress without blocking long. Raises only :class:`~bot.errors.DatabaseUnavailableError`."""
        ...

    def upload_limit(self, job: Job) -> int:
        """Return the size limit, in bytes, of an attachment on the job's current route."""
        ...

    async def find_delivered(self, job: Job) -> PostedMessage | None:
        """Return the message if an earlier attempt posted the result, otherwise ``None``.

        Raises :class:`DeliveryPendingError` if this cannot be determined yet and posting would be unsafe,
        and :class:`DeliveryUnknownError` if it can never be determined.
        """
        ...

    async def deliver(
        self, job: Job, pictures: Sequence[FittedPicture], summary: ResultSummary
    ) -> PostedMessage:
        """Post the pictures in one message. Idempotent: repeated calls do not post again.

        Raises :class:`DeliveryPendingError`, :class:`DeliveryTooLargeError`, :class:`LocalFilesError` or
        :class:`DeliveryImpossibleError`.
        """
        ...

    async def explain(self, job: Job, *, remaining: int) -> None:
        """Explain to the user why the job ended without pictures, and state the ``remaining`` credits.

        Raises :class:`DeliveryPendingError` or :class:`DeliveryImpossibleError`.
        """
        ...

    async def offer_repeat(self, job: Job, posted: PostedMessage) -> None:
        """Add the repeat reaction to the result if permitted. Best effort."""
        ...

    async def mention_requester(self, job: Job, posted: PostedMessage) -> None:
        """Notify the requester of a public result, unless the result did. Best effort."""
        ...


# --- stores ---------------------------------------------------------------------------


class JobStore(Protocol):
    """Jobs in the database.

    Each method is one transaction that also updates the ledger. A state transition raises
    :class:`~bot.errors.StaleJobError` if the job is no longer in the initial state.
    """

    async def admission(self, guild_id: int, user_id: int) -> AdmissionState:
        """Return the stored state against which a request is checked before :meth:`create`."""
        ...

    async def create(self, request: GenerationRequest, context: RequestContext, new: NewJob) -> Job:
        """Create a queued job and reserve its credits, in one transaction.

        Raises :class:`~bot.errors.DuplicateEventError` if the event was already processed, and
        :class:`~bot.errors.RefusedError` for the other reasons listed in :mod:`bot.jobs.admission`.
        """
        ...

    async def get(self, job_id: str) -> Job | None:
        """Return the job with this ID."""
        ...

    async def is_recorded(self, idempotency_key: str) -> bool:
        """Whether a job was created for this event, in any state."""
        ...

    async def find_by_message(self, message_id: int) -> Job | None:
        """Return the job whose result was posted or shared as this message."""
        ...

    async def unfinished(self) -> list[Job]:
        """Return all jobs that recovery must resume, oldest first."""
        ...

    async def recent_durations(self, model: str, size: str, quality: str) -> list[float]:
        """Return the render durations, in seconds, of the latest jobs with these options."""
        ...

    async def claim(self, job_id: str, *, wire_form: str) -> Job:
        """Move queued -> submitting: after a crash, fal may have received the request in this wire form."""
        ...

    async def record_references(self, job_id: str, references: tuple[ReferencePicture, ...]) -> Job:
        """Record, while the job is queued, where fal can read its reference pictures."""
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
        self,
        job_id: str,
        pictures: tuple[PictureRef, ...],
        *,
        started_at: float | None,
        bill: Bill | None = None,
    ) -> Job:
        """Move submitted -> rendered; ``bill`` is the cost at the queue."""
        ...

    async def record_drawn(self, job_id: str, drawn: tuple[ImageSize, ...], credits: int | None) -> Job:
        """Record, before posting, the sizes drawn and the credits to charge for them at the end.

        Empty sizes and ``None`` clear earlier values: all images have the requested size.
        """
        ...

    async def record_posting(self, job_id: str, route: PostingRoute) -> None:
        """Record the delivery route before posting, so that recovery can check it."""
        ...

    async def record_reply(self, job_id: str, message_id: int) -> None:
        """Record the message that shows progress and will show the result."""
        ...

    async def finish_delivered(self, job_id: str, *, message_id: int, channel_id: int, delivered: int) -> Job:
        """Move rendered -> delivered: charge :meth:`~bot.jobs.models.Job.charge_for` and refund the rest."""
        ...

    async def finish_failed(
        self,
        job_id: str,
        *,
        reason: str,
        values: Mapping[str, str | int | float] | None = None,
        bill: Bill | None = None,
    ) -> Job:
        """Move any open state -> failed with a full refund; ``reason`` selects the message ``failed-...``.

        ``bill`` is the cost of a request that was billed although it failed.
        """
        ...

    async def request_cancel(self, job_id: str, user_id: int) -> Job:
        """Record the first user to request cancellation; a queued job is canceled at once and refunded."""
        ...

    async def finish_cancelled(self, job_id: str) -> Job:
        """Move any open state -> cancelled with a full refund."""
        ...

    async def record_notified(self, job_id: str) -> None:
        """Record that the user was notified of the job's end, or cannot be reached."""
        ...


class ShareStore(Protocol):
    """Shares of private results: recorded before the post and completed afterward."""

    async def begin(self, job_id: str) -> bool:
        """Record the intent to post; return ``False`` if the result was deleted or erased in the meantime."""
        ...

    async def complete(self, job_id: str, message_id: int, *, covered: bool) -> bool:
        """Record the post and whether it is a spoiler (``covered``).

        Return ``False`` if the result was deleted in the meantime (delete the post) or its spoiler flag
        changed (apply it to the post first).
        """
        ...

    async def abort(self, job_id: str) -> None:
        """Record that nothing was posted."""
        ...

    async def pending(self) -> list[Job]:
        """Return the recent results whose share is incomplete, newest first."""
        ...


class ResultStore(Protocol):
    """Spoiler flags and deletions of delivered results, and the chain of repeats. Never moves credits."""

    async def mark_deleted(self, job_id: str, *, by: int) -> None:
        """Record that the result's message was deleted; the first recorded user is kept."""
        ...

    async def mark_spoiler(self, job_id: str, *, covered: bool) -> None:
        """Record whether the result's images are spoilers."""
        ...

    async def children(self, job_id: str, *, viewer_id: int, most: int) -> list[Job]:
        """Return the jobs derived from this result that the viewer may see, oldest first."""
        ...

    async def ancestors(self, job: Job, *, viewer_id: int, most: int) -> list[Job]:
        """Return the jobs this result derives from, nearest first, up to the first the viewer may not see."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactedResult:
    """A delivered job and the users whose repeat reactions to it were processed."""

    job: Job
    processed_by: frozenset[int]


class ReactionStore(Protocol):
    """Processed repeat reactions, and the results that may have unprocessed ones."""

    async def record_ignored(self, message_id: int, user_id: int) -> None:
        """Record a reaction that recovery ignores as processed; a later event of it can still be claimed."""
        ...

    async def claim(self, message_id: int, user_id: int, *, since: float) -> bool:
        """Record a reaction as processed, unless it was at or after ``since`` (epoch seconds); return whether."""
        ...

    async def is_processed(self, message_id: int, user_id: int) -> bool:
        """Return whether this user's reaction to this message was processed."""
        ...

    async def recent_results(self, *, seconds: float, most: int) -> list[ReactedResult]:
        """Return up to ``most`` results from the last ``seconds`` seconds, newest first."""
        ...
