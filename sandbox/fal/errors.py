"""The error answers of fal's queue, in each of the shapes that clients meet.

fal's own pages describe two shapes (a list of model errors, a text with an
``error_type``); a bare text, an object and the ingress's HTML exist beside them.
Nothing here decides *when* an answer is given.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorAnswer:
    """One HTTP answer that is not a success.

    ``from_gateway`` is false for answers of the ingress in front of fal, which carry
    no ``x-fal-request-id``: that absence is what fal-client looks for.
    """

    status: int
    text: str
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    from_gateway: bool = True
    error_type: str | None = None

    @property
    def summary(self) -> str:
        """One line for a status body's ``error`` field."""
        return f"Request failed with status {self.status}"


def _json_answer(status: int, body: object, **fields: Any) -> ErrorAnswer:
    return ErrorAnswer(status=status, text=json.dumps(body, ensure_ascii=False), **fields)


def bare_detail(status: int, detail: str, **headers: str) -> ErrorAnswer:
    """Shape 3: ``detail`` is a text and nothing else is said (keys, balance, early result)."""
    return _json_answer(status, {"detail": detail}, headers=_dashed(headers))


def not_found() -> ErrorAnswer:
    """Shape 5: an id that the queue does not know, or no longer."""
    return _json_answer(404, {"status": "NOT_FOUND"})


def request_error(status: int, detail: str, error_type: str, **headers: str) -> ErrorAnswer:
    """Shape 2: the infrastructure failed, not the model."""
    return _json_answer(
        status,
        {"detail": detail, "error_type": error_type},
        headers={"X-Fal-Error-Type": error_type, **_dashed(headers)},
        error_type=error_type,
    )


def model_error_item(
    loc: Sequence[str | int], message: str, kind: str, *, given: object = None, **ctx: object
) -> dict[str, Any]:
    """One entry of shape 1's list; ``kind`` is what machines compare."""
    item: dict[str, Any] = {
        "loc": list(loc),
        "msg": message,
        "type": kind,
        "url": f"https://docs.fal.ai/errors/#{kind}",
    }
    if ctx:
        item["ctx"] = ctx
    if given is not None:
        item["input"] = given
    return item


def model_error(
    items: Sequence[Mapping[str, Any]], *, status: int = 422, retryable: bool = False
) -> ErrorAnswer:
    """Shape 1: what the model's runner says about its input or its own failure."""
    return _json_answer(
        status,
        {"detail": [dict(item) for item in items]},
        headers={"X-Fal-Retryable": "true" if retryable else "false"},
        error_type=str(items[0]["type"]),
    )


def policy_list() -> ErrorAnswer:
    """A refusal in shape 1, as fal documents it."""
    message = "The content could not be processed because it contained material flagged by a content checker."
    return model_error([model_error_item(("body", "prompt"), message, "content_policy_violation")])


def policy_object(category: str = "celebrity_likeness") -> ErrorAnswer:
    """A refusal in shape 4, as seen from third parties of the same model."""
    message = "Your request was rejected by the provider's safety system."
    detail = {"error": "content_policy_violation", "category": category, "message": message}
    return _json_answer(400, {"detail": detail}, error_type="content_policy_violation")


def start_deadline_missed() -> ErrorAnswer:
    """The caller's own ``X-Fal-Request-Timeout`` passed before a runner took the job."""
    return request_error(
        504,
        "Request did not start within the requested timeout",
        "request_timeout",
        x_fal_request_timeout_type="user",
    )


def nginx(status: int) -> ErrorAnswer:
    """The ingress in front of the gateway answers with its own page."""
    title = f"{status} {_NGINX_REASONS.get(status, 'Error')}"
    page = (
        f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n"
        f"<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
    )
    return ErrorAnswer(status=status, text=page, content_type="text/html", from_gateway=False)


def _dashed(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
