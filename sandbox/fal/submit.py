"""The submit desk: each POST ends in a taken job or in an error, and is written down."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any, Literal

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.fal.auth import refuse_key
from sandbox.fal.errors import ErrorAnswer, bare_detail, model_error, model_error_item, request_error
from sandbox.fal.http_faults import FaultEffect
from sandbox.fal.outcomes import decide_outcome, invalid_input
from sandbox.fal.queue import RequestQueue
from sandbox.fal.request import FalRequest
from sandbox.fal.traffic_log import Submit, TrafficLog
from sandbox.fal.validate import ENDPOINTS, InvalidInputError, parse_input
from sandbox.faults import Faults

__all__ = ["SubmitHandler"]

_SHORTEST_START_TIMEOUT = 0.1


class SubmitHandler:
    """Decides about submits. ``render_seconds`` gives the time to draw for a quality."""

    def __init__(
        self,
        *,
        clock: SandboxClock,
        faults: Faults,
        queue: RequestQueue,
        journal: TrafficLog,
        key: str,
        queue_seconds: float,
        render_seconds: Callable[[str], float],
        validate_at: Literal["submit", "result"],
    ) -> None:
        self._clock = clock
        self._faults = faults
        self._queue = queue
        self._journal = journal
        self._key = key
        self._queue_seconds = queue_seconds
        self._render_seconds = render_seconds
        self._validate_at = validate_at

    async def decide(
        self, request: web.Request, request_id: str, strike: FaultEffect
    ) -> FalRequest | ErrorAnswer:
        """Take the job as ``request_id`` or say why not; either way the journal has the POST then."""
        arguments = _json_object(await request.text())
        refusal = strike.answer or self._refuse(request, arguments)
        outcome = refusal or self._take(request, request_id, arguments or {})
        self._journal.submits.append(
            Submit(
                path=request.path,
                query=dict(request.query),
                headers=dict(request.headers),
                arguments=arguments,
                request_id=outcome.id if isinstance(outcome, FalRequest) else None,
            )
        )
        return outcome

    def _refuse(self, request: web.Request, arguments: Mapping[str, Any] | None) -> ErrorAnswer | None:
        refusal = refuse_key(request.headers.get("Authorization"), self._key)
        if refusal is not None:
            return refusal
        return self._refuse_content(request, arguments)

    def _refuse_content(
        self, request: web.Request, arguments: Mapping[str, Any] | None
    ) -> ErrorAnswer | None:
        endpoint = request.match_info["app"]
        if endpoint not in ENDPOINTS:
            return bare_detail(404, f"Application {endpoint!r} not found")
        if arguments is None:
            return model_error([model_error_item(("body",), "JSON decode error", "json_invalid")])
        if _queue_is_too_long(request, self._queue.waiting):
            return request_error(429, "Queue is too long", "queue_length_limit")
        if self._validate_at == "submit":
            return _refuse_input(endpoint, arguments)
        return None

    def _take(self, request: web.Request, request_id: str, arguments: Mapping[str, Any]) -> FalRequest:
        endpoint = request.match_info["app"]
        fate = decide_outcome(endpoint, arguments, self._faults)
        now = self._clock.now()
        wait = fate.crowd_seconds or self._queue_seconds
        job = FalRequest(
            id=request_id,
            endpoint=endpoint,
            arguments=arguments,
            submitted_at=now,
            ready_at=now + wait,
            render_seconds=self._render_seconds(fate.order.quality if fate.order else "medium"),
            fate=fate,
            settle=self._queue.settle,
            start_deadline=now + _start_timeout(request),
            low_priority=request.headers.get("X-Fal-Queue-Priority") == "low",
        )
        self._queue.add(job)
        return job


def _json_object(text: str) -> Mapping[str, Any] | None:
    """The body of a submit, or ``None`` when it is not a JSON object."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _refuse_input(endpoint: str, arguments: Mapping[str, Any]) -> ErrorAnswer | None:
    try:
        parse_input(endpoint, arguments)
    except InvalidInputError as error:
        return invalid_input(error)
    return None


def _queue_is_too_long(request: web.Request, waiting: int) -> bool:
    longest = request.query.get("fal_max_queue_length", "")
    return longest.isdecimal() and waiting > int(longest)


def _start_timeout(request: web.Request) -> float:
    """Seconds until the job must have started; infinity when the caller set no sensible limit."""
    try:
        seconds = float(request.headers["X-Fal-Request-Timeout"])
    except (KeyError, ValueError):
        return math.inf
    return seconds if seconds > _SHORTEST_START_TIMEOUT else math.inf
