"""Schemas of fal's JSON responses, from its queue reference (submit, status, result).

They are lenient because fal's documentation is inconsistent in places: unknown fields are ignored, and most
fields are optional.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from bot.images import PictureRef
from bot.redaction import Redactor

__all__ = ["StatusBody", "SubmitBody", "parse_json", "parse_pictures", "parse_status"]


# Values in a JSON body. Each takes up to 200 bytes, also where its text is "[]" or "{}".
_MAX_VALUES = 50_000
# Entries of a result that are read; no model returns more pictures.
_MAX_PICTURES = 16
_LONGEST_URL = 8192
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,32}/[a-z0-9.+-]{1,64}")


class _Schema(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class SubmitBody(_Schema):
    """Response to a submit: the request ID and three URLs, which are used unchanged."""

    request_id: str = Field(min_length=1, max_length=80)
    status_url: str
    response_url: str
    cancel_url: str


class LogLine(_Schema):
    """One log line from the model's runner."""

    message: str = ""


class Metrics(_Schema):
    """Metrics of a request; ``inference_time`` is in seconds."""

    inference_time: float | None = None


class StatusBody(_Schema):
    """Status of a request, polled or streamed.

    A failed request is COMPLETED with ``error``; there is no FAILED status.
    """

    status: Literal["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]
    queue_position: int | None = None
    logs: list[LogLine] | None = None
    metrics: Metrics | None = None
    error: str | None = None
    error_type: str | None = None


class _Result(_Schema):
    images: list[Any]


def parse_json(body: bytes) -> Any:
    """Parse a JSON body; return ``None`` if it is not JSON, or nested or divided beyond reason.

    Unlike the standard library's, this parser makes no second copy of the text and limits the nesting.
    """
    if sum(map(body.count, (b",", b"[", b"{"))) > _MAX_VALUES:
        return None
    try:
        return from_json(body, cache_strings="none")
    except ValueError:
        return None


def parse_status(body: Any) -> StatusBody | None:
    """Parse a status; return ``None`` if the body is not one."""
    try:
        return StatusBody.model_validate(body)
    except ValidationError:
        return None


def parse_pictures(body: Any, redact: Redactor) -> tuple[PictureRef, ...] | None:
    """Parse the images of a result, possibly none; return ``None`` if the body is not a result.

    Only what is read later is kept. An entry without a URL is a picture that cannot be fetched.
    """
    try:
        result = _Result.model_validate(body)
    except ValidationError:
        return None
    return tuple(_picture(entry, redact) for entry in result.images[:_MAX_PICTURES])


def _picture(entry: Any, redact: Redactor) -> PictureRef:
    fields = entry if isinstance(entry, Mapping) else {"url": entry}
    url, content_type = fields.get("url"), fields.get("content_type")
    return PictureRef(
        url=_clean_url(url, redact) if isinstance(url, str) else "",
        content_type=_clean_type(content_type, redact) if isinstance(content_type, str) else None,
        width=_pixels(fields.get("width")),
        height=_pixels(fields.get("height")),
    )


def _clean_url(url: str, redact: Redactor) -> str:
    if url[:5].lower() != "data:":
        return redact(url) if len(url) <= _LONGEST_URL else ""
    # Pictures are not searched for fragments, which would take seconds.
    return "" if redact.finds_whole(url) else url


def _clean_type(content_type: str, redact: Redactor) -> str | None:
    plain = content_type.partition(";")[0].strip().lower()
    return plain if _MEDIA_TYPE.fullmatch(plain) and redact(plain) == plain else None


def _pixels(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else None
