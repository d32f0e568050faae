"""fal-client over the bot's own HTTP clients, which send each request once and can be closed.

fal-client opens its own HTTP clients on first use, with no public way to supply a transport or to close
them. Private API used: ``fal_client.AsyncClient._client``, ``_cdn_client`` and ``_token_manager`` (replaced).
Undocumented names used: ``fal_client.client.FalClientHTTPError``, ``QUEUE_URL_FORMAT`` and ``CDN_URL``.

When this module is turned off, a submit or an upload is a plain POST on the same HTTP client, with the same guarantees.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import fal_client
import httpx
from fal_client.client import CDN_URL, QUEUE_URL_FORMAT, FalClientHTTPError

from bot.tuning import is_enabled

__all__ = [
    "FalHttpClient",
    "FalUploadClient",
    "PlainSubmitter",
    "PlainUploader",
    "StorageTokens",
    "open_submitter",
    "open_uploader",
]


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
        self, application: str, arguments: dict[str, Any], *, headers: dict[str, str], start_timeout: float
    ) -> fal_client.AsyncRequestHandle:
        """Send the request once. Raises fal-client's ``FalClientHTTPError`` if fal refuses it."""
        response = await self._http.post(
            QUEUE_URL_FORMAT + application,
            json=arguments,
            headers={**headers, "X-Fal-Request-Timeout": str(start_timeout)},
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


class StorageTokens(Protocol):
    """Source of tokens with the attributes ``token`` and ``token_type``."""

    async def get_token(self) -> Any:
        """Return a valid token."""
        ...


class FalUploadClient(fal_client.AsyncClient):
    """fal-client's uploads in one piece, over ``http`` and with the tokens of ``tokens``."""

    def __init__(self, key: str, http: httpx.AsyncClient, tokens: StorageTokens) -> None:
        super().__init__(key=key)
        self._http = http
        self._tokens = tokens

    async def upload(  # type: ignore[override]  # the keyword arguments that are used
        self, data: bytes, content_type: str, file_name: str, *, lifecycle: fal_client.StorageSettings
    ) -> str:
        """Upload ``data`` to fal's file host; return its URL."""
        return await super().upload(
            data, content_type, file_name, repository="fal_v3", fallback_repository=[], lifecycle=lifecycle
        )

    @property
    async def _token_manager(self) -> StorageTokens:  # type: ignore[override]
        return self._tokens

    @asynccontextmanager
    async def _cdn_client(self) -> AsyncIterator[httpx.AsyncClient]:
        yield self._http


class PlainUploader:
    """Alternative to :class:`FalUploadClient` that uploads without fal-client's request code."""

    def __init__(self, http: httpx.AsyncClient, tokens: StorageTokens) -> None:
        self._http = http
        self._tokens = tokens

    async def upload(
        self, data: bytes, content_type: str, file_name: str, *, lifecycle: fal_client.StorageSettings
    ) -> str:
        """Upload ``data`` to fal's file host; return its URL. Raises fal-client's ``FalClientHTTPError``."""
        token = await self._tokens.get_token()
        kept = json.dumps({"expiration_duration_seconds": lifecycle.expires_in})
        response = await self._http.post(
            f"{CDN_URL}/files/upload",
            content=data,
            headers={
                "Authorization": f"{token.token_type} {token.token}",
                "Content-Type": content_type,
                "X-Fal-File-Name": file_name,
                "X-Fal-Object-Lifecycle": kept,
                "X-Fal-Object-Lifecycle-Preference": kept,
            },
        )
        if not response.is_success:
            raise FalClientHTTPError(
                f"{response.status_code} at upload", response.status_code, dict(response.headers), response
            )
        return str(response.json()["access_url"])


def open_uploader(
    key: str, http: httpx.AsyncClient, tokens: StorageTokens
) -> FalUploadClient | PlainUploader:
    """Return the client for uploads over ``http``, whose timeouts apply."""
    return (
        FalUploadClient(key, http, tokens) if is_enabled("fal_http_client") else PlainUploader(http, tokens)
    )
