"""Whoever plays the guide's scenes: types, clicks, chooses, and keeps what is to be seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from rich.text import Text

from bot.app import App
from bot.discord.i18n import load_texts
from sandbox.console.looking import find_button, find_menu, read_fields
from sandbox.console.registered import Place, as_shown, read_command
from sandbox.discord import Channel, Interaction, Message, User
from sandbox.fal.request import RequestState
from sandbox.guide.blocks import Block, Card, card_of_form, card_of_message
from sandbox.server import Sandbox

__all__ = ["DRAWING_SECONDS", "TEXTS", "Hand", "Shot"]

TEXTS = load_texts()
DRAWING_SECONDS = 31.0
_PATIENCE = 30.0
_SETTLES = 0.05


@dataclass(slots=True, kw_only=True)
class Shot:
    """One picture of the guide: a name for its file, words for who cannot see it, what is on it."""

    name: str
    alt: str
    cards: list[Card] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Hand:
    """Acts in the sandbox; what is shown goes onto the newest shot."""

    box: Sandbox
    app: App
    shots: list[Shot] = field(default_factory=list)
    channel: Channel
    seen: set[str] = field(default_factory=set)
    pressed: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)

    # What is on the picture

    def shot(self, name: str, alt: str) -> None:
        """Begin a picture."""
        self.shots.append(Shot(name=name, alt=alt))

    def shows(self, message: Message, *, upto: int = 14) -> None:
        """Put ``message`` onto the picture, as it stands now."""
        self.shots[-1].cards.append(card_of_message(message, self.box.discord.world, upto=upto))

    def does(self, who: User, text: str) -> None:
        """Put what somebody types or presses onto the picture."""
        self.shots[-1].cards.append(Card(who=who.name, blocks=[Block(kind="text", text=Text(text))]))

    # Acts

    async def types(self, who: User, text: str, *, shown: bool = True) -> Interaction:
        """A slash command, and the bot's first answer to it."""
        place = Place(discord=self.box.discord, channel=self.channel, locale=who.locale)
        invocation = read_command(text, place)
        self.seen.add(f"/{invocation.path}")
        if shown:
            self.does(who, as_shown(text, place))
        interaction = await self.box.discord.client(who, self.channel).slash(
            invocation.path, **invocation.options
        )
        return await interaction.done(_PATIENCE)

    async def clicks(self, who: User, message: Message, key: str, *, shown: bool = True) -> Interaction:
        """The button whose label is the text ``key``; returns when the bot has answered."""
        label = TEXTS(key, who.locale)
        _, found = find_button([message], label)
        self.pressed.add(key)
        if shown:
            emoji = (found.get("emoji") or {}).get("name") or ""
            self.does(who, f"presses  {emoji} {found['label']}".replace("   ", "  "))
        act = self.box.discord.client(who, message.channel).click(message, found["custom_id"])
        return await (await act).done(_PATIENCE)

    async def edited(self, message: Message, seen: int) -> None:
        """Return when ``message`` was edited more than ``seen`` times."""
        await self.until(lambda: len(message.edits) > seen)

    async def chooses(self, who: User, message: Message, choice: str, *, said: str = "") -> Interaction:
        """An option of a menu; ``said`` is what is put onto the picture of it."""
        place = Place(discord=self.box.discord, channel=message.channel, locale=who.locale)
        _, menu, values = find_menu([message], choice, place)
        if said:
            self.does(who, f"chooses  {said}")
        act = self.box.discord.client(who, message.channel).select(message, menu["custom_id"], values)
        return await (await act).done(_PATIENCE)

    async def apps(self, who: User, message: Message, key: str) -> Interaction:
        """The entry of a message's Apps menu whose name is the text ``key``."""
        name = TEXTS(key, who.locale)
        self.seen.add(name)
        self.does(who, f"opens the picture's menu:  Apps ▸ {name}")
        act = self.box.discord.client(who, message.channel).context_menu(name, message)
        return await (await act).done(_PATIENCE)

    async def fills(self, who: User, opened: Interaction, text: str) -> Interaction:
        """An open form: shown as it was opened, then sent with ``text`` in it."""
        modal = opened.modal
        if modal is None:
            raise AssertionError("no form was opened")
        self.shots[-1].cards.append(card_of_form(modal, self.box.discord.world))
        if text:
            self.does(who, f"sends it with  {text}")
        actor = self.box.discord.client(who, self.channel)
        return await (await actor.submit_modal(opened, read_fields(modal, text))).done(_PATIENCE)

    # Waiting

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for anything that Discord sees."""
        await self.box.discord.until(lambda: bool(condition()), timeout=_PATIENCE)

    async def answer(self, interaction: Interaction) -> Message:
        """The newest message that answers ``interaction`` with something to read."""
        await self.until(lambda: _said(interaction))
        await asyncio.sleep(_SETTLES)
        return _said(interaction)[-1]

    async def drawn(self, interaction: Interaction) -> Message:
        """The pictures that ``interaction`` asked for; time passes as quickly as it has to."""
        await self.until(lambda: interaction.response is not None and not interaction.response.loading)
        message = interaction.response
        if message is None:
            raise AssertionError("nobody answered")
        while not message.attachments:
            if message.deleted or message.content.startswith(interaction.user.mention):
                raise AssertionError([one.content for one in interaction.messages])
            if any(one.state is RequestState.IN_PROGRESS for one in self.box.fal.requests.values()):
                self.box.clock.advance(DRAWING_SECONDS / 4)
            await asyncio.sleep(_SETTLES)
        await self.settled()
        return message

    async def settled(self) -> None:
        """Wait until the bot has nothing in hand."""
        while self.app.bot.services.dispatcher.open_jobs:  # noqa: ASYNC110 - nobody announces it
            await asyncio.sleep(_SETTLES)

    async def picture(self, who: User, text: str) -> Message:
        """Pictures that a scene begins with; how they came about is not shown."""
        return await self.drawn(await self.types(who, text, shown=False))


def _said(interaction: Interaction) -> list[Message]:
    """Messages of the interaction that hold something; the moment of a removed "thinking" does not count."""
    return [
        one
        for one in interaction.messages
        if not one.loading and not one.deleted and one.content != "…" and (one.content or one.components)
    ]
