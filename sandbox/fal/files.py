"""The file host: public, without a key, on a port of its own.

fal serves results from another host than its queue, and a client must not send its key
there; a request that does is recorded like any other and simply served.
"""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.fal.http_faults import take_fault
from sandbox.fal.result_files import Picture, ResultFiles
from sandbox.fal.server import reset
from sandbox.faults import Faults

__all__ = ["FileRoutes"]

_PRIVATE_ADDRESS = "http://169.254.169.254/latest/meta-data/"
_ENDLESS_BYTES = 64 * 1024 * 1024
_CHUNK = 64 * 1024
_BOMB_EDGE = 30_000


class FileRoutes:
    """GET of picture files, and what can go wrong with it."""

    def __init__(self, *, gallery: ResultFiles, faults: Faults, clock: SandboxClock) -> None:
        self._gallery = gallery
        self._faults = faults
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """The routes of the file host."""
        return [web.get("/{path:.*}", self._get)]

    async def _get(self, request: web.Request) -> web.StreamResponse:
        picture = self._gallery.find(request.path)
        if picture is None:
            return web.Response(status=404, text="Not Found")
        strike = take_fault(self._faults, "file")
        if strike.reset:
            return reset(request, "")
        if strike.answer is not None:
            return web.Response(status=strike.answer.status, text=f"{strike.answer.status}")
        await self._clock.sleep(strike.slow_seconds)
        return await self._faulty(request, picture) or await self._honest(picture)

    async def _honest(self, picture: Picture, content_type: str | None = None) -> web.Response:
        data = await self._gallery.file(picture)
        headers = {"Cache-Control": "public, max-age=31536000", "Access-Control-Allow-Origin": "*"}
        return web.Response(body=data, content_type=content_type or picture.content_type, headers=headers)

    async def _faulty(self, request: web.Request, picture: Picture) -> web.StreamResponse | None:
        if self._take("wrong-type") is not None:
            return await self._honest(picture, "text/html")
        if self._take("cut-off") is not None:
            return await self._cut_off(request, picture)
        if (params := self._take("too-large")) is not None:
            return await self._endless(request, picture, int(params.get("bytes", _ENDLESS_BYTES)))
        return self._elsewhere(request) or self._no_picture()

    def _elsewhere(self, request: web.Request) -> web.Response | None:
        if self._take("redirect") is not None:
            return web.Response(status=302, headers={"Location": f"{request.path}?moved=1"})
        if (params := self._take("redirect-private")) is not None:
            return web.Response(status=302, headers={"Location": params.get("location", _PRIVATE_ADDRESS)})
        return None

    def _no_picture(self) -> web.Response | None:
        if self._take("not-a-picture") is not None:
            return web.Response(body=b"<!doctype html><title>Sign in</title>", content_type="image/png")
        if self._take("bomb") is not None:
            return web.Response(body=_bomb(), content_type="image/png")
        return None

    def _take(self, kind: str) -> Mapping[str, Any] | None:
        return self._faults.take(f"fal.file.{kind}")

    async def _cut_off(self, request: web.Request, picture: Picture) -> web.StreamResponse:
        data = await self._gallery.file(picture)
        response = web.StreamResponse(headers={"Content-Type": picture.content_type})
        response.content_length = len(data)
        await response.prepare(request)
        await response.write(data[: len(data) // 2])
        # Closing at once would throw away what still waits to be sent.
        await asyncio.sleep(0)
        if request.transport is not None:
            request.transport.close()
        return response

    async def _endless(self, request: web.Request, picture: Picture, size: int) -> web.StreamResponse:
        data = await self._gallery.file(picture)
        response = web.StreamResponse(headers={"Content-Type": picture.content_type})
        response.enable_chunked_encoding()
        await response.prepare(request)
        await response.write(data)
        for _ in range(len(data), size, _CHUNK):
            await response.write(bytes(_CHUNK))
        return response


def _bomb() -> bytes:
    """A PNG of a few dozen bytes whose header claims 900 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", _BOMB_EDGE, _BOMB_EDGE, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1024))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
