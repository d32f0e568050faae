"""⋯ More: everything else that can be done with a result, shown to whoever clicks.

For a public result the menu is a private message. A private result takes the menu as a second
row of its own: a click there is the only way by which Discord lets it be changed or removed
later, because each click brings a fresh token for the message that it was made on.
"""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.i18n import Texts, load_texts
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from bot.discord.job_requests import result_of
from bot.discord.result_message import covered_in, is_on_result, may_manage
from cogs.code_snippets import CodeButton
from cogs.details import DetailsButton
from cogs.edit import StartButton
from cogs.result_management import DeleteButton, SpoilerButton, with_second_row

__all__ = ["MoreButton", "menu_items", "setup"]


class MoreButton(JobButton, template=custom_id_pattern("more")):
    """Opens the menu of one result."""

    verb = "more"

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """In place on a private result, else as a private message."""
        texts, locale = load_texts(), locale_of(interaction)
        if is_on_result(interaction, self.job_id):
            # Only its owner sees it, and the pictures tell whether they are covered.
            items = menu_items(self.job_id, texts, locale, covered=covered_in(interaction), manage=True)
            await interaction.response.edit_message(view=with_second_row(interaction, items, toggle=True))
            return
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        job = await result_of(bot, interaction, self.job_id)
        manage = may_manage(interaction, job)
        view = discord.ui.View(timeout=None)
        for item in menu_items(job.id, texts, locale, covered=job.spoiler, manage=manage):
            view.add_item(item)
        await interaction.edit_original_response(content=texts("followup-more", locale), view=view)


def menu_items(job_id: str, texts: Texts, locale: str, *, covered: bool, manage: bool) -> Sequence[JobButton]:
    """One row of buttons; those that change the post only for who may ``manage`` it."""
    items: list[JobButton] = [
        StartButton(job_id, texts("button-start", locale)),
        CodeButton(job_id, texts("button-code", locale)),
        DetailsButton(job_id, texts("button-details", locale)),
    ]
    if manage:
        label = texts("button-uncover" if covered else "button-cover", locale)
        items += [
            SpoilerButton(job_id, label, cover=not covered),
            DeleteButton(job_id, texts("button-delete", locale)),
        ]
    return items


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(MoreButton)
