"""HTTP transport that sends each submit to fal at most once.

fal-client retries a POST up to ten times on dropped connections and on 408, 409, 429 and ingress error
pages (fal-client 1.0.3, ``_async_maybe_retry_request``). fal has no idempotency key, so a submit
whose response was lost would be accepted, and billed, twice. This transport sends a POST once and
raises one of the bot's own errors, which fal-client does not retry, unless the response is clear:

* no connection, or 429: fal did not accept the request, so the caller may retry later;
* any other outcome without a clear response: acceptance is unknown, so the request is never sent again.

A response that accepts the request is completed, because fal-client fails if a field is missing.

The transport also redirects requests to another host (the sandbox) by rewriting the URL, and withholds
the key from any URL outside the queue's scheme, host, port and base path, because the URLs it follows come
from response bodies, which it bounds (:class:`~bot.fal.bounded_transport.BoundedTransport`).
"""

from __future__ import annotations

from urllib.parse import unquote

import httpx

from bot.fal.bounded_transport import BoundedTransport
from bot.fal.errors import REQUEST_ID_HEADER
from bot.fal.schemas import parse_json, parse_submit
from bot.jobs.ports import SubmitBusyError, SubmitUnknownError

__all__ = ["FAL_QUEUE_HOST", "AtMostOnceTransport"]

#: The host in the URLs that fal-client constructs.
FAL_QUEUE_HOST = "queue.fal.run"

# Base URLs that may receive the key: fal's own hosts, listed individually, and its backup domain. Other
# subdomains can serve apps of fal's customers.
_FAL_BASES = tuple(
    httpx.URL(f"https://{host}")
    for host in (FAL_QUEUE_HOST, "fal.run", "queue.falrun.com", "falrun.com", "rest.fal.ai")
)

_PORTS = {"http": 80, "https": 443}

# Failures that occur before any byte of the request is sent.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

# Responses after which fal may or may not have accepted the request.
_UNCLEAR_STATUS = frozenset({408, 409})


class AtMostOnceTransport(httpx.AsyncBaseTransport):
    """Transport around ``inner``; with ``queue_url``, requests for fal's queue are sent there instead."""

    def __init__(self, inner: httpx.AsyncBaseTransport, *, queue_url: str | None = None) -> None:
        self._inner = BoundedTransport(inner)
        self._queue_url = None if queue_url is None else httpx.URL(queue_url)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request = self._redirect(request)
        if not self.trusts(request.url):
            request.headers.pop("Authorization", None)
        if request.method != "POST":
            return await self._inner.handle_async_request(request)
        try:
            response = await self._inner.handle_async_request(request)
            try:
                await response.aread()
            finally:
                await response.aclose()
        except _NOT_SENT as error:
            raise SubmitBusyError(f"no connection: {type(error).__name__}") from error
        except httpx.TransportError as error:
            raise SubmitUnknownError(detail=f"no response: {type(error).__name__}") from error
        if response.status_code == 429:
            raise SubmitBusyError("429 at submit", retry_after=_retry_after(response))
        if response.status_code in _UNCLEAR_STATUS or response.status_code >= 500:
            raise SubmitUnknownError(detail=f"{response.status_code} at submit")
        return _completed(response)

    async def aclose(self) -> None:
        await self._inner.aclose()

    def trusts(self, url: httpx.URL) -> bool:
        """Return whether a URL is on fal's hosts, or within the operator's queue, and may receive the key."""
        bases = _FAL_BASES if self._queue_url is None else (self._queue_url,)
        return not url.userinfo and any(_is_within(url, base) for base in bases)

    def _redirect(self, request: httpx.Request) -> httpx.Request:
        base = self._queue_url
        if base is None or request.url.host != FAL_QUEUE_HOST:
            return request
        path = base.raw_path.rstrip(b"/") + request.url.raw_path
        request.url = request.url.copy_with(scheme=base.scheme, host=base.host, port=base.port, raw_path=path)
        request.headers["Host"] = request.url.netloc.decode("ascii")
        return request


def _completed(response: httpx.Response) -> httpx.Response:
    """Return the response to an accepted submit with all fields that fal-client requires, if it has an ID."""
    if not response.is_success:
        return response
    body = parse_submit(parse_json(response.content), response.headers.get(REQUEST_ID_HEADER))
    if body is None:
        return response
    headers = {name: value for name, value in response.headers.items() if name.startswith("x-fal-")}
    return httpx.Response(response.status_code, json=body, headers=headers, extensions=response.extensions)


def _is_within(url: httpx.URL, base: httpx.URL) -> bool:
    """Return whether scheme, host and effective port are equal and the path is below that of ``base``."""
    if (url.scheme, url.host, _port(url)) != (base.scheme, base.host, _port(base)):
        return False
    # A server may decode and resolve dot segments, which could lead out of the base path.
    segments = unquote(unquote(url.path)).replace("\\", "/").split("/")
    return ".." not in segments and url.path.startswith(base.path.rstrip("/") + "/")


def _port(url: httpx.URL) -> int | None:
    return url.port or _PORTS.get(url.scheme)


def _retry_after(response: httpx.Response) -> float | None:
    try:
        return max(0.0, float(response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None
