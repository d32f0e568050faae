"""Details button: show all details of a result privately."""

from __future__ import annotations

import io

import discord

from bot.discord.client import EaselBot
from bot.discord.components import view_of
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, edit_reply, locale_of
from bot.discord.job_requests import result_of
from bot.discord.render.details import SHOWN_CHILDREN, details_text, is_quotable
from bot.discord.result_menu import acknowledge_menu_click, back_button

__all__ = ["setup"]

_SHOWN_ANCESTORS = 3


async def on_details(interaction: GuildInteraction, job_id: str) -> None:
    """Show the details; a prompt that is too long to quote is attached as a file."""
    if (in_menu := await acknowledge_menu_click(interaction, job_id)) is None:
        return
    services = interaction.client.services
    job, viewer_id = await result_of(interaction, job_id), interaction.user.id
    text = details_text(
        load_texts(),
        services.models.find(job.model) or services.models.default,
        job,
        ancestors=await services.results.ancestors(job, viewer_id=viewer_id, most=_SHOWN_ANCESTORS),
        children=await services.results.children(job.id, viewer_id=viewer_id, most=SHOWN_CHILDREN + 1),
        locale=locale_of(interaction),
    )
    files = []
    if not is_quotable(job.prompt):
        files = [discord.File(io.BytesIO(job.prompt.encode()), filename=f"easel-prompt-{job.id}.txt")]
    view = view_of(back_button(interaction, job.id)) if in_menu else None
    await edit_reply(interaction, content=text, attachments=files, view=view)


async def setup(bot: EaselBot) -> None:
    """Register the button; called by discord.py."""
    bot.components.register("details", on_details)
