"""Samples: small real pictures, files that imitate pictures, and helpers to request them."""

from __future__ import annotations

import base64
import io
import random
import struct
import zlib
from pathlib import Path

from PIL import Image

from bot.images import Picture, PictureFailure, PictureFetcher, PictureRef, probe

PNG, JPEG, WEBP = "image/png", "image/jpeg", "image/webp"


def encoded(form: str, size: tuple[int, int] = (48, 32), mode: str = "RGB", **options: object) -> bytes:
    """A picture of a slanted gradient, in any format and mode that Pillow can write."""
    gradient = Image.linear_gradient("L").rotate(30).resize(size)
    buffer = io.BytesIO()
    gradient.convert(mode).save(buffer, form, **options)
    return buffer.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def hollow_png(width: int, height: int) -> bytes:
    """A well-formed PNG structure that promises any size and holds hardly a pixel."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(b"\x00" * 64))
        + png_chunk(b"IEND", b"")
    )


def noise(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """The hardest picture to compress: every level of every pixel is random (and the same each run)."""
    width, height = size
    return Image.frombytes(mode, size, random.Random(7).randbytes(width * height * len(mode)))


def as_picture(path: Path, index: int = 0) -> Picture:
    """What the fetcher would have said about the file at ``path``."""
    found = probe(path)
    return Picture(
        index=index,
        path=path,
        media_type=found.media_type,
        width=found.width,
        height=found.height,
        size_bytes=found.size_bytes,
    )


def spooled(folder: Path, data: bytes, index: int = 0) -> Picture:
    path = folder / f"{index}.bin"
    path.write_bytes(data)
    return as_picture(path, index)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


IMAGE = encoded("PNG", (64, 64))


def data_uri(body: bytes, media_type: str = PNG) -> str:
    return f"data:{media_type};base64,{base64.b64encode(body).decode()}"


def refs(*urls: str) -> list[PictureRef]:
    return [PictureRef(url=url) for url in urls]


async def failure(fetcher: PictureFetcher, url: str, content_type: str | None = None) -> PictureFailure:
    """Fetch one file that is expected to fail, and say how it did."""
    fetched = await fetcher.fetch_all("job1", [PictureRef(url=url, content_type=content_type)])
    assert fetched.pictures == ()
    return fetched.failures[0]
