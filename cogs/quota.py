"""/quota: one's own allowance, explained. Only its owner sees the answer."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of, role_ids_of
from bot.discord.render.messages import Renderer
from bot.quota.ledger import Account

__all__ = ["Quota", "setup"]


class Quota(commands.Cog):
    """Shows a member their own quota."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._render = Renderer(load_texts(), bot.model)

    @app_commands.command(name=localised("name-quota"), description=localised("command-quota"))
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def quota(self, interaction: EaselInteraction) -> None:
        """Acknowledge, read, explain."""
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        account = Account(guild_id=interaction.guild_id, user_id=interaction.user.id)
        standing = await self._bot.services.quota.status(account, role_ids_of(interaction.user))
        text = self._render.standing(standing, locale_of(interaction), guild_id=interaction.guild_id)
        await interaction.edit_original_response(content=text)


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    await bot.add_cog(Quota(bot))
