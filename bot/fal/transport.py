"""The line that a submit crosses at most once.

fal-client repeats a POST up to ten times on dropped connections and on 408, 409, 429 and
ingress pages (fal-client 1.0.3, ``_async_maybe_retry_request``), and fal has no idempotency
key: a submit whose answer was lost would be taken, and billed, twice. So the client gets a
transport that lets a POST through once and turns every outcome that is not a plain answer
into one of our errors, which fal-client does not know and therefore does not repeat:

* the connection was never made, or fal answered 429: nothing was taken, try again later;
* anything else without a clear answer: it cannot be known, so it is never sent again.

The same transport points the client at another server (the sandbox) by rewriting the
address, instead of patching fal-client's module globals; and it keeps the key from any host
that is not fal's, because the addresses to follow come out of an answer's body.
"""

from __future__ import annotations

import httpx

from bot.jobs.ports import SubmitBusyError, SubmitUnknownError

__all__ = ["FAL_QUEUE_HOST", "AtMostOnceTransport"]

#: The host that fal-client writes into the addresses that it builds itself.
FAL_QUEUE_HOST = "queue.fal.run"

# Hosts that may see the key: these and their subdomains (fal's own, and its backup domain).
_FAL_DOMAINS = ("fal.run", "falrun.com", "fal.ai")

# Failures that happen before a byte of the request has left.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

# Answers after which fal may or may not have taken the request.
_UNCLEAR_STATUS = frozenset({408, 409})


class AtMostOnceTransport(httpx.AsyncBaseTransport):
    """Wraps ``inner``; sends what is meant for fal's queue to ``queue_url`` instead, if given."""

    def __init__(self, inner: httpx.AsyncBaseTransport, *, queue_url: str | None = None) -> None:
        self._inner = inner
        self._queue_url = None if queue_url is None else httpx.URL(queue_url)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request = self._redirected(request)
        if not self.trusts(request.url):
            request.headers.pop("Authorization", None)
        if request.method != "POST":
            return await self._inner.handle_async_request(request)
        try:
            response = await self._inner.handle_async_request(request)
            await response.aread()
        except _NOT_SENT as error:
            raise SubmitBusyError(f"no connection: {type(error).__name__}") from error
        except httpx.TransportError as error:
            raise SubmitUnknownError(detail=f"no answer: {type(error).__name__}") from error
        if response.status_code == 429:
            raise SubmitBusyError("429 at submit", retry_after=_retry_after(response))
        if response.status_code in _UNCLEAR_STATUS or response.status_code >= 500:
            raise SubmitUnknownError(detail=f"{response.status_code} at submit")
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()

    def trusts(self, url: httpx.URL) -> bool:
        """Whether an address is fal's own (or the operator's server): it may see the key."""
        if self._queue_url is not None:
            return url.host == self._queue_url.host
        named = any(url.host == domain or url.host.endswith(f".{domain}") for domain in _FAL_DOMAINS)
        return named and url.scheme == "https"

    def _redirected(self, request: httpx.Request) -> httpx.Request:
        base = self._queue_url
        if base is None or request.url.host != FAL_QUEUE_HOST:
            return request
        path = base.raw_path.rstrip(b"/") + request.url.raw_path
        request.url = request.url.copy_with(scheme=base.scheme, host=base.host, port=base.port, raw_path=path)
        request.headers["Host"] = request.url.netloc.decode("ascii")
        return request


def _retry_after(response: httpx.Response) -> float | None:
    try:
        return max(0.0, float(response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None
