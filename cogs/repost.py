"""Bringing a picture back whose post is gone: the same files again, for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, cast

import structlog
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.errors import RouteClosedError, TooLargeError, translated
from bot.discord.i18n import load_texts
from bot.discord.interactions import (
    Acknowledged,
    EaselInteraction,
    acknowledge,
    locale_of,
    refuse_deferred,
    request_context_of,
    role_ids_of,
)
from bot.discord.job_requests import in_time
from bot.discord.markdown import quote
from bot.discord.message_status import MessageState, inspect_message, jump_url
from bot.discord.render.messages import Renderer
from bot.discord.result_view import result_view
from bot.discord.uploads import result_files
from bot.errors import BlockedError, RefusedError
from bot.guilds.policy import apply_guild_policy, check_age_restriction
from bot.images import FittedPicture
from bot.jobs.models import Job
from bot.jobs.ports import DeliveryPendingError
from bot.jobs.request import GenerationRequest, RequestContext, Trigger
from bot.quota.ledger import Account
from cogs.share import ShareButton

__all__ = ["Repost", "RepostButton", "setup"]

log = structlog.stdlib.get_logger(__name__)

_QUOTE_LIMIT = 400


class _Reposts(Protocol):
    """The cog behind the button."""

    async def clicked(self, interaction: EaselInteraction, job_id: str) -> None: ...


class RepostButton(JobButton, template=custom_id_pattern("bringback")):
    """Post the files of this generation again; only its requester's click counts."""

    verb = "bringback"

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Hand the click to the cog."""
        await cast("_Reposts", bot.get_cog("Repost")).clicked(interaction, self.job_id)


class Repost(commands.Cog):
    """Posts pictures again whose post is gone."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._render = Renderer(load_texts(), bot.model)

    async def clicked(self, interaction: EaselInteraction, job_id: str) -> None:
        """Find out how it may be seen, acknowledge accordingly, and answer with the pictures."""
        services = self._bot.services
        if interaction.guild_id is None:
            raise RefusedError("refused-outside")
        account = Account(guild_id=interaction.guild_id, user_id=interaction.user.id)
        job = await in_time(services.clock, services.history.find_own(account, job_id))
        if job is None:
            raise RefusedError("show-unknown")
        with services.history.reposting(job):
            if (acknowledged := await acknowledge(interaction, ephemeral=job.private)) is None:
                return
            try:
                reply_id = await self._reply_id(interaction, acknowledged)
                if reply_id == (await self._newest(job)).message_id:
                    # Discord has delivered the click again: this reply has its pictures, or gets them.
                    log.info("the same click came twice", job=job.id)
                    return
                origin = request_context_of(interaction, Trigger.BUTTON, acknowledged)
                await self._bring_back(interaction, await self._ruled(job, origin), account, reply_id)
            except RefusedError as error:
                log.info("refused", key=error.key, detail=error.detail or None)
                text = self._render.refusal(error, locale_of(interaction))
                await refuse_deferred(interaction, text, private=job.private)

    async def _reply_id(self, interaction: EaselInteraction, acknowledged: Acknowledged) -> int:
        """The message that the pictures will be in."""
        if acknowledged.reply_message_id is not None:
            return acknowledged.reply_message_id
        try:
            with translated():
                return (await interaction.original_response()).id
        except (RouteClosedError, DeliveryPendingError) as error:
            raise RefusedError("bring-back-not-posted", detail=error.detail) from error

    async def _newest(self, job: Job) -> Job:
        return await self._bot.services.jobs.find(job.id) or job

    async def _ruled(self, job: Job, origin: RequestContext) -> Job:
        """The generation as the server wants it shown here; raises what it refuses."""
        check_age_restriction(job, origin)
        services = self._bot.services
        settings = await services.guilds.get(job.guild_id)
        # Only place, people and words count: what it looks like was settled when it was drawn.
        request = GenerationRequest.parse(
            services.model, prompt=job.prompt, size=None, quality=None, count=None
        )
        _, origin = apply_guild_policy(settings, services.model, request, origin)
        return replace(job, spoiler=job.spoiler or origin.spoiler)

    async def _bring_back(
        self, interaction: EaselInteraction, job: Job, account: Account, reply_id: int
    ) -> None:
        services = self._bot.services
        standing = await services.quota.status(account, role_ids_of(interaction.user))
        if standing.blocked:
            raise BlockedError
        post = await inspect_message(self._bot, job)
        if post.state is MessageState.HERE:
            raise RefusedError("bring-back-here", url=jump_url(job) or "")
        if post.state is MessageState.UNKNOWN:
            raise RefusedError("bring-back-cannot-look")
        limit = interaction.filesize_limit
        async with services.history.pictures(job, file_limit=limit) as pictures:
            with services.critical_section():
                # Where to look comes before the pictures: a click after a crash finds them there.
                await services.history.record_repost(
                    job, message_id=reply_id, channel_id=interaction.channel_id or job.channel_id
                )
                try:
                    await self._post(interaction, job, pictures)
                except RefusedError:
                    await services.history.revert_repost(job, message_id=reply_id)
                    raise
        log.info("brought back", job=job.id)

    async def _post(self, interaction: EaselInteraction, job: Job, pictures: Sequence[FittedPicture]) -> None:
        say, locale = self._render.texts, locale_of(interaction)
        lines = [
            say("bring-back-title", locale, who=f"<@{job.user_id}>", prompt=quote(job.prompt, _QUOTE_LIMIT)),
            f"-# {say('bring-back-free', locale)}",
        ]
        if (missing := (job.delivered_count or len(pictures)) - len(pictures)) > 0:
            lines.append(say("bring-back-missing", locale, missing=missing))
        view = result_view(job.id, say, locale)
        if job.private:
            view.add_item(ShareButton(job.id, say("button-share", locale)))
        try:
            with translated(), result_files(self._render, job, pictures) as files:
                await interaction.edit_original_response(
                    content="\n".join(lines), attachments=files, view=view
                )
        except TooLargeError as error:
            raise RefusedError("bring-back-too-large", detail=error.detail) from error
        except (RouteClosedError, DeliveryPendingError) as error:
            raise RefusedError("bring-back-not-posted", detail=error.detail) from error


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(RepostButton)
    await bot.add_cog(Repost(bot))
