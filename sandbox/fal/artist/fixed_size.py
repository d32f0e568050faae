"""Fixed-size pictures, for benchmarks and tests of upload limits."""

from __future__ import annotations

import functools
import random
import struct
import zlib

__all__ = ["FixedSizeArtist", "png_file"]


class FixedSizeArtist:
    """Draws valid PNG files of about ``picture_bytes`` bytes for any prompt.

    The pixels are filled with noise, so that re-encoding cannot shrink the file; any remaining bytes are in
    a private chunk that decoders skip. Each size is generated once.
    """

    def __init__(self, picture_bytes: int) -> None:
        self._bytes = picture_bytes
        self._made = functools.lru_cache(maxsize=8)(self._make)

    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:  # noqa: ARG002
        """Return a PNG of ``width`` x ``height`` pixels, the same for every prompt and index."""
        return self._made(width, height)

    def _make(self, width: int, height: int) -> bytes:
        row = 3 * width + 1
        blank = len(zlib.compress(bytes(row * height), 1))
        noisy_rows = min(height, max(0, self._bytes - blank) // row)
        noise = random.Random(f"{width}x{height}")
        rows = b"".join(b"\0" + noise.randbytes(row - 1) for _ in range(noisy_rows))
        rows += bytes(row * (height - noisy_rows))
        padding = max(0, self._bytes - len(png_file(width, height, rows)))
        return png_file(width, height, rows, private=noise.randbytes(padding))


def png_file(width: int, height: int, rows: bytes, *, private: bytes = b"") -> bytes:
    """Build a PNG file from 8-bit RGB ``rows``, each of which starts with its filter byte."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = {b"IHDR": header, b"IDAT": zlib.compress(rows, 1), b"paDd": private, b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks.items()
    )
