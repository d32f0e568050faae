"""Pictures that members attach in tests."""

from __future__ import annotations

import io

from PIL import Image

__all__ = ["png"]


def png(color: str = "red", size: tuple[int, int] = (640, 480)) -> bytes:
    """Return a PNG of one color."""
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, "PNG")
    return file.getvalue()
