"""Readers of fal's JSON responses, from its queue reference (submit, status, result).

They are lenient, because a request with an unreadable response is billed all the same: unknown fields are ignored,
a field of an unexpected type counts as missing, and only needed fields are required.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from bot.images import PictureRef
from bot.redaction import Redactor

__all__ = [
    "ResultBody",
    "StatusBody",
    "parse_json",
    "parse_result",
    "parse_status",
    "parse_submit",
    "parse_units",
]


# Maximum number of values in a JSON body. Each takes up to 200 bytes, even "[]" or "{}".
_MAX_VALUES = 50_000
# Maximum number of entries read from a result; no model returns more pictures.
_MAX_PICTURES = 16
_LONGEST_URL = 8192
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,32}/[a-z0-9.+-]{1,64}")
_REQUEST_ID = re.compile(r"[!-~]{1,80}")
# Billed units; more digits would be no plausible bill.
_UNITS = re.compile(r"\d{1,9}(\.\d{1,20})?([eE]-?\d{1,2})?", re.ASCII)
_MOST_UNITS = 1e9
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_STATUSES = frozenset({"IN_QUEUE", "IN_PROGRESS", "COMPLETED"})
_SUBMIT_URLS = ("status_url", "response_url", "cancel_url")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusBody:
    """Status of a request, polled or streamed: ``IN_QUEUE``, ``IN_PROGRESS`` or ``COMPLETED``.

    A failed request is COMPLETED with ``error``; there is no FAILED status. ``log_line`` is the last one.
    """

    status: str
    queue_position: int | None = None
    log_line: str | None = None
    error: str | None = None
    error_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultBody:
    """Images of a result; ``blocked`` is the number that the model itself flags as unsafe."""

    pictures: tuple[PictureRef, ...]
    blocked: int = 0


def parse_json(body: bytes) -> Any:
    """Parse a JSON body; return ``None`` if it is not JSON, or has too many values or levels.

    Unlike the standard library's, this parser makes no second copy of the text and limits the nesting.
    """
    if sum(map(body.count, (b",", b"[", b"{"))) > _MAX_VALUES:
        return None
    body = body.removeprefix(_BOM)
    try:
        return from_json(body, cache_strings="none")
    except ValueError:
        return _parse_invalid_text(body) if b"\\u" in body or not _is_utf8(body) else None


def _parse_invalid_text(body: bytes) -> Any:
    """Parse JSON whose texts contain invalid UTF-8 or lone surrogates, which become question marks."""
    try:
        value = json.loads(body.decode(errors="replace"))
        return from_json(json.dumps(value, ensure_ascii=False).encode(errors="replace"), cache_strings="none")
    except (ValueError, RecursionError):
        return None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def parse_submit(body: Any, header_id: str | None = None) -> dict[str, str] | None:
    """Parse the response to a submit: ``request_id`` and three URLs, which are empty if they are missing.

    ``header_id`` is the response header with the request ID. Returns ``None`` without a usable request ID.
    """
    fields = body if isinstance(body, Mapping) else {}
    request_id = fields.get("request_id")
    if isinstance(request_id, int) and not isinstance(request_id, bool):
        request_id = str(request_id)
    if not isinstance(request_id, str) or not request_id.strip():
        request_id = header_id if header_id and _UUID.fullmatch(header_id) else ""
    if not _REQUEST_ID.fullmatch(request_id):
        return None
    return {"request_id": request_id, **{name: _text(fields.get(name)) or "" for name in _SUBMIT_URLS}}


def parse_status(body: Any) -> StatusBody | None:
    """Parse a status; return ``None`` if the body is not one, or is one of an unknown name."""
    if not isinstance(body, Mapping):
        return None
    status = (_text(body.get("status")) or "").strip().upper()
    if status not in _STATUSES:
        return None
    position = body.get("queue_position")
    logs = body.get("logs")
    last = logs[-1] if isinstance(logs, list) and logs else None
    return StatusBody(
        status=status,
        queue_position=position if isinstance(position, int) and not isinstance(position, bool) else None,
        log_line=_text(last.get("message")) if isinstance(last, Mapping) else None,
        # An error of another type is not evidence; the result shows whether the request has failed.
        error=_text(body.get("error")),
        error_type=_text(body.get("error_type")),
    )


def parse_result(body: Any, redact: Redactor) -> ResultBody | None:
    """Parse a result, possibly without images; return ``None`` if the body is not a result.

    Only fields that are used later are kept. Entries with the same address count once. An entry without a URL, which
    cannot be fetched, comes last, because entries beyond the requested number are dropped.
    """
    if not isinstance(body, Mapping):
        return None
    images = body["images"] if body.get("images") is not None else body.get("image")
    entries = images if isinstance(images, list) else [images] if isinstance(images, Mapping | str) else None
    if entries is None:
        return None
    flags = body.get("has_nsfw_concepts")
    pictures: dict[object, PictureRef] = {}
    blocked = 0
    for index, entry in enumerate(entries[:_MAX_PICTURES]):
        if flags is True or (isinstance(flags, list) and flags[index : index + 1] == [True]):
            blocked += 1
            continue
        picture = _picture(entry, redact)
        pictures.setdefault(picture.url if picture.url[:4] == "http" else index, picture)
    return ResultBody(
        pictures=tuple(sorted(pictures.values(), key=lambda picture: not picture.url)), blocked=blocked
    )


def parse_units(header: str | None) -> float | None:
    """Parse the header with the billed units; return ``None`` if it is missing or not a plausible number."""
    text = (header or "").strip()
    if not _UNITS.fullmatch(text):
        return None
    units = float(text)
    return units if units <= _MOST_UNITS else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _picture(entry: Any, redact: Redactor) -> PictureRef:
    fields = entry if isinstance(entry, Mapping) else {"url": entry}
    url, content_type = fields.get("url"), fields.get("content_type")
    return PictureRef(
        url=_clean_url(url.strip(), redact) if isinstance(url, str) else "",
        content_type=_clean_type(content_type, redact) if isinstance(content_type, str) else None,
        width=_pixels(fields.get("width")),
        height=_pixels(fields.get("height")),
    )


def _clean_url(url: str, redact: Redactor) -> str:
    if url[:5].lower() != "data:":
        return redact(url) if len(url) <= _LONGEST_URL else ""
    # Pictures are not searched for parts of secrets, which would take seconds.
    return "" if redact.finds_whole(url) else url


def _clean_type(content_type: str, redact: Redactor) -> str | None:
    plain = content_type.partition(";")[0].strip().lower()
    return plain if _MEDIA_TYPE.fullmatch(plain) and redact(plain) == plain else None


def _pixels(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else None
