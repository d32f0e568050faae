"""Share button: post a private result publicly in its channel."""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.interactions import GuildInteraction, edit_reply, text_for
from bot.discord.router import Defer

__all__ = ["setup"]


async def on_share(interaction: GuildInteraction, job_id: str) -> None:
    """Share the result once and reply with the link."""
    url, new = await interaction.client.services.result_sharing.share(interaction, job_id)
    key = "shared-now" if new else "shared-already"
    await edit_reply(interaction, content=text_for(interaction, key, url=url))


async def setup(bot: EaselBot) -> None:
    """Register the button; called by discord.py."""
    bot.components.register("share", on_share, defer=Defer.PRIVATE)
