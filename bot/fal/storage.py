"""fal's storage: uploads reference pictures, so that the models can read them.

An upload takes two requests: the key is exchanged for a token of the storage, which is kept until it expires, and the
file is sent with it. fal-client sends the second. If a kept token is refused, the upload is repeated once with a new
one; otherwise, each request is sent once, and the caller decides when to repeat it
(:class:`~bot.jobs.reference_ports.StorageBusyError`). fal deletes the file at the end of its lifetime.

The token is a secret like the key. Neither is sent to a host that an answer names, unless it is one of fal's
file hosts, or has the origin of ``FAL_REST_URL``; the same holds for the address of the uploaded file.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import Self

import fal_client.client
import httpx
import structlog

from bot.clock import Clock
from bot.fal.aiohttp_transport import AiohttpTransport
from bot.fal.bounded_transport import MAX_BYTES, BoundedTransport
from bot.fal.errors import FailureKind, FalFailure, classify
from bot.fal.observed_transport import observed
from bot.fal.schemas import parse_json
from bot.jobs.ports import LocalFilesError
from bot.jobs.reference_ports import StorageBusyError, StorageRefusedError
from bot.jobs.references import UploadedReference
from bot.observer import NO_OBSERVER, Observer
from bot.redaction import Redactor
from bot.retry import clock_timeout
from bot.tuning.fal_http_client import open_uploader

__all__ = ["FalStorage"]

log = structlog.stdlib.get_logger(__name__)

_REST_HOST = httpx.URL(fal_client.client.REST_URL).host
_FILE_HOST = httpx.URL(fal_client.client.CDN_URL).host
_FILE_DOMAIN = "fal.media"
_TOKEN_URL = f"{fal_client.client.REST_URL}/storage/auth/token?storage_type=fal-cdn-v3"
_CONNECT_SECONDS = 10.0
_SILENCE_SECONDS = 45.0
# For both requests: 20 MB in this time are 170 KB/s.
_UPLOAD_SECONDS = 120.0
# A token is not used in its last minute, because an upload takes time.
_TOKEN_MARGIN = 60.0
_ANSWER_BYTES = 64 * 1024
_CONNECTIONS = 8
_WAIT_STATUSES = frozenset({408, 409, 429})
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_TOKEN = re.compile(r"[!-~]{1,4096}")
_TOKEN_TYPE = re.compile(r"[A-Za-z]{1,32}")
_LONGEST_URL = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """A token in the form that fal-client reads; ``expires_at`` is in epoch seconds."""

    token: str
    token_type: str
    base_upload_url: str
    expires_at: float

    def __repr__(self) -> str:
        return f"_Token(expires_at={self.expires_at})"


class FalStorage:
    """:class:`~bot.jobs.reference_ports.ReferenceStorage` at fal; an async context manager.

    ``rest_url`` is the base URL of another storage API; ``None`` for fal's own. ``redactor`` masks secrets in
    text from fal; by default, only the key.
    """

    def __init__(
        self,
        *,
        key: str,
        clock: Clock,
        rest_url: str | None = None,
        redactor: Redactor | None = None,
        observer: Observer = NO_OBSERVER,
    ) -> None:
        self._key = key
        self._clock = clock
        self._redact = Redactor([key]) if redactor is None else redactor
        inner = AiohttpTransport(connections=_CONNECTIONS)
        self._transport = _StorageTransport(observed(inner, observer), rest_url=rest_url)
        self._http = httpx.AsyncClient(
            transport=self._transport,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            headers={"User-Agent": fal_client.client.USER_AGENT},
            timeout=httpx.Timeout(_SILENCE_SECONDS, connect=_CONNECT_SECONDS),
        )
        self._uploader = open_uploader(key, self._http, self)
        self._token: _Token | None = None
        self._token_lock = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def upload(self, path: Path, *, media_type: str, lifetime_seconds: float) -> UploadedReference:
        """Upload a file; raises as documented by the port."""
        try:
            data = await asyncio.to_thread(path.read_bytes)
        except OSError as error:
            raise LocalFilesError(detail=f"reference: {type(error).__name__} {error.errno}") from error
        expires_at = self._clock.now() + int(lifetime_seconds)
        name = f"reference.{_EXTENSIONS.get(media_type, 'bin')}"
        lifecycle = fal_client.StorageSettings(expires_in=int(lifetime_seconds))
        try:
            async with clock_timeout(self._clock, _UPLOAD_SECONDS):
                url = await self._upload(data, media_type, name, lifecycle)
        except TimeoutError as error:
            raise StorageBusyError(f"no answer within {_UPLOAD_SECONDS:g} s") from error
        return UploadedReference(url=self._checked(url), expires_at=expires_at)

    async def get_token(self) -> _Token:
        """Return the token of the storage, as fal-client requests it before each upload."""
        async with self._token_lock:
            now = self._clock.now()
            if self._token is None or self._token.expires_at - _TOKEN_MARGIN <= now:
                self._token = await self._new_token()
            return self._token

    async def _upload(
        self, data: bytes, media_type: str, name: str, lifecycle: fal_client.StorageSettings
    ) -> str:
        kept = self._token
        try:
            return await self._send(data, media_type, name, lifecycle)
        except StorageRefusedError as error:
            if error.failure.status != 401 or kept is None:
                raise
        # It was revoked, or has expired by the storage's clock.
        if self._token is kept:
            self._token = None
        return await self._send(data, media_type, name, lifecycle)

    async def _send(
        self, data: bytes, media_type: str, name: str, lifecycle: fal_client.StorageSettings
    ) -> str:
        try:
            return await self._uploader.upload(data, media_type, name, lifecycle=lifecycle)
        except fal_client.client.FalClientHTTPError as error:
            raise self._error(self._classify(error.response)) from error
        except (StorageBusyError, StorageRefusedError):
            raise
        except Exception as error:  # fal-client fails in many ways on an answer in another form
            raise StorageBusyError(f"unreadable answer: {type(error).__name__}") from error

    async def _new_token(self) -> _Token:
        response = await self._http.post(
            _TOKEN_URL,
            json={},
            headers={"Authorization": f"Key {self._key}"},
            extensions={MAX_BYTES: _ANSWER_BYTES},
        )
        if not response.is_success:
            raise self._error(self._classify(response))
        token = _parse_token(parse_json(response.content), now=self._clock.now())
        if token is None:
            raise StorageBusyError("unreadable token")
        if not self._transport.owns(token.base_upload_url):
            raise StorageBusyError("the token is for uploads to a host that is not fal's")
        self._transport.upload_to(token.base_upload_url)
        return token

    def _checked(self, url: object) -> str:
        """Return the address of an upload if it can be given to a model."""
        is_usable = isinstance(url, str) and _TOKEN.fullmatch(url) and len(url) <= _LONGEST_URL
        if not is_usable or not isinstance(url, str) or not self._transport.owns(url):
            raise StorageBusyError("the address of the upload is not on a host of fal's")
        if self._redactor().finds(url):
            raise StorageBusyError("the address of the upload contains a credential")
        return url

    def _classify(self, response: httpx.Response) -> FalFailure:
        body = parse_json(response.content)
        redact = self._redactor()
        failure = classify(response.status_code, body, response.headers, redact=redact)
        # The storage has refused the file, not failed.
        return replace(failure, kind=FailureKind.INVALID) if failure.status == 413 else failure

    def _redactor(self) -> _Both:
        return _Both(self._redact, Redactor([self._token.token] if self._token else []))

    def _error(self, failure: FalFailure) -> StorageBusyError | StorageRefusedError:
        """Return the error for a refusal; one that is not in fal's form comes from a proxy and is temporary."""
        if not failure.certain or failure.kind in {FailureKind.BUSY, FailureKind.UNAVAILABLE}:
            return StorageBusyError(f"{failure.status} from the storage")
        log.warning("upload refused by fal", status=failure.status, kind=failure.kind)
        return StorageRefusedError(failure)


