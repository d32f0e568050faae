"""HTTP routes of the queue: submit, status, stream, result, cancel.

Status, result and cancel are below owner and alias; the variants shown on some of fal's pages (with the
endpoint's subpath, or with a ``/response`` suffix) are served as well.

Source: https://docs.fal.ai/model-endpoints/queue
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from aiohttp import web

from sandbox.clock import ChangeSignal, SandboxClock
from sandbox.fal.auth import refuse_key
from sandbox.fal.errors import bare_detail, not_found
from sandbox.fal.http_faults import (
    GARBAGE,
    OVERSIZED_BYTES,
    FaultEffect,
    Oversized,
    foreign_answer,
    half_response,
    oversized_response,
    take_fault,
)
from sandbox.fal.platform_api import billed_units
from sandbox.fal.queue import CancelAnswer, RequestQueue
from sandbox.fal.request import FalRequest, RequestState
from sandbox.fal.responses import check_body, next_log, status_body, submit_body
from sandbox.fal.result_files import ResultFiles
from sandbox.fal.server import REQUEST_ID_HEADER, error_response, json_response, reset
from sandbox.fal.stream import StatusStream
from sandbox.fal.submit import SubmitHandler
from sandbox.faults import Faults

__all__ = ["QueueRoutes"]

_CANCEL_STATUS = {
    CancelAnswer.REQUESTED: 202,
    CancelAnswer.ALREADY_COMPLETED: 400,
    CancelAnswer.NOT_FOUND: 404,
}

_UNITS_HEADER = "X-Fal-Billable-Units"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRoutes:
    """Maps HTTP to the queue. The URLs are callables because ports are unknown until the servers listen."""

    clock: SandboxClock
    faults: Faults
    changes: ChangeSignal
    queue: RequestQueue
    submit: SubmitHandler
    results: ResultFiles
    key: str
    stream_offered: bool
    prices: Mapping[str, tuple[float, str]]
    base_url: Callable[[], str]
    other_port_url: Callable[[], str]

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the queue host, most specific first."""
        of_request = "/{app:.+}/requests/{request_id}"
        return [
            web.get(f"{of_request}/status/stream", self._authorised(self._stream)),
            web.get(f"{of_request}/status", self._authorised(self._status)),
            web.get(f"{of_request}/response", self._authorised(self._result)),
            web.get(of_request, self._authorised(self._result)),
            web.put(f"{of_request}/cancel", self._authorised(self._cancel)),
            web.post("/{app:.+}", self._submit),
        ]

    def _authorised(self, handler: Handler) -> Handler:
        async def authorise(request: web.Request) -> web.StreamResponse:
            refusal = refuse_key(request.headers.get("Authorization"), self.key)
            if refusal is not None and self.faults.take("fal.key.any") is not None:
                refusal = None
            return error_response(_id_in(request), refusal) if refusal else await handler(request)

        return authorise

    async def _submit(self, request: web.Request) -> web.StreamResponse:
        request_id = str(uuid.uuid4())
        effect = take_fault(self.faults, "submit", authorization=request.headers.get("Authorization", ""))
        result = await self.submit.handle(request, request_id, effect)
        if effect.reset or effect.taken_then_reset:
            return reset(request, request_id)
        if not isinstance(result, FalRequest):
            return error_response(request_id, result)
        if effect.garbage or effect.half:
            return await _unreadable(request, effect)
        if effect.oversized is not None:
            return await oversized_response(request, effect.oversized)
        await self.clock.sleep(effect.slow_seconds)
        if (params := self.faults.take("fal.submit.echo-id")) is not None:
            return json_response(request_id, self._echo_in_urls(request, params))
        other_port = self.faults.take("fal.submit.other-port") is not None
        base_url = self.other_port_url() if other_port else self.base_url()
        return json_response(request_id, submit_body(base_url, result, self.queue.position(result)))

    def _echo_in_urls(self, request: web.Request, params: Mapping[str, Any]) -> dict[str, str]:
        echo = str(params.get("text", request.headers.get("Authorization", "")))
        urls = {
            f"{name}_url": f"{self.base_url()}/requests/{quote(echo)}"
            for name in ("status", "response", "cancel")
        }
        return {"request_id": echo[:80], **urls}

    async def _status(self, request: web.Request) -> web.StreamResponse:
        effect = take_fault(self.faults, "status")
        job = self._find(request)
        if job is not None:
            job.status_reads += 1
        if (faulty := await self._apply(request, effect)) is not None:
            return faulty
        if job is None:
            return error_response(_id_in(request), not_found())
        body = self._status_body(job, request)
        completed = body["status"] == RequestState.COMPLETED
        return json_response(_id_in(request), body, status=200 if completed else 202)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        if not self.stream_offered or self.faults.take("fal.stream.refused") is not None:
            return error_response(_id_in(request), bare_detail(404, "Not Found"))
        if (params := self.faults.take("fal.stream.foreign")) is not None:
            return error_response(_id_in(request), foreign_answer(params))
        job = self._find(request)
        if job is None:
            return error_response(_id_in(request), not_found())
        job.stream_reads += 1
        if (oversized := _take_oversized_stream(self.faults)) is not None:
            return await oversized_response(request, oversized, content_type="text/event-stream")
        stream = StatusStream(
            clock=self.clock,
            changes=self.changes,
            faults=self.faults,
            read=lambda: None if job.state is RequestState.GONE else self._status_body(job, request),
            pause=lambda: self._pause(job),
        )
        return await stream.run(request, {REQUEST_ID_HEADER: job.id})

    async def _result(self, request: web.Request) -> web.StreamResponse:
        effect = take_fault(self.faults, "result")
        job = self._find(request)
        if job is not None:
            job.result_reads += 1
        if (faulty := await self._apply(request, effect)) is not None:
            return faulty
        if job is None:
            return error_response(_id_in(request), not_found())
        if job.state is not RequestState.COMPLETED:
            return error_response(_id_in(request), bare_detail(400, "Request is still in progress"))
        if job.failure is not None:
            hidden = job.failure is job.outcome.failure and job.outcome.error_hidden
            refusal = error_response(_id_in(request), job.failure, status=200 if hidden else None)
            if (params := self.faults.take("fal.result.billed-failure")) is not None:
                refusal.headers[_UNITS_HEADER] = str(params.get("units", 1))
            return refusal
        response = json_response(_id_in(request), await self._output(job))
        if self.faults.take("fal.result.no-units") is None:
            params = self.faults.take("fal.result.units") or {}
            units = params.get("value", f"{billed_units(job, self.prices):g}")
            response.headers[_UNITS_HEADER] = str(units)
        return response

    async def _output(self, job: FalRequest) -> dict[str, Any]:
        spec = job.outcome.spec
        if spec is not None and spec.operation == "check":
            return check_body(job)
        images = await self.results.images(job, self.base_url(), self.other_port_url())
        return {"image": images[0]} if spec is not None and spec.single and images else {"images": images}

    async def _cancel(self, request: web.Request) -> web.StreamResponse:
        if (faulty := await self._apply(request, take_fault(self.faults, "cancel"))) is not None:
            return faulty
        job = self._find(request)
        answer = self.queue.cancel(job.id) if job else CancelAnswer.NOT_FOUND
        return json_response(_id_in(request), {"status": answer.value}, status=_CANCEL_STATUS[answer])

    async def _apply(self, request: web.Request, effect: FaultEffect) -> web.StreamResponse | None:
        """Apply a fault's delay and return its replacement response, if it has one."""
        if effect.reset:
            return reset(request, _id_in(request))
        if effect.garbage or effect.half:
            return await _unreadable(request, effect)
        if effect.oversized is not None:
            return await oversized_response(request, effect.oversized)
        await self.clock.sleep(effect.slow_seconds)
        return None if effect.answer is None else error_response(_id_in(request), effect.answer)

    def _find(self, request: web.Request) -> FalRequest | None:
        """Return the request with this ID if the path contains its owner and alias."""
        job = self.queue.find(_id_in(request))
        path = request.match_info["app"].split("/")[:2]
        return job if job is not None and job.endpoint.split("/")[:2] == path else None

    def _status_body(self, job: FalRequest, request: web.Request) -> Mapping[str, Any]:
        return status_body(
            self.base_url(),
            job,
            position=self.queue.position(job),
            now=self.clock.now(),
            with_logs=request.query.get("logs", "").casefold() in {"1", "true"},
        )

    def _pause(self, job: FalRequest) -> float:
        # The position behind other customers' jobs decreases continuously, without a queue event.
        queued = job.outcome.others_ahead and job.settled_state is RequestState.IN_QUEUE
        step = 0.5 if queued else math.inf
        return min(self.queue.next_change(), next_log(job, self.clock.now()), step)


async def _unreadable(request: web.Request, effect: FaultEffect) -> web.StreamResponse:
    if effect.half:
        return await half_response(request)
    return web.Response(text=GARBAGE, content_type="text/html")


def _take_oversized_stream(faults: Faults) -> Oversized | None:
    """Consume a fault that replaces the whole stream."""
    chunks = {
        "compressed": b"",
        "endless-line": b"data: " + bytes(60_000),
        "endless-event": b"data: x\n" * 8000,
    }
    for kind, chunk in chunks.items():
        if (params := faults.take(f"fal.stream.{kind}")) is not None:
            size, coding = int(params.get("bytes", OVERSIZED_BYTES)), str(params.get("coding", "gzip"))
            return Oversized(kind=kind.partition("-")[0], size=size, coding=coding, chunk=chunk)
    return None


def _id_in(request: web.Request) -> str:
    return request.match_info["request_id"]
