"""File routes: serve result files without authorization.

fal serves results from a different host than its queue, and clients must not send their key there; a request
that includes a key is still logged and served. Here they share the queue's origin, because a client that is
given another queue URL accepts files only from exactly that origin.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.fal.artist.fixed_size import png_file
from sandbox.fal.http_faults import oversized_response, take_fault
from sandbox.fal.result_files import ResultFile, ResultFiles
from sandbox.fal.server import error_response, reset
from sandbox.fal.storage import Storage
from sandbox.faults import Faults

__all__ = ["FileRoutes"]

_PRIVATE_ADDRESS = "http://169.254.169.254/latest/meta-data/"
_ENDLESS_BYTES = 64 * 1024 * 1024
_CHUNK = 64 * 1024
_BOMB_EDGE = 30_000
_HEADERS = {"Cache-Control": "public, max-age=31536000", "Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRoutes:
    """Serves GET requests for uploaded files, and, subject to faults, for result files."""

    results: ResultFiles
    storage: Storage
    faults: Faults
    clock: SandboxClock

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the files."""
        return [web.get("/files/{path:.*}", self._get)]

    async def _get(self, request: web.Request) -> web.StreamResponse:
        if (stored := self.storage.find(request.path)) is not None:
            return web.Response(body=stored.data, content_type=stored.content_type, headers=_HEADERS)
        return await self._result(request)

    async def _result(self, request: web.Request) -> web.StreamResponse:
        file = self.results.find(request.path)
        if file is None or file.expires_at <= self.clock.now():
            return web.Response(status=404, text="Not Found")
        effect = take_fault(self.faults, "file")
        if effect.reset:
            return reset(request, "")
        if effect.answer is not None:
            if not effect.answer.from_gateway:
                return error_response("", effect.answer)
            return web.Response(status=effect.answer.status, text=f"{effect.answer.status}")
        if effect.oversized is not None:
            return await oversized_response(request, effect.oversized, content_type=file.content_type)
        await self.clock.sleep(effect.slow_seconds)
        return self._replaced(request, file) or await self._served(request, file)

    def _replaced(self, request: web.Request, file: ResultFile) -> web.Response | None:
        """Return the response of a fault that serves something other than the file."""
        if self._take("redirect") is not None:
            return web.Response(status=302, headers={"Location": f"{request.path}?moved=1"})
        if (params := self._take("redirect-private")) is not None:
            return web.Response(status=302, headers={"Location": params.get("location", _PRIVATE_ADDRESS)})
        if self._take("not-a-picture") is not None:
            return web.Response(body=b"<!doctype html><title>Sign in</title>", content_type="image/png")
        return self._false_picture(file)

    def _false_picture(self, file: ResultFile) -> web.Response | None:
        """Return the response of a fault whose PNG has correct checksums and lacks pixels."""
        width, height = file.spec.width, file.spec.height
        body: bytes | None = None
        if (params := self._take("bomb")) is not None:
            # A few dozen bytes whose header claims 900 million pixels.
            edge = int(params.get("edge", _BOMB_EDGE))
            body = png_file(edge, edge, bytes(1024))
        elif self._take("no-image-data") is not None:
            body = png_file(width, height, b"")
        elif self._take("half-a-picture") is not None:
            body = png_file(width, height, bytes((3 * width + 1) * (height // 2)))
        return None if body is None else web.Response(body=body, content_type="image/png")

    async def _served(self, request: web.Request, file: ResultFile) -> web.StreamResponse:
        data = await self.results.content(file)
        if (params := self._take("trailing-bytes")) is not None:
            data += b"PK\x03\x04" + bytes(int(params.get("bytes", 4096)))
        if self._take("cut-off") is not None:
            return await _cut_off(request, file, data)
        if (params := self._take("too-large")) is not None:
            return await _endless(request, file, data, int(params.get("bytes", _ENDLESS_BYTES)))
        media_type = file.content_type if self._take("wrong-type") is None else "text/html"
        return web.Response(body=data, content_type=media_type, headers=_HEADERS)

    def _take(self, kind: str) -> Mapping[str, Any] | None:
        return self.faults.take(f"fal.file.{kind}")


async def _cut_off(request: web.Request, file: ResultFile, data: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": file.content_type})
    response.content_length = len(data)
    await response.prepare(request)
    await response.write(data[: len(data) // 2])
    # Closing immediately would discard bytes that have not been sent yet.
    await asyncio.sleep(0)
    if request.transport is not None:
        request.transport.close()
    return response


async def _endless(request: web.Request, file: ResultFile, data: bytes, size: int) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": file.content_type})
    response.enable_chunked_encoding()
    await response.prepare(request)
    await response.write(data)
    for _ in range(len(data), size, _CHUNK):
        await response.write(bytes(_CHUNK))
    return response
