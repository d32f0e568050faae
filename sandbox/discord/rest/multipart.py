"""Reads a request's body: JSON, or multipart with ``payload_json`` and ``files[n]``."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from sandbox.discord.errors import ApiError
from sandbox.discord.files import FileStore
from sandbox.discord.record import UploadedFile

__all__ = ["Parsed", "parse_body"]

_CHUNK = 256 * 1024


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
    files: list[UploadedFile] = []
    size = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        data = await _read(part)
        size += len(data)
        if part.name == "payload_json":
            body = _load(data)
        elif part.filename is not None:
            files.append(
                UploadedFile(
                    field=part.name or "",
                    filename=part.filename,
                    content_type=_media_type(part.filename),
                    blob=store.keep(data),
                )
            )
    return Parsed(json=body, files=tuple(files), size=max(size, request.content_length or 0))


async def _read(part: BodyPartReader) -> bytes:
    # In large pieces: aiohttp's own read() takes 8 KiB at a time, which is most of an upload's cost.
    data = bytearray()
    while chunk := await part.read_chunk(_CHUNK):
        data += chunk
    return bytes(data)


def _media_type(filename: str) -> str:
    # The part's own type is always application/octet-stream: discord.py sends nothing else.
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"


def _load(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None
