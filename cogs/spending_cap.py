"""/quota-admin ceiling: the guild's daily and monthly spending caps."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.audit.models import AuditAction
from bot.discord.client import EaselBot
from bot.discord.command_groups import add_quota_admin_commands, quota_admin_command
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, edit_reply, locale_of, text_for
from bot.discord.permissions import actor_of
from bot.discord.render.audit import undo_view
from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings
from bot.quota.models import LARGEST_AMOUNT

__all__ = ["setup"]

_Credits = app_commands.Range[int, 0, LARGEST_AMOUNT]


@quota_admin_command(
    "ceiling", day="spending-cap-day", month="spending-cap-month", channel="spending-cap-channel"
)
async def ceiling(
    interaction: GuildInteraction,
    day: _Credits | None = None,
    month: _Credits | None = None,
    channel: discord.TextChannel | None = None,
) -> None:
    """Set the caps (0 removes one) and their warning channel; without arguments, show them."""
    changes: dict[str, int | None] = {}
    if day is not None:
        changes["ceiling_day"] = day or None
    if month is not None:
        changes["ceiling_month"] = month or None
    if channel is not None:
        _refuse_closed(channel)
        changes["ceiling_channel"] = channel.id
    guilds = interaction.client.services.guilds
    before = await guilds.get(interaction.guild_id)
    now = await guilds.change(actor_of(interaction), **changes) if changes else before
    text = await _caps_text(interaction, now)
    view = await _undo_view(interaction) if now != before else None
    await edit_reply(interaction, content=text, view=view)


async def _caps_text(interaction: GuildInteraction, settings: GuildSettings) -> str:
    """Render the caps and the spending of the current day and month."""
    quota = interaction.client.services.quota
    spent = await quota.spending(interaction.guild_id)
    lines = [f"**{text_for(interaction, 'spending-cap-title')}**"]
    for period, value, cap in (
        ("day", spent.day, settings.ceiling_day),
        ("month", spent.month, settings.ceiling_month),
    ):
        if cap is None:
            lines.append(text_for(interaction, f"spending-cap-{period}-none", spent=value))
        else:
            lines.append(text_for(interaction, f"spending-cap-{period}", spent=value, cap=cap))
    if settings.ceiling_channel is None:
        lines.append(text_for(interaction, "spending-cap-channel-none"))
    else:
        lines.append(text_for(interaction, "spending-cap-channel", channel=f"<#{settings.ceiling_channel}>"))
    if (operator := quota.caps.server) is not None:
        lines.append(f"-# {text_for(interaction, 'spending-cap-operator', cap=operator)}")
    return "\n".join(lines)


async def _undo_view(interaction: GuildInteraction) -> discord.ui.View | None:
    """Build a button that reverts this administrator's latest settings change."""
    page = await interaction.client.services.audit_log.page(interaction.guild_id)
    for record in page.records:
        if record.entry.action is AuditAction.SETTING and record.entry.actor_id == interaction.user.id:
            return undo_view(load_texts(), locale_of(interaction), record.id)
    return None


def _refuse_closed(channel: discord.TextChannel) -> None:
    """Refuse a channel that the bot cannot post in, because warnings would fail there."""
    rights = channel.permissions_for(channel.guild.me)
    if not (rights.view_channel and rights.send_messages):
        raise RefusedError("spending-cap-refused-channel", channel=channel.mention)


async def setup(bot: EaselBot) -> None:
    """Register the subcommand; called by discord.py."""
    add_quota_admin_commands(bot, ceiling)
