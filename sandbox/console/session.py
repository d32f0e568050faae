"""One person's session at the console: who acts, where, and what has come of it so far."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from rich.text import Text

from sandbox.console.errors import ConsoleError
from sandbox.console.kept import Kept
from sandbox.console.looking import find_button, find_menu, menus_of, read_fields
from sandbox.console.registered import Place, as_shown, read_command
from sandbox.discord import (
    Channel,
    ClientRefusedError,
    Interaction,
    InteractionFailedError,
    InteractionState,
    Message,
    User,
    UserClient,
)
from sandbox.discord.errors import ApiError
from sandbox.server import Sandbox
from sandbox.story.album import Album
from sandbox.story.message_view import opened_form
from sandbox.story.scribe import Scribe
from sandbox.transcript import Transcript

__all__ = ["Session"]

_NOTICED_SECONDS = 1.5
_ENDED_SECONDS = 300.0
_LOOK_SECONDS = 0.05


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
        self.kept = Kept(box, scribe, album)
        self.who: User = box.people.alice
        self.channel: Channel = box.people.studio
        self._form: Interaction | None = None
        self._open_jobs = open_jobs
        self._echo = echo

    @property
    def transcript(self) -> Transcript:
        """Where everything is written."""
        return self.scribe.transcript

    @property
    def place(self) -> Place:
        """The commands, people and channels that can be named here."""
        return Place(discord=self.box.discord, channel=self.channel, locale=self.who.locale)

    @property
    def actor(self) -> UserClient:
        """Whoever acts now, where they are now."""
        return self.box.discord.client(self.who, self.channel)

    @property
    def prompt(self) -> str:
        """What stands before the cursor."""
        return f"{self.who.name} {self.where}> "

    @property
    def where(self) -> str:
        """The channel's name, or Easel's for the direct message."""
        return f"#{self.channel.name}" if self.channel.guild else "@Easel"

    # Acts

    async def command(self, text: str) -> None:
        """Run a slash command as it is typed; does not wait for its end."""
        invocation = read_command(text, self.place)
        self._told(as_shown(text, self.place))
        await self._begun(self.actor.run(invocation.path, invocation.options))

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

    async def click(self, button: str, number: str = "") -> None:
        """Press the button with that name under result ``number``, or under the newest that has it."""
        seen = [self.result(number)] if number else self.actor.visible_messages()
        message, found = find_button(seen, button)
        self._told(f"click {button}")
        await self._begun(self.actor.click(message, found["custom_id"]))

    async def choose(self, text: str) -> None:
        """Choose in the newest menu that offers ``text``: one choice or several, with commas."""
        message, menu, values = find_menu(self.actor.visible_messages(), text, self.place)
        self._told(f"choose {text}")
        await self._begun(self.actor.select(message, menu["custom_id"], values))

    async def fill(self, text: str) -> None:
        """Fill in the open form and send it; what is not named stays as it stands."""
        if self._form is None or self._form.modal is None or self._form.user is not self.who:
            raise ConsoleError("No form is open. A command or a button such as Edit opens one.")
        values = read_fields(self._form.modal, text)
        self._told(f"fill {text}".strip())
        await self._begun(self.actor.submit_modal(self._form, values))

    async def apps(self, name: str, target: Message | User) -> None:
        """Choose ``name`` in the Apps menu of a message or of a member."""
        self._told(f"apps {name}")
        await self._begun(self.actor.context_menu(name, target))

    async def say(self, text: str) -> None:
        """Write a message."""
        try:
            await self.actor.send(text)
        except ClientRefusedError as error:
            raise _refused(error) from error
        self._told(text)

    async def delete(self, message: Message) -> None:
        """Delete a message, as far as Discord lets this person."""
        try:
            await self.actor.delete_message(message)
        except ClientRefusedError as error:
            raise _refused(error) from error

    # What there is

    def result(self, number: str = "") -> Message:
        """A result by its number, or the newest; raises :class:`ConsoleError` when there is none."""
        return self.kept.result(number)

    @property
    def choices(self) -> dict[str, str]:
        """What the newest menus offer, with what is said beside it."""
        menus = [one for message in reversed(self.actor.visible_messages()) for one in menus_of(message)]
        options = [option for menu in menus for option in menu.get("options") or []]
        return {str(one["label"]): str(one.get("description") or "") for one in options}

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

    async def offered_meanwhile(self, button: str) -> bool:
        """Whether ``button`` (Cancel) is or comes under a reply that is still at work."""
        await self.scribe.caught_up()
        seen = self.actor.visible_messages()
        return bool(button and self._open_jobs() and seen and _offers(seen[-1], button))

    def _busy(self) -> bool:
        return bool(self._open_jobs()) or any(map(_is_open, self.box.discord.interactions))

    def _told(self, text: str) -> None:
        if self._echo:
            self.scribe.act(self.who.name, text)

    async def _begun(self, act: Awaitable[Interaction]) -> None:
        """Do ``act``; return when the bot answered, or say what Discord says when it does not."""
        try:
            interaction = await act
        except ClientRefusedError as error:
            raise _refused(error) from error
        try:
            await interaction.acked()
            if self._echo:
                # A script's next line may speak of the answer.
                await interaction.done()
        except InteractionFailedError:
            self.transcript.say("The application did not respond.", "red")
        except TimeoutError:
            self.transcript.say("There is no answer yet.", "bright_black")
        self._form = interaction if interaction.modal is not None else None
        if interaction.modal is not None:
            lines = opened_form(interaction.modal, self.box.discord.world)
            hint = Text("fill NAME:VALUE … sends it; fill alone sends it as it stands", "bright_black")
            self.scribe.note(self.box.clock.now(), "Easel", lines[0], [*lines[1:], hint])

    def _heard(self) -> int:
        """How many messages the bot has written."""
        world = self.box.discord.world
        channels = list(world.channels.values())
        return sum(one.author is world.bot for channel in channels for one in world.messages(channel))


def _refused(error: ClientRefusedError) -> ConsoleError:
    return ConsoleError(f"Discord's own client would not send that: {error}.")


def _offers(message: Message, button: str) -> bool:
    try:
        return bool(find_button([message], button))
    except ConsoleError:
        return False


def _is_open(interaction: Interaction) -> bool:
    """Whether somebody still waits for an answer."""
    if interaction.callback_type is None:
        return interaction.state is InteractionState.NEW
    response = interaction.response
    return response is not None and response.loading and not response.deleted
