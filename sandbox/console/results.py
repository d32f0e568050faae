"""Results of a console session: numbers them and saves their pictures and other files."""

from __future__ import annotations

import re

from rich.text import Text

from sandbox.discord import Change, Message
from sandbox.driver import InputError
from sandbox.scenarios.event_log import EventLog
from sandbox.scenarios.image_store import ImageStore
from sandbox.server import Sandbox

__all__ = ["Results"]

_MENTION = re.compile(r"<@(\d+)>")
# Pictures are named after their job, unlike charts and exports.
_PICTURE = re.compile(r"(?:SPOILER_)?easel-[0-9a-z]{10}-\d")
# Characters to compare: the alt text truncates long prompts.
_COMPARED = 80


class Results:
    """Saves every file that the bot posts in ``images.folder``; ``messages`` lists the results in order."""

    def __init__(self, sandbox: Sandbox, log: EventLog, images: ImageStore) -> None:
        self.messages: list[Message] = []
        self.images = images
        self._sandbox = sandbox
        self._log = log
        self._files: set[int] = set()
        sandbox.discord.world.watch(self._on_change)

    def find(self, number: str = "") -> Message:
        """Find a result by number, by default the newest. Raises :class:`InputError` if there is none."""
        if not self.messages:
            raise InputError("There are no pictures yet. Ask for some: /imagine prompt:a red fox")
        if not number:
            return self.messages[-1]
        if not number.isdecimal() or not 1 <= int(number) <= len(self.messages):
            raise InputError(f"There is no result {number}; they count from 1 to {len(self.messages)}.")
        return self.messages[int(number) - 1]

    def _on_change(self, change: Change) -> None:
        if not isinstance(change.subject, Message) or change.verb == "delete":
            return
        message = change.subject
        if message.author is not self._sandbox.discord.world.bot or not message.attachments:
            return
        if not _PICTURE.match(message.attachments[0].filename):
            self._save_files(message)
        elif message not in self.messages:
            self.messages.append(message)
            self._save_pictures(message)

    def _save_pictures(self, message: Message) -> None:
        # The first mention is always the requester: a quoted prompt cannot contain mentions.
        mention = _MENTION.search(message.content)
        user = self._sandbox.discord.world.users[int(mention[1])].name if mention else "unknown"
        paths = self.images.save(message, user=user, prompt=self._prompt_of(message))
        self._log.add("saved", f"result {len(self.messages)}", [_unwrapped(path) for path in paths])

    def _save_files(self, message: Message) -> None:
        self.images.folder.mkdir(parents=True, exist_ok=True)
        for attachment in message.attachments:
            if attachment.id not in self._files:
                self._files.add(attachment.id)
                path = self.images.folder / f"file-{len(self._files):02d}-{attachment.filename}"
                path.write_bytes(attachment.data)
                self._log.add("saved", _unwrapped(path))

    def _prompt_of(self, message: Message) -> str:
        """Return the prompt of a result: the longest prompt fal received that occurs in its alt text."""
        prompts = [str(request.arguments["prompt"]) for request in self._sandbox.fal.requests.values()]
        alt = message.attachments[0].description or ""
        found = [prompt for prompt in prompts if prompt[:_COMPARED] in alt]
        return max(found, key=len, default="picture")


def _unwrapped(path: object) -> Text:
    """Format a path on a single line, so that it can be copied."""
    return Text(str(path), "bright_black", no_wrap=True, overflow="ignore")
