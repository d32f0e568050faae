"""Plain artist: pictures of one color, which cost a test a hundredth of the sandbox's drawings."""

from __future__ import annotations

import hashlib

from sandbox.fal.artist.fixed_size import png_file

__all__ = ["PlainArtist"]


class PlainArtist:
    """Draws a picture in a color of its own for every prompt, quality and index."""

    def draw(self, prompt: str, width: int, height: int, quality: str, index: int) -> bytes:
        """Return a PNG of ``width`` x ``height`` pixels."""
        seed = f"{prompt}\0{quality}\0{index}".encode("utf-8", "surrogatepass")
        color = hashlib.sha256(seed).digest()[:3]
        return png_file(width, height, (b"\0" + color * width) * height)
