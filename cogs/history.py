"""/history and /show: one's own generations again, by page or by id. Only the asker sees them."""

from __future__ import annotations

import re

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts, localised
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from bot.discord.markdown import sanitize
from bot.discord.message_status import MessageState, inspect_message, inspect_messages
from bot.discord.render.history import ENTRIES, WORDS_LIMIT, HistoryViews, PageButton
from bot.errors import RefusedError
from bot.jobs.history import Cursor
from bot.jobs.models import Job, JobState, PostingRoute
from bot.quota.ledger import Account

__all__ = ["History", "job_id_in", "setup"]

log = structlog.stdlib.get_logger(__name__)

# An id by itself, or in the name of a picture's file.
_ID = re.compile(r"(?:easel-)?([0-9a-z]{10})(?:-\d{1,2}(?:\.\w{2,4})?)?")
# Letters that the ids leave out, because they are mistaken for digits when read aloud.
_MISREAD = str.maketrans("oil", "011")


class History(commands.Cog):
    """Shows a member what they drew."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._texts = load_texts()
        self._views = HistoryViews(self._texts, bot.model)

    @app_commands.command(name=localised("name-history"), description=localised("command-history"))
    @app_commands.rename(text=localised("optname-text"))
    @app_commands.describe(text=localised("option-text"))
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def history(
        self,
        interaction: EaselInteraction,
        text: app_commands.Range[str, 1, WORDS_LIMIT] | None = None,
    ) -> None:
        """The newest page."""
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        await self._show_page(interaction, sanitize(text or "")[:WORDS_LIMIT])

    async def turn(self, interaction: EaselInteraction, *, words: str, cursor: Cursor, newer: bool) -> None:
        """A button of a page: show the page there, in the same message."""
        if await acknowledge(interaction, thinking=False) is None:
            return
        await self._show_page(interaction, words, cursor, newer=newer)

    async def _show_page(
        self, interaction: EaselInteraction, words: str, cursor: Cursor | None = None, *, newer: bool = False
    ) -> None:
        locale = locale_of(interaction)
        page = await self._bot.services.history.page(
            _account(interaction), words=words, cursor=cursor, newer=newer, limit=ENTRIES
        )
        if page.entries:
            posts = await inspect_messages(self._bot, page.entries)
            view = self._views.page(page, posts, words, locale)
        else:
            view = discord.ui.LayoutView(timeout=None)
            view.add_item(discord.ui.TextDisplay(self._views.nothing(words, locale)))
        await interaction.edit_original_response(view=view)

    @app_commands.command(name=localised("name-show"), description=localised("command-show"))
    @app_commands.rename(generation=localised("optname-id"))
    @app_commands.describe(generation=localised("option-id"))
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def show(self, interaction: EaselInteraction, generation: app_commands.Range[str, 1, 100]) -> None:
        """One generation in detail, for whoever may see it."""
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        job_id = job_id_in(generation)
        job = await self._bot.services.history.find_in_guild(interaction.guild_id, job_id) if job_id else None
        if job is None:
            raise RefusedError("show-unknown")
        post = await inspect_message(self._bot, job)
        if not _is_open_to(interaction, job, public=post.state is MessageState.HERE):
            # The same words as for an id that does not exist.
            raise RefusedError("show-unknown")
        hidden = await self._is_hidden(interaction, job)
        view = self._views.detail(
            job, post, locale_of(interaction), viewer_id=interaction.user.id, hidden=hidden
        )
        await interaction.edit_original_response(view=view)

    async def _is_hidden(self, interaction: EaselInteraction, job: Job) -> bool:
        """Whether what was asked for in private stays so, also for who manages the server."""
        if job.user_id == interaction.user.id or not job.private or job.shared_message_id is not None:
            return False
        return await self._bot.services.image_reports.view(job) is None


def job_id_in(text: str) -> str | None:
    """The id that was meant, however it was typed; ``None`` where there is none."""
    match = _ID.fullmatch(text.strip().strip("`").casefold())
    return match[1].translate(_MISREAD) if match else None


def _account(interaction: EaselInteraction) -> Account:
    if interaction.guild_id is None:
        raise RefusedError("refused-outside")
    return Account(guild_id=interaction.guild_id, user_id=interaction.user.id)


def _is_open_to(interaction: EaselInteraction, job: Job, *, public: bool) -> bool:
    """One's own, anyone's for who manages the server, and what stands where the asker can read.

    Of what was private, who manages the server learns that it exists: see ``_is_hidden``.
    """
    if job.user_id == interaction.user.id or interaction.permissions.manage_guild:
        return True
    stands = public and job.state is JobState.DELIVERED and job.deleted_at is None
    if not stands or job.posting is PostingRoute.DIRECT or job.message_channel_id is None:
        return False
    return _can_read(interaction, job.message_channel_id)


def _can_read(interaction: EaselInteraction, channel_id: int) -> bool:
    """Whether the asker can read that channel; what the cache does not know counts as no."""
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
    """discord.py's entry."""
    bot.add_dynamic_items(PageButton)
    await bot.add_cog(History(bot))
