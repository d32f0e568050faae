"""The pictures of finished requests: their addresses, and their bytes when somebody asks.

Nothing is stored on disk. A picture is drawn when it is first needed, kept in a bounded
cache, and drawn again, byte for byte the same, if the cache has let it go.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import string
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import Any, Protocol

from PIL import Image

from sandbox.fal.request import FalRequest, PictureFault
from sandbox.fal.validate import ImageSpec

__all__ = ["ImageGenerator", "Picture", "ResultFiles"]

_CACHE_BYTES = 128 * 1024 * 1024
_NAME_LENGTH = 21
_ALPHABET = string.ascii_letters + string.digits + "_-"


class ImageGenerator(Protocol):
    """Whatever makes a picture from a prompt; it is called in a worker thread."""

    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:
        """A PNG file of exactly ``width`` x ``height`` pixels; equal arguments, equal bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that can be drawn: ``index`` tells the pictures of one prompt apart."""

    order: ImageSpec
    index: int
    path: str

    @property
    def content_type(self) -> str:
        """The file's media type."""
        return f"image/{self.order.output_format}"

    @property
    def file_name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


class ResultFiles:
    """Knows every picture that a result has named."""

    def __init__(self, painter: ImageGenerator) -> None:
        self._painter = painter
        self._pictures: dict[str, Picture] = {}
        self._first_index: dict[str, int] = {}
        self._drawn_before: Counter[str] = Counter()
        self._cache: OrderedDict[tuple[ImageSpec, int], bytes] = OrderedDict()
        self._cached_bytes = 0

    def find(self, path: str) -> Picture | None:
        """The picture at a URL path such as ``/files/b/0a1b2c3d/<name>.png``."""
        return self._pictures.get(path)

    async def file(self, picture: Picture) -> bytes:
        """The picture's file in the format that was ordered."""
        key = (picture.order, picture.index)
        data = self._cache.get(key)
        if data is None:
            data = await asyncio.to_thread(self._draw, picture)
            self._keep(key, data)
        else:
            self._cache.move_to_end(key)
        return data

    async def images(self, request: FalRequest, files_url: str) -> list[dict[str, Any]]:
        """The ``images`` list of a finished request's result."""
        order = request.fate.order
        if order is None:
            return []
        first = self._start_at(request, order)
        pictures = [self._place(request, order, first + number) for number in range(order.count)]
        return [await self._entry(picture, request.fate.picture_fault, files_url) for picture in pictures]

    async def _entry(self, picture: Picture, fault: PictureFault | None, files_url: str) -> dict[str, Any]:
        data = await self.file(picture)
        order = picture.order
        inline = order.inline or fault is PictureFault.DATA_URI
        return {
            "url": _data_uri(picture, data) if inline else _host(fault, files_url) + picture.path,
            "content_type": picture.content_type,
            "file_name": picture.file_name,
            "file_size": len(data),
            "width": order.width,
            "height": order.height,
        }

    def _start_at(self, request: FalRequest, order: ImageSpec) -> int:
        """The index of a request's first picture: a prompt that comes again gets new pictures."""
        if request.id not in self._first_index:
            self._first_index[request.id] = self._drawn_before[order.prompt]
            self._drawn_before[order.prompt] += order.count
        return self._first_index[request.id]

    def _place(self, request: FalRequest, order: ImageSpec, index: int) -> Picture:
        digest = hashlib.sha256(f"{request.id}:{index}".encode()).digest()
        name = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_NAME_LENGTH])
        path = f"/files/b/{digest[-4:].hex()}/{name}.{order.output_format}"
        return self._pictures.setdefault(path, Picture(order=order, index=index, path=path))

    def _draw(self, picture: Picture) -> bytes:
        order = picture.order
        png = self._painter.draw(order.prompt, order.width, order.height, order.quality, picture.index)
        if order.output_format == "png":
            return png
        with Image.open(io.BytesIO(png)) as image, io.BytesIO() as file:
            image.convert("RGB").save(file, order.output_format, quality=90)
            return file.getvalue()

    def _keep(self, key: tuple[ImageSpec, int], data: bytes) -> None:
        if key not in self._cache:
            self._cached_bytes += len(data)
        self._cache[key] = data
        while self._cached_bytes > _CACHE_BYTES and len(self._cache) > 1:
            _, dropped = self._cache.popitem(last=False)
            self._cached_bytes -= len(dropped)


def _data_uri(picture: Picture, data: bytes) -> str:
    return f"data:{picture.content_type};base64,{base64.b64encode(data).decode()}"


def _host(fault: PictureFault | None, files_url: str) -> str:
    if fault is PictureFault.FOREIGN_HOST:
        return "https://pictures.example.net"
    if fault is PictureFault.PLAIN_HTTP_HOST:
        return "http://v3b.fal.media"
    return files_url
