"""Report picture: a member's word to the administrators, and what these do about it with a click.

The message in the log channel is made anew from the rows after every act, so it is right for
whoever reads it, whatever was done elsewhere in the meantime.
"""

from __future__ import annotations

from typing import cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.db.limits import AuditAction
from bot.discord.admin_components import actor_of
from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.errors import RouteClosedError, TooLargeError, translated
from bot.discord.i18n import Texts, load_texts, localised
from bot.discord.i18n.guild_language import language_of
from bot.discord.interactions import EaselInteraction, acknowledge, delay_shutdown, locale_of
from bot.discord.markdown import quote, shorten
from bot.discord.message_client import MessageClient, OutgoingMessage
from bot.discord.render.messages import timestamp
from bot.discord.result_message import ResultMessage
from bot.errors import RefusedError
from bot.guilds.image_reports import ImageReportView
from bot.jobs.models import Job
from bot.jobs.ports import DeliveryPendingError
from cogs.code_snippets import job_id_of

__all__ = ["ImageReports", "report_text", "setup"]

_CONTENT_LIMIT = 2000
_QUOTE_LIMIT = 400
_BLOCK_SECONDS = 24 * 3600.0
# How often a message is written anew because more came in meanwhile; the next report goes on.
_REWRITES = 5


class ImageReports(commands.Cog):
    """Takes reports and shows them to those who look after the server."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._texts = load_texts()
        self._outbox = MessageClient(bot)
        self._menu = app_commands.ContextMenu(name=localised("menu-report"), callback=self.report)
        self._menu.allowed_contexts = app_commands.AppCommandContext(guild=True)
        self._menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)

    async def cog_load(self) -> None:
        """Register the menu and the buttons."""
        self._bot.tree.add_command(self._menu)
        self._bot.add_dynamic_items(*_BUTTONS)

    async def cog_unload(self) -> None:
        """Take them out again."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)
        self._bot.remove_dynamic_items(*_BUTTONS)

    async def report(self, interaction: EaselInteraction, message: discord.Message) -> None:
        """Note it, tell the administrators, thank the member; only the member sees the answer."""
        delay_shutdown(self._bot)
        if await acknowledge(interaction, ephemeral=True) is None:
            return
        services = self._bot.services
        job = await services.jobs.find(job_id_of(message) or "")
        if job is None or message.author.id != interaction.application_id:
            raise RefusedError("refused-no-result")
        if job.guild_id != interaction.guild_id:
            raise RefusedError("refused-gone")
        channel_id = await services.image_reports.report(job, interaction.user.id)
        try:
            with translated():
                await self._tell(job, channel_id, message.jump_url)
        except (RouteClosedError, TooLargeError, DeliveryPendingError) as error:
            raise RefusedError("refused-report-closed", detail=error.detail) from error
        text = self._texts("report-thanks", locale_of(interaction))
        await interaction.edit_original_response(content=text)

    async def _tell(self, job: Job, channel_id: int, url: str) -> None:
        """One message a picture: a later report is an edit of it.

        Whoever reports at the same time, here or in another process, is in it, too: it is written
        anew until it says what the rows say.
        """
        moderation, told = self._bot.services.image_reports, 0
        for _ in range(_REWRITES):
            view = await moderation.view(job)
            if view is None or len(view.case.reporters) == told:
                return
            await self._write(job, view, channel_id, url)
            told = len(view.case.reporters)

    async def _write(self, job: Job, view: ImageReportView, channel_id: int, url: str) -> None:
        moderation, case = self._bot.services.image_reports, view.case
        letter = await self.letter(job, view, url)
        if case.log_channel_id is not None and case.log_message_id is not None:
            try:
                with translated():
                    await self._outbox.edit(case.log_channel_id, case.log_message_id, letter)
                return
            except RouteClosedError as error:
                if not error.message_gone:
                    raise
        # A crash before this is noted: the same nonce brings the same message back.
        posted = await self._outbox.post(channel_id, letter, nonce=f"{job.id}-r")
        await moderation.record_notice(job.id, channel_id=posted.channel.id, message_id=posted.id)

    async def letter(self, job: Job, view: ImageReportView, url: str | None = None) -> OutgoingMessage:
        """What administrators read, with what they can still do."""
        locale = await language_of(self._bot, self._bot.services.guilds, job.guild_id)
        say = self._texts
        row = discord.ui.View(timeout=None)
        if job.deleted_at is None:
            row.add_item(RemoveButton(job.id, say("button-report-remove", locale)))
        if view.block is None and not _is_erased(job):
            row.add_item(BlockDayButton(job.id, say("button-report-block-day", locale)))
            row.add_item(BlockButton(job.id, say("button-report-block", locale)))
        if view.case.dismissed_by is None and job.deleted_at is None:
            row.add_item(DismissButton(job.id, say("button-report-dismiss", locale)))
        return OutgoingMessage(
            content=report_text(say, job, view, locale, url or _post_url(job)), view=row, clear=True
        )

    async def show(self, interaction: EaselInteraction, job: Job) -> None:
        """Bring the clicked message up to date."""
        job = await self._bot.services.jobs.find(job.id) or job
        view = await self._bot.services.image_reports.view(job)
        if view is None:
            raise RefusedError("refused-gone")
        letter = await self.letter(job, view)
        await interaction.edit_original_response(content=letter.content, view=letter.view)


