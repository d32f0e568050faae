"""/quota-admin ceiling: what a whole server may spend in a day and in a month."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.db.limits import AuditAction
from bot.discord.admin_components import actor_of, button_row
from bot.discord.client import EaselBot
from bot.discord.i18n import localised
from bot.discord.interactions import EaselInteraction, locale_of
from bot.discord.render.messages import Renderer
from bot.errors import RefusedError
from bot.guilds.settings import GuildSettings
from bot.quota.service import LARGEST_AMOUNT
from cogs.quota_changes import UndoButton

__all__ = ["CeilingCommands"]

_Credits = app_commands.Range[int, 0, LARGEST_AMOUNT]


class CeilingCommands(commands.Cog):
    """The part of /quota-admin about the server as a whole; mixed into its cog."""

    _bot: EaselBot
    _render: Renderer

    @app_commands.command(
        name=localised("name-quota-admin-ceiling"), description=localised("command-quota-admin-ceiling")
    )
    @app_commands.rename(
        day=localised("optname-ceiling-day"),
        month=localised("optname-ceiling-month"),
        channel=localised("optname-ceiling-channel"),
    )
    @app_commands.describe(
        day=localised("option-ceiling-day"),
        month=localised("option-ceiling-month"),
        channel=localised("option-ceiling-channel"),
    )
    async def ceiling(
        self,
        interaction: EaselInteraction,
        day: _Credits | None = None,
        month: _Credits | None = None,
        channel: discord.TextChannel | None = None,
    ) -> None:
        """Set ceilings (0 removes one) and where to warn; with nothing given, show them."""
        changes: dict[str, int | None] = {}
        if day is not None:
            changes["ceiling_day"] = day or None
        if month is not None:
            changes["ceiling_month"] = month or None
        if channel is not None:
            _refuse_closed(channel)
            changes["ceiling_channel"] = channel.id
        servers, guild_id = self._bot.services.guilds, interaction.guild_id or 0
        before = await servers.get(guild_id)
        now = await servers.change(actor_of(interaction), **changes) if changes else before
        text = await self._caps(interaction, now)
        view = await self._way_back(interaction) if now != before else None
        await interaction.edit_original_response(content=text, view=view)

    async def _caps(self, interaction: EaselInteraction, now: GuildSettings) -> str:
        """The caps, and what is spent of them."""
        quota, say, locale = self._bot.services.quota, self._render.texts, locale_of(interaction)
        spent = await self._bot.services.cap_monitor.spent(interaction.guild_id or 0, quota.period())
        lines = [f"**{say('ceiling-title', locale)}**"]
        for period, value, limit in (
            ("day", spent.day, now.ceiling_day),
            ("month", spent.month, now.ceiling_month),
        ):
            if limit is None:
                lines.append(say(f"ceiling-{period}-none", locale, spent=value))
            else:
                lines.append(say(f"ceiling-{period}", locale, spent=value, ceiling=limit))
        if now.ceiling_channel is None:
            lines.append(say("ceiling-channel-none", locale))
        else:
            lines.append(say("ceiling-channel", locale, channel=f"<#{now.ceiling_channel}>"))
        if (operator := quota.caps.server) is not None:
            lines.append(f"-# {say('ceiling-operator', locale, ceiling=operator)}")
        return "\n".join(lines)

    async def _way_back(self, interaction: EaselInteraction) -> discord.ui.View | None:
        """A button for this administrator's own latest change of a setting."""
        page = await self._bot.services.undo.page(interaction.guild_id or 0)
        for record in page.records:
            if record.entry.action is AuditAction.SETTING and record.entry.actor_id == interaction.user.id:
                return button_row(
                    UndoButton(str(record.id), self._render.texts("button-undo", locale_of(interaction)))
                )
        return None


def _refuse_closed(channel: discord.TextChannel) -> None:
    """A warning that cannot be posted would be found out when it is too late."""
    rights = channel.permissions_for(channel.guild.me)
    if not (rights.view_channel and rights.send_messages):
        raise RefusedError("ceiling-refused-channel", channel=channel.mention)
