"""The queue's HTTP face: submit, status, stream, result, cancel.

Status, result and cancel live below owner and alias; the form with the endpoint's
subpath and the ``/response`` suffix that some of fal's pages print are served too.

Source: https://docs.fal.ai/model-endpoints/queue
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.fal.auth import refuse_key
from sandbox.fal.changes import Changes
from sandbox.fal.errors import bare_detail, not_found
from sandbox.fal.http_faults import GARBAGE, FaultEffect, take_fault
from sandbox.fal.queue import CancelAnswer, RequestQueue
from sandbox.fal.request import FalRequest, RequestState
from sandbox.fal.responses import next_log, status_body, submit_body
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

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class QueueRoutes:
    """Turns HTTP into calls of the queue and back.

    ``base_url`` and ``files_url`` are asked for at each answer: ports are known late.
    """

    def __init__(
        self,
        *,
        clock: SandboxClock,
        faults: Faults,
        changes: Changes,
        queue: RequestQueue,
        desk: SubmitHandler,
        gallery: ResultFiles,
        key: str,
        stream: bool,
        base_url: Callable[[], str],
        files_url: Callable[[], str],
    ) -> None:
        self._clock = clock
        self._faults = faults
        self._changes = changes
        self._queue = queue
        self._desk = desk
        self._gallery = gallery
        self._key = key
        self._stream_offered = stream
        self._base_url = base_url
        self._files_url = files_url

    def routes(self) -> list[web.RouteDef]:
        """The routes of the queue host, most specific first."""
        of_request = "/{app:.+}/requests/{request_id}"
        return [
            web.get(f"{of_request}/status/stream", self._guarded(self._stream)),
            web.get(f"{of_request}/status", self._guarded(self._status)),
            web.get(f"{of_request}/response", self._guarded(self._result)),
            web.get(of_request, self._guarded(self._result)),
            web.put(f"{of_request}/cancel", self._guarded(self._cancel)),
            web.post("/{app:.+}", self._submit),
        ]

    def _guarded(self, handler: Handler) -> Handler:
        async def guard(request: web.Request) -> web.StreamResponse:
            refusal = refuse_key(request.headers.get("Authorization"), self._key)
            return error_response(_id_in(request), refusal) if refusal else await handler(request)

        return guard

    async def _submit(self, request: web.Request) -> web.StreamResponse:
        request_id = str(uuid.uuid4())
        strike = take_fault(self._faults, "submit")
        decision = await self._desk.decide(request, request_id, strike)
        if strike.reset or strike.taken_then_reset:
            return reset(request, request_id)
        if not isinstance(decision, FalRequest):
            return error_response(request_id, decision)
        if strike.garbage:
            return web.Response(text=GARBAGE, content_type="text/html")
        await self._clock.sleep(strike.slow_seconds)
        position = self._queue.position(decision)
        return json_response(request_id, submit_body(self._base_url(), decision, position))

    async def _status(self, request: web.Request) -> web.StreamResponse:
        strike = take_fault(self._faults, "status")
        job = self._find(request)
        if job is not None:
            job.status_reads += 1
        if (struck := await self._struck(request, strike)) is not None:
            return struck
        if job is None:
            return error_response(_id_in(request), not_found())
        body = self._look(job, request)
        return json_response(
            _id_in(request), body, status=200 if body["status"] == RequestState.COMPLETED else 202
        )

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        if not self._stream_offered or self._faults.take("fal.stream.refused") is not None:
            return error_response(_id_in(request), bare_detail(404, "Not Found"))
        job = self._find(request)
        if job is None:
            return error_response(_id_in(request), not_found())
        job.stream_reads += 1
        stream = StatusStream(
            clock=self._clock,
            changes=self._changes,
            faults=self._faults,
            look=lambda: None if job.state is RequestState.GONE else self._look(job, request),
            pause=lambda: self._pause(job),
        )
        return await stream.run(request, {REQUEST_ID_HEADER: job.id})

    async def _result(self, request: web.Request) -> web.StreamResponse:
        strike = take_fault(self._faults, "result")
        job = self._find(request)
        if job is not None:
            job.result_reads += 1
        if (struck := await self._struck(request, strike)) is not None:
            return struck
        if job is None:
            return error_response(_id_in(request), not_found())
        if job.state is not RequestState.COMPLETED:
            return error_response(_id_in(request), bare_detail(400, "Request is still in progress"))
        if job.failure is not None:
            hidden = job.failure is job.fate.failure and job.fate.error_hidden
            return error_response(_id_in(request), job.failure, status=200 if hidden else None)
        images = await self._gallery.images(job, self._files_url())
        return json_response(_id_in(request), {"images": images}, X_Fal_Billable_Units=str(job.billed_units))

    async def _cancel(self, request: web.Request) -> web.StreamResponse:
        strike = take_fault(self._faults, "cancel")
        if (struck := await self._struck(request, strike)) is not None:
            return struck
        job = self._find(request)
        answer = self._queue.cancel(job.id) if job else CancelAnswer.NOT_FOUND
        return json_response(_id_in(request), {"status": answer.value}, status=_CANCEL_STATUS[answer])

    async def _struck(self, request: web.Request, strike: FaultEffect) -> web.Response | None:
        """The answer of a fault that replaces the honest one, after any delay it asks for."""
        if strike.reset:
            return reset(request, _id_in(request))
        if strike.garbage:
            return web.Response(text=GARBAGE, content_type="text/html")
        await self._clock.sleep(strike.slow_seconds)
        return None if strike.answer is None else error_response(_id_in(request), strike.answer)

    def _find(self, request: web.Request) -> FalRequest | None:
        """The request of this id, if the path names its owner and alias."""
        job = self._queue.find(_id_in(request))
        path = request.match_info["app"].split("/")[:2]
        return job if job is not None and job.endpoint.split("/")[:2] == path else None

    def _look(self, job: FalRequest, request: web.Request) -> Mapping[str, Any]:
        return status_body(
            self._base_url(),
            job,
            position=self._queue.position(job),
            now=self._clock.now(),
            with_logs=request.query.get("logs", "").casefold() in {"1", "true"},
        )

    def _pause(self, job: FalRequest) -> float:
        # A crowd's position falls all the time, without an event of the queue's own.
        crowd = 0.5 if job.fate.crowd and job.settled_state is RequestState.IN_QUEUE else math.inf
        return min(self._queue.next_change(), next_log(job, self._clock.now()), crowd)


def _id_in(request: web.Request) -> str:
    return request.match_info["request_id"]
