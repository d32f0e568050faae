"""Status stream: server-sent events about a request until it completes.

Each event is one ``data:`` line with the same object as a status response. Comments keep the connection
alive, and the server closes it after COMPLETED.

Source: https://docs.fal.ai/model-endpoints/queue#streaming-status
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.clock import ChangeSignal, SandboxClock
from sandbox.fal.request import RequestState
from sandbox.faults import Faults

__all__ = ["StatusStream"]

_KEEP_ALIVE_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _StreamFault:
    """Ends the stream early, after ``events`` events; ``abort`` drops the connection."""

    events: float = math.inf
    abort: bool = False
    garbage: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusStream:
    """The status stream of one request.

    ``read`` returns the current body, or ``None`` once the request is gone; ``pause`` returns the seconds
    until it may change without a notification.
    """

    clock: SandboxClock
    changes: ChangeSignal
    faults: Faults
    read: Callable[[], Mapping[str, Any] | None]
    pause: Callable[[], float]

    async def run(self, request: web.Request, headers: Mapping[str, str]) -> web.StreamResponse:
        """Stream events in response to ``request`` until the job finishes or the client disconnects."""
        response = web.StreamResponse(
            headers={**headers, "Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        )
        await response.prepare(request)
        fault = _take_fault(self.faults)
        try:
            await self._follow(response, fault)
        except ConnectionError:
            return response  # the client has disconnected
        if fault.abort and request.transport is not None:
            request.transport.abort()
        return response

    async def _follow(self, response: web.StreamResponse, fault: _StreamFault) -> None:
        if fault.garbage:
            await response.write(b"data: <!doctype html>\n\n")
            return
        while fault.silent:
            await self.changes.wait()
        sent: Mapping[str, Any] | None = None
        events = 0
        written_at = self.clock.now()
        while (body := self.read()) is not None:
            if body != sent:
                await response.write(b"data: " + json.dumps(body).encode() + b"\n\n")
                sent, events, written_at = body, events + 1, self.clock.now()
                if body["status"] == RequestState.COMPLETED or events >= fault.events:
                    return
            elif self.clock.now() >= written_at + _KEEP_ALIVE_SECONDS:
                await response.write(b": keep-alive\n\n")
                written_at = self.clock.now()
            quiet = written_at + _KEEP_ALIVE_SECONDS - self.clock.now()
            await self.clock.wait_for(self.changes, min(self.pause(), quiet))


def _take_fault(faults: Faults) -> _StreamFault:
    if (params := faults.take("fal.stream.early-end")) is not None:
        return _StreamFault(events=int(params.get("events", 1)))
    if (params := faults.take("fal.stream.reset")) is not None:
        return _StreamFault(events=int(params.get("events", 1)), abort=True)
    if faults.take("fal.stream.garbage") is not None:
        return _StreamFault(garbage=True)
    return _StreamFault(silent=faults.take("fal.stream.silent") is not None)
