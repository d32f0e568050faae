"""The values that pass through this package: what fal names, what arrived, what did not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

__all__ = ["FailureReason", "FetchedPictures", "Picture", "PictureFailure", "PictureRef"]


class FailureReason(StrEnum):
    """Why a file of a result did not become a picture; stable names for rows and logs."""

    BAD_REFERENCE = "bad_reference"
    """The reference is neither a usable URL nor a well-formed base64 ``data:`` URI."""
    HOST_REFUSED = "host_refused"
    """The host, or the address behind it, is not one that the policy allows."""
    GONE = "gone"
    """The file host gave a final no: 403, 404, 410 or another status that repeating will not change."""
    UNREACHABLE = "unreachable"
    """Connect errors, 429 or 5xx on every attempt, or too many redirects."""
    TIMED_OUT = "timed_out"
    """The time for one file passed, all of its attempts included."""
    TRUNCATED = "truncated"
    """Every attempt ended before the picture did."""
    TOO_LARGE = "too_large"
    """More bytes than the operator accepts for one file."""
    NOT_A_PICTURE = "not_a_picture"
    """The claimed type or the bytes are not those of a PNG, JPEG or WebP picture."""
    TOO_MANY_PIXELS = "too_many_pixels"
    """The header promises more pixels than may be decoded."""
    SPOOL_FULL = "spool_full"
    """The spool's cap, or the disk, has no room left."""
    SPOOL_FAILED = "spool_failed"
    """The spool could not be written for another reason: a fault of the set-up, logged as an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRef:
    """One entry of a result's ``images``, as fal states it; nothing in it is checked yet.

    ``url`` is an https URL or, in sync mode, a ``data:`` URI. It stays out of ``repr``: a URL
    gives access to the file, and a URI is the file.
    """

    url: str = field(repr=False)
    content_type: str | None = None
    width: int | None = None
    height: int | None = None
    file_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A spooled file whose structure was checked.

    ``index`` is its place in the result, ``media_type`` and the size in pixels come from the
    bytes. ``mislabelled`` says that the reference or the host claimed another picture type.
    """

    index: int
    path: Path
    media_type: str
    width: int
    height: int
    size_bytes: int
    mislabelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFailure:
    """A file of a result that could not be had; ``detail`` is for the log and holds no URL."""

    index: int
    reason: FailureReason
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPictures:
    """The outcome for a whole result; every index is in exactly one of the two, in order."""

    pictures: tuple[Picture, ...]
    failures: tuple[PictureFailure, ...]
