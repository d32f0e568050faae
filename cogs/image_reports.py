"""Report picture menu: members report a result, and moderators handle it in the log channel."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord

from bot.audit.models import AuditAction, Target, TargetKind
from bot.discord.client import EaselBot
from bot.discord.commands import context_menu
from bot.discord.errors import RouteClosedError, translated
from bot.discord.interactions import GuildInteraction, acknowledge, edit_reply, is_own_message, text_for
from bot.discord.permissions import actor_of, require_manage_guild, require_moderator
from bot.discord.report_message import ReportMessage, is_erased
from bot.discord.result_message import ResultMessage
from bot.discord.uploads import job_id_in
from bot.errors import RefusedError
from bot.jobs.models import Job
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError

__all__ = ["setup"]

_DAY_SECONDS = 24 * 3600.0


async def report(interaction: GuildInteraction, message: discord.Message) -> None:
    """Store the report, notify the moderators and thank the member privately."""
    services = interaction.client.services
    job = await services.jobs.find(job_id_in(message) or "")
    if job is None or not is_own_message(interaction, message):
        raise RefusedError("refused-no-result")
    if job.guild_id != interaction.guild_id:
        raise RefusedError("refused-gone")
    channel_id = await services.image_reports.report(job, interaction.user.id)
    try:
        with translated():
            await ReportMessage(interaction.client).publish(job, channel_id, message.jump_url)
    except (RouteClosedError, DeliveryTooLargeError, DeliveryPendingError) as error:
        raise RefusedError("refused-report-closed", detail=error.detail) from error
    await edit_reply(interaction, content=text_for(interaction, "report-thanks"))


async def on_remove(interaction: GuildInteraction, job_id: str) -> None:
    """Delete the result's message. Its credits are not refunded."""
    require_moderator(interaction)
    services, actor = interaction.client.services, actor_of(interaction)

    async def remove(job: Job) -> None:
        if job.deleted_at is None:
            await ResultMessage(interaction, job).delete()
            await services.results.mark_deleted(job.id, by=actor.user_id)
            member = Target(kind=TargetKind.MEMBER, id=job.user_id)
            await services.audit_log.record(actor, AuditAction.REMOVE, member, subject=job.id)

    await _act(interaction, job_id, remove)


async def on_dismiss(interaction: GuildInteraction, job_id: str) -> None:
    """Mark the report as unfounded."""
    require_moderator(interaction)
    reports = interaction.client.services.image_reports
    await _act(interaction, job_id, lambda job: reports.dismiss(job.id, by=interaction.user.id))


async def on_block(interaction: GuildInteraction, job_id: str) -> None:
    """Block the requester, as ``/quota-admin block`` does."""
    require_manage_guild(interaction)
    quota, actor = interaction.client.services.quota, actor_of(interaction)
    await _act(interaction, job_id, lambda job: quota.set_blocked(actor, job.user_id, blocked=True))


async def on_block_for_a_day(interaction: GuildInteraction, job_id: str) -> None:
    """Block the requester for a day; a longer block is kept."""
    require_manage_guild(interaction)
    quota, actor = interaction.client.services.quota, actor_of(interaction)

    async def block(job: Job) -> None:
        await quota.set_blocked(actor, job.user_id, blocked=True, seconds=_DAY_SECONDS, at_least=True)

    await _act(interaction, job_id, block)


async def _act(interaction: GuildInteraction, job_id: str, act: Callable[[Job], Awaitable[object]]) -> None:
    """Acknowledge, run an idempotent action, and update the clicked message."""
    if await acknowledge(interaction, thinking=False) is None:
        return
    services = interaction.client.services
    job = await services.jobs.find(job_id)
    if job is None or job.guild_id != interaction.guild_id or is_erased(job):
        raise RefusedError("refused-gone")
    await act(job)
    job = await services.jobs.find(job.id) or job
    view = await services.image_reports.find(job)
    if view is None:
        raise RefusedError("refused-gone")
    message = await ReportMessage(interaction.client).compose(job, view)
    await edit_reply(interaction, content=message.content, view=message.view)


async def setup(bot: EaselBot) -> None:
    """Register the menu and the buttons; called by discord.py."""
    bot.tree.add_command(context_menu("report", report))
    bot.components.register("modremove", on_remove)
    bot.components.register("moddismiss", on_dismiss)
    bot.components.register("modblock", on_block)
    bot.components.register("modblockday", on_block_for_a_day)
