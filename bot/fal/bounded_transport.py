"""HTTP transport that bounds every response body, so that no server can exhaust the bot's memory.

Bodies are requested without content coding, and a coded body is refused: a few kilobytes can decompress to
gigabytes, and a client decompresses a whole chunk before it can measure it. The limit is a request extension::

    http.stream("GET", url, extensions={MAX_BYTES: 65_536})

The charset of a response is ignored, because the name of a codec (``zlib``, ``punycode``) would make the
client's text decoder decompress, or take quadratic time. JSON and event streams are UTF-8.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx

__all__ = ["DEFAULT_MAX_BYTES", "MAX_BYTES", "BoundedTransport", "RefusedResponseError"]

#: Request extension: the largest response body in bytes.
MAX_BYTES = "max_bytes"
#: Limit of a request without the extension.
DEFAULT_MAX_BYTES = 1024 * 1024

# Chunks read before other tasks run: a body in chunks of one byte must not block the event loop.
_CHUNKS_PER_TURN = 64


class RefusedResponseError(httpx.RemoteProtocolError):
    """The response is too long or has a content coding. The message is for the log."""


class BoundedTransport(httpx.AsyncBaseTransport):
    """Transport around ``inner`` whose responses raise :class:`RefusedResponseError` beyond their limit."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["Accept-Encoding"] = "identity"
        limit = int(request.extensions.get(MAX_BYTES, DEFAULT_MAX_BYTES))
        response = await self._inner.handle_async_request(request)
        if reason := _refusal(response, limit):
            await response.aclose()
            raise RefusedResponseError(reason, request=request)
        if "Content-Type" in response.headers:
            response.headers["Content-Type"] = response.headers["Content-Type"].partition(";")[0].strip()
        assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 - implied by the transport
        response.stream = _BoundedStream(response.stream, limit)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class _BoundedStream(httpx.AsyncByteStream):
    def __init__(self, inner: httpx.AsyncByteStream, limit: int) -> None:
        self._inner = inner
        self._limit = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        received = chunks = 0
        async for chunk in self._inner:
            received += len(chunk)
            if received > self._limit:
                raise RefusedResponseError(f"more than {self._limit} bytes")
            chunks += 1
            if chunks % _CHUNKS_PER_TURN == 0:
                await asyncio.sleep(0)
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()


def _refusal(response: httpx.Response, limit: int) -> str:
    """Return why the response is refused because of its headers, or an empty string."""
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in {"", "identity"}:
        return "the response has a content coding"
    stated = response.headers.get("Content-Length", "")
    if stated.isascii() and stated.isdigit() and len(stated) < 20 and int(stated) > limit:
        return f"more than {limit} bytes"
    return ""
