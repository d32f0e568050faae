"""Buttons that work for ever: the custom id names the generation, the rest is looked up.

A view made only of dynamic items is not kept in memory by discord.py; never mix them with
ordinary items, or the dynamic class is unregistered when that view ends (discord.py 2.7).
"""

from __future__ import annotations

import re
from typing import Protocol, Self, cast

import discord

from bot.client import EaselBot
from cogs.context import EaselInteraction
from cogs.errors import answer_failure

__all__ = ["REPEAT_EMOJI", "AgainButton", "result_view"]

REPEAT_EMOJI = "🔁"


class _Repeats(Protocol):
    """The cog behind the button."""

    async def clicked(self, interaction: EaselInteraction, generation_id: str) -> None: ...


class AgainButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"easel:again:(?P<id>[0-9a-z]{1,16})"
):
    """🔁 Again: the same request, on the quota of whoever clicks."""

    def __init__(self, generation_id: str, label: str | None = None) -> None:
        super().__init__(
            discord.ui.Button(
                style=discord.ButtonStyle.secondary,
                emoji=REPEAT_EMOJI,
                label=label,
                custom_id=f"easel:again:{generation_id}",
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
        """Hand the click to the cog that knows how to repeat."""
        bot, typed = cast("EaselBot", interaction.client), cast("EaselInteraction", interaction)
        try:
            await cast("_Repeats", bot.get_cog("Reroll")).clicked(typed, self.generation_id)
        except Exception as error:
            # discord.py only logs what a dynamic item raises; the member would wait for ever.
            await answer_failure(typed, error)


def result_view(generation_id: str, again_label: str) -> discord.ui.View:
    """What stands under a result."""
    view = discord.ui.View(timeout=None)
    view.add_item(AgainButton(generation_id, again_label))
    return view
