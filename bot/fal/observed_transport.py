"""HTTP transport that reports the duration and status of each request to fal, by route template."""

from __future__ import annotations

import re
import time

import httpx

from bot.observer import NO_OBSERVER, NO_RESPONSE, Observer

__all__ = ["observed", "route_of"]

# Route templates, by the end of a path. URLs come from fal's responses, so that any other path is possible.
_MODEL = "/{model}"
_ROUTES = (
    (re.compile(r"/requests/[^/]+/status/stream$"), f"{_MODEL}/requests/{{id}}/status/stream"),
    (re.compile(r"/requests/[^/]+/status$"), f"{_MODEL}/requests/{{id}}/status"),
    (re.compile(r"/requests/[^/]+/cancel$"), f"{_MODEL}/requests/{{id}}/cancel"),
    (re.compile(r"/requests/[^/]+(/response)?$"), f"{_MODEL}/requests/{{id}}"),
    (re.compile(r"/storage/auth/token$"), "/storage/auth/token"),
    (re.compile(r"/files/upload$"), "/files/upload"),
)


def observed(inner: httpx.AsyncBaseTransport, observer: Observer) -> httpx.AsyncBaseTransport:
    """Return a transport that reports the requests of ``inner``; ``inner`` itself without an observer."""
    return inner if observer is NO_OBSERVER else _ObservedTransport(inner, observer)


def route_of(method: str, path: str) -> str:
    """Return the route template of a request, which contains neither an ID nor a model."""
    for pattern, route in _ROUTES:
        if pattern.search(path):
            return route
    return _MODEL if method == "POST" else "other"


class _ObservedTransport(httpx.AsyncBaseTransport):
    def __init__(self, inner: httpx.AsyncBaseTransport, observer: Observer) -> None:
        self._inner = inner
        self._observer = observer

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        started, status = time.perf_counter(), NO_RESPONSE
        try:
            response = await self._inner.handle_async_request(request)
            status = str(response.status_code)
            return response
        finally:
            route = route_of(request.method, request.url.path)
            self._observer.fal_called(request.method, route, status, time.perf_counter() - started)

    async def aclose(self) -> None:
        await self._inner.aclose()
