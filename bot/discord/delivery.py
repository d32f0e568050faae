"""The courier: which way a reply goes, and the calls that carry it.

Ways, best first: the interaction's own reply while its token lives; the channel, with the
bot's own rights; a direct message. Every call can be repeated: an edit is idempotent by
nature, a new message carries an enforced nonce, and before a repeat after a crash the courier
looks whether the result is there already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import discord
import structlog

from bot.clock import Clock
from bot.db.jobs import JobStore
from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError, TooLargeError, translated
from bot.discord.i18n import load_texts
from bot.discord.links import jump_url
from bot.discord.message_client import CHANNEL_UPLOAD_LIMIT, MessageClient, OutgoingMessage, is_result_of
from bot.discord.progress_view import progress_view
from bot.discord.render.messages import Renderer
from bot.discord.render.progress import progress_text
from bot.discord.result_view import REPEAT_EMOJI, result_view
from bot.discord.uploads import result_files
from bot.images import FittedPicture
from bot.jobs.models import Job, PostingRoute
from bot.jobs.ports import (
    DeliveryImpossibleError,
    DeliveryPendingError,
    DeliveryTooLargeError,
    DeliveryUnknownError,
    PostedMessage,
    ResultSummary,
)
from bot.jobs.progress import ProgressStage, StageKind
from cogs.share import ShareButton
from config import Model

__all__ = ["DiscordDelivery"]

log = structlog.stdlib.get_logger(__name__)

# A token in its last seconds may die under an upload; the channel is the better way then.
_TOKEN_MARGIN_SECONDS = 20.0


class DiscordDelivery:
    """The :class:`~bot.jobs.ports.ResultDelivery` over discord.py."""

    def __init__(self, bot: EaselBot, store: JobStore, clock: Clock, model: Model) -> None:
        self._bot = bot
        self._store = store
        self._clock = clock
        self._render = Renderer(load_texts(), model)
        self._outbox = MessageClient(bot)

    async def progress(self, job: Job, stage: ProgressStage) -> None:
        """Edit the reply; where there is none yet (a reaction), post the one that is edited later."""
        letter = self._progress_letter(job, stage)
        job = await self._with_reply(job)
        try:
            with translated():
                if self._token_lives(job):
                    await self._outbox.edit_original(job, letter)
                elif job.private:
                    log.debug("nobody but its reply may show how a private request stands")
                elif job.reply_message_id is not None:
                    await self._outbox.edit(job.channel_id, job.reply_message_id, letter)
                elif job.token is None:
                    await self._reply(job, letter)
        except (RouteClosedError, TooLargeError, DeliveryPendingError) as error:
            log.debug("progress was not shown", detail=error.detail)

    def upload_limit(self, job: Job) -> int:
        """The interaction's own limit while its token lives, the channel's afterwards."""
        if self._token_lives(job):
            return job.upload_limit
        if job.private:
            return min(job.upload_limit, CHANNEL_UPLOAD_LIMIT)
        guild = self._bot.get_guild(job.guild_id)
        return min(job.upload_limit, guild.filesize_limit if guild else CHANNEL_UPLOAD_LIMIT)

    async def find_delivered(self, job: Job) -> PostedMessage | None:
        """Look where the earlier attempt was about to post, as the row has it now."""
        job = await self._store.get(job.id) or job
        if job.posting is None:
            return None
        try:
            with translated():
                message = await self._find(job)
        except RouteClosedError as error:
            # A private reply is seen by nobody once its token is dead, whatever Discord calls it.
            if error.forbidden or (job.private and not error.message_gone):
                raise DeliveryUnknownError(detail=f"may not look: {error.detail}") from error
            log.debug("the earlier post is not there", detail=error.detail)
            return None
        except DeliveryPendingError as error:
            if job.posting is PostingRoute.ORIGINAL and self._token_lives(job):
                # The edit of the reply is still to be had, and repeating it posts nothing twice.
                log.debug("cannot look for an earlier post", detail=error.detail)
                return None
            raise
        return None if message is None else _posted(message)

    async def deliver(
        self, job: Job, pictures: Sequence[FittedPicture], receipt: ResultSummary
    ) -> PostedMessage:
        """Post in one message by the best way that is open."""
        job = await self._with_own_reply(job)
        for route in self._routes(job):
            # Before the call: whoever comes after a crash knows where to look.
            await self._store.record_posting(job.id, route)
            try:
                with translated():
                    message = await self._post(job, route, pictures, receipt)
            except RouteClosedError as error:
                log.warning("a way is closed", route=route, detail=error.detail)
                continue
            except TooLargeError as error:
                raise DeliveryTooLargeError(detail=error.detail) from error
            await self._clear_stale_reply(job, route, message)
            return _posted(message)
        raise DeliveryImpossibleError(detail="every way is closed")

    async def explain(self, job: Job, *, remaining: int) -> None:
        """Say why there are no pictures, by the best way that is open."""
        letter = OutgoingMessage(content=self._render.failure(job, remaining), clear=True)
        job = await self._with_own_reply(job)
        for route in self._routes(job):
            try:
                with translated():
                    await self._send(job, route, letter, nonce=f"{job.id}-x")
            except (RouteClosedError, TooLargeError) as error:
                log.debug("a way is closed", route=route, detail=error.detail)
                continue
            return
        raise DeliveryImpossibleError(detail="every way is closed")

    async def offer_repeat(self, job: Job, posted: PostedMessage) -> None:
        """Put 🔁 under the result where the bot may; the button is there in any case."""
        # Discord has no reactions on a reply that only one person sees.
        if job.private or not self._outbox.may_react(job.guild_id, posted.channel_id):
            return
        try:
            with translated():
                await self._outbox.react(posted.channel_id, posted.message_id, REPEAT_EMOJI)
        except (RouteClosedError, TooLargeError, DeliveryPendingError) as error:
            log.debug("no repeat reaction here", job=job.id, detail=error.detail)

    def _token_lives(self, job: Job) -> bool:
        if job.token is None or job.token_expires_at is None:
            return False
        return self._clock.now() < job.token_expires_at - _TOKEN_MARGIN_SECONDS

    async def _with_reply(self, job: Job) -> Job:
        """A repeat by reaction gets its reply's id after it was placed; the row has it."""
        if _has_reply(job):
            return job
        return await self._store.get(job.id) or job

    async def _with_own_reply(self, job: Job) -> Job:
        """Make sure that a repeat by reaction ends in its reply, and leaves no "Drawing…" behind.

        An earlier attempt may have replied and died before it was noted; within Discord's memory
        of nonces the same call brings that reply back instead of posting another. Raises
        :class:`DeliveryPendingError`: a reply that got through unseen must not stay behind.
        """
        job = await self._with_reply(job)
        if _has_reply(job):
            return job
        letter = self._progress_letter(job, ProgressStage(kind=StageKind.FETCHING))
        try:
            with translated():
                reply_id = await self._reply(job, letter)
        except (RouteClosedError, TooLargeError) as error:
            log.debug("no reply to end in", detail=error.detail)
            return job
        return replace(job, reply_message_id=reply_id)

    def _progress_letter(self, job: Job, stage: ProgressStage) -> OutgoingMessage:
        texts = self._render.texts
        return OutgoingMessage(
            content=progress_text(texts, job, stage), view=progress_view(texts, job, stage)
        )

    async def _reply(self, job: Job, letter: OutgoingMessage) -> int:
        """Post the message that progress and the result will be edits of; returns its id."""
        message = await self._outbox.reply(job, letter, nonce=f"{job.id}-p")
        await self._store.record_reply(job.id, message.id)
        return message.id

    def _routes(self, job: Job) -> tuple[PostingRoute, ...]:
        """Best first. A private result never takes a way that others see."""
        late = (PostingRoute.DIRECT,) if job.private else (PostingRoute.CHANNEL, PostingRoute.DIRECT)
        return (PostingRoute.ORIGINAL, *late) if self._token_lives(job) else late

    async def _post(
        self, job: Job, route: PostingRoute, pictures: Sequence[FittedPicture], receipt: ResultSummary
    ) -> discord.Message:
        late = job.token is not None and route is not PostingRoute.ORIGINAL
        content = self._render.result(
            job, pictures, receipt, parent_url=await self._parent_url(job), late=late
        )
        with result_files(self._render, job, pictures) as files:
            letter = OutgoingMessage(
                content=content,
                files=files,
                view=self._view(job, route),
                # Only a late result calls its owner: they have stopped looking.
                pings=(job.user_id,) if late else (),
            )
            return await self._send(job, route, letter, nonce=job.id)

    def _view(self, job: Job, route: PostingRoute) -> discord.ui.View | None:
        if route is PostingRoute.DIRECT:
            return None  # quotas belong to servers, so there is nothing to click
        view = result_view(job.id, self._render.texts, job.locale)
        if job.private:
            view.add_item(ShareButton(job.id, self._render.texts("button-share", job.locale)))
        return view

    async def _send(
        self, job: Job, route: PostingRoute, letter: OutgoingMessage, *, nonce: str
    ) -> discord.Message:
        if route is PostingRoute.ORIGINAL:
            return await self._outbox.edit_original(job, letter)
        if route is PostingRoute.DIRECT:
            return await self._outbox.direct(job.user_id, letter, nonce=nonce)
        if job.token is None and job.reply_message_id is not None:
            try:
                with translated():
                    return await self._outbox.edit(job.channel_id, job.reply_message_id, letter)
            except RouteClosedError as error:
                if not error.message_gone:
                    raise
        return await self._outbox.reply(job, letter, nonce=nonce)

    async def _find(self, job: Job) -> discord.Message | None:
        """The earlier attempt's message by the surest way there is to it."""
        by_original = job.posting is PostingRoute.ORIGINAL
        if by_original and self._token_lives(job):
            message = await self._outbox.fetch_original(job)
            return message if is_result_of(job, message) else None
        if by_original and job.private:
            raise RouteClosedError("a private reply whose token is dead", forbidden=True)
        if job.reply_message_id is not None and (by_original or job.token is None):
            try:
                with translated():
                    reply = await self._outbox.fetch(job.channel_id, job.reply_message_id)
            except RouteClosedError as error:
                if by_original or not error.message_gone:
                    raise
            else:
                if by_original or is_result_of(job, reply):
                    return reply if is_result_of(job, reply) else None
        # A reply whose token died since stands where the request was made; a new message is recent.
        return await self._outbox.find_result(
            job,
            # A message of its own is not older than what it shows.
            since=job.created_at if by_original else job.rendered_at or job.created_at,
            direct=job.posting is PostingRoute.DIRECT,
            oldest_first=by_original,
        )

    async def _parent_url(self, job: Job) -> str | None:
        if job.parent_id is None:
            return None
        parent = await self._store.get(job.parent_id)
        return None if parent is None else jump_url(parent)

    async def _clear_stale_reply(self, job: Job, route: PostingRoute, message: discord.Message) -> None:
        """A result by another way leaves a "Drawing…" behind; take it away if that is possible."""
        stale = job.reply_message_id
        if route is PostingRoute.ORIGINAL or job.private or stale is None or stale == message.id:
            return
        try:
            with translated():
                await self._outbox.delete(job.channel_id, stale)
        except (RouteClosedError, DeliveryPendingError) as error:
            log.debug("the old reply stays", detail=error.detail)


def _has_reply(job: Job) -> bool:
    """Whether there is a message to edit already, or must never be one that others see."""
    return job.private or job.token is not None or job.reply_message_id is not None


def _posted(message: discord.Message) -> PostedMessage:
    return PostedMessage(
        message_id=message.id, channel_id=message.channel.id, pictures=len(message.attachments)
    )
