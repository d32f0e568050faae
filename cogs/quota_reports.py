"""/quota-admin usage, top and export: credit usage as a chart, a ranking and a CSV file."""

from __future__ import annotations

import asyncio
import io

import discord
import structlog
from discord import app_commands

from bot.discord.client import EaselBot
from bot.discord.command_groups import add_quota_admin_commands, quota_admin_command
from bot.discord.errors import CALL_ERRORS, translated
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, edit_reply, locale_of
from bot.discord.render.chart import SHOWN_MEMBERS, draw_usage
from bot.discord.render.messages import Renderer
from bot.discord.render.usage import chart_words, export_text, top_text, usage_alt, usage_text
from bot.discord.uploads import DEFAULT_UPLOAD_LIMIT
from bot.quota.usage import Usage
from bot.redaction import Redactor
from bot.retry import clock_timeout

__all__ = ["setup"]

_Days = app_commands.Range[int, 1, 90]
_DEFAULT_DAYS = 30
# Seconds that the chart waits for names, which numbers can replace.
_NAMES_SECONDS = 3.0

log = structlog.stdlib.get_logger(__name__)


@quota_admin_command("usage", days="usage-days")
async def usage(interaction: GuildInteraction, days: _Days = _DEFAULT_DAYS) -> None:
    """Show a chart and a table of the guild's usage."""
    renderer, locale = _renderer(interaction), locale_of(interaction)
    report = await interaction.client.services.usage.usage(interaction.guild_id, days)
    text = usage_text(renderer, report, locale)
    if not report.total:
        await edit_reply(interaction, content=text)
        return
    names = await _names(interaction, report)
    picture = await asyncio.to_thread(draw_usage, report, chart_words(renderer, locale), names)
    alt = usage_alt(renderer, report, locale, names)
    file = discord.File(io.BytesIO(picture), "usage.png", description=alt)
    await edit_reply(interaction, content=text, attachments=[file])


async def _names(interaction: GuildInteraction, report: Usage) -> list[str]:
    """Return the display names of the top members, redacted; each is empty if Discord does not return it in time."""
    redact = Redactor(interaction.client.services.settings.secrets)
    members = [user_id for user_id, _ in report.by_member[:SHOWN_MEMBERS]]
    tasks = [asyncio.create_task(_name(interaction, user_id)) for user_id in members]
    try:
        async with clock_timeout(interaction.client.clock, _NAMES_SECONDS):
            return [redact(name) for name in await asyncio.gather(*tasks)]
    except TimeoutError:
        await asyncio.gather(*tasks, return_exceptions=True)
        return ["" if task.cancelled() else redact(task.result()) for task in tasks]


async def _name(interaction: GuildInteraction, user_id: int) -> str:
    try:
        with translated():
            member = await interaction.client.http.get_member(interaction.guild_id, user_id)
            user = member["user"]
            return str(member.get("nick") or user.get("global_name") or user["username"])
    except CALL_ERRORS as error:
        log.debug("member's name unknown", detail=error.detail)
        return ""


@quota_admin_command("top", days="usage-days")
async def top(interaction: GuildInteraction, days: _Days = _DEFAULT_DAYS) -> None:
    """Rank the members by usage."""
    report = await interaction.client.services.usage.usage(interaction.guild_id, days)
    text = top_text(_renderer(interaction), report, locale_of(interaction))
    await edit_reply(interaction, content=text)


@quota_admin_command("export", first=("export-from", "export-day"), last=("export-to", "export-day"))
async def export(interaction: GuildInteraction, first: str | None = None, last: str | None = None) -> None:
    """Attach the ledger as a CSV file."""
    services = interaction.client.services
    start, end = services.usage.days_between(first, last)
    limit = min(interaction.filesize_limit or DEFAULT_UPLOAD_LIMIT, services.settings.message_max_bytes)
    async with services.usage.export(interaction.guild_id, start, end, limit) as made:
        text = export_text(_renderer(interaction), made, locale_of(interaction))
        file = discord.File(made.path, made.name)
        try:
            await edit_reply(interaction, content=text, attachments=[file])
        finally:
            file.close()


def _renderer(interaction: GuildInteraction) -> Renderer:
    return Renderer(load_texts(), interaction.client.services.models)


async def setup(bot: EaselBot) -> None:
    """Register the subcommands; called by discord.py."""
    add_quota_admin_commands(bot, usage, top, export)
