"""What every button about a generation has in common.

Buttons work for ever: the custom id names what to do and the generation, the rest is looked
up. A view made only of dynamic items is not kept in memory by discord.py; never mix them with
ordinary items, or the dynamic class is unregistered when that view ends (discord.py 2.7).
"""

from __future__ import annotations

import re
from typing import ClassVar, Self, cast

import discord

from bot.client import EaselBot
from cogs.context import EaselInteraction
from cogs.errors import answer_failure

__all__ = ["GenerationButton", "custom_id_pattern"]


def custom_id_pattern(verb: str) -> str:
    """The custom ids of one kind of button, for ``template=``; see :class:`GenerationButton`."""
    return rf"easel:{verb}:(?P<id>[0-9a-z]{{1,16}})"


class GenerationButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=custom_id_pattern("-")
):
    """A button with the custom id ``easel:<verb>:<generation id>``.

    A kind of button is a subclass with a ``verb``, a ``template=custom_id_pattern(verb)`` and an
    :meth:`act`; its cog registers it with ``bot.add_dynamic_items``. One that has more to know
    puts it into the ``suffix``, and into its template. A verb is never given
    another meaning: buttons of earlier versions stay in channels for years.
    """

    verb: ClassVar[str]
    emoji: ClassVar[str | None] = None
    style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init__(self, generation_id: str, label: str | None = None, *, suffix: str = "") -> None:
        super().__init__(
            discord.ui.Button(
                style=self.style,
                emoji=self.emoji,
                label=label,
                custom_id=f"easel:{self.verb}:{generation_id}{suffix}",
            )
        )
        self.generation_id = generation_id

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[discord.Client],  # noqa: ARG003 - discord.py's signature
        item: discord.ui.Item[discord.ui.View],  # noqa: ARG003
        match: re.Match[str],
    ) -> Self:
        """discord.py's way back from a click to the item."""
        return cls(match["id"])

    async def callback(self, interaction: discord.Interaction[discord.Client]) -> None:
        """Do what the button is for; whatever fails is answered like a failed command."""
        typed = cast("EaselInteraction", interaction)
        try:
            await self.act(cast("EaselBot", interaction.client), typed)
        except Exception as error:
            # discord.py only logs what a dynamic item raises; the member would wait for ever.
            await answer_failure(typed, error)

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """What a click does. Acknowledging the interaction is this method's first business."""
        raise NotImplementedError
