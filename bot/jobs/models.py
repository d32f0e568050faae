"""Job model and its state transitions; pages of a user's jobs.

::

    queued -> submitting -> submitted -> rendered -> delivered
      ^___________|  (fal did not accept the request)
    any of the first four -> failed | cancelled   (always with a full refund)
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self

from bot.images import PictureRef
from bot.jobs.references import ReferencePicture, load_references
from bot.jobs.request import GenerationRequest, Trigger
from bot.quota.models import Account, Reservation

__all__ = ["TRANSITIONS", "Cursor", "HistoryPage", "Job", "JobState", "PostingRoute", "dump_pictures"]


class JobState(StrEnum):
    """State of a job; see the diagram in the module docstring."""

    QUEUED = "queued"
    SUBMITTING = "submitting"
    SUBMITTED = "submitted"
    RENDERED = "rendered"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether the job has not ended; its credits are reserved."""
        return bool(TRANSITIONS[self])


_ENDS = frozenset({JobState.FAILED, JobState.CANCELLED})

#: Permitted transitions; the store rejects all others.
TRANSITIONS: Mapping[JobState, frozenset[JobState]] = MappingProxyType(
    {
        JobState.QUEUED: frozenset({JobState.SUBMITTING}) | _ENDS,
        JobState.SUBMITTING: frozenset({JobState.QUEUED, JobState.SUBMITTED}) | _ENDS,
        JobState.SUBMITTED: frozenset({JobState.RENDERED}) | _ENDS,
        JobState.RENDERED: frozenset({JobState.DELIVERED}) | _ENDS,
        JobState.DELIVERED: frozenset(),
        JobState.FAILED: frozenset(),
        JobState.CANCELLED: frozenset(),
    }
)


class PostingRoute(StrEnum):
    """Route chosen for posting a result; recovery checks it for an earlier post."""

    ORIGINAL = "original"
    CHANNEL = "channel"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A stored job. Times are in epoch seconds.

    ``wire_form`` is the form of the request body, chosen at the first submit and kept for all retries. If an
    image differs from the requested size, ``drawn`` holds the size of each image in pixels and ``drawn_credits``
    the credits to charge for them. ``references`` are the pictures that the job edits.
    """

    id: str
    state: JobState
    created_at: float
    guild_id: int
    channel_id: int
    user_id: int
    locale: str
    trigger: Trigger
    parent_id: str | None
    parent_message_id: int | None
    model: str
    prompt: str
    size: str
    quality: str
    count: int
    unit_credits: int
    reservation: Reservation
    daily_allowance: int
    application_id: int
    token: str | None
    token_expires_at: float | None
    upload_limit: int
    reply_message_id: int | None
    posting: PostingRoute | None
    request_id: str | None
    status_url: str | None
    response_url: str | None
    cancel_url: str | None
    submitted_at: float | None
    rendered_at: float | None
    pictures: tuple[PictureRef, ...]
    charged: int | None
    delivered_count: int | None
    message_id: int | None
    message_channel_id: int | None
    reason: str | None
    reason_values: Mapping[str, str | int | float]
    notified: bool
    parent_channel_id: int | None = None
    private: bool = False
    spoiler: bool = False
    shared_message_id: int | None = None
    shared_at: float | None = None
    cancel_by: int | None = None
    deleted_at: float | None = None
    age_restricted: bool = False
    deleted_by: int | None = None
    wire_form: str | None = None
    drawn: tuple[tuple[int, int], ...] = ()
    drawn_credits: int | None = None
    references: tuple[ReferencePicture, ...] = ()

    @property
    def cost(self) -> int:
        """Credits reserved for all pictures."""
        return self.reservation.credits

    def charge_for(self, delivered: int) -> int:
        """Return the credits to charge for this number of images; never more than was reserved for them."""
        full = self.unit_credits * delivered
        return full if self.drawn_credits is None else min(full, self.drawn_credits)

    @property
    def public_message_id(self) -> int | None:
        """ID of the public message; for a private result, the shared post."""
        return self.shared_message_id if self.private else self.message_id

    @property
    def request(self) -> GenerationRequest:
        """The request as validated at submission; the model may have changed since."""
        return GenerationRequest(
            model=self.model,
            prompt=self.prompt,
            size=self.size,
            quality=self.quality,
            count=self.count,
            references=self.references,
        )

    @property
    def public_channel_id(self) -> int:
        """ID of the channel of the public message."""
        return self.channel_id if self.private else self.message_channel_id or self.channel_id

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Job:
        """Create a job from a row of the ``generations`` table."""
        return cls(
            id=row["id"],
            state=JobState(row["state"]),
            created_at=row["created_ms"] / 1000,
            guild_id=row["guild_id"],
            channel_id=row["channel_id"],
            user_id=row["user_id"],
            locale=row["locale"],
            trigger=Trigger(row["source"]),
            parent_id=row["parent_id"],
            parent_message_id=row["parent_message_id"],
            model=row["model"],
            prompt=row["prompt"],
            size=row["size"],
            quality=row["quality"],
            count=row["count"],
            unit_credits=row["unit_credits"],
            reservation=Reservation(
                account=Account(guild_id=row["guild_id"], user_id=row["user_id"]),
                job_id=row["id"],
                day=row["day"],
                allowance=row["reserved_allowance"],
                granted=row["reserved_granted"],
            ),
            daily_allowance=row["daily_allowance"],
            application_id=row["application_id"],
            token=row["token"],
            token_expires_at=_seconds(row["token_expires_ms"]),
            upload_limit=row["upload_limit"],
            reply_message_id=row["reply_message_id"],
            posting=PostingRoute(row["posting"]) if row["posting"] else None,
            request_id=row["request_id"],
            status_url=row["status_url"],
            response_url=row["response_url"],
            cancel_url=row["cancel_url"],
            submitted_at=_seconds(row["submitted_ms"]),
            rendered_at=_seconds(row["rendered_ms"]),
            pictures=_load_pictures(row["pictures"]),
            charged=row["charged"],
            delivered_count=row["delivered_count"],
            message_id=row["message_id"],
            message_channel_id=row["message_channel_id"],
            reason=row["reason"],
            reason_values=MappingProxyType(json.loads(row["reason_values"] or "{}")),
            notified=bool(row["told"]),
            parent_channel_id=row["parent_channel_id"],
            private=bool(row["private"]),
            spoiler=bool(row["spoiler"]),
            shared_message_id=row["shared_message_id"],
            shared_at=_seconds(row["shared_ms"]),
            cancel_by=row["cancel_by"],
            deleted_at=_seconds(row["deleted_ms"]),
            age_restricted=bool(row["age_restricted"]),
            deleted_by=row["deleted_by"],
            wire_form=row["wire_form"],
            drawn=tuple((width, height) for width, height in json.loads(row["drawn"] or "[]")),
            drawn_credits=row["drawn_credits"],
            references=load_references(row["reference_pictures"]),
        )


def dump_pictures(pictures: tuple[PictureRef, ...]) -> str:
    """Serialize picture references for the job row."""
    return json.dumps(
        [
            {"url": p.url, "content_type": p.content_type, "width": p.width, "height": p.height}
            for p in pictures
        ]
    )


def _load_pictures(stored: str | None) -> tuple[PictureRef, ...]:
    """Parse picture references; rows of earlier versions also have a file name."""
    return tuple(
        PictureRef(
            url=fields["url"],
            content_type=fields.get("content_type"),
            width=fields.get("width"),
            height=fields.get("height"),
        )
        for fields in json.loads(stored or "[]")
    )


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Position in a user's history: creation time and ID of a job. ``str()`` returns a short text form."""

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
