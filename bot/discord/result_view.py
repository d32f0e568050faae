"""What stands under a result."""

from __future__ import annotations

from typing import Protocol, cast

import discord

from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.i18n import Texts
from bot.discord.interactions import EaselInteraction
from cogs.edit import EditButton
from cogs.higher_quality import HigherQualityButton
from cogs.more import MoreButton

__all__ = ["REPEAT_EMOJI", "AgainButton", "result_view"]

REPEAT_EMOJI = "🔁"


class _Repeats(Protocol):
    """The cog behind the button."""

    async def clicked(self, interaction: EaselInteraction, job_id: str) -> None: ...


class AgainButton(JobButton, template=custom_id_pattern("again")):
    """🔁 Again: the same request, on the quota of whoever clicks."""

    verb = "again"
    emoji = REPEAT_EMOJI

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Hand the click to the cog that knows how to repeat."""
        await cast("_Repeats", bot.get_cog("Repeat")).clicked(interaction, self.job_id)


def result_view(job_id: str, texts: Texts, locale: str) -> discord.ui.View:
    """The buttons of a result, each naming the generation it belongs to."""
    view = discord.ui.View(timeout=None)
    view.add_item(AgainButton(job_id, texts("button-again", locale)))
    view.add_item(EditButton(job_id, texts("button-edit", locale)))
    view.add_item(HigherQualityButton(job_id, texts("button-finer", locale)))
    view.add_item(MoreButton(job_id, texts("button-more", locale)))
    return view
