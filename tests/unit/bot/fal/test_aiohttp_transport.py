"""Transport over aiohttp: connections are reused, and only a failed connection counts as not sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.fal.aiohttp_transport import AiohttpTransport

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Name: value\r\n\r\nok"


@asynccontextmanager
async def _server(answer: bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    """Answer every request alike; yield the URL and the first request of each connection."""
    seen: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_first = True
        while head := await reader.read(65_536):
            if is_first:
                seen.append(head)
            is_first = False
            writer.write(answer)
            if not answer:
                break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", seen
    finally:
        server.close()


async def test_a_connection_is_used_again_and_a_request_is_sent_as_it_is() -> None:
    async with _server(_ANSWER) as (url, seen), httpx.AsyncClient(transport=AiohttpTransport()) as http:
        for _ in range(3):
            answer = await http.get(f"{url}/a%2Fb?x=%20", headers={"X-Mixed-Case": "1"})

        assert (answer.status_code, answer.text, answer.headers["x-name"]) == (200, "ok", "value")
        (head,) = seen
        assert head.startswith(b"GET /a%2Fb?x=%20 HTTP/1.1\r\n")
        assert b"\r\nX-Mixed-Case: 1\r\n" in head


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
async def test_a_broken_connection_is_not_an_attempt_to_connect_and_is_not_repeated(method: str) -> None:
    async with _server(b"") as (url, seen), httpx.AsyncClient(transport=AiohttpTransport()) as http:
        with pytest.raises(httpx.TransportError) as caught:
            await http.request(method, url, content=b"x" if method != "GET" else None)

        assert not isinstance(caught.value, httpx.ConnectError | httpx.ConnectTimeout)
        assert len(seen) == 1


async def test_a_refused_connection_was_not_sent() -> None:
    async with _server(b"") as (url, _):
        pass
    async with httpx.AsyncClient(transport=AiohttpTransport()) as http:
        with pytest.raises(httpx.ConnectError):
            await http.post(url, content=b"x")
