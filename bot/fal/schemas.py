"""fal's JSON as values: lenient in what is read, because the documents disagree in places.

Sources: fal's queue reference (submit, status, result) and its error reference. Unknown
fields are ignored; what a field may lack, it may lack.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.images import PictureRef

__all__ = ["StatusBody", "SubmitBody", "parse_pictures", "parse_status"]


class _Schema(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class SubmitBody(_Schema):
    """The answer to a submit: the id, and the three addresses to use verbatim."""

    request_id: str = Field(min_length=1, max_length=80)
    status_url: str
    response_url: str
    cancel_url: str


class LogLine(_Schema):
    """One line that the model's runner printed."""

    message: str = ""


class Metrics(_Schema):
    """``inference_time`` in seconds."""

    inference_time: float | None = None


class StatusBody(_Schema):
    """One reading of a request's status, polled or streamed.

    A failed request is COMPLETED too, then with ``error``; there is no FAILED status.
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


def parse_status(body: Any) -> StatusBody | None:
    """A status reading, or ``None`` for anything that is not one."""
    try:
        return StatusBody.model_validate(body)
    except ValidationError:
        return None


def parse_pictures(body: Any) -> tuple[PictureRef, ...] | None:
    """The pictures of a result, possibly none; ``None`` when the body is no result at all."""
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
