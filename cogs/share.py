"""Share button: post a private result publicly in its channel."""

from __future__ import annotations

from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.interactions import GuildInteraction, text_for
from bot.discord.router import Defer
from bot.discord.sharing import ResultSharing

__all__ = ["Share", "setup"]


class Share(commands.Cog):
    """Shares results on click and recovers interrupted shares on startup."""

    def __init__(self, sharing: ResultSharing) -> None:
        self._sharing = sharing

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Recover interrupted shares whenever a gateway session starts."""
        await self._sharing.recover_all()

    async def on_share(self, interaction: GuildInteraction, job_id: str) -> None:
        """Share the result once and reply with the link."""
        url, new = await self._sharing.share(interaction, job_id)
        key = "shared-now" if new else "shared-already"
        await interaction.edit_original_response(content=text_for(interaction, key, url=url))


async def setup(bot: EaselBot) -> None:
    """Register the button and the listener; called by discord.py."""
    cog = Share(ResultSharing(bot))
    bot.components.register("share", cog.on_share, defer=Defer.PRIVATE)
    await bot.add_cog(cog)
