"""Report messages: one per reported result, in the guild's log channel, with action buttons.

Each update rebuilds the message from the database, so it also reflects changes made elsewhere.
"""

from __future__ import annotations

import discord

from bot.discord.client import EaselBot
from bot.discord.components import ButtonSpec, view_of
from bot.discord.errors import Refused, RouteClosedError, translated
from bot.discord.i18n import load_texts
from bot.discord.links import message_url
from bot.discord.message_client import MessageClient, OutgoingMessage
from bot.discord.notifiers import guild_locale
from bot.discord.render.image_reports import report_text
from bot.guilds.image_reports import ImageReport
from bot.jobs.models import Job

__all__ = ["ReportMessage", "is_erased"]

# Maximum number of updates per report, to include reports that arrive in the meantime.
_EDITS = 5

_REMOVE = ButtonSpec("modremove", "button-report-remove", style=discord.ButtonStyle.danger)
_BLOCK_DAY = ButtonSpec("modblockday", "button-report-block-day")
_BLOCK = ButtonSpec("modblock", "button-report-block")
_DISMISS = ButtonSpec("moddismiss", "button-report-dismiss")


def is_erased(job: Job) -> bool:
    """Return whether the requester's personal data was erased: erased users have negative IDs."""
    return job.user_id < 0


class ReportMessage:
    """Builds, posts and edits report messages."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._messages = MessageClient(bot)

    async def publish(self, job: Job, channel_id: int, url: str) -> None:
        """Post or edit the message until it lists every reporter, including those recorded by other processes."""
        reports, shown = self._bot.services.image_reports, 0
        for _ in range(_EDITS):
            report = await reports.find(job)
            if report is None or len(report.reporters) == shown:
                return
            await self._write(job, report, channel_id, url)
            shown = len(report.reporters)

    async def _write(self, job: Job, report: ImageReport, channel_id: int, url: str) -> None:
        message = await self.compose(job, report, url)
        if report.log_channel_id is not None and report.log_message_id is not None:
            try:
                with translated():
                    await self._messages.edit(
                        job.guild_id, report.log_channel_id, report.log_message_id, message
                    )
                return
            except RouteClosedError as error:
                if error.refused is Refused.CHANNEL and report.log_channel_id == channel_id:
                    raise
        # If the bot crashes before recording the message, the same nonce returns it again.
        posted = await self._messages.post(job.guild_id, channel_id, message, nonce=f"{job.id}-r")
        await self._bot.services.image_reports.record_notice(
            job.id, channel_id=posted.channel.id, message_id=posted.id
        )

    async def compose(self, job: Job, report: ImageReport, url: str | None = None) -> OutgoingMessage:
        """Build the message with the actions that are still possible."""
        texts, locale = load_texts(), await guild_locale(self._bot, self._bot.services.guilds, job.guild_id)
        specs = []
        if job.deleted_at is None:
            specs.append(_REMOVE)
        if report.block is None and not is_erased(job):
            specs += [_BLOCK_DAY, _BLOCK]
        if report.dismissed_by is None and job.deleted_at is None:
            specs.append(_DISMISS)
        if url is None and job.public_message_id is not None:
            # Deleted results keep their channel, which shows where they were posted.
            url = message_url(job.public_channel_id, job.public_message_id, guild_id=job.guild_id)
        return OutgoingMessage(
            content=report_text(texts, job, report, locale, url),
            view=view_of(*(spec.build(texts, locale, job.id) for spec in specs)),
            clear=True,
        )
