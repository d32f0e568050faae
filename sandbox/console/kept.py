"""What the bot posted, kept: results by number, with their pictures, and other files as they are."""

from __future__ import annotations

import re

from rich.text import Text

from sandbox.console.errors import ConsoleError
from sandbox.discord import Interaction, Message
from sandbox.discord.changes import Change, MessageChange
from sandbox.server import Sandbox
from sandbox.story.album import Album
from sandbox.story.scribe import Scribe

__all__ = ["Kept"]

_MENTION = re.compile(r"<@(\d+)>")
#: Pictures are named after the generation; a chart or an export is not.
_PICTURE = re.compile(r"(?:SPOILER_)?easel-[0-9a-z]{10}-\d")


class Kept:
    """Watches for files of the bot and saves them into ``album``."""

    def __init__(self, box: Sandbox, scribe: Scribe, album: Album) -> None:
        self.results: list[Message] = []
        self.album = album
        self._box = box
        self._scribe = scribe
        self._files: set[int] = set()
        box.discord.world.watch(self._on_change)

    def result(self, number: str = "") -> Message:
        """A result by its number, or the newest; raises :class:`ConsoleError` when there is none."""
        if not self.results:
            raise ConsoleError("There are no pictures yet. Ask for some: /imagine prompt:a red fox")
        if not number:
            return self.results[-1]
        if not number.isdecimal() or not 1 <= int(number) <= len(self.results):
            raise ConsoleError(f"There is no result {number}; they count from 1 to {len(self.results)}.")
        return self.results[int(number) - 1]

    def _on_change(self, change: Change) -> None:
        if not isinstance(change, MessageChange) or change.verb == "delete":
            return
        message = change.message
        if message.author is not self._box.discord.world.bot or not message.attachments:
            return
        if not _PICTURE.match(message.attachments[0].filename):
            self._keep_files(message)
        elif message not in self.results:
            self.results.append(message)
            self._keep_pictures(message)

    def _keep_pictures(self, message: Message) -> None:
        # A result begins with the member whom it is for.
        named = _MENTION.match(message.content)
        who = self._box.discord.world.users[int(named[1])].name if named else "somebody"
        prompt = _prompt_of(message, self._box.discord.interactions)
        paths = self.album.keep(message, who=who, prompt=prompt).pictures
        # Paths are not wrapped: they are there to be copied.
        lines = [Text(str(path), "bright_black", no_wrap=True, overflow="ignore") for path in paths]
        self._scribe.note(self._box.clock.now(), "saved", f"result {len(self.results)}", lines)

    def _keep_files(self, message: Message) -> None:
        self.album.folder.mkdir(parents=True, exist_ok=True)
        for attachment in message.attachments:
            if attachment.id in self._files:
                continue
            self._files.add(attachment.id)
            path = self.album.folder / f"file-{len(self._files):02d}-{attachment.filename}"
            path.write_bytes(attachment.data)
            line = Text(str(path), "bright_black", no_wrap=True, overflow="ignore")
            self._scribe.note(self._box.clock.now(), "saved", line)


def _prompt_of(message: Message, interactions: list[Interaction]) -> str:
    """What a result was drawn from: the prompt of the command at the beginning of its repeats."""
    begun: Message | None = message
    while begun is not None:
        here = begun
        interaction = next((one for one in interactions if one.response is here), None)
        if interaction is not None and interaction.source is None:
            options = interaction.payload["data"].get("options") or []
            return next((str(one["value"]) for one in options if one["name"] == "prompt"), "picture")
        begun = interaction.source if interaction is not None else begun.reference
    return "picture"
