"""Small real pictures, and files that only look like pictures."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

from PIL import Image

from bot.generation.pictures import Picture, verify

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
    found = verify(path)
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
