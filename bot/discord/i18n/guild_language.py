"""The language in which a whole server is spoken to."""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.i18n import DEFAULT_LOCALE

__all__ = ["language_of"]


async def language_of(bot: EaselBot, guild_id: int) -> str:
    """What its administrators decided, or else what the server itself says."""
    decided = await bot.services.servers.get(guild_id)
    guild = bot.get_guild(guild_id)
    return decided.language or (str(guild.preferred_locale) if guild is not None else DEFAULT_LOCALE)
