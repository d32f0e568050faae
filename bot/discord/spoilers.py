"""Spoilers of sent files: changed in place, or by uploading the files again.

Since 2026-06-24, Discord lets apps edit ``is_spoiler`` and ``description`` of sent attachments. The name prefix
``SPOILER_``, with which discord.py uploads spoilers, cannot be edited, so such a file is uploaded again to show it.
All files are also uploaded again if Discord rejects or ignores the edit.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager
from typing import Any, cast

import discord
import structlog

from bot.discord.errors import RouteClosedError
from bot.discord.uploads import SPOILER_PREFIX

__all__ = ["change_spoilers"]

log = structlog.stdlib.get_logger(__name__)

_INVALID_FORM = 50035

Files = Sequence[discord.Attachment | discord.File]


async def change_spoilers(
    attachments: Sequence[discord.Attachment],
    edit: Callable[[Files], Awaitable[discord.Message]],
    *,
    covered: bool,
) -> discord.Message | None:
    """Cover or show the files of a message; return the edited message, or ``None`` if nothing had to change.

    ``edit`` replaces the message's files with those given.
    """
    if all(file.is_spoiler() == covered for file in attachments):
        return None
    if covered or not any(file.filename.startswith(SPOILER_PREFIX) for file in attachments):
        message = await _changed_in_place(attachments, edit, covered=covered)
        if message is not None:
            return message
        log.warning("Discord did not change a spoiler in place; uploading the files again")
    async with _renamed(attachments, covered=covered) as files:
        return await edit(files)


class _Kept:
    """A sent attachment with other properties: discord.py sends what ``to_dict`` returns."""

    def __init__(self, attachment: discord.Attachment, *, covered: bool) -> None:
        self._attachment = attachment
        self._covered = covered

    def to_dict(self) -> dict[str, Any]:
        kept: dict[str, Any] = {"id": self._attachment.id, "is_spoiler": self._covered}
        if self._attachment.description is not None:
            kept["description"] = self._attachment.description
        return kept


async def _changed_in_place(
    attachments: Sequence[discord.Attachment],
    edit: Callable[[Files], Awaitable[discord.Message]],
    *,
    covered: bool,
) -> discord.Message | None:
    """Return the edited message; ``None`` if Discord rejects the edit or returns the files unchanged."""
    files = [cast("discord.Attachment", _Kept(file, covered=covered)) for file in attachments]
    try:
        message = await edit(files)
    except (discord.HTTPException, RouteClosedError) as error:
        if error.code != _INVALID_FORM:
            raise
        return None
    changed = len(message.attachments) == len(attachments) and all(
        file.is_spoiler() == covered for file in message.attachments
    )
    return message if changed else None


@asynccontextmanager
async def _renamed(
    attachments: Sequence[discord.Attachment], *, covered: bool
) -> AsyncIterator[list[discord.File]]:
    """Download the files one by one to temporary files."""
    with ExitStack() as stack:
        files: list[discord.File] = []
        for attachment in attachments:
            copy = stack.enter_context(tempfile.TemporaryFile())
            await attachment.save(copy, seek_begin=True)
            name = attachment.filename.removeprefix(SPOILER_PREFIX)
            files.append(
                discord.File(copy, filename=name, spoiler=covered, description=attachment.description)
            )
        yield files
