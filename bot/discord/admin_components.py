"""What buttons for administrators have in common: the rights are looked at again at every click.

They stand under private answers, and the click's answer takes the place of the message.
"""

from __future__ import annotations

import re
from typing import ClassVar, Self

import discord
from discord import app_commands

from bot.discord.client import EaselBot
from bot.discord.components import PersistentComponent
from bot.discord.interactions import EaselInteraction, acknowledge, delay_shutdown
from bot.quota.service import AdminActor

__all__ = ["AdminButton", "actor_of", "admin_pattern", "button_row", "require_admin"]


def actor_of(interaction: EaselInteraction) -> AdminActor:
    """Who acts, and the server that the act is confined to."""
    return AdminActor(guild_id=interaction.guild_id or 0, user_id=interaction.user.id)


def require_admin(interaction: EaselInteraction) -> None:
    """Raise what is answered with a sentence unless an administrator acts in a server."""
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])


def admin_pattern(verb: str) -> str:
    """The custom ids of one kind of button, for ``template=``."""
    return rf"easel:{verb}:(?P<argument>[0-9a-z]{{1,24}})"


class AdminButton(PersistentComponent[discord.ui.Button[discord.ui.View]], template=admin_pattern("--")):
    """A button with the custom id ``easel:<verb>:<argument>`` for administrators.

    A kind of button is a subclass with a ``verb``, a ``template=admin_pattern(verb)`` and an
    :meth:`do`.
    """

    verb: ClassVar[str]
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, argument: str, label: str | None = None) -> None:
        custom_id = f"easel:{self.verb}:{argument}"
        super().__init__(discord.ui.Button(style=self.style, label=label, custom_id=custom_id))
        self.argument = argument

    @classmethod
    def recall(cls, match: re.Match[str]) -> Self:
        """The argument is all there is to know."""
        return cls(match["argument"])

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Check the rights, acknowledge, then do it."""
        require_admin(interaction)
        delay_shutdown(bot)
        if await acknowledge(interaction, thinking=False) is not None:
            await self.do(bot, interaction)

    async def do(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """What a click does; it is acknowledged already, and an edit of the original answers it."""
        raise NotImplementedError


def button_row(*buttons: AdminButton) -> discord.ui.View:
    """A view of such buttons only, see :mod:`bot.discord.components`."""
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    return view
