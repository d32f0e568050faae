"""Cancel button below the progress message, for the requester and moderators."""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.interactions import GuildInteraction, edit_reply, text_for
from bot.discord.router import Defer

__all__ = ["setup"]


async def on_cancel(interaction: GuildInteraction, job_id: str) -> None:
    """Cancel the job if still possible, and report the outcome privately."""
    outcome = await interaction.client.services.cancellation.cancel(
        job_id,
        guild_id=interaction.guild_id,
        user_id=interaction.user.id,
        may_moderate=interaction.permissions.manage_messages,
    )
    await edit_reply(interaction, content=text_for(interaction, f"cancel-{outcome}"))


async def setup(bot: EaselBot) -> None:
    """Register the button; called by discord.py."""
    bot.components.register("cancel", on_cancel, defer=Defer.PRIVATE)
