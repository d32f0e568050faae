"""HTTP transport for httpx over aiohttp, the library of Discord's and the file host's connections.

httpx's own transport parses responses in Python and loads a second HTTP library, a second set of certificates and an
abstraction over event loops: 4 MB, and a tenth of the start time.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import aiohttp
import httpx
from yarl import URL

from bot.tuning.single_attempt import use_single_attempts

__all__ = ["AiohttpTransport"]

# Set by httpx where they are wanted.
_SKIPPED_HEADERS = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")


class AiohttpTransport(httpx.AsyncBaseTransport):
    """Sends each request as it is: no proxy, redirect, cookie, content coding or authentication of its own.

    ``connections`` is the maximum number, and ``keepalive_seconds`` the time for which an unused one is kept.
    Raises the errors of httpx: ``ConnectError`` and ``ConnectTimeout`` only before anything was sent.
    """

    def __init__(self, *, connections: int = 10, keepalive_seconds: float = 5.0) -> None:
        self._connections = connections
        self._keepalive_seconds = keepalive_seconds
        self._session: aiohttp.ClientSession | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        session = self._session = self._session or self._open()
        limits = request.extensions.get("timeout", {})
        timeout = aiohttp.ClientTimeout(
            total=None, connect=limits.get("connect"), sock_read=limits.get("read")
        )
        body = await request.aread()
        with _translated(request):
            response = await session.request(
                request.method,
                URL(str(request.url), encoded=True),
                data=body or None,
                headers=_headers(request),
                timeout=timeout,
                allow_redirects=False,
            )
        return httpx.Response(
            response.status,
            headers=list(response.raw_headers),
            stream=_Stream(request, response),
            extensions={
                "http_version": b"HTTP/1.1",
                "reason_phrase": (response.reason or "").encode("latin-1"),
            },
        )

    async def aclose(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _open(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=self._connections, keepalive_timeout=self._keepalive_seconds, ttl_dns_cache=None
        )
        session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=_SKIPPED_HEADERS,
            auto_decompress=False,
            trust_env=False,
        )
        use_single_attempts(session)
        return session


def _headers(request: httpx.Request) -> list[tuple[str, str]]:
    """Return the headers in their original case; httpx gives names in lower case."""
    encoding = request.headers.encoding
    return [(name.decode("ascii"), value.decode(encoding)) for name, value in request.headers.raw]


class _Stream(httpx.AsyncByteStream):
    """Body of a response; closing it before its end closes the connection."""

    def __init__(self, request: httpx.Request, response: aiohttp.ClientResponse) -> None:
        self._request = request
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _translated(self._request):
            async for chunk in self._response.content.iter_any():
                yield chunk

    async def aclose(self) -> None:
        self._response.close()


@contextmanager
def _translated(request: httpx.Request) -> Iterator[None]:
    """Translate aiohttp's errors to those of httpx."""
    try:
        yield
    except aiohttp.ConnectionTimeoutError as error:
        raise httpx.ConnectTimeout("", request=request) from error
    except aiohttp.ClientConnectorError as error:
        raise httpx.ConnectError("", request=request) from error
    except TimeoutError as error:
        raise httpx.ReadTimeout("", request=request) from error
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
        raise httpx.UnsupportedProtocol("", request=request) from error
    except (aiohttp.ClientConnectionError, OSError) as error:
        raise httpx.ReadError("", request=request) from error
    except aiohttp.ClientError as error:
        raise httpx.RemoteProtocolError("", request=request) from error
