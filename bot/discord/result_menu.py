"""The ⋯ More menu of a result: a private message in which each answer replaces the menu, with a Back button.

The menu of a private result is a second row of buttons on the result itself, whose answers are messages of
their own.
"""

from __future__ import annotations

from typing import Any

import discord

from bot.discord.components import ButtonSpec, view_of
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, acknowledge, edit_reply, locale_of
from bot.discord.job_buttons import menu_buttons
from bot.discord.permissions import may_manage
from bot.discord.result_message import is_on_result
from bot.jobs.models import Job

__all__ = ["acknowledge_menu_click", "back_button", "show_menu"]

_BACK = ButtonSpec("menu", "button-back", "↩️")


async def acknowledge_menu_click(interaction: GuildInteraction, job_id: str) -> bool | None:
    """Acknowledge a click; return whether its answer replaces the clicked menu.

    Otherwise the answer is a new private message. ``None``: Discord no longer accepts a response.
    """
    message = interaction.message
    in_menu = (
        message is not None
        and message.flags.ephemeral
        and not message.flags.components_v2
        and not is_on_result(interaction, job_id)
    )
    if await acknowledge(interaction, ephemeral=True, thinking=not in_menu) is None:
        return None
    return in_menu


def back_button(interaction: GuildInteraction, job_id: str) -> discord.ui.Button[Any]:
    """Build the button that shows the menu again."""
    return _BACK.build(load_texts(), locale_of(interaction), job_id)


async def show_menu(interaction: GuildInteraction, job: Job) -> None:
    """Show the menu of a public result in the acknowledged interaction's reply."""
    texts, locale = load_texts(), locale_of(interaction)
    manage = may_manage(interaction, job)
    models = interaction.client.services.models
    buttons = menu_buttons(job.id, texts, locale, models=models, covered=job.spoiler, manage=manage)
    await edit_reply(
        interaction, content=texts("followup-more", locale), view=view_of(*buttons), attachments=()
    )
