"""Image store: saves the files the bot posts under descriptive names."""

from __future__ import annotations

import re
from pathlib import Path

from sandbox.contact_sheet import Row
from sandbox.discord import Message

__all__ = ["ImageStore"]

_SLUG_LENGTH = 28


class ImageStore:
    """Saves pictures into ``folder``, which is created for the first one; ``rows`` lists them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: list[Row] = []

    def save(self, message: Message, *, user: str, prompt: str, note: str = "") -> Row:
        """Save the pictures of ``message`` as ``<number>-<user>-<prompt>-<n>.<ext>``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        stem = f"{len(self.rows) + 1:02d}-{_slug(user)}-{_slug(prompt)}"
        paths = []
        for number, attachment in enumerate(message.attachments, 1):
            path = self.folder / f"{stem}-{number}{Path(attachment.filename).suffix}"
            path.write_bytes(attachment.data)
            paths.append(path)
        sizes = " and ".join(sorted({f"{one.width} x {one.height}" for one in message.attachments}))
        row = Row(pictures=tuple(paths), prompt=prompt, note=", ".join(filter(None, (user, note, sizes))))
        self.rows.append(row)
        return row


def _slug(text: str) -> str:
    """Lower-case words with hyphens, cut after a whole word; safe in a file name on any system."""
    slug = ""
    for word in re.findall(r"[a-z0-9]+", text.casefold()):
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _SLUG_LENGTH:
            break
        slug = longer
    return slug or "picture"
