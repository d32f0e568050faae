"""JSON responses of the queue: submit, status and log lines.

``queue_position`` and ``logs`` (which may be null) are always present: fal-client requires them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.fal.request import FalRequest, RequestState

__all__ = ["check_body", "logs_of", "next_log", "status_body", "submit_body"]

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
"""Runner log messages, by the share of the rendering time after which they appear."""


def submit_body(base_url: str, request: FalRequest, position: int) -> dict[str, Any]:
    """Build the response to an accepted submission."""
    return {
        "status": RequestState.IN_QUEUE.value,
        "request_id": request.id,
        **_urls(base_url, request),
        "queue_position": position,
    }


def status_body(
    base_url: str, request: FalRequest, *, position: int, now: float, with_logs: bool
) -> Mapping[str, Any]:
    """Build a status response, which is also an event of the status stream."""
    state = request.settled_state
    body: dict[str, Any] = {"status": state.value, "request_id": request.id, **_urls(base_url, request)}
    if state is RequestState.IN_QUEUE:
        return body | {"queue_position": position}
    body["logs"] = logs_of(request, now) if with_logs else None
    if state is RequestState.COMPLETED:
        body["metrics"] = {"inference_time": round(request.inference_seconds, 3)}
        if (failure := request.failure) is not None:
            echo = request.outcome.echo
            error = f"{failure.summary}: {echo}" if echo else failure.summary
            body |= {"error": error, "error_type": failure.error_type}
    return body


def check_body(request: FalRequest) -> dict[str, Any]:
    """Build the result of an input check: a probability for one picture, flags for several."""
    spec, unsafe = request.outcome.spec, request.outcome.unsafe
    if spec is None or unsafe is None:
        return {}
    if spec.single:
        return {"nsfw_probability": 0.97 if unsafe == 1 else 0.02}
    return {"has_nsfw_concepts": [number == unsafe for number, _ in enumerate(spec.references, 1)]}


def _urls(base_url: str, request: FalRequest) -> dict[str, str]:
    """Return the URLs of a request, which contain the owner and alias but no subpath."""
    response_url = f"{base_url}/{'/'.join(request.endpoint.split('/')[:2])}/requests/{request.id}"
    return {
        "response_url": response_url,
        "status_url": f"{response_url}/status",
        "cancel_url": f"{response_url}/cancel",
    }


def logs_of(request: FalRequest, now: float) -> list[dict[str, str]]:
    """Return the runner's log lines up to ``now``, with time and level."""
    if request.outcome.silent:
        return []
    ended = now if request.finished_at is None else min(now, request.finished_at)
    lines = [_line(when, "INFO", message) for when, message in _steps(request) if when <= ended]
    if request.finished_at is not None and request.failure is not None:
        lines.append(_line(request.finished_at, "ERROR", request.failure.summary))
    return lines


def next_log(request: FalRequest, now: float) -> float:
    """Return the seconds until the runner's next log line; infinity after the last one."""
    return min((when - now for when, _ in _steps(request) if when > now), default=float("inf"))


def _steps(request: FalRequest) -> list[tuple[float, str]]:
    """Return the times and messages of the steps that a request completes."""
    start, length, share = request.started_at, request.render_seconds, request.outcome.share
    echo = f" {request.outcome.echo}" if request.outcome.echo else ""
    return [] if start is None else [(start + at * length, text + echo) for at, text in _STEPS if at <= share]


def _line(when: float, level: str, message: str) -> dict[str, str]:
    timestamp = datetime.fromtimestamp(when, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"message": message, "timestamp": timestamp, "level": level, "source": "USER"}
