"""What every scene needs: people who act, waiting with a reason, claims that are looked at."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rich.text import Text

from sandbox.console.registered import Form, Place, find_form
from sandbox.discord import Channel, Interaction, Message, Role, User
from sandbox.fal.request import FalRequest
from sandbox.server import Sandbox
from sandbox.story.album import Album
from sandbox.story.books import Books
from sandbox.story.bot_process import BotProcess
from sandbox.story.errors import StoryFailedError
from sandbox.story.scribe import Scribe

__all__ = ["Pace", "StageHand"]

_PATIENCE_SECONDS = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast the story goes, in seconds.

    ``reading`` is the pause after each scene's heading; ``low`` and ``medium`` are what fal
    needs for a request of that quality; ``dark`` is how long the bot stays down. Without
    ``rate_limits`` Discord lets progress be shown as often as anybody likes; with
    ``picture_bytes`` pictures are plain and quick, of about that size.
    """

    reading: float = 1.5
    low: float = 4.0
    medium: float = 5.5
    dark: float = 1.0
    progress: float = 0.8
    rate_limits: bool = True
    picture_bytes: int | None = None


@dataclass(slots=True, kw_only=True)
class StageHand:
    """The sandbox, the bot and whoever watches, with the acts that scenes are made of."""

    box: Sandbox
    bot: BotProcess
    books: Books
    scribe: Scribe
    album: Album
    pace: Pace
    claims: int = field(default=0)

    @property
    def channel(self) -> Channel:
        """Where the story takes place."""
        return self.box.people.studio

    async def scene(self, title: str, note: str) -> None:
        """Begin a scene, once everything before it is told."""
        await self.scribe.caught_up()
        self.scribe.transcript.heading(title, note)
        await asyncio.sleep(self.pace.reading)

    async def command(
        self, who: User, path: str, /, *, channel: Channel | None = None, **options: Any
    ) -> Interaction:
        """``who`` types a slash command, in the studio unless another ``channel`` is given."""
        where = "" if channel is None else f"  (in #{channel.name})"
        place = Place(discord=self.box.discord, channel=channel or self.channel, locale=who.locale)
        text = typed(find_form(f"/{path}", place)[0], options)
        self.scribe.act(who.name, Text.assemble(text, (where, "bright_black")))
        return await self.box.discord.client(who, place.channel).slash(path, **options)

    async def react(self, who: User, message: Message) -> None:
        """``who`` puts 🔁 under ``message``."""
        await self.box.discord.client(who, self.channel).react(message, "🔁")

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for ``condition()``; raise :class:`StoryFailedError` that ``what`` never happened."""
        try:
            await self.box.discord.until(lambda: condition() or not self.bot.running, _PATIENCE_SECONDS)
        except TimeoutError:
            raise StoryFailedError(f"{what}: not within {_PATIENCE_SECONDS:.0f} s") from None
        if not condition():
            raise StoryFailedError(f"{what}: the bot ended before that")

    async def result_of(self, interaction: Interaction) -> Message:
        """The message with the pictures that answers ``interaction``, once the bot is done with it."""
        await self.until(
            lambda: interaction.response is not None and interaction.response.attachments,
            f"the pictures for {interaction.user.name}",
        )
        message = interaction.response
        assert message is not None  # noqa: S101 - just waited for
        # The repeat reaction comes last, after the books are closed.
        await self.until(lambda: message.reactions, f"🔁 under the pictures for {interaction.user.name}")
        return message

    async def claim(self, text: str, holds: object) -> None:
        """Say that ``text`` was seen to be true; raise :class:`StoryFailedError` where it is not."""
        await self.scribe.caught_up()
        self.scribe.transcript.claim(text, holds=bool(holds))
        if not holds:
            raise StoryFailedError(f"not true: {text}")
        self.claims += 1

    def results(self) -> list[Message]:
        """Every message with pictures in the server, in order."""
        world, channels = self.box.discord.world, self.box.people.guild.channels.values()
        everything = [message for channel in channels for message in world.messages(channel)]
        return sorted((one for one in everything if one.attachments), key=lambda one: one.id)

    def requests_for(self, prompt: str) -> list[FalRequest]:
        """fal's requests with that prompt, in order."""
        return [one for one in self.box.fal.requests.values() if one.arguments.get("prompt") == prompt]

    def was_shown(self, interaction: Interaction, words: str) -> bool:
        """Whether the reply ever said ``words``."""
        message = interaction.response
        return message is not None and any(words in text for text in (*message.edits, message.content))


def typed(form: Form, options: dict[str, Any]) -> str:
    """A command as the client of whoever types it shows it."""
    parts = [f"{form.also.get(name, name)}:{_shown(value)}" for name, value in options.items()]
    return " ".join([f"/{form.shown}", *parts])


def _shown(value: object) -> str:
    return f"@{value.name}" if isinstance(value, User | Role) else str(value)
