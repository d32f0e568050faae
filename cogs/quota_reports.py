"""/quota-admin usage, top and export: what is used, by whom, and every entry as a file."""

from __future__ import annotations

import asyncio
import io

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.i18n import localised
from bot.discord.interactions import EaselInteraction, locale_of
from bot.discord.render.chart import draw_usage
from bot.discord.render.messages import Renderer
from bot.discord.render.usage import chart_words, export_text, top_text, usage_alt, usage_text

__all__ = ["ReportCommands"]

_Days = app_commands.Range[int, 1, 90]
_USUAL_DAYS = 30
# A client that says nothing of its limit still takes this much; Discord's lowest, 2025-01-16.
_LEAST_UPLOAD = 10 * 1024 * 1024


class ReportCommands(commands.Cog):
    """The part of /quota-admin that counts; mixed into its cog."""

    _bot: EaselBot
    _render: Renderer

    @app_commands.command(
        name=localised("name-quota-admin-usage"), description=localised("command-quota-admin-usage")
    )
    @app_commands.rename(days=localised("optname-usage-days"))
    @app_commands.describe(days=localised("option-usage-days"))
    async def usage(self, interaction: EaselInteraction, days: _Days = _USUAL_DAYS) -> None:
        """A chart and a table of the server's use."""
        locale = locale_of(interaction)
        usage = await self._bot.services.usage.usage(interaction.guild_id or 0, days)
        text = usage_text(self._render, usage, locale)
        if not usage.total:
            await interaction.edit_original_response(content=text)
            return
        picture = await asyncio.to_thread(draw_usage, usage, chart_words(self._render, locale))
        alt = usage_alt(self._render, usage, locale)
        file = discord.File(io.BytesIO(picture), "usage.png", description=alt)
        await interaction.edit_original_response(content=text, attachments=[file])

    @app_commands.command(
        name=localised("name-quota-admin-top"), description=localised("command-quota-admin-top")
    )
    @app_commands.rename(days=localised("optname-usage-days"))
    @app_commands.describe(days=localised("option-usage-days"))
    async def top(self, interaction: EaselInteraction, days: _Days = _USUAL_DAYS) -> None:
        """Members by credits."""
        usage = await self._bot.services.usage.usage(interaction.guild_id or 0, days)
        await interaction.edit_original_response(
            content=top_text(self._render, usage, locale_of(interaction))
        )

    @app_commands.command(
        name=localised("name-quota-admin-export"), description=localised("command-quota-admin-export")
    )
    @app_commands.rename(first=localised("optname-export-from"), last=localised("optname-export-to"))
    @app_commands.describe(first=localised("option-export-day"), last=localised("option-export-day"))
    async def export(
        self, interaction: EaselInteraction, first: str | None = None, last: str | None = None
    ) -> None:
        """The ledger as CSV."""
        reports, guild_id = self._bot.services.usage, interaction.guild_id or 0
        start, end = reports.days_between(first, last)
        limit = min(interaction.filesize_limit or _LEAST_UPLOAD, self._bot.settings.message_max_bytes)
        async with reports.export(guild_id, start, end, limit) as made:
            text = export_text(self._render, made, locale_of(interaction))
            file = discord.File(made.path, made.name)
            try:
                await interaction.edit_original_response(content=text, attachments=[file])
            finally:
                file.close()
