"""Loopback server: an aiohttp application on 127.0.0.1, on a port chosen by the operating system."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

from sandbox.clock import ChangeSignal, SandboxClock
from sandbox.fal.errors import ErrorAnswer
from sandbox.fal.traffic_log import Exchange, TrafficLog
from sandbox.loopback import refuse_pages

__all__ = ["REQUEST_ID_HEADER", "error_response", "json_response", "log_traffic", "reset", "serve"]

REQUEST_ID_HEADER = "x-fal-request-id"
"""Header of every gateway response; without it, a response is from the ingress."""

_LARGEST_BODY = 32 * 1024 * 1024

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@contextlib.asynccontextmanager
async def serve(routes: list[web.RouteDef], middleware: Middleware) -> AsyncIterator[str]:
    """Serve ``routes`` until the block ends; yields the base URL without a trailing slash."""
    app = web.Application(middlewares=[refuse_pages(), middleware], client_max_size=_LARGEST_BODY)
    app.add_routes(routes)
    # Shutdown waits for handlers, so a disconnect must cancel the client's stream or slow response.
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


def log_traffic(host: str, clock: SandboxClock, traffic: TrafficLog, changes: ChangeSignal) -> Middleware:
    """Build a middleware that logs every exchange with ``host`` and notifies ``changes``.

    Reads of files from the queue's server are logged as ``files``, and exchanges with the storage as ``storage``.
    """

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        status: int | None = None
        request_id = request.match_info.get("request_id")
        try:
            with clock.serving():
                response = await handler(request)
            status = response.status
            request_id = response.headers.get(REQUEST_ID_HEADER, request_id)
        except web.HTTPException as refusal:
            status = refusal.status
            raise
        finally:
            cut = request.transport is None or request.transport.is_closing()
            exchange = Exchange(
                host=_service(request) if host == "queue" else host,
                method=request.method,
                path=request.path_qs,
                status=None if cut else status,
                at=clock.now(),
                request_id=request_id,
            )
            traffic.record(exchange)
            changes.notify()
        return response

    return middleware


def _service(request: web.Request) -> str:
    if request.path.startswith("/storage/"):
        return "storage"
    if request.path.startswith("/files/"):
        return "files" if request.method == "GET" else "storage"
    return "queue"


def json_response(request_id: str, body: object, *, status: int = 200, **headers: str) -> web.Response:
    """Build a JSON response of the gateway."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.json_response(body, status=status, headers={**named, REQUEST_ID_HEADER: request_id})


def error_response(request_id: str, answer: ErrorAnswer, *, status: int | None = None) -> web.Response:
    """Build the response for an :class:`ErrorAnswer`; ``status`` overrides its own."""
    headers = dict(answer.headers)
    if answer.from_gateway:
        headers[REQUEST_ID_HEADER] = request_id
    return web.Response(
        status=status or answer.status, text=answer.text, content_type=answer.content_type, headers=headers
    )


def reset(request: web.Request, request_id: str) -> web.Response:
    """Abort the connection; the response only passes the request ID to the traffic log."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500, headers={REQUEST_ID_HEADER: request_id})
