"""Pictures of a chosen weight, for tests of upload limits and for benchmarks."""

from __future__ import annotations

import functools
import random
import struct
import zlib

__all__ = ["FixedSizeArtist"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class FixedSizeArtist:
    """Draws valid PNG files of about ``picture_bytes`` bytes, whatever the prompt.

    The weight sits in pixels of noise as far as the picture has room for it, so that a
    re-encoding cannot make it vanish; what is left over goes into a private chunk that
    every decoder skips. Each size is made once.
    """

    def __init__(self, picture_bytes: int) -> None:
        self._bytes = picture_bytes
        self._made = functools.lru_cache(maxsize=8)(self._make)

    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:  # noqa: ARG002
        """A PNG of ``width`` x ``height`` pixels; the same for every prompt and index."""
        return self._made(width, height)

    def _make(self, width: int, height: int) -> bytes:
        row = 3 * width + 1
        blank = len(zlib.compress(bytes(row * height), 1))
        noisy_rows = min(height, max(0, self._bytes - blank) // row)
        noise = random.Random(f"{width}x{height}")
        rows = b"".join(b"\0" + noise.randbytes(row - 1) for _ in range(noisy_rows))
        pixels = zlib.compress(rows + bytes(row * (height - noisy_rows)), 1)
        header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        body = header + _chunk(b"IDAT", pixels)
        padding = max(0, self._bytes - len(body))
        return _SIGNATURE + body + _chunk(b"paDd", noise.randbytes(padding)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
