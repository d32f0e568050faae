"""Menus: the custom id names what to do with the one entry that is chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Self

import discord

from bot.discord.client import EaselBot
from bot.discord.components import PersistentComponent
from bot.discord.interactions import EaselInteraction, payload_of

__all__ = ["Menu", "menu_pattern"]


def menu_pattern(verb: str) -> str:
    """The custom ids of one kind of menu, for ``template=``; see :class:`Menu`."""
    return rf"easel:{verb}:(?P<argument>[0-9a-z:-]{{0,60}})"


class Menu(PersistentComponent[discord.ui.Select[discord.ui.View]], template=menu_pattern("_")):
    """A menu with the custom id ``easel:<verb>:<argument>``, of which one entry is chosen.

    A kind of menu is a subclass with a ``verb``, a ``template=menu_pattern(verb)`` and an
    :meth:`choose`.
    """

    verb: ClassVar[str]

    def __init__(
        self,
        argument: str = "",
        options: Sequence[discord.SelectOption] = (),
        *,
        placeholder: str | None = None,
    ) -> None:
        super().__init__(
            discord.ui.Select(
                custom_id=f"easel:{self.verb}:{argument}", options=list(options), placeholder=placeholder
            )
        )
        self.argument = argument

    @classmethod
    def recall(cls, match: re.Match[str]) -> Self:
        """The argument is all there is to know; the entries stand in Discord."""
        return cls(match["argument"])

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Read what was chosen."""
        values = payload_of(interaction).get("values") or [""]
        await self.choose(bot, interaction, str(values[0]))

    async def choose(self, bot: EaselBot, interaction: EaselInteraction, value: str) -> None:
        """What a choice does. Acknowledging the interaction is this method's first business."""
        raise NotImplementedError