@dataclass(frozen=True, slots=True)
class _Both:
    """Masks the bot's secrets and the token."""

    secrets: Redactor
    token: Redactor

    def __call__(self, text: str) -> str:
        return self.token(self.secrets(text))

    def finds(self, text: str) -> bool:
        return self.secrets.finds(text) or self.token.finds(text)


class _StorageTransport(httpx.AsyncBaseTransport):
    """Transport that sends each request once, and requests for fal's hosts to those of ``rest_url`` instead."""

    def __init__(self, inner: httpx.AsyncBaseTransport, *, rest_url: str | None) -> None:
        self._inner = BoundedTransport(inner)
        self._rest_url = None if rest_url is None else httpx.URL(rest_url)
        self._bases = {} if self._rest_url is None else {_REST_HOST: self._rest_url}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if (base := self._bases.get(request.url.host)) is not None:
            path = base.raw_path.rstrip(b"/") + request.url.raw_path
            request.url = request.url.copy_with(
                scheme=base.scheme, host=base.host, port=base.port, raw_path=path
            )
            request.headers["Host"] = request.url.netloc.decode("ascii")
        request.extensions = {MAX_BYTES: _ANSWER_BYTES, **request.extensions}
        try:
            response = await self._inner.handle_async_request(request)
            try:
                await response.aread()
            finally:
                await response.aclose()
        except httpx.TransportError as error:
            raise StorageBusyError(f"no answer: {type(error).__name__}") from error
        status = response.status_code
        if status in _WAIT_STATUSES or status >= 500 or 300 <= status < 400:
            raise StorageBusyError(f"{status} from the storage", retry_after=_retry_after(response))
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()

    def owns(self, url: str) -> bool:
        """Return whether a URL is on one of fal's file hosts, or has the origin of ``rest_url``."""
        try:
            found = httpx.URL(url)
        except httpx.InvalidURL:
            return False
        if found.userinfo:
            return False
        if self._rest_url is not None and _origin(found) == _origin(self._rest_url):
            return True
        is_fal = found.host == _FILE_DOMAIN or found.host.endswith(f".{_FILE_DOMAIN}")
        return is_fal and found.scheme == "https" and found.port in {None, 443}

    def upload_to(self, base_url: str) -> None:
        """Send uploads to a base URL that the storage named; fal's own uses fal-client's constant."""
        if self._rest_url is not None:
            self._bases[_FILE_HOST] = httpx.URL(base_url)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}.get(url.scheme)


def _parse_token(body: object, *, now: float) -> _Token | None:
    """Parse the answer to a token request; a token without a readable end is used once."""
    if not isinstance(body, Mapping):
        return None
    token, kind, base = (body.get(name) for name in ("token", "token_type", "base_url"))
    if not (isinstance(token, str) and isinstance(kind, str) and isinstance(base, str)):
        return None
    if not (_TOKEN.fullmatch(token) and _TOKEN_TYPE.fullmatch(kind)):
        return None
    try:
        expires_at = datetime.fromisoformat(str(body.get("expires_at"))).timestamp()
    except (ValueError, OverflowError):
        expires_at = now
    return _Token(token=token, token_type=kind, base_upload_url=base, expires_at=expires_at)


def _retry_after(response: httpx.Response) -> float | None:
    try:
        return max(0.0, float(response.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None
