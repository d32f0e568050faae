"""Keeps the pictures that the bot posted, under names that say what they are."""

from __future__ import annotations

import re
from pathlib import Path

from sandbox.contact_sheet import Print
from sandbox.discord import Message

__all__ = ["Album"]

_SLUG_LENGTH = 28


class Album:
    """Saves into ``folder``, which is made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prints: list[Print] = []

    def keep(self, message: Message, *, who: str, prompt: str, note: str = "") -> Print:
        """Save the pictures of ``message`` as ``<number>-<who>-<prompt>-<n>.<ext>``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        stem = f"{len(self.prints) + 1:02d}-{_slug(who)}-{_slug(prompt)}"
        paths = []
        for number, attachment in enumerate(message.attachments, 1):
            extension = Path(attachment.filename).suffix
            path = self.folder / f"{stem}-{number}{extension}"
            path.write_bytes(attachment.data)
            paths.append(path)
        sizes = sorted({f"{one.width} x {one.height}" for one in message.attachments})
        facts = ", ".join(filter(None, (who, note, " and ".join(sizes))))
        kept = Print(pictures=tuple(paths), prompt=prompt, note=facts)
        self.prints.append(kept)
        return kept


def _slug(text: str) -> str:
    """Lower case and hyphens, cut after a whole word; safe as a part of a file name anywhere."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > _SLUG_LENGTH:
            break
        slug = longer
    return slug or "picture"
