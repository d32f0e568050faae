"""Classification of fal's error responses: five body shapes, mapped to a few kinds of failure.

Shapes, from fal's error reference and from observation::

    1  {"detail": [{"loc", "msg", "type", ...}]}          the model's own error
    2  {"detail": "text", "error_type": "..."}            the platform's error
    3  {"detail": "text"}                                 credentials, balance, result not ready
    4  {"detail": {"error", "category", "message"}}       refusal by the content policy
    5  {"status": "NOT_FOUND"}, or HTML from the ingress  no detail at all
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.redaction import Redactor

__all__ = ["REQUEST_ID_HEADER", "FailureKind", "FalFailure", "classify"]

#: Header of every response from fal's gateway; neither its ingress nor a proxy in between sends it.
REQUEST_ID_HEADER = "x-fal-request-id"

# Longest quote of fal's own message, in characters.
_QUOTE_LIMIT = 200
# Maximum number of characters read. A text is redacted before it is shortened.
_READ_LIMIT = 4000
# Error types and the parts of a location are identifiers; other text is not kept.
_IDENTIFIER = re.compile(r"[\w.-]{1,64}", re.ASCII)
_LOCATION_PARTS = 6

_POLICY = "content_policy_violation"
_TIMEOUTS = frozenset({"request_timeout", "startup_timeout", "generation_timeout"})
_SERVER_ERRORS = frozenset(
    {"downstream_service_error", "downstream_service_unavailable", "internal_server_error", "internal_error"}
)
# Errors about the input pictures: they cannot be fetched or read, or fal does not take them.
_REFERENCE = frozenset(
    {
        *("file_download_error", "file_too_large", "image_load_error", "image_too_large", "image_too_small"),
        *("face_detection_error", "unsupported_image_format"),
    }
)
_REFERENCE_INPUTS = ("body.image_url", "body.image_urls")
_CANCELLED = frozenset({"client_cancelled", "client_disconnected"})


class FailureKind(StrEnum):
    """Reason why a request produced no images; each has a message key ``failed-fal-...``."""

    POLICY = "policy"
    INVALID = "invalid"
    NO_MEDIA = "no-media"
    REFERENCE = "reference"
    CREDENTIALS = "credentials"
    BALANCE = "balance"
    NOT_FOUND = "not-found"
    BUSY = "busy"
    TIMEOUT = "timeout"
    CANCELLED = "cancelled-at-fal"
    UNAVAILABLE = "unavailable"
    OUTAGE = "outage"


@dataclass(frozen=True, slots=True, kw_only=True)
class FalFailure:
    """A classified error response.

    ``quote`` is fal's own message, redacted and shortened, for the user; escape it for display. ``location``
    names the rejected input, such as ``body.size``. ``certain`` means that fal itself wrote this body about
    this request, which distinguishes it from the answer of a proxy, a firewall or a gateway. ``billed_units`` are
    the units that fal billed for it nevertheless.
    """

    kind: FailureKind
    status: int
    quote: str = ""
    error_type: str = ""
    location: str = ""
    certain: bool = True
    billed_units: float | None = None


def classify(
    status: int,
    body: Any,
    headers: Mapping[str, str] | None = None,
    *,
    redact: Callable[[str], str] = Redactor(),  # noqa: B008 - without state
) -> FalFailure:
    """Classify an error response by its HTTP ``status``, parsed ``body`` (or ``None``) and headers.

    ``redact`` masks the secrets in text that fal wrote.
    """
    error_type, quote, location = _read(body)
    error_type = _identifier(error_type or (headers or {}).get("x-fal-error-type", ""), redact)
    quote = redact(quote[:_READ_LIMIT])
    has_shape = bool(error_type or quote)
    return FalFailure(
        kind=_kind(status, error_type, quote, location),
        status=status,
        quote=quote[:_QUOTE_LIMIT],
        error_type=error_type,
        location=".".join(_identifier(part, redact) or "?" for part in location),
        certain=has_shape or (status < 500 and _is_from_fal(body, headers or {})),
    )


def _is_from_fal(body: Any, headers: Mapping[str, str]) -> bool:
    """Return whether an answer without readable details is in a form that fal uses."""
    if headers.get(REQUEST_ID_HEADER):
        return True
    return isinstance(body, Mapping) and ("detail" in body or body.get("status") == "NOT_FOUND")


def _kind(status: int, error_type: str, quote: str, location: tuple[str, ...]) -> FailureKind:
    by_type = {
        _POLICY: FailureKind.POLICY,
        "no_media_generated": FailureKind.NO_MEDIA,
        **dict.fromkeys(_TIMEOUTS, FailureKind.TIMEOUT),
        **dict.fromkeys(_CANCELLED, FailureKind.CANCELLED),
        **dict.fromkeys(_REFERENCE, FailureKind.REFERENCE),
        # Independent of the HTTP status: fal's reference lists one of these under 400.
        **dict.fromkeys(_SERVER_ERRORS, FailureKind.UNAVAILABLE),
    }
    if error_type in by_type:
        return by_type[error_type]
    if status == 422 and ".".join(location[:2]) in _REFERENCE_INPUTS:
        return FailureKind.REFERENCE
    lowered = quote.lower()
    if status == 403 and ("balance" in lowered or "top_up" in lowered or "locked" in lowered):
        return FailureKind.BALANCE
    by_status = {
        401: FailureKind.CREDENTIALS,
        402: FailureKind.BALANCE,
        403: FailureKind.CREDENTIALS,
        404: FailureKind.NOT_FOUND,
        400: FailureKind.INVALID,
        422: FailureKind.INVALID,
        408: FailureKind.TIMEOUT,
        429: FailureKind.BUSY,
        499: FailureKind.CANCELLED,
        504: FailureKind.TIMEOUT,
    }
    return by_status.get(status, FailureKind.UNAVAILABLE)


def _read(body: Any) -> tuple[str, str, tuple[str, ...]]:
    """Return error type, message and location from any of the shapes."""
    if not isinstance(body, Mapping):
        return "", "", ()
    detail = body.get("detail")
    stated = _text(body.get("error_type"))
    if isinstance(detail, list):
        entries = [entry for entry in detail if isinstance(entry, Mapping)]
        types = [_text(entry.get("type")) for entry in entries]
        worst = entries[types.index(_POLICY)] if _POLICY in types else next(iter(entries), {})
        return stated or _text(worst.get("type")), _text(worst.get("msg")), _location(worst.get("loc"))
    if isinstance(detail, Mapping):
        category = _text(detail.get("category")).replace("_", " ")
        message = _text(detail.get("message"))
        return _text(detail.get("error")) or stated, category or message, ()
    return stated, _text(detail) or _text(body.get("error")), ()


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _location(value: Any) -> tuple[str, ...]:
    parts = value[:_LOCATION_PARTS] if isinstance(value, list) else []
    return tuple(str(part) for part in parts if isinstance(part, str | int))


def _identifier(text: str, redact: Callable[[str], str]) -> str:
    """Return ``text`` if it is an identifier and not a secret, otherwise an empty string."""
    return text if _IDENTIFIER.fullmatch(text) and redact(text) == text else ""
