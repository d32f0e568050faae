"""The JSON that the queue answers with: submit, status and log lines.

fal-client reads ``queue_position`` and ``logs`` without a default, so they are always
there; ``logs`` may be null.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.fal.request import FalRequest, RequestState

__all__ = ["logs_of", "next_log", "request_urls", "status_body", "submit_body"]

_STEPS = (
    (0.0, "Preparing canvas"),
    (0.12, "Sketching composition"),
    (0.25, "Painting 20%"),
    (0.4, "Painting 40%"),
    (0.55, "Painting 60%"),
    (0.7, "Painting 80%"),
    (0.85, "Painting 100%"),
    (0.95, "Developing pictures"),
)
"""Part of the rendering time, and what the runner says then."""


def request_urls(base_url: str, request: FalRequest) -> dict[str, str]:
    """The three URLs of a request; they name owner and alias only, never a subpath."""
    owner_and_alias = "/".join(request.endpoint.split("/")[:2])
    response_url = f"{base_url}/{owner_and_alias}/requests/{request.id}"
    return {
        "response_url": response_url,
        "status_url": f"{response_url}/status",
        "cancel_url": f"{response_url}/cancel",
    }


def submit_body(base_url: str, request: FalRequest, position: int) -> dict[str, Any]:
    """What a successful submit answers."""
    return {
        "status": RequestState.IN_QUEUE.value,
        "request_id": request.id,
        **request_urls(base_url, request),
        "queue_position": position,
    }


def status_body(
    base_url: str, request: FalRequest, *, position: int, now: float, with_logs: bool
) -> Mapping[str, Any]:
    """A status answer, which is also one event of the status stream."""
    state = request.settled_state
    body: dict[str, Any] = {"status": state.value, "request_id": request.id}
    if state is RequestState.IN_QUEUE:
        body["queue_position"] = position
    else:
        body["logs"] = logs_of(request, now) if with_logs else None
    body |= request_urls(base_url, request)
    if state is RequestState.COMPLETED:
        body["metrics"] = {"inference_time": round(request.inference_seconds, 3)}
        failure = request.failure
        if failure is not None:
            body["error"] = failure.summary
            body["error_type"] = failure.error_type
    return body


def next_log(request: FalRequest, now: float) -> float:
    """Seconds until the runner says its next line; infinity when it has no more to say."""
    later = [when - now for when, _ in _spoken(request) if when > now]
    return min(later, default=float("inf"))


def _spoken(request: FalRequest) -> list[tuple[float, str]]:
    """Each line with its time, as far as the request gets."""
    if request.started_at is None:
        return []
    length = request.render_seconds
    return [
        (request.started_at + part * length, message)
        for part, message in _STEPS
        if part <= request.fate.share
    ]


def logs_of(request: FalRequest, now: float) -> list[dict[str, str]]:
    """Every line that the runner has said by ``now``, with its time and level."""
    ended = now if request.finished_at is None else min(now, request.finished_at)
    lines = [_line(when, "INFO", message) for when, message in _spoken(request) if when <= ended]
    if request.finished_at is not None and request.failure is not None:
        lines.append(_line(request.finished_at, "ERROR", request.failure.summary))
    return lines


def _line(when: float, level: str, message: str) -> dict[str, str]:
    timestamp = datetime.fromtimestamp(when, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"message": message, "timestamp": timestamp, "level": level, "source": "USER"}
