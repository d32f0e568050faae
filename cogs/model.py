"""/model: a model, its inputs and its prices."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord.client import EaselBot
from bot.discord.commands import guild_command, model_option
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, edit_reply, locale_of
from bot.discord.render.model import model_card
from bot.models import Models

__all__ = ["setup"]


def model_command(models: Models) -> app_commands.Command[Any, ..., None]:
    """Build the command; with several models, it has a choice."""

    @guild_command("model")
    @model_option(models)
    async def show_model(interaction: GuildInteraction, model: str | None = None) -> None:
        """Show the model's catalog entry, with the guild's overrides of its constants."""
        services = interaction.client.services
        shown = await services.jobs.model_for(interaction.guild_id, interaction.user.id, model)
        overrides = await services.constants(interaction.guild_id, shown)
        await edit_reply(
            interaction, content=model_card(load_texts(), shown, locale_of(interaction), overrides)
        )

    return show_model


async def setup(bot: EaselBot) -> None:
    """Register the command; called by discord.py."""
    bot.tree.add_command(model_command(bot.services.models))
