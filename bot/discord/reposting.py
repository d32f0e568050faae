"""Reposting: post a result's pictures again, free of charge, after its message is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import structlog

from bot.discord.errors import RouteClosedError, translated
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction, account_of, locale_of, role_ids_of, text_for
from bot.discord.job_buttons import result_view
from bot.discord.links import result_url
from bot.discord.markdown import CAPTION_LIMIT, quote
from bot.discord.render.messages import Renderer
from bot.discord.result_message import MessageState, inspect_message
from bot.discord.uploads import result_files
from bot.errors import DuplicateEventError, RefusedError
from bot.guilds.policy import apply_guild_policy, check_age_restriction, check_blocked_words
from bot.images import FittedPicture
from bot.jobs.models import Job
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError
from bot.jobs.request import GenerationRequest, RequestContext

__all__ = ["repost"]

log = structlog.stdlib.get_logger(__name__)


async def repost(interaction: GuildInteraction, job: Job, context: RequestContext) -> None:
    """Answer the acknowledged interaction with the pictures of ``job``.

    Raises :class:`~bot.errors.RefusedError`, or :class:`~bot.errors.DuplicateEventError` for a click
    that Discord delivered twice.
    """
    history = interaction.client.services.history
    reply_id = context.reply_message_id or await _reply_id(interaction)
    newest = await interaction.client.services.jobs.find(job.id) or job
    if reply_id == newest.message_id:
        raise DuplicateEventError(detail=f"this reply already shows {job.id}")
    job = await _with_guild_policy(interaction, job, context)
    await _check_needed(interaction, job)

    async def post(pictures: Sequence[FittedPicture]) -> None:
        # Recorded before the upload, so that a click after a crash finds the pictures there.
        await history.record_repost(
            job, message_id=reply_id, channel_id=interaction.channel_id or job.channel_id
        )
        try:
            await _post(interaction, job, pictures)
        except (RefusedError, DeliveryTooLargeError):
            await history.revert_repost(job, message_id=reply_id)
            raise

    await history.upload(job, post, file_limit=interaction.filesize_limit)
    log.info("result reposted", job=job.id)


async def _reply_id(interaction: GuildInteraction) -> int:
    """Fetch the reply's ID, which Discord's response to the acknowledgement may lack."""
    try:
        with translated():
            return (await interaction.original_response()).id
    except (RouteClosedError, DeliveryPendingError) as error:
        raise RefusedError("bring-back-not-posted", detail=error.detail) from error


async def _with_guild_policy(interaction: GuildInteraction, job: Job, context: RequestContext) -> Job:
    """Apply the guild's policy for this channel to the job; raise the refusal if it is not allowed.

    The prompt, member and channel are checked; size, quality and count are not.
    """
    services = interaction.client.services
    check_age_restriction(job, context)
    settings = await services.guilds.get(job.guild_id)
    model = services.models.default
    request = GenerationRequest.parse(model, prompt=job.prompt, size=None, quality=None, count=None)
    _, context = apply_guild_policy(settings, model, request, context)
    await check_blocked_words(settings, request.prompt)
    return replace(job, spoiler=job.spoiler or context.spoiler)


async def _check_needed(interaction: GuildInteraction, job: Job) -> None:
    """Raise a refusal if the member is blocked or the result's message still exists."""
    services = interaction.client.services
    status = await services.quota.status(account_of(interaction), role_ids_of(interaction.user))
    if status.blocked:
        raise RefusedError("refused-blocked")
    message = await inspect_message(interaction.client, job)
    if message.state is MessageState.HERE:
        raise RefusedError("bring-back-here", url=result_url(job) or "")
    if message.state is MessageState.UNKNOWN:
        raise RefusedError("bring-back-cannot-look")


async def _post(interaction: GuildInteraction, job: Job, pictures: Sequence[FittedPicture]) -> None:
    texts, locale = load_texts(), locale_of(interaction)
    prompt = quote(job.prompt, CAPTION_LIMIT)
    lines = [
        text_for(interaction, "bring-back-title", who=f"<@{job.user_id}>", prompt=prompt),
        f"-# {text_for(interaction, 'bring-back-free')}",
    ]
    if (missing := (job.delivered_count or len(pictures)) - len(pictures)) > 0:
        lines.append(text_for(interaction, "bring-back-missing", missing=missing))
    renderer = Renderer(texts, interaction.client.services.models)
    view = result_view(job.id, texts, locale, share=job.private)
    try:
        with translated(), result_files(renderer, job, pictures) as files:
            await interaction.edit_original_response(content="\n".join(lines), attachments=files, view=view)
    except (RouteClosedError, DeliveryPendingError) as error:
        raise RefusedError("bring-back-not-posted", detail=error.detail) from error
