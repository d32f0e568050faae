"""Result files of finished requests: their URLs and, on demand, their contents.

Nothing is stored on disk. A file is drawn when first read, held in a bounded cache and, after eviction, drawn
again with identical bytes.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import math
import string
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import quote

from PIL import Image

from sandbox.fal.artist.edits import cut_out, draw_edit, enlarge
from sandbox.fal.request import FalRequest, UrlFault
from sandbox.fal.validate import ImageSpec

__all__ = ["ImageGenerator", "ResultFile", "ResultFiles"]

_CACHE_BYTES = 128 * 1024 * 1024
_NAME_LENGTH = 21
_ALPHABET = string.ascii_letters + string.digits + "_-"
_FAULTY_HOSTS: dict[UrlFault | None, str] = {
    UrlFault.FOREIGN_HOST: "https://pictures.example.net",
    UrlFault.PLAIN_HTTP_HOST: "http://v3b.fal.media",
}


class ImageGenerator(Protocol):
    """Generates an image from a prompt; called in a worker thread."""

    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:
        """Return a PNG file of exactly ``width`` x ``height`` pixels; equal arguments give equal bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFile:
    """An image to draw on demand; ``index`` distinguishes the images of one prompt.

    ``expires_at`` is in epoch seconds of the sandbox's clock.
    """

    spec: ImageSpec
    index: int
    path: str
    expires_at: float = math.inf

    @property
    def content_type(self) -> str:
        """The file's media type."""
        return f"image/{self.spec.output_format}"


class ResultFiles:
    """All files that results have linked to. ``reference`` returns an uploaded picture by its URL path."""

    def __init__(self, generator: ImageGenerator, *, reference: Callable[[str], bytes]) -> None:
        self._generator = generator
        self._reference = reference
        self._files: dict[str, ResultFile] = {}
        self._first_index: dict[str, int] = {}
        self._drawn_before: Counter[str] = Counter()
        self._cache: OrderedDict[tuple[ImageSpec, int], bytes] = OrderedDict()
        self._cached_bytes = 0

    def find(self, path: str) -> ResultFile | None:
        """Return the file at a URL path such as ``/files/b/0a1b2c3d/<name>.png``."""
        return self._files.get(path)

    async def content(self, file: ResultFile) -> bytes:
        """Return the file's bytes in the requested format."""
        key = (file.spec, file.index)
        data = self._cache.get(key)
        if data is None:
            data = await asyncio.to_thread(self._draw, file)
            self._keep(key, data)
        else:
            self._cache.move_to_end(key)
        return data

    async def images(
        self, request: FalRequest, files_url: str, other_port_url: str = ""
    ) -> list[dict[str, Any]]:
        """Build the ``images`` list of a finished request's result."""
        spec, fault = request.outcome.spec, request.outcome.url_fault
        if spec is None:
            return []
        if fault is UrlFault.OTHER_PORT:
            files_url = other_port_url
        if request.id not in self._first_index:
            # A repeated prompt gets new images.
            self._first_index[request.id] = self._drawn_before[spec.prompt]
            self._drawn_before[spec.prompt] += spec.count
        first = self._first_index[request.id]
        specs, other = [spec] * spec.count, request.outcome.every_second
        if other is not None:
            specs[1::2] = [replace(spec, width=other[0], height=other[1])] * len(specs[1::2])
        files = [self._file(request, spec, first + number) for number, spec in enumerate(specs)]
        entries = [await self._entry(file, fault, files_url) for file in files]
        return (
            [_with_echo(entry, request.outcome.echo) for entry in entries]
            if request.outcome.echo_in_pictures
            else entries
        )

    async def _entry(self, file: ResultFile, fault: UrlFault | None, files_url: str) -> dict[str, Any]:
        data = await self.content(file)
        url = _FAULTY_HOSTS.get(fault, files_url) + file.path
        if file.spec.inline or fault is UrlFault.DATA_URI:
            url = f"data:{file.content_type};base64,{base64.b64encode(data).decode()}"
        return {
            "url": url,
            "content_type": file.content_type,
            "file_name": file.path.rpartition("/")[2],
            "file_size": len(data),
            "width": file.spec.width,
            "height": file.spec.height,
        }

    def _file(self, request: FalRequest, spec: ImageSpec, index: int) -> ResultFile:
        digest = hashlib.sha256(f"{request.id}:{index}".encode()).digest()
        name = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_NAME_LENGTH])
        path = f"/files/b/{digest[-4:].hex()}/{name}.{spec.output_format}"
        expires_at = (request.finished_at or math.inf) + request.file_seconds
        file = ResultFile(spec=spec, index=index, path=path, expires_at=expires_at)
        return self._files.setdefault(path, file)

    def _draw(self, file: ResultFile) -> bytes:
        spec = file.spec
        if spec.operation != "generate":
            return _encoded(self._changed(file), spec.output_format)
        png = self._generator.draw(spec.prompt, spec.width, spec.height, spec.quality, file.index)
        if spec.output_format == "png":
            return png
        with Image.open(io.BytesIO(png)) as image:
            return _encoded(image.convert("RGB"), spec.output_format)

    def _changed(self, file: ResultFile) -> Image.Image:
        """Draw the result of an edit, upscale or cut-out."""
        spec, size = file.spec, (file.spec.width, file.spec.height)
        references = [self._reference(path) for path in spec.references]
        if spec.operation == "upscale":
            return enlarge(references[0], size)
        if spec.operation == "cutout":
            return cut_out(references[0], size)
        return draw_edit(references, spec.prompt, size, spec.quality, file.index)

    def _keep(self, key: tuple[ImageSpec, int], data: bytes) -> None:
        if key not in self._cache:
            self._cached_bytes += len(data)
        self._cache[key] = data
        while self._cached_bytes > _CACHE_BYTES and len(self._cache) > 1:
            _, dropped = self._cache.popitem(last=False)
            self._cached_bytes -= len(dropped)


def _encoded(image: Image.Image, form: str) -> bytes:
    options = {"compress_level": 1} if form == "png" else {"quality": 90}
    with io.BytesIO() as file:
        (image.convert("RGB") if form == "jpeg" else image).save(file, form, **options)
        return file.getvalue()


def _with_echo(entry: dict[str, Any], echo: str) -> dict[str, Any]:
    content_type = f"{entry['content_type']}; name={echo}"
    return entry | {
        "url": f"{entry['url']}?key={quote(echo)}",
        "file_name": echo,
        "content_type": content_type,
    }
