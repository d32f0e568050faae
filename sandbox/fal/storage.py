"""Simulated storage: token, uploads in one piece, in parts and in two steps, and files that expire.

Uploads are accepted with the token of the storage, not with the key; files are read without either. All of it
shares the queue's origin, so that one base URL is enough for a client.

Source: fal-client 1.0.3 (``upload``, ``AsyncMultipartUpload``, ``_async_upload_via_storage``), and fal's page "fal CDN".
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from aiohttp import web
from PIL import Image

from sandbox.clock import SandboxClock
from sandbox.fal.auth import refuse_key
from sandbox.fal.errors import bare_detail
from sandbox.fal.http_faults import GARBAGE, FaultEffect, half_response, oversized_response, take_fault
from sandbox.fal.server import error_response, reset
from sandbox.fal.validate import LoadedReference
from sandbox.faults import Faults

__all__ = ["Storage", "StorageRoutes", "StoredFile", "lifetime"]

_TOKEN_SECONDS = 3600.0
_MAX_BYTES = 100 * 1024 * 1024
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif"}
_FOREIGN = "https://storage.example.net"


@dataclass(slots=True, kw_only=True)
class StoredFile:
    """An uploaded file; ``expires_at`` is in epoch seconds of the sandbox's clock, infinity for never.

    ``data`` is ``None`` until a two-step upload is complete. ``headers`` are those of the upload.
    """

    path: str
    content_type: str
    data: bytes | None
    expires_at: float
    uploaded_at: float
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


class Storage:
    """The files of the account, by URL path, and the valid tokens."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._tokens: dict[str, float] = {}
        self.files: dict[str, StoredFile] = {}
        self.parts: dict[str, dict[int, bytes]] = {}

    @property
    def tokens(self) -> list[str]:
        """Every token that was given and not revoked, in order."""
        return list(self._tokens)

    @property
    def stored(self) -> list[StoredFile]:
        """Every complete upload in order, expired ones included."""
        return [file for file in self.files.values() if file.data is not None]

    def find(self, path: str) -> StoredFile | None:
        """Return the file at a URL path, unless it has expired or is incomplete."""
        file = self.files.get(path)
        return None if file is None or file.data is None or file.expires_at <= self._clock.now() else file

    def content(self, path: str) -> bytes:
        """Return the bytes of a file that a request has read, even if it has expired since."""
        return self.files[path].data or b""

    def load(self, url: str, base_url: str) -> LoadedReference | str:
        """Read a reference picture as a model's runner does; return an error type of fal's if that fails."""
        path = url.removeprefix(base_url)
        file = self.find(path) if path != url else None
        if file is None:
            return "file_download_error"
        try:
            with Image.open(io.BytesIO(file.data or b"")) as image:
                image.load()
                return LoadedReference(path=path, size=image.size)
        except (OSError, SyntaxError, ValueError):
            return "image_load_error"

    def delete(self, path: str) -> None:
        """Delete a file, as the owner of the account can."""
        self.files[path].expires_at = 0.0

    def new_token(self) -> tuple[str, float]:
        """Return a token and the end of its validity."""
        token = secrets.token_urlsafe(32)
        self._tokens[token] = self._clock.now() + _TOKEN_SECONDS
        return token, self._tokens[token]

    def accepts(self, authorization: str | None) -> bool:
        """Return whether a header has a valid token."""
        scheme, _, token = (authorization or "").partition(" ")
        return scheme == "Bearer" and self._tokens.get(token, 0.0) > self._clock.now()

    def revoke_tokens(self) -> None:
        """Make all tokens invalid."""
        self._tokens.clear()

    def add(self, headers: Mapping[str, str], content_type: str, data: bytes | None) -> StoredFile:
        """Store a file under a new path, for as long as its ``X-Fal-Object-Lifecycle`` says."""
        name = hashlib.sha256(secrets.token_bytes(16)).hexdigest()[:21]
        path = f"/files/r/{secrets.token_hex(4)}/{name}.{_EXTENSIONS.get(content_type, 'bin')}"
        now = self._clock.now()
        file = StoredFile(
            path=path,
            content_type=content_type,
            data=data,
            expires_at=now + lifetime(headers.get("X-Fal-Object-Lifecycle")),
            uploaded_at=now,
            headers=dict(headers),
        )
        self.files[path] = file
        return file


