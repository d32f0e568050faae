"""Menus that work for ever: the custom id names what to do, nothing is kept in memory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Self, cast

import discord

from bot.client import EaselBot
from cogs.context import EaselInteraction, payload_of
from cogs.errors import answer_failure

__all__ = ["Menu", "menu_pattern"]


def menu_pattern(verb: str) -> str:
    """The custom ids of one kind of menu, for ``template=``; see :class:`Menu`."""
    return rf"easel:{verb}:(?P<argument>[0-9a-z:-]{{0,60}})"


class Menu(discord.ui.DynamicItem[discord.ui.Select[discord.ui.View]], template=menu_pattern("_")):
    """A menu with the custom id ``easel:<verb>:<argument>``, of which one entry is chosen.

    A kind of menu is a subclass with a ``verb``, a ``template=menu_pattern(verb)`` and an
    :meth:`act`; its cog registers it with ``bot.add_dynamic_items``.
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
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[discord.Client],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[discord.ui.View],  # noqa: ARG003
        match: re.Match[str],
    ) -> Self:
        """discord.py's way back from a choice to the menu."""
        return cls(match["argument"])

    async def callback(self, interaction: discord.Interaction[discord.Client]) -> None:
        """Do what the menu is for; whatever fails is answered like a failed command."""
        typed = cast("EaselInteraction", interaction)
        values = payload_of(typed).get("values") or [""]
        try:
            await self.act(cast("EaselBot", interaction.client), typed, str(values[0]))
        except Exception as error:
            # discord.py only logs what a dynamic item raises; the member would wait for ever.
            await answer_failure(typed, error)

    async def act(self, bot: EaselBot, interaction: EaselInteraction, value: str) -> None:
        """What a choice does. Acknowledging the interaction is this method's first business."""
        raise NotImplementedError
