"""/history and /show: the member's own jobs page by page, or one job by ID. Replies are private."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord.client import EaselBot
from bot.discord.commands import guild_command
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, account_of, edit_reply, locale_of
from bot.discord.markdown import sanitize
from bot.discord.render.history import ENTRIES, FILTER_LIMIT, HistoryViews
from bot.discord.result_message import MessageState, inspect_message, inspect_messages
from bot.discord.router import Defer
from bot.discord.uploads import parse_job_id
from bot.errors import RefusedError
from bot.jobs.history import Cursor
from bot.jobs.models import Job, JobState, PostingRoute

__all__ = ["setup"]

# Direction, position in the history, and filter text.
_PAGE_ARGUMENT = rf"([no])\.([0-9a-z]{{1,9}}\.[0-9a-z]{{1,16}})\.(.{{0,{FILTER_LIMIT}}})"


@guild_command("history", text="text")
async def history(
    interaction: GuildInteraction, text: app_commands.Range[str, 1, FILTER_LIMIT] | None = None
) -> None:
    """Show the newest page."""
    await _show_page(interaction, sanitize(text or "")[:FILTER_LIMIT])


async def on_page(interaction: GuildInteraction, direction: str, position: str, text_filter: str) -> None:
    """Show the newer or older page in the same message."""
    await _show_page(interaction, text_filter, Cursor.parse(position), newer=direction == "n")


async def _show_page(
    interaction: GuildInteraction, text_filter: str, cursor: Cursor | None = None, *, newer: bool = False
) -> None:
    bot, locale = interaction.client, locale_of(interaction)
    page = await bot.services.history.page(
        account_of(interaction), words=text_filter, cursor=cursor, newer=newer, limit=ENTRIES
    )
    views = HistoryViews(load_texts(), bot.services.models)
    if page.entries:
        view = views.page(page, await inspect_messages(bot, page.entries), text_filter, locale)
    else:
        view = views.empty_page(text_filter, locale)
    await edit_reply(interaction, view=view)


@guild_command("show", job="id")
async def show(interaction: GuildInteraction, job: app_commands.Range[str, 1, 100]) -> None:
    """Show one job in detail; a job that the member may not see is treated as unknown."""
    bot, job_id = interaction.client, parse_job_id(job)
    found = await bot.services.history.find_in_guild(interaction.guild_id, job_id) if job_id else None
    if found is None:
        raise RefusedError("show-unknown")
    message = await inspect_message(bot, found)
    if not _may_see(interaction, found, exists=message.state is MessageState.HERE):
        raise RefusedError("show-unknown")
    view = HistoryViews(load_texts(), bot.services.models).detail(
        found,
        message,
        locale_of(interaction),
        viewer_id=interaction.user.id,
        hidden=await _is_hidden(interaction, found),
    )
    await edit_reply(interaction, view=view)


async def _is_hidden(interaction: GuildInteraction, job: Job) -> bool:
    """Return whether a private job's content must be hidden, even from administrators."""
    if job.user_id == interaction.user.id or not job.private or job.shared_message_id is not None:
        return False
    return await interaction.client.services.image_reports.find(job) is None


def _may_see(interaction: GuildInteraction, job: Job, *, exists: bool) -> bool:
    """Return whether the member requested the job, is an administrator, or can read its channel.

    For private jobs, administrators see only that the job exists; see :func:`_is_hidden`.
    """
    if job.user_id == interaction.user.id or interaction.permissions.manage_guild:
        return True
    visible = exists and job.state is JobState.DELIVERED and job.deleted_at is None
    if not visible or job.posting is PostingRoute.DIRECT or job.message_channel_id is None:
        return False
    return _can_read(interaction, job.message_channel_id)


def _can_read(interaction: GuildInteraction, channel_id: int) -> bool:
    """Return whether the member can read a channel; ``False`` for an uncached channel."""
    if channel_id == interaction.channel_id:
        return interaction.permissions.read_message_history
    guild, member = interaction.guild, interaction.user
    if guild is None or not isinstance(member, discord.Member):
        return False
    channel = guild.get_channel_or_thread(channel_id)
    if channel is None or (isinstance(channel, discord.Thread) and channel.is_private()):
        return False
    rights = channel.permissions_for(member)
    return rights.view_channel and rights.read_message_history


async def setup(bot: EaselBot) -> None:
    """Register the commands and the page buttons; called by discord.py."""
    bot.tree.add_command(history)
    bot.tree.add_command(show)
    bot.components.register("pages", on_page, argument=_PAGE_ARGUMENT, defer=Defer.UPDATE)
