"""Buttons and menus that work for ever: the custom id says everything, nothing is kept in memory.

They are found by their custom id, so they outlive every restart. A view made only of them is not
kept by discord.py; never mix them with ordinary items, or the class is unregistered when that view
ends (discord.py 2.7). A custom id is never given another meaning: components of earlier versions
stay in channels for years.
"""

from __future__ import annotations

import re
from typing import Any, Generic, Self, TypeVar, cast

import discord

from bot.discord.client import EaselBot
from bot.discord.error_handler import answer_failure
from bot.discord.interactions import EaselInteraction

__all__ = ["PersistentComponent"]

_ItemT = TypeVar("_ItemT", bound=discord.ui.Item[Any])


class PersistentComponent(discord.ui.DynamicItem[_ItemT], Generic[_ItemT], template="easel:-"):
    """A component that is made anew for each click.

    A kind of it has a ``template=`` of its own, reads its custom id in :meth:`recall` and does
    its work in :meth:`act`; ``bot.add_dynamic_items`` registers it.
    """

    @classmethod
    def recall(cls, match: re.Match[str]) -> Self:
        """The component that has this custom id."""
        raise NotImplementedError

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[discord.Client],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[Any],  # noqa: ARG003
        match: re.Match[str],
    ) -> Self:
        """discord.py's way back from a click to the component."""
        return cls.recall(match)

    async def callback(self, interaction: discord.Interaction[discord.Client]) -> None:
        """Do what the component is for; whatever fails is answered like a failed command."""
        typed = cast("EaselInteraction", interaction)
        try:
            await self.act(cast("EaselBot", interaction.client), typed)
        except Exception as error:
            # discord.py only logs what a dynamic item raises; whoever clicked would wait for ever.
            await answer_failure(typed, error)

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """What a click does. Acknowledging the interaction is this method's first business."""
        raise NotImplementedError
