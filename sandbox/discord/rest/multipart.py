"""Reads a request's body: JSON, or multipart with ``payload_json`` and ``files[n]``."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from aiohttp import web

from sandbox.discord.errors import ApiError
from sandbox.discord.files import Blob, FileStore
from sandbox.discord.rest.parts import BrokenFormError, parts_of
from sandbox.discord.traffic_log import UploadedFile

__all__ = ["Parsed", "parse_body"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A body: its JSON, its files, and its size on the wire in bytes."""

    json: Any = None
    files: tuple[UploadedFile, ...] = ()
    size: int = 0


async def parse_body(request: web.Request, store: FileStore) -> Parsed:
    """Read the whole body.

    Raises 400 / 50109 for JSON that is none. Bodies of other types (the empty
    octet-stream of a reaction) count as no body.
    """
    if request.content_type == "multipart/form-data":
        return await _parse_multipart(request, store)
    data = await request.read()
    if request.content_type != "application/json" or not data:
        return Parsed(size=len(data))
    return Parsed(json=_load(data), size=len(data))


async def _parse_multipart(request: web.Request, store: FileStore) -> Parsed:
    body: Any = None
    names: list[tuple[str, str]] = []
    kept: list[asyncio.Future[Blob]] = []
    size = 0
    try:
        async for part in parts_of(request.content.iter_any(), _boundary(request)):
            size += len(part.content)
            if part.name == "payload_json":
                body = _load(bytes(part.content))
            elif part.filename is not None:
                names.append((part.name, part.filename))
                # In a thread, while the next part comes in: hashing and writing take longer than receiving.
                kept.append(asyncio.ensure_future(asyncio.to_thread(store.keep, part.content)))
    except BrokenFormError:
        raise _invalid() from None
    finally:
        await asyncio.wait(kept) if kept else None
    files = tuple(
        UploadedFile(field=field, filename=name, content_type=_media_type(name), blob=blob.result())
        for (field, name), blob in zip(names, kept, strict=True)
    )
    return Parsed(json=body, files=files, size=max(size, request.content_length or 0))


def _boundary(request: web.Request) -> str:
    message = EmailMessage()
    message["Content-Type"] = request.headers["Content-Type"]
    return message.get_boundary() or ""


def _media_type(filename: str) -> str:
    # The part's own type is always application/octet-stream: discord.py sends nothing else.
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"


def _load(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        raise _invalid() from None


def _invalid() -> ApiError:
    return ApiError(400, 50109, "The request body contains invalid JSON.")
