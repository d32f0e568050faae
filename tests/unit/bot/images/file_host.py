"""File host on loopback with configurable misbehavior."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FileHost:
    """Serves what a test puts at a name, over real sockets; unknown names are 404."""

    def __init__(self) -> None:
        self.port = 0
        self.hits: Counter[str] = Counter()
        self.requests: list[web.BaseRequest] = []
        self.connections: list[asyncio.BaseTransport] = []
        self._handlers: dict[str, Handler] = {}
        app = web.Application()
        app.router.add_get("/{name}", self._dispatch)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)

    async def start(self) -> None:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self._runner.cleanup()

    def hang_up(self) -> None:
        """Close every connection."""
        for transport in self.connections:
            transport.close()

    def url(self, name: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}/{name}"

    def put(self, name: str, handler: Handler) -> str:
        self._handlers[name] = handler
        return self.url(name)

    def put_file(self, name: str, body: bytes, content_type: str | None = "image/png", **more: str) -> str:
        """Serve ``body`` with its length; ``more`` are extra headers."""
        headers = {**more, **({"Content-Type": content_type} if content_type else {})}

        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=body, headers=headers)

        return self.put(name, answer)

    def put_statuses(self, name: str, *statuses: int, then: bytes = b"", **headers: str) -> str:
        """Answer ``statuses`` one after another, then ``then`` as a PNG."""
        waiting = list(statuses)

        async def answer(_: web.Request) -> web.Response:
            if waiting:
                return web.Response(status=waiting.pop(0), headers=headers)
            return web.Response(body=then, content_type="image/png")

        return self.put(name, answer)

    def put_redirect(self, name: str, target: str, status: int = 302) -> str:
        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=status, headers={"Location": target})

        return self.put(name, answer)

    def put_stream(self, name: str, body: bytes, *, stated: int | None, times: int | None = None) -> str:
        """Send ``body`` and hang up: short of ``stated`` bytes, or of the last chunk if ``None``.

        After ``times`` such answers the whole ``body`` is served properly.
        """

        async def answer(request: web.Request) -> web.StreamResponse:
            if times is not None and self.hits[name] > times:
                return web.Response(body=body, content_type="image/png")
            response = web.StreamResponse(headers={"Content-Type": "image/png"})
            response.content_length = stated
            await response.prepare(request)
            await response.write(body[: len(body) // 2])
            assert request.transport is not None
            request.transport.close()
            return response

        return self.put(name, answer)

    def put_endless(self, name: str) -> str:
        """Send zeros, without a stated length, until the client disconnects."""

        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": "image/png"})
            await response.prepare(request)
            while True:
                await response.write(bytes(16 * 1024))

        return self.put(name, answer)

    def put_silent(self, name: str) -> tuple[str, asyncio.Event]:
        """Take the request and never answer; the event tells that a request is there."""
        arrived = asyncio.Event()

        async def answer(_: web.Request) -> web.Response:
            arrived.set()
            await asyncio.Event().wait()
            raise AssertionError("that event is never set")

        return self.put(name, answer), arrived

    async def _dispatch(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        self.hits[name] += 1
        self.requests.append(request)
        if request.transport is not None and request.transport not in self.connections:
            self.connections.append(request.transport)
        handler = self._handlers.get(name)
        if handler is None:
            raise web.HTTPNotFound
        return await handler(request)
