"""Guild language: the locale of notices that address a whole guild."""

from __future__ import annotations

import discord

from bot.discord.i18n import DEFAULT_LOCALE
from bot.guilds.service import GuildService

__all__ = ["language_of"]


async def language_of(client: discord.Client, guilds: GuildService, guild_id: int) -> str:
    """The locale set by the guild's administrators, else the guild's own preferred locale."""
    settings = await guilds.get(guild_id)
    guild = client.get_guild(guild_id)
    return settings.language or (str(guild.preferred_locale) if guild is not None else DEFAULT_LOCALE)
