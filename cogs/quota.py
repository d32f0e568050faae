"""/quota: the member's own credits and limits. The reply is private."""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.commands import guild_command
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, account_of, edit_reply, locale_of, role_ids_of
from bot.discord.render.messages import Renderer

__all__ = ["setup"]


@guild_command("quota")
async def quota(interaction: GuildInteraction) -> None:
    """Show the member's quota."""
    services = interaction.client.services
    status = await services.quota.status(account_of(interaction), role_ids_of(interaction.user))
    renderer = Renderer(load_texts(), services.models)
    text = renderer.quota_status(status, locale_of(interaction), guild_id=interaction.guild_id)
    await edit_reply(interaction, content=text)


async def setup(bot: EaselBot) -> None:
    """Register the command; called by discord.py."""
    bot.tree.add_command(quota)
