"""Schemas of fal's JSON responses, from its queue reference (submit, status, result).

They are lenient because fal's documentation is inconsistent in places: unknown fields are ignored, and most
fields are optional.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from bot.images import PictureRef

__all__ = ["StatusBody", "SubmitBody", "parse_json", "parse_pictures", "parse_status"]


# Values in a JSON body. Each takes up to 200 bytes, also where its text is "[]" or "{}".
_MAX_VALUES = 50_000


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


class _File(_Schema):
    url: str = Field(min_length=1)
    content_type: str | None = None
    width: int | None = None
    height: int | None = None
    file_name: str | None = None


class _Result(_Schema):
    images: list[_File]


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


def parse_pictures(body: Any) -> tuple[PictureRef, ...] | None:
    """Parse the images of a result, possibly none; return ``None`` if the body is not a result."""
    try:
        result = _Result.model_validate(body)
    except ValidationError:
        return None
    return tuple(
        PictureRef(
            url=file.url,
            content_type=file.content_type,
            width=file.width,
            height=file.height,
            file_name=file.file_name,
        )
        for file in result.images
    )
