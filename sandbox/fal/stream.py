"""The status stream: server-sent events that follow one request to its end.

Each event is one ``data:`` line with the same object that a status read answers; a
comment keeps the connection alive, and the server closes after COMPLETED.

Source: https://docs.fal.ai/model-endpoints/queue#streaming-status
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.fal.changes import Changes
from sandbox.fal.request import RequestState
from sandbox.faults import Faults

__all__ = ["StatusStream"]

_KEEP_ALIVE_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """Where the stream breaks off: after ``events`` events, with a clean end or without."""

    events: float = math.inf
    abort: bool = False
    garbage: bool = False
    silent: bool = False


class StatusStream:
    """Writes one request's stream.

    ``look`` gives the body as of now, or ``None`` once the request is gone; ``pause`` the
    seconds until it may change by itself.
    """

    def __init__(
        self,
        *,
        clock: SandboxClock,
        changes: Changes,
        faults: Faults,
        look: Callable[[], Mapping[str, Any] | None],
        pause: Callable[[], float],
    ) -> None:
        self._clock = clock
        self._changes = changes
        self._cut = _take_cut(faults)
        self._look = look
        self._pause = pause

    async def run(self, request: web.Request, headers: Mapping[str, str]) -> web.StreamResponse:
        """Answer ``request`` until the job is over or the client is gone."""
        response = web.StreamResponse(
            headers={**headers, "Content-Type": "text/event-stream", "Cache-Control": "no-cache"}
        )
        await response.prepare(request)
        try:
            await self._follow(response)
        except ConnectionError:
            # The reader left; a stream is only read for as long as somebody likes.
            return response
        if self._cut.abort and request.transport is not None:
            request.transport.abort()
        return response

    async def _follow(self, response: web.StreamResponse) -> None:
        if self._cut.garbage:
            await response.write(b"data: <!doctype html>\n\n")
            return
        while self._cut.silent:
            await self._changes.wait(math.inf)
        sent: Mapping[str, Any] | None = None
        events = 0
        spoke_at = self._clock.now()
        while (body := self._look()) is not None:
            if body != sent:
                await response.write(b"data: " + json.dumps(body).encode() + b"\n\n")
                sent, events, spoke_at = body, events + 1, self._clock.now()
                if body["status"] == RequestState.COMPLETED or events >= self._cut.events:
                    return
            elif self._clock.now() >= spoke_at + _KEEP_ALIVE_SECONDS:
                await response.write(b": keep-alive\n\n")
                spoke_at = self._clock.now()
            quiet = spoke_at + _KEEP_ALIVE_SECONDS - self._clock.now()
            await self._changes.wait(min(self._pause(), quiet))


def _take_cut(faults: Faults) -> _Cut:
    if (params := faults.take("fal.stream.early-end")) is not None:
        return _Cut(events=int(params.get("events", 1)))
    if (params := faults.take("fal.stream.reset")) is not None:
        return _Cut(events=int(params.get("events", 1)), abort=True)
    if faults.take("fal.stream.garbage") is not None:
        return _Cut(garbage=True)
    if faults.take("fal.stream.silent") is not None:
        return _Cut(silent=True)
    return _Cut()
