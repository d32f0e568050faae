"""File store: uploaded bytes in one temporary file per distinct content.

This limits memory use in long sessions. Equal contents (a retried upload) share a file.
"""

from __future__ import annotations

import hashlib
import itertools
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

__all__ = ["Blob", "FileStore", "sniff_image"]

_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A stored file: its path and size in bytes."""

    path: Path
    size: int

    def read(self) -> bytes:
        """Read the content. Fails once the store is closed."""
        return self.path.read_bytes()


class FileStore:
    """A temporary directory that exists as long as the simulator."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._opening = threading.Lock()
        self._numbers = itertools.count()

    def keep(self, data: bytes | memoryview) -> Blob:
        """Store ``data`` and return its handle; thread-safe."""
        folder = self._open()
        path = folder / hashlib.sha256(data).hexdigest()
        if not path.exists():
            part = folder / f"{next(self._numbers)}.part"
            part.write_bytes(data)
            part.replace(path)  # atomic: another thread storing the same bytes never sees half a file
        return Blob(path=path, size=len(data))

    def _open(self) -> Path:
        with self._opening:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="sandbox-discord-")
            return Path(self._folder.name)

    def close(self) -> None:
        """Delete all files. May be called more than once."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def sniff_image(path: Path) -> tuple[str, int, int] | None:
    """Read an image's media type, width and height in pixels; ``None`` if the file is not an image."""
    try:
        with Image.open(path) as image:
            media_type = _MEDIA_TYPES.get(image.format or "")
            return (media_type, image.width, image.height) if media_type else None
    except (UnidentifiedImageError, OSError, ValueError):
        return None