@dataclass(frozen=True, slots=True, kw_only=True)
class StorageRoutes:
    """Maps HTTP to the storage. ``base_url`` is a callable because the port is unknown until the server listens."""

    storage: Storage
    faults: Faults
    clock: SandboxClock
    key: str
    base_url: Callable[[], str]

    def routes(self) -> list[web.RouteDef]:
        """Return the routes of the storage; they come before those of the queue."""
        return [
            web.post("/storage/auth/token", self._token),
            web.post("/storage/upload/initiate", self._initiate),
            web.put("/storage/upload/{path:.+}", self._put),
            web.post("/files/upload/multipart", self._begin_parts),
            web.put("/{path:files/r/.+}/multipart/{upload}/{number}", self._put_part),
            web.post("/{path:files/r/.+}/multipart/{upload}/complete", self._complete_parts),
            web.post("/files/upload", self._upload),
        ]

    async def _token(self, request: web.Request) -> web.StreamResponse:
        effect = take_fault(self.faults, "storage", authorization=request.headers.get("Authorization", ""))
        if (faulty := await self._faulty(request, effect)) is not None:
            return faulty
        if refusal := refuse_key(request.headers.get("Authorization"), self.key):
            return error_response("", refusal)
        token, until = self.storage.new_token()
        base_url = _FOREIGN if self.faults.take("fal.storage.foreign-base") is not None else self.base_url()
        return web.json_response(
            {
                "token": token,
                "token_type": "Bearer",
                "base_url": base_url,
                "expires_at": datetime.fromtimestamp(until, UTC).isoformat(),
            }
        )

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        return await self._receive(request, lambda data: self._stored(request, data))

    async def _receive(
        self, request: web.Request, store: Callable[[bytes], web.Response]
    ) -> web.StreamResponse:
        """Receive a body, subject to faults, and store it."""
        authorization = request.headers.get("Authorization", "")
        effect = take_fault(self.faults, "upload", authorization=authorization)
        if effect.reset or effect.answer is not None:
            return await self._faulty(request, effect) or reset(request, "")
        if not self.storage.accepts(authorization):
            return error_response("", bare_detail(401, "Invalid or expired token"))
        data = await request.read()
        if len(data) > _MAX_BYTES or self.faults.take("fal.upload.413") is not None:
            return error_response("", bare_detail(413, "File is too large"))
        if self.faults.take("fal.upload.partial") is not None:
            data = data[: len(data) // 2]
        response = store(data)
        return await self._faulty(request, effect) or response

    def _stored(self, request: web.Request, data: bytes) -> web.Response:
        file = self.storage.add(request.headers, request.content_type, data)
        if (params := self.faults.take("fal.upload.echo-url")) is not None:
            echo = str(params.get("text", request.headers.get("Authorization", "")))
            return web.json_response({"access_url": f"{self.base_url()}{file.path}?token={quote(echo)}"})
        foreign = self.faults.take("fal.upload.foreign-url") is not None
        return web.json_response({"access_url": f"{_FOREIGN if foreign else self.base_url()}{file.path}"})

    async def _initiate(self, request: web.Request) -> web.StreamResponse:
        if refusal := refuse_key(request.headers.get("Authorization"), self.key):
            return error_response("", refusal)
        body = json.loads(await request.text())
        file = self.storage.add(request.headers, str(body["content_type"]), None)
        signed = f"/storage/upload{file.path}?signature={secrets.token_hex(16)}"
        urls = {"upload_url": f"{self.base_url()}{signed}", "file_url": f"{self.base_url()}{file.path}"}
        return web.json_response(urls)

    async def _put(self, request: web.Request) -> web.StreamResponse:
        file = self.storage.files.get(f"/{request.match_info['path']}")
        if file is None or "signature" not in request.query:
            return web.Response(status=403)
        file.data = await request.read()
        return web.Response()

    async def _begin_parts(self, request: web.Request) -> web.StreamResponse:
        if not self.storage.accepts(request.headers.get("Authorization")):
            return error_response("", bare_detail(401, "Invalid or expired token"))
        file, upload = self.storage.add(request.headers, request.content_type, None), secrets.token_hex(8)
        self.storage.parts[upload] = {}
        return web.json_response({"access_url": f"{self.base_url()}{file.path}", "uploadId": upload})

    async def _put_part(self, request: web.Request) -> web.StreamResponse:
        parts = self.storage.parts.get(request.match_info["upload"])
        if parts is None:
            return web.Response(status=404)

        def store(data: bytes) -> web.Response:
            parts[int(request.match_info["number"])] = data
            return web.Response(headers={"ETag": hashlib.md5(data, usedforsecurity=False).hexdigest()})

        return await self._receive(request, store)

    async def _complete_parts(self, request: web.Request) -> web.StreamResponse:
        named = json.loads(await request.text())["parts"]
        parts = self.storage.parts.pop(request.match_info["upload"], {})
        file = self.storage.files.get(f"/{request.match_info['path']}")
        if file is None or {part["partNumber"] for part in named} != set(parts):
            return error_response("", bare_detail(400, "Parts are missing"))
        file.data = b"".join(parts[number] for number in sorted(parts))
        return web.json_response({})

    async def _faulty(self, request: web.Request, effect: FaultEffect) -> web.StreamResponse | None:
        """Apply a fault's delay and return its replacement response, if it has one."""
        if effect.reset or effect.taken_then_reset:
            return reset(request, "")
        if effect.half:
            return await half_response(request)
        if effect.garbage:
            return web.Response(text=GARBAGE, content_type="text/html")
        if effect.oversized is not None:
            return await oversized_response(request, effect.oversized)
        await self.clock.sleep(effect.slow_seconds)
        return None if effect.answer is None else error_response("", effect.answer)


def lifetime(lifecycle: str | None) -> float:
    """Return the lifetime in seconds that a header requests; infinity without one, or with 0."""
    requested: Any = json.loads(lifecycle or "{}")
    return float(requested.get("expiration_duration_seconds") or math.inf)
