"""/model: the model in use, its inputs and its prices."""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.commands import guild_command
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, edit_reply, locale_of
from bot.discord.render.model import model_card

__all__ = ["setup"]


@guild_command("model")
async def model(interaction: GuildInteraction) -> None:
    """Show the model's catalog entry, with the guild's overrides of its constants."""
    services = interaction.client.services
    overrides = await services.constants(interaction.guild_id, services.model)
    card = model_card(load_texts(), services.model, locale_of(interaction), overrides)
    await edit_reply(interaction, content=card)


async def setup(bot: EaselBot) -> None:
    """Register the command; called by discord.py."""
    bot.tree.add_command(model)
