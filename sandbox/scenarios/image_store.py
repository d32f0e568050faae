"""Image store: saves the bot's pictures under descriptive names."""

from __future__ import annotations

import re
from pathlib import Path

from sandbox.discord import Message

__all__ = ["ImageStore"]

_SLUG_LENGTH = 28


class ImageStore:
    """Saves pictures in ``folder``, which it creates if needed; ``saved`` lists the files of each result."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.saved: list[tuple[Path, ...]] = []

    def save(self, message: Message, *, user: str, prompt: str) -> tuple[Path, ...]:
        """Save the pictures of ``message`` as ``<number>-<user>-<prompt>-<n>.<ext>``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        stem = f"{len(self.saved) + 1:02d}-{_slug(user)}-{_slug(prompt)}"
        paths = []
        for number, attachment in enumerate(message.attachments, 1):
            paths.append(self.folder / f"{stem}-{number}{Path(attachment.filename).suffix}")
            paths[-1].write_bytes(attachment.data)
        self.saved.append(tuple(paths))
        return self.saved[-1]


def _slug(text: str) -> str:
    """Convert to lowercase hyphenated words, truncated at a word; safe in file names on any system."""
    slug = ""
    for word in re.findall(r"[a-z0-9]+", text.casefold()):
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _SLUG_LENGTH:
            break
        slug = longer
    return slug or "picture"
