"""Value objects of the image pipeline: references in a result, fetched files, and failures."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

__all__ = [
    "EXTENSIONS",
    "MAX_SOURCE_BYTES",
    "FailureReason",
    "FetchedPictures",
    "Picture",
    "PictureFailure",
    "PictureRef",
]

#: File extension of each supported media type.
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
#: Largest file that is accepted from a member; larger photos than 20 MiB are rare.
MAX_SOURCE_BYTES = 20 * 1024 * 1024


class FailureReason(StrEnum):
    """Reason why a file of a result could not be used; stable names for stored rows and logs."""

    BAD_REFERENCE = "bad_reference"
    """The reference is neither a usable URL nor a well-formed base64 ``data:`` URI."""
    HOST_REFUSED = "host_refused"
    """The host, or an address it resolves to, is not allowed by the policy."""
    GONE = "gone"
    """The file host refused permanently: 403, 404, 410 or another status that a retry will not change."""
    UNREACHABLE = "unreachable"
    """Connect errors, 429 or 5xx on every attempt, or too many redirects."""
    TIMED_OUT = "timed_out"
    """The time limit for one file passed, including all attempts."""
    TRUNCATED = "truncated"
    """Every attempt ended before the file was complete."""
    TOO_LARGE = "too_large"
    """The file exceeds the operator's size limit."""
    NOT_A_PICTURE = "not_a_picture"
    """The content type or the bytes are not those of a PNG, JPEG or WebP image."""
    TOO_MANY_PIXELS = "too_many_pixels"
    """The header declares more pixels than may be decoded."""
    SPOOL_FULL = "spool_full"
    """The spool's size limit is reached, or the disk is full."""
    SPOOL_FAILED = "spool_failed"
    """The spool could not be written for another reason; logged as an error for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRef:
    """One entry of a result's ``images``, unchecked.

    ``url`` is an HTTPS URL or, in sync mode, a ``data:`` URI. It is excluded from ``repr`` because a URL
    grants access to the file and a ``data:`` URI contains it.
    """

    url: str = field(repr=False)
    content_type: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A spooled file whose structure has been checked.

    ``index`` is its position in the result; ``media_type``, ``width`` and ``height`` (pixels) are read from
    the file. ``mislabelled``: the reference or the host declared another image type.
    """

    index: int
    path: Path
    media_type: str
    width: int
    height: int
    size_bytes: int
    mislabelled: bool = False

    @property
    def extension(self) -> str:
        """File extension of the media type, without a dot."""
        return EXTENSIONS[self.media_type]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFailure:
    """A file of a result that could not be fetched; ``detail`` is for the log and contains no URL.

    ``pending``: the file host, the network or this machine has a problem, and the file may be fetched later.
    """

    index: int
    reason: FailureReason
    detail: str
    pending: bool = False

    @property
    def is_local(self) -> bool:
        """Whether the cause is on this machine."""
        return self.reason in {FailureReason.SPOOL_FULL, FailureReason.SPOOL_FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPictures:
    """Outcomes for all files of a result, in order; each index is in exactly one of the two tuples."""

    pictures: tuple[Picture, ...]
    failures: tuple[PictureFailure, ...]