def report_text(texts: Texts, job: Job, view: ImageReportView, locale: str, url: str | None) -> str:
    """The report in words, within one message."""

    def say(key: str, **values: str | int) -> str:
        return texts(key, locale, **values)

    case = view.case
    link = say("report-picture") if url is None else f"[{say('report-picture')}]({url})"
    lines = [
        f"**{say('report-title')}**",
        say("report-drawn", link=link, who=f"<@{job.user_id}>", at=timestamp(job.created_at)),
        f"> {quote(job.prompt, _QUOTE_LIMIT)}",
        say(
            "report-by",
            who=f"<@{case.reporters[0]}>" if case.reporters else "-",
            at=timestamp(case.first_ms / 1000),
            others=max(0, len(case.reporters) - 1),
        ),
    ]
    if job.deleted_at is not None:
        lines.append(say("report-removed", at=timestamp(job.deleted_at)))
    if view.block is not None:
        until = view.block.until_ms
        lines.append(
            say("report-blocked", who=f"<@{job.user_id}>")
            if until is None
            else say("report-blocked-until", who=f"<@{job.user_id}>", until=timestamp(until / 1000, "f"))
        )
    if case.dismissed_by is not None:
        lines.append(say("report-dismissed", who=f"<@{case.dismissed_by}>"))
    return shorten("\n".join(lines), _CONTENT_LIMIT)


def _is_erased(job: Job) -> bool:
    """Whether its member has had their data erased: a pseudonym stands for nobody."""
    return job.user_id < 0


def _post_url(job: Job) -> str | None:
    if job.public_message_id is None:
        return None
    channel = job.public_channel_id or job.channel_id
    return f"https://discord.com/channels/{job.guild_id}/{channel}/{job.public_message_id}"


class _ReportButton(JobButton, template=custom_id_pattern("mod--")):
    """What every act on a report has in common: rights, the generation, the message made anew."""

    #: Blocking is for those who manage the server; the rest also for those who tidy its channels.
    manages_server = False

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Check, do it, show how things stand now."""
        rights = interaction.permissions
        if interaction.guild_id is None or not (
            rights.manage_guild or (rights.manage_messages and not self.manages_server)
        ):
            missing = "manage_guild" if self.manages_server else "manage_messages"
            raise app_commands.MissingPermissions([missing])
        delay_shutdown(bot)
        if await acknowledge(interaction, thinking=False) is None:
            return
        job = await bot.services.jobs.find(self.job_id)
        if job is None or job.guild_id != interaction.guild_id or _is_erased(job):
            raise RefusedError("refused-gone")
        with bot.services.critical_section():
            await self.do(bot, interaction, job)
            await cast("ImageReports", bot.get_cog("ImageReports")).show(interaction, job)

    async def do(self, bot: EaselBot, interaction: EaselInteraction, job: Job) -> None:
        """The act itself; doing it twice is harmless."""
        raise NotImplementedError


class RemoveButton(_ReportButton, template=custom_id_pattern("modremove")):
    """Takes the picture's post away. Its credits stay charged."""

    verb = "modremove"
    style = discord.ButtonStyle.danger

    async def do(self, bot: EaselBot, interaction: EaselInteraction, job: Job) -> None:
        """Discord first, then the row."""
        if job.deleted_at is not None:
            return
        await ResultMessage(bot, interaction, job).delete()
        await bot.services.results.mark_deleted(job.id, by=interaction.user.id)
        await bot.services.quota.record_act(actor_of(interaction), AuditAction.REMOVE, job.user_id, job.id)


class BlockDayButton(_ReportButton, template=custom_id_pattern("modblockday")):
    """No more drawing for a day."""

    verb = "modblockday"
    manages_server = True

    async def do(self, bot: EaselBot, interaction: EaselInteraction, job: Job) -> None:
        """The same as /quota-admin block with hours; the message may be older than a longer block."""
        await bot.services.quota.set_blocked(
            actor_of(interaction), job.user_id, blocked=True, seconds=_BLOCK_SECONDS, at_least=True
        )


class BlockButton(_ReportButton, template=custom_id_pattern("modblock")):
    """No more drawing."""

    verb = "modblock"
    manages_server = True

    async def do(self, bot: EaselBot, interaction: EaselInteraction, job: Job) -> None:
        """The same as /quota-admin block."""
        await bot.services.quota.set_blocked(actor_of(interaction), job.user_id, blocked=True)


class DismissButton(_ReportButton, template=custom_id_pattern("moddismiss")):
    """Nothing is wrong with it."""

    verb = "moddismiss"

    async def do(self, bot: EaselBot, interaction: EaselInteraction, job: Job) -> None:
        """Only noted."""
        await bot.services.image_reports.dismiss(job.id, by=interaction.user.id)


_BUTTONS = (RemoveButton, BlockDayButton, BlockButton, DismissButton)


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    await bot.add_cog(ImageReports(bot))
