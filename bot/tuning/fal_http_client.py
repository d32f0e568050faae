"""fal-client over the bot's own HTTP client, which sends each submit at most once and can be closed.

fal-client opens its own HTTP client on first use, with no public way to supply a transport or to close
it. Private API used: ``fal_client.AsyncClient._client`` (replaced). Undocumented names used:
``fal_client.client.FalClientHTTPError`` and ``QUEUE_URL_FORMAT``.

When this module is turned off, a submit is a plain POST on the same HTTP client, with the same guarantee.
"""

from __future__ import annotations

from typing import Any

import fal_client
import httpx
from fal_client.client import QUEUE_URL_FORMAT, FalClientHTTPError

from bot.tuning import is_enabled

__all__ = ["FalHttpClient", "PlainSubmitter", "open_submitter"]


class FalHttpClient(fal_client.AsyncClient):
    """fal-client's asynchronous client over ``http``."""

    def __init__(self, key: str, http: httpx.AsyncClient, timeout: float) -> None:
        super().__init__(key=key, default_timeout=timeout)
        self._http = http

    @property
    async def _client(self) -> httpx.AsyncClient:
        return self._http


class PlainSubmitter:
    """Alternative to :class:`FalHttpClient` that submits without fal-client's request code."""

    def __init__(self, http: httpx.AsyncClient, timeout: float) -> None:
        self._http = http
        self._timeout = timeout

    async def submit(
        self, application: str, arguments: dict[str, Any], *, start_timeout: float
    ) -> fal_client.AsyncRequestHandle:
        """Send the request once. Raises fal-client's ``FalClientHTTPError`` if fal refuses it."""
        response = await self._http.post(
            QUEUE_URL_FORMAT + application,
            json=arguments,
            headers={"X-Fal-Request-Timeout": str(start_timeout)},
            timeout=self._timeout,
        )
        if not response.is_success:
            raise FalClientHTTPError(
                f"{response.status_code} at submit", response.status_code, dict(response.headers), response
            )
        answer = response.json()
        return fal_client.AsyncRequestHandle(
            request_id=answer["request_id"],
            response_url=answer["response_url"],
            status_url=answer["status_url"],
            cancel_url=answer["cancel_url"],
            client=self._http,
        )


def open_submitter(key: str, http: httpx.AsyncClient, *, timeout: float) -> FalHttpClient | PlainSubmitter:
    """Return the client for submits over ``http``; ``timeout`` in seconds."""
    if is_enabled("fal_http_client"):
        return FalHttpClient(key, http, timeout)
    return PlainSubmitter(http, timeout)
