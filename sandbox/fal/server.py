"""Serving an aiohttp application on 127.0.0.1, on a port that the system chooses."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

from sandbox.clock import SandboxClock
from sandbox.fal.changes import Changes
from sandbox.fal.errors import ErrorAnswer
from sandbox.fal.traffic_log import Exchange, TrafficLog

__all__ = ["REQUEST_ID_HEADER", "error_response", "json_response", "reset", "serve", "watch"]

REQUEST_ID_HEADER = "x-fal-request-id"
"""On every answer of the gateway; its absence marks an answer of the ingress."""

_MAX_BODY_BYTES = 32 * 1024 * 1024

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@contextlib.asynccontextmanager
async def serve(routes: list[web.RouteDef], middleware: Middleware) -> AsyncIterator[str]:
    """Serve ``routes`` until the scope ends; yields the base URL without a closing slash."""
    app = web.Application(middlewares=[middleware], client_max_size=_MAX_BODY_BYTES)
    app.add_routes(routes)
    # A client that hangs up must end its own stream or slow answer, or leaving would wait for them.
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def watch(host: str, clock: SandboxClock, journal: TrafficLog, changes: Changes) -> Middleware:
    """A middleware that records every exchange and wakes whoever waits for a change."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        status: int | None = None
        request_id = request.match_info.get("request_id")
        try:
            response = await handler(request)
            status = response.status
            request_id = response.headers.get(REQUEST_ID_HEADER, request_id)
        except web.HTTPException as refusal:
            status = refusal.status
            raise
        finally:
            cut = request.transport is None or request.transport.is_closing()
            journal.record(
                Exchange(
                    host=host,
                    method=request.method,
                    path=request.path_qs,
                    status=None if cut else status,
                    at=clock.now(),
                    request_id=request_id,
                )
            )
            changes.notify()
        return response

    return middleware


def json_response(request_id: str, body: object, *, status: int = 200, **headers: str) -> web.Response:
    """A JSON answer of the gateway."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.json_response(body, status=status, headers={**named, REQUEST_ID_HEADER: request_id})


def error_response(request_id: str, answer: ErrorAnswer, *, status: int | None = None) -> web.Response:
    """An :class:`ErrorAnswer` on the wire; ``status`` replaces the answer's own."""
    headers = dict(answer.headers)
    if answer.from_gateway:
        headers[REQUEST_ID_HEADER] = request_id
    return web.Response(
        status=status or answer.status, text=answer.text, content_type=answer.content_type, headers=headers
    )


def reset(request: web.Request, request_id: str) -> web.Response:
    """Close the connection at once; the response only tells the record whom it was about."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500, headers={REQUEST_ID_HEADER: request_id})
