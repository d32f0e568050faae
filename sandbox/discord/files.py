"""Where uploaded bytes live: one temporary file a distinct content.

Discord keeps what it is given; a long session would otherwise keep every picture in
memory. Equal contents (a retried upload) share one file.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

__all__ = ["Blob", "FileStore", "sniff_image"]

_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes on disk, and their number."""

    path: Path
    size: int

    def read(self) -> bytes:
        """The content. Fails once the store is closed."""
        return self.path.read_bytes()


class FileStore:
    """A directory that lives as long as the simulator."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def keep(self, data: bytes) -> Blob:
        """Store ``data`` and return the handle to it."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="sandbox-discord-")
        path = Path(self._folder.name) / hashlib.sha256(data).hexdigest()
        if not path.exists():
            path.write_bytes(data)
        return Blob(path=path, size=len(data))

    def close(self) -> None:
        """Remove everything. May be called twice."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def sniff_image(data: bytes) -> tuple[str, int, int] | None:
    """Media type, width and height in pixels by the file's header; ``None`` if it is no picture."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            media_type = _MEDIA_TYPES.get(image.format or "")
            return (media_type, image.width, image.height) if media_type else None
    except (UnidentifiedImageError, OSError, ValueError):
        return None
