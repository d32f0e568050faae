"""/about: the bot's purpose and, on a second page, stored data and retention periods. The reply is private."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import discord
from discord import app_commands

from bot.discord.client import EaselBot
from bot.discord.components import ButtonSpec, operator_links, view_of
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import EaselInteraction, locale_of, respond, text_for, with_mentions

__all__ = ["setup"]

_DATA, _BACK = ButtonSpec("about", "button-about-data", "🔒"), ButtonSpec("about", "button-back", "↩️")


@app_commands.command(name=localised("name-about"), description=localised("command-about"))
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
async def about(interaction: EaselInteraction) -> None:
    """Respond immediately, because the text needs no I/O."""
    text, view = _summary(interaction)
    await respond(interaction, lambda: interaction.response.send_message(text, view=view, ephemeral=True))


async def on_page(interaction: EaselInteraction, page: str) -> None:
    """Show the other page in the same message."""
    text, view = _data(interaction) if page == "data" else _summary(interaction)
    await respond(interaction, lambda: interaction.response.edit_message(content=text, view=view))


def _summary(interaction: EaselInteraction) -> tuple[str, discord.ui.View]:
    services, texts, locale = interaction.client.services, load_texts(), locale_of(interaction)
    models = ", ".join(f"`{model.id}`" for model in services.models.enabled)
    what = text_for(interaction, "about-what", version=_version(), model=models)
    text = with_mentions(interaction, f"{what}\n{text_for(interaction, 'about-start')}")
    links = operator_links(services.settings, texts, locale)
    return text, view_of(_DATA.build(texts, locale, "data"), *links)


def _data(interaction: EaselInteraction) -> tuple[str, discord.ui.View]:
    days = interaction.client.services.settings.retention_days
    paragraphs = (
        text_for(interaction, "about-stored"),
        text_for(interaction, "about-seen"),
        text_for(interaction, "about-kept-always")
        if days is None
        else text_for(interaction, "about-kept", days=days),
        text_for(interaction, "about-rights"),
    )
    text = with_mentions(interaction, "\n\n".join(paragraphs))
    return text, view_of(_BACK.build(load_texts(), locale_of(interaction), "start"))


def _version() -> str:
    try:
        return version("easel")
    except PackageNotFoundError:
        return "?"


async def setup(bot: EaselBot) -> None:
    """Register the command and its buttons; called by discord.py."""
    bot.tree.add_command(about)
    bot.components.register("about", on_page, argument="(data|start)", guild_only=False)
