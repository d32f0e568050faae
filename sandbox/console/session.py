"""One person's session at the console: who acts, where, and what has come of it so far."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

from rich.text import Text

from sandbox.console.errors import ConsoleError
from sandbox.console.registered import Place, read_command
from sandbox.discord import (
    Actor,
    Channel,
    ClientRefusedError,
    Interaction,
    InteractionFailedError,
    InteractionState,
    Message,
    User,
)
from sandbox.discord.changes import Change, MessageChange
from sandbox.discord.errors import ApiError
from sandbox.server import Sandbox
from sandbox.story.album import Album
from sandbox.story.scribe import Scribe
from sandbox.transcript import Transcript

__all__ = ["Session"]

_NOTICED_SECONDS = 1.5
_ENDED_SECONDS = 300.0
_LOOK_SECONDS = 0.05
_MENTION = re.compile(r"<@(\d+)>")


class Session:
    """Acts for ``who`` in ``channel``; both may be changed at any time.

    ``open_jobs`` tells how many requests the bot has in hand. With ``echo`` every act is
    written into the transcript; a terminal shows what was typed by itself.
    """

    def __init__(
        self, *, box: Sandbox, scribe: Scribe, album: Album, open_jobs: Callable[[], int], echo: bool
    ) -> None:
        self.box = box
        self.scribe = scribe
        self.album = album
        self.who: User = box.people.alice
        self.channel: Channel = box.people.studio
        self.results: list[Message] = []
        self._open_jobs = open_jobs
        self._echo = echo
        box.discord.world.watch(self._on_change)

    @property
    def transcript(self) -> Transcript:
        """Where everything is written."""
        return self.scribe.transcript

    @property
    def place(self) -> Place:
        """The commands, people and channels that can be named here."""
        return Place(discord=self.box.discord, channel=self.channel)

    @property
    def actor(self) -> Actor:
        """Whoever acts now, where they are now."""
        return self.box.discord.actor(self.who, self.channel)

    @property
    def prompt(self) -> str:
        """What stands before the cursor."""
        return f"{self.who.name} #{self.channel.name}> "

    # Acts

    async def command(self, text: str) -> None:
        """Run a slash command as it is typed; does not wait for its end."""
        invocation = read_command(text, self.place)
        if self._echo:
            self.scribe.act(self.who.name, text)
        try:
            interaction = await self.actor.slash(invocation.path, **invocation.options)
        except ClientRefusedError as error:
            raise _refused(error) from error
        await self._answered(interaction)

    async def react(self, emoji: str, message: Message) -> None:
        """Put ``emoji`` under ``message``; says so when nobody cared."""
        before = self._heard()
        try:
            await self.actor.react(message, emoji)
        except ClientRefusedError as error:
            raise _refused(error) from error
        except ApiError as error:
            raise ConsoleError(f"{emoji!r} is no emoji that Discord knows. Try react 🔁.") from error
        try:
            await self.box.discord.until(lambda: self._heard() > before, _NOTICED_SECONDS)
        except TimeoutError:
            self.transcript.say("Easel has nothing to say to that.", "bright_black")

    async def click(self, button: str, message: Message) -> None:
        """Press the button with that label or emoji under ``message``."""
        if self._echo:
            self.scribe.act(self.who.name, f"click {button}")
        try:
            interaction = await self.actor.click(message, button)
        except ClientRefusedError as error:
            raise _refused(error) from error
        await self._answered(interaction)

    # What there is

    def result(self, number: str = "") -> Message:
        """A result by its number, or the newest; raises :class:`ConsoleError` when there is none."""
        if not self.results:
            raise ConsoleError("There are no pictures yet. Ask for some: /imagine prompt:a red fox")
        if not number:
            return self.results[-1]
        if not number.isdecimal() or not 1 <= int(number) <= len(self.results):
            raise ConsoleError(f"There is no result {number}; they count from 1 to {len(self.results)}.")
        return self.results[int(number) - 1]

    async def all_ended(self) -> None:
        """Return when the bot has nothing in hand any more and everything is told."""
        try:
            async with asyncio.timeout(_ENDED_SECONDS):
                # The bot closes a job after its last call to Discord, which nobody announces.
                while self._busy():  # noqa: ASYNC110
                    await asyncio.sleep(_LOOK_SECONDS)
        except TimeoutError:
            self.transcript.say(f"Some requests did not end within {_ENDED_SECONDS:.0f} s.", "red")
        await self.scribe.caught_up()

    def _busy(self) -> bool:
        return bool(self._open_jobs()) or any(map(_is_open, self.box.discord.interactions))

    async def _answered(self, interaction: Interaction) -> None:
        """Return when the bot answered, or say what Discord says when it does not."""
        try:
            await interaction.acked()
        except InteractionFailedError:
            self.transcript.say("The application did not respond.", "red")

    def _heard(self) -> int:
        """How many messages the bot has written."""
        world = self.box.discord.world
        channels = list(world.channels.values())
        return sum(one.author is world.bot for channel in channels for one in world.messages(channel))

    # Results

    def _on_change(self, change: Change) -> None:
        if not isinstance(change, MessageChange) or change.verb == "delete":
            return
        message = change.message
        ours = message.author is self.box.discord.world.bot and bool(message.attachments)
        if ours and message not in self.results:
            self.results.append(message)
            self._keep(message)

    def _keep(self, message: Message) -> None:
        # A result begins with the member whom it is for.
        named = _MENTION.match(message.content)
        who = self.box.discord.world.users[int(named[1])].name if named else "somebody"
        prompt = _prompt_of(message, self.box.discord.interactions)
        paths = self.album.keep(message, who=who, prompt=prompt).pictures
        # Paths are not wrapped: they are there to be copied.
        lines = [Text(str(path), "bright_black", no_wrap=True, overflow="ignore") for path in paths]
        self.scribe.note(self.box.clock.now(), "saved", f"result {len(self.results)}", lines)


def _refused(error: ClientRefusedError) -> ConsoleError:
    return ConsoleError(f"Discord's own client would not send that: {error}.")


def _is_open(interaction: Interaction) -> bool:
    """Whether somebody still waits for an answer."""
    if interaction.callback_type is None:
        return interaction.state is InteractionState.NEW
    response = interaction.response
    return response is not None and response.loading and not response.deleted


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
