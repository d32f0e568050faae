"""Request body parser: JSON, or multipart with ``payload_json`` and ``files[n]``.

A multipart body is split into its parts as it arrives, copying its bytes once. aiohttp's own reader copies
every chunk several times and searches it for line endings; for images of several megabytes that dominated the
upload time, and a benchmark attributed it to the bot. Format: RFC 2046 section 5.1.1, RFC 7578.
"""

from __future__ import annotations

import asyncio
import json
import mimetypes
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from aiohttp import parse_content_disposition, web

from sandbox.discord.errors import ApiError
from sandbox.discord.files import Blob, FileStore
from sandbox.discord.traffic_log import UploadedFile

__all__ = ["BrokenFormError", "Parsed", "Part", "parse_body", "parts_of"]

_HEAD_BYTES = 16 * 1024


class BrokenFormError(Exception):
    """The body does not match the form declared by its header."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A field of a form."""

    name: str
    filename: str | None
    content: memoryview


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A parsed body: its JSON, its files, and its size on the wire in bytes."""

    json: Any = None
    files: tuple[UploadedFile, ...] = ()
    size: int = 0


async def parse_body(request: web.Request, store: FileStore) -> Parsed:
    """Read and parse the whole body.

    Ignores bodies of other types (the empty octet-stream of a reaction). Raises 400 / 50109 for invalid JSON.
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
                # Hash and write in a thread while the next part arrives: both take longer than receiving it.
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


async def parts_of(body: AsyncIterator[bytes], boundary: str) -> AsyncIterator[Part]:
    """Yield each part once it is complete; anything after the last one is read and discarded.

    Raises :class:`BrokenFormError`.
    """
    delimiter = b"\r\n--" + boundary.encode("latin-1", "replace")
    section = bytearray(b"\r\n")  # the first delimiter has no line ending before it
    searched, opened, closed = 0, False, False
    async for piece in body:
        if closed:
            continue
        section += piece
        while not (closed := opened and section.startswith(b"--")):
            at = section.find(delimiter, searched)
            if at < 0:
                searched = max(0, len(section) - len(delimiter) + 1)
                break
            rest, searched = section[at + len(delimiter) :], 0
            del section[at:]
            if opened:
                yield _part(section)
            section, opened = rest, True
    if not closed:
        raise BrokenFormError("the last boundary is missing")


def _part(section: bytearray) -> Part:
    # A section starts with its delimiter's line ending; without headers, the blank line follows at once.
    end = section.find(b"\r\n\r\n", 0, _HEAD_BYTES)
    if end < 0:
        raise BrokenFormError("a part has no headers")
    named: dict[str, str] = {}
    for line in bytes(section[:end]).decode("utf-8", "surrogateescape").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            named = parse_content_disposition(value.strip())[1]
    return Part(
        name=named.get("name", ""),
        filename=named.get("filename*", named.get("filename")),
        content=memoryview(section)[end + 4 :],
    )


def _boundary(request: web.Request) -> str:
    message = EmailMessage()
    message["Content-Type"] = request.headers["Content-Type"]
    return message.get_boundary() or ""


def _media_type(filename: str) -> str:
    # discord.py sends application/octet-stream for every part.
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"


def _load(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        raise _invalid() from None


def _invalid() -> ApiError:
    return ApiError(400, 50109, "The request body contains invalid JSON.")
