"""Submission handler: turns each POST into an accepted job or an error, and logs it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.fal.auth import refuse_key
from sandbox.fal.endpoints import Endpoint
from sandbox.fal.errors import ErrorAnswer, bare_detail, model_error, model_error_item, request_error
from sandbox.fal.http_faults import FaultEffect
from sandbox.fal.outcomes import decide_outcome
from sandbox.fal.queue import RequestQueue
from sandbox.fal.request import FalRequest
from sandbox.fal.storage import lifetime
from sandbox.fal.traffic_log import Submit, TrafficLog
from sandbox.fal.validate import ENDPOINTS, InvalidInputError, ReferenceLoader, parse_input
from sandbox.faults import Faults

__all__ = ["SubmitHandler"]

_SHORTEST_START_TIMEOUT = 0.1
# Without payload storage, a result is kept for an hour (queue reference, "Get the result").
_UNSTORED_SECONDS = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitHandler:
    """Accepts or refuses submissions.

    ``render_seconds`` returns the rendering time of a quality, ``load`` reads a reference picture, and ``more`` are
    additional endpoints.
    """

    clock: SandboxClock
    faults: Faults
    queue: RequestQueue
    traffic: TrafficLog
    key: str
    queue_seconds: float
    render_seconds: Callable[[str], float]
    validate_at: Literal["submit", "result"]
    load: ReferenceLoader
    more: Mapping[str, Endpoint]
    published: bool = False

    async def handle(
        self, request: web.Request, request_id: str, effect: FaultEffect
    ) -> FalRequest | ErrorAnswer:
        """Accept the job as ``request_id`` or return an error; the POST is logged either way."""
        arguments = _json_object(await request.text())
        refusal = effect.answer or self._refuse(request, arguments)
        result = refusal or self._accept(request, request_id, arguments or {})
        submit = Submit(
            path=request.path,
            query=dict(request.query),
            headers=dict(request.headers),
            arguments=arguments,
            request_id=result.id if isinstance(result, FalRequest) else None,
        )
        self.traffic.submits.append(submit)
        return result

    def _refuse(self, request: web.Request, arguments: Mapping[str, Any] | None) -> ErrorAnswer | None:
        endpoint, longest = request.match_info["app"], request.query.get("fal_max_queue_length", "")
        if refusal := refuse_key(request.headers.get("Authorization"), self.key):
            return refusal
        if endpoint not in ENDPOINTS and endpoint not in self.more:
            return bare_detail(404, f"Application {endpoint!r} not found")
        if arguments is None:
            return model_error([model_error_item(("body",), "JSON decode error", "json_invalid")])
        if longest.isdecimal() and self.queue.waiting > int(longest):
            return request_error(429, "Queue is too long", "queue_length_limit")
        if self.validate_at == "submit":
            try:
                parse_input(endpoint, arguments, published=self.published, load=self.load, more=self.more)
            except InvalidInputError as error:
                return model_error(error.items)
        return None

    def _accept(self, request: web.Request, request_id: str, arguments: Mapping[str, Any]) -> FalRequest:
        endpoint, now = request.match_info["app"], self.clock.now()
        authorization = request.headers.get("Authorization", "")
        outcome = decide_outcome(
            endpoint,
            arguments,
            self.faults,
            authorization=authorization,
            published=self.published,
            load=self.load,
            more=self.more,
        )
        job = FalRequest(
            id=request_id,
            endpoint=endpoint,
            arguments=arguments,
            submitted_at=now,
            ready_at=now + (outcome.others_seconds or self.queue_seconds),
            render_seconds=self.render_seconds(outcome.spec.quality if outcome.spec else "medium"),
            outcome=outcome,
            settle=self.queue.settle,
            start_deadline=now + _start_timeout(request),
            low_priority=request.headers.get("X-Fal-Queue-Priority") == "low",
            keep_seconds=_UNSTORED_SECONDS if request.headers.get("X-Fal-Store-IO") == "0" else math.inf,
            file_seconds=lifetime(request.headers.get("X-Fal-Object-Lifecycle-Preference")),
        )
        self.queue.add(job)
        return job


def _json_object(text: str) -> Mapping[str, Any] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _start_timeout(request: web.Request) -> float:
    """Return the seconds within which the job must start; infinity without a valid limit."""
    try:
        seconds = float(request.headers["X-Fal-Request-Timeout"])
    except (KeyError, ValueError):
        return math.inf
    return seconds if seconds > _SHORTEST_START_TIMEOUT else math.inf
