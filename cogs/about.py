"""/about: the bot's purpose, stored data and retention periods. The reply is private."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from discord import app_commands

from bot.discord.client import EaselBot
from bot.discord.i18n import localised
from bot.discord.interactions import EaselInteraction, respond, text_for
from bot.discord.markdown import CONTENT_LIMIT, shorten

__all__ = ["setup"]


@app_commands.command(name=localised("name-about"), description=localised("command-about"))
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def about(interaction: EaselInteraction) -> None:
    """Respond immediately, because the text needs no I/O."""
    services = interaction.client.services
    days = services.settings.retention_days
    paragraphs = (
        text_for(interaction, "about-what", version=_version(), model=f"`{services.model.id}`"),
        text_for(interaction, "about-stored"),
        text_for(interaction, "about-seen"),
        text_for(interaction, "about-kept-always")
        if days is None
        else text_for(interaction, "about-kept", days=days),
        text_for(interaction, "about-rights"),
        text_for(interaction, "about-start"),
    )
    text = shorten("\n\n".join(paragraphs), CONTENT_LIMIT)
    await respond(interaction, lambda: interaction.response.send_message(text, ephemeral=True))


def _version() -> str:
    try:
        return version("easel")
    except PackageNotFoundError:
        return "?"


async def setup(bot: EaselBot) -> None:
    """Register the command; called by discord.py."""
    bot.tree.add_command(about)
