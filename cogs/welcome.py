"""Listener that introduces Easel to a guild that it was added to."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.discord.client import EaselBot

__all__ = ["Welcome", "setup"]


class Welcome(commands.Cog):
    """Listens for new guilds."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Post the introduction in the background."""
        services = self._bot.services
        services.background.schedule(f"welcome:{guild.id}", lambda: services.guild_welcome.post(guild))


async def setup(bot: EaselBot) -> None:
    """Register the listener; called by discord.py."""
    await bot.add_cog(Welcome(bot))
