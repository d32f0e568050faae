"""Error responses of fal's queue, in every format that a client may receive.

fal documents two formats: a list of model errors (1), and a text with an ``error_type`` (2). There are also
a bare string (3), an object (4), a state (5) and the ingress's HTML.

Source: https://docs.fal.ai/errors and https://docs.fal.ai/model-endpoints/errors
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "ErrorAnswer",
    "bare_detail",
    "client_cancelled",
    "model_error",
    "model_error_item",
    "nginx",
    "not_found",
    "policy_list",
    "policy_object",
    "request_error",
    "start_deadline_missed",
]

_NGINX_REASONS = {502: "Bad Gateway", 503: "Service Temporarily Unavailable", 504: "Gateway Time-out"}
_NGINX_PAGE = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body>\r\n"
    "<center><h1>{0}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorAnswer:
    """An HTTP error response.

    ``from_gateway`` is false for responses from the ingress in front of fal, which fal-client recognizes by
    the missing ``x-fal-request-id``.
    """

    status: int
    text: str
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    from_gateway: bool = True
    error_type: str | None = None

    @property
    def summary(self) -> str:
        """Text for the ``error`` field of a status body, on one line."""
        return f"Request failed with status {self.status}"


def _json_answer(
    status: int, body: object, headers: Mapping[str, str], error_type: str | None
) -> ErrorAnswer:
    dashed = {name.replace("_", "-"): value for name, value in headers.items()}
    text = json.dumps(body, ensure_ascii=False)
    return ErrorAnswer(status=status, text=text, headers=dashed, error_type=error_type)


def bare_detail(status: int, detail: str, **headers: str) -> ErrorAnswer:
    """Build format 3: a bare string (invalid key, balance, result requested too early)."""
    return _json_answer(status, {"detail": detail}, headers, None)


def not_found() -> ErrorAnswer:
    """Build format 5: the ID is unknown or expired."""
    return _json_answer(404, {"status": "NOT_FOUND"}, {}, None)


def request_error(status: int, detail: str, error_type: str, **headers: str) -> ErrorAnswer:
    """Build format 2: a failure of the infrastructure, not of the model."""
    body = {"detail": detail, "error_type": error_type}
    return _json_answer(status, body, {"X-Fal-Error-Type": error_type, **headers}, error_type)


def model_error_item(
    loc: Sequence[str | int], message: str, kind: str, *, given: object = None, **ctx: object
) -> dict[str, Any]:
    """Build an entry for the list of format 1; clients are expected to compare its ``kind``."""
    url = f"https://docs.fal.ai/errors/#{kind}"
    item: dict[str, Any] = {"loc": list(loc), "msg": message, "type": kind, "url": url}
    if ctx:
        item["ctx"] = ctx
    if given is not None:
        item["input"] = given
    return item


def model_error(
    items: Sequence[Mapping[str, Any]], *, status: int = 422, retryable: bool = False
) -> ErrorAnswer:
    """Build format 1: the model's runner rejects its input or reports its own failure."""
    headers = {"X-Fal-Retryable": "true" if retryable else "false"}
    return _json_answer(status, {"detail": [dict(item) for item in items]}, headers, str(items[0]["type"]))


def policy_list() -> ErrorAnswer:
    """Build a policy refusal in format 1, as documented by fal."""
    message = "The content could not be processed because it contained material flagged by a content checker."
    return model_error([model_error_item(("body", "prompt"), message, "content_policy_violation")])


def policy_object(category: str = "celebrity_likeness") -> ErrorAnswer:
    """Build a policy refusal in format 4, as returned by other hosts of the same model."""
    message = "Your request was rejected by the provider's safety system."
    detail = {"error": "content_policy_violation", "category": category, "message": message}
    return _json_answer(400, {"detail": detail}, {}, "content_policy_violation")


def client_cancelled() -> ErrorAnswer:
    """Build the result of a canceled request."""
    return request_error(499, "Request was cancelled by the client", "client_cancelled")


def start_deadline_missed() -> ErrorAnswer:
    """Build the response to a job that did not start within the caller's ``X-Fal-Request-Timeout``."""
    detail = "Request did not start within the requested timeout"
    return request_error(504, detail, "request_timeout", x_fal_request_timeout_type="user")


def nginx(status: int) -> ErrorAnswer:
    """Build an error page of the ingress in front of the gateway."""
    page = _NGINX_PAGE.format(f"{status} {_NGINX_REASONS.get(status, 'Error')}")
    return ErrorAnswer(status=status, text=page, content_type="text/html", from_gateway=False)
