"""Reference pictures of an edit: where each one came from, and where fal can read it.

A reference picture is prepared once as a local file, under the ID of its future job, and uploaded once to fal's
storage (:mod:`bot.jobs.reference_ports`). The database stores only the values below, never the picture.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

__all__ = [
    "ReferenceDownload",
    "ReferencePicture",
    "ReferenceSource",
    "SourceKind",
    "UploadedReference",
    "dump_references",
    "inherited_references",
    "load_references",
]


class SourceKind(StrEnum):
    """Kind of a reference's source.

    ``UPLOAD``: a file attached to a command or form, which cannot be fetched again. ``RESULT``: a picture of a job's
    result. ``MESSAGE``: an attachment of another message.
    """

    UPLOAD = "upload"
    RESULT = "result"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceSource:
    """Origin of a reference picture.

    ``job_id`` is the job of the result or, if another job's upload is used again, the job it was attached to; the
    owner of the picture is the user of that job. No user's ID is stored here, so that erasing a user needs no search
    in these values. ``index`` is the position among the attachments of the message, from 0.
    """

    kind: SourceKind
    index: int = 0
    job_id: str | None = None
    channel_id: int | None = None
    message_id: int | None = None
    attachment_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceDownload:
    """A reference picture to download.

    ``url`` is an address at Discord's CDN; like every address that grants access to a file, it is excluded from
    ``repr``. ``size_bytes`` is the size that Discord states, if known; it is not trusted.
    """

    url: str = field(repr=False)
    source: ReferenceSource
    size_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedReference:
    """Address of a file in fal's storage, and when fal deletes it, in epoch seconds."""

    url: str = field(repr=False)
    expires_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePicture:
    """A prepared reference picture; the values describe the prepared file, whose bytes fal receives.

    ``sha256`` is a hex digest, ``width`` and ``height`` are pixels. ``url`` and ``expires_at`` (epoch seconds) are
    set once it is uploaded to fal's storage.
    """

    sha256: str
    media_type: str
    width: int
    height: int
    size_bytes: int
    source: ReferenceSource
    url: str | None = field(default=None, repr=False)
    expires_at: float | None = None

    def is_uploaded(self, *, until: float) -> bool:
        """Whether fal can read the picture until this time, in epoch seconds."""
        return self.url is not None and self.expires_at is not None and self.expires_at >= until

    def uploaded(self, upload: UploadedReference) -> ReferencePicture:
        """Return the picture with its address in fal's storage."""
        return replace(self, url=upload.url, expires_at=upload.expires_at)


def inherited_references(
    job_id: str, references: tuple[ReferencePicture, ...]
) -> tuple[ReferencePicture, ...]:
    """Return the references of a job for another one; uploads then name the job that they were attached to."""
    return tuple(
        replace(one, source=replace(one.source, job_id=job_id))
        if one.source.kind is SourceKind.UPLOAD and one.source.job_id is None
        else one
        for one in references
    )


def dump_references(references: tuple[ReferencePicture, ...]) -> str | None:
    """Serialize reference pictures for the job row; ``None`` without any."""
    return json.dumps([asdict(reference) for reference in references]) if references else None


def load_references(stored: str | None) -> tuple[ReferencePicture, ...]:
    """Parse the reference pictures of a job row."""
    return tuple(_reference(fields) for fields in json.loads(stored or "[]"))


def _reference(fields: Mapping[str, Any]) -> ReferencePicture:
    source = fields["source"]
    return ReferencePicture(
        **{
            **fields,
            "source": ReferenceSource(**{**source, "kind": SourceKind(source["kind"])}),
        }
    )
