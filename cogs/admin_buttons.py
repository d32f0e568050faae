"""What buttons for administrators have in common: the rights are looked at again at every click.

Like all buttons here they work for ever: the custom id ``easel:<verb>:<argument>`` says everything.
They stand under private answers, and the click's answer takes the place of the message.
"""

from __future__ import annotations

import re
from typing import ClassVar, Self, cast

import discord
from discord import app_commands

from bot.client import EaselBot
from bot.quota.service import Actor
from cogs.context import EaselInteraction, acknowledge, hold_stop
from cogs.errors import answer_failure

__all__ = ["AdminButton", "actor_of", "admin_pattern", "button_row", "require_admin"]


def actor_of(interaction: EaselInteraction) -> Actor:
    """Who acts, and the server that the act is confined to."""
    return Actor(guild_id=interaction.guild_id or 0, user_id=interaction.user.id)


def require_admin(interaction: EaselInteraction) -> None:
    """Raise what is answered with a sentence unless an administrator acts in a server."""
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])


def admin_pattern(verb: str) -> str:
    """The custom ids of one kind of button, for ``template=``."""
    return rf"easel:{verb}:(?P<argument>[0-9a-z]{{1,24}})"


class AdminButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=admin_pattern("--")):
    """A button with the custom id ``easel:<verb>:<argument>`` for administrators.

    A kind of button is a subclass with a ``verb``, a ``template=admin_pattern(verb)`` and an
    :meth:`act`. A verb is never given another meaning.
    """

    verb: ClassVar[str]
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, argument: str, label: str | None = None) -> None:
        custom_id = f"easel:{self.verb}:{argument}"
        super().__init__(discord.ui.Button(style=self.style, label=label, custom_id=custom_id))
        self.argument = argument

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[discord.Client],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[discord.ui.View],  # noqa: ARG003
        match: re.Match[str],
    ) -> Self:
        """discord.py's way back from a click to the item."""
        return cls(match["argument"])

    async def callback(self, interaction: discord.Interaction[discord.Client]) -> None:
        """Check the rights, acknowledge, act; whatever fails is answered like a failed command."""
        typed = cast("EaselInteraction", interaction)
        try:
            require_admin(typed)
            hold_stop(typed.client)
            if await acknowledge(typed, thinking=False) is not None:
                await self.act(cast("EaselBot", interaction.client), typed)
        except Exception as error:
            # discord.py only logs what a dynamic item raises; the administrator would wait for ever.
            await answer_failure(typed, error)

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """What a click does; it is acknowledged already, and an edit of the original answers it."""
        raise NotImplementedError


def button_row(*buttons: AdminButton) -> discord.ui.View:
    """A view of dynamic items only: discord.py keeps nothing of it in memory."""
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    return view
