"""Delivery of progress, results and failures to Discord.

Routes, best first: the interaction's reply while its token is valid, the channel with the bot's
own permissions, a direct message. Every call can be repeated: edits are idempotent, new messages
carry an enforced nonce, and after a crash an earlier post is searched for first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import discord
import structlog

from bot.clock import Clock
from bot.discord.client import EaselBot
from bot.discord.errors import INVALID_TOKEN, Refused, RouteClosedError, is_snowflake, translated
from bot.discord.http_trace import limit_waits
from bot.discord.i18n import load_texts
from bot.discord.interactions import TOKEN_LIFE
from bot.discord.job_buttons import REPEAT_EMOJI, failure_view, progress_view, result_view
from bot.discord.links import result_url
from bot.discord.message_client import MessageClient, OutgoingMessage
from bot.discord.render.messages import POLICY, Renderer
from bot.discord.render.progress import progress_text
from bot.discord.uploads import DEFAULT_UPLOAD_LIMIT, is_result_of, job_id_of, result_files, upload_limit_of
from bot.images import FittedPicture
from bot.jobs.models import Job, JobState, PostingRoute
from bot.jobs.ports import (
    DeliveryImpossibleError,
    DeliveryPendingError,
    DeliveryTooLargeError,
    DeliveryUnknownError,
    JobStore,
    PostedMessage,
    ResultSummary,
)
from bot.jobs.progress import ProgressStage, StageKind
from bot.models import Models

__all__ = ["DiscordDelivery"]

log = structlog.stdlib.get_logger(__name__)

# A longer rate limit is waited out by the job, without its delivery slot.
_SHORT_WAIT_SECONDS = 2.0
# Times are stored in milliseconds, and a repeat by reaction is dated by this process.
_ROUNDING = timedelta(seconds=5)
# An upload may outlast a token that is about to expire; the channel is then the safer route.
_TOKEN_MARGIN_SECONDS = 20.0


class DiscordDelivery:
    """Implements :class:`~bot.jobs.ports.ResultDelivery` over discord.py.

    ``store`` may wait for an unavailable database; ``progress_store`` must not, because delayed progress
    would replace the result later.
    """

    def __init__(
        self, bot: EaselBot, store: JobStore, clock: Clock, models: Models, *, progress_store: JobStore
    ) -> None:
        self._bot = bot
        self._store = store
        self._progress_store = progress_store
        self._clock = clock
        self._render = Renderer(load_texts(), models)
        self._messages = MessageClient(bot)

    async def progress(self, job: Job, stage: ProgressStage) -> None:
        """Edit the reply. A repeat triggered by a reaction starts without one, so one is posted first."""
        outgoing = self._progress_message(job, stage)
        job = await self._with_reply(job, self._progress_store)
        try:
            with limit_waits(_SHORT_WAIT_SECONDS), translated():
                if self._token_is_valid(job):
                    await self._messages.edit_original(job, outgoing)
                elif job.private:
                    log.debug("no route for private progress")
                elif job.reply_message_id is not None:
                    await self._messages.edit(job.guild_id, job.channel_id, job.reply_message_id, outgoing)
                elif job.token is None:
                    await self._reply(job, outgoing, self._progress_store)
        except (RouteClosedError, DeliveryTooLargeError, DeliveryPendingError) as error:
            log.debug("progress not shown", detail=error.detail)

    def upload_limit(self, job: Job) -> int:
        """Return the file size limit in bytes; without a valid token, that of the guild or DM applies too."""
        if self._token_is_valid(job):
            return job.upload_limit
        if job.private:
            return min(job.upload_limit, DEFAULT_UPLOAD_LIMIT)
        return min(job.upload_limit, upload_limit_of(self._bot.get_guild(job.guild_id)))

    async def find_delivered(self, job: Job) -> PostedMessage | None:
        """Find an earlier post on the route recorded for the job."""
        job = await self._store.get(job.id) or job
        if job.posting is None:
            return None
        try:
            with limit_waits(_SHORT_WAIT_SECONDS), translated():
                message = await self._find(job)
        except RouteClosedError as error:
            # A private reply cannot be read once its token has expired, regardless of Discord's status code.
            if error.forbidden or (job.private and not error.message_gone):
                raise DeliveryUnknownError(
                    detail=f"cannot look for an earlier post: {error.detail}"
                ) from error
            log.debug("no earlier post", detail=error.detail)
            return None
        except DeliveryPendingError as error:
            if job.posting is PostingRoute.ORIGINAL and self._token_is_valid(job):
                # The reply can still be edited, and repeating the edit is harmless.
                log.debug("search for an earlier post failed", detail=error.detail)
                return None
            raise
        return None if message is None else _posted(job, message, job.posting)

    async def deliver(
        self, job: Job, pictures: Sequence[FittedPicture], receipt: ResultSummary
    ) -> PostedMessage:
        """Post all pictures in one message over the best available route."""
        job = await self._with_own_reply(job)
        expired = not self._token_is_valid(job)
        for route in self._routes(job):
            # Recorded before the call, so that recovery after a crash knows where to search.
            await self._store.record_posting(job.id, route)
            try:
                with limit_waits(_SHORT_WAIT_SECONDS), translated():
                    message = await self._post(job, route, pictures, receipt, expired=expired)
            except RouteClosedError as error:
                log.warning("delivery route unavailable", route=route, detail=error.detail)
                expired |= error.code == INVALID_TOKEN
                continue
            posted = _posted(job, message, route)
            # Not compared with a time of the row, which may come from a machine whose clock was wrong.
            if posted.pictures != len(pictures) or posted.message_id < (
                job.reply_message_id or job.channel_id
            ):
                raise DeliveryPendingError("unreadable answer: not the message that was posted")
            await self._clear_stale_reply(job, route, message)
            return posted
        raise DeliveryImpossibleError(detail="no delivery route is available")

    async def explain(self, job: Job, *, remaining: int) -> None:
        """Explain the failure over the best available route. ``remaining``: the member's credits.

        Policy refusals are explained to the requester only.
        """
        is_private_matter = job.reason == POLICY and not job.private and self._token_is_valid(job)
        if is_private_matter and await self._explain_privately(
            job, self._explanation(job, remaining, private=True)
        ):
            return
        job = await self._with_own_reply(job)
        for route in self._routes(job):
            is_direct = route is PostingRoute.DIRECT
            outgoing = self._explanation(job, remaining, private=job.private or is_direct, direct=is_direct)
            try:
                with limit_waits(_SHORT_WAIT_SECONDS), translated():
                    await self._send(job, route, outgoing, nonce=f"{job.id}-x")
            except (RouteClosedError, DeliveryTooLargeError) as error:
                log.debug("delivery route unavailable", route=route, detail=error.detail)
                continue
            return
        raise DeliveryImpossibleError(detail="no delivery route is available")

    def _explanation(
        self, job: Job, remaining: int, *, private: bool, direct: bool = False
    ) -> OutgoingMessage:
        # Buttons do not work outside a server, and a canceled request needs none.
        has_buttons = job.state is JobState.FAILED and not direct
        view = failure_view(job.id, self._render.texts, job.locale) if has_buttons else None
        content = self._render.failure(job, remaining, private=private)
        return OutgoingMessage(content=content, view=view, clear=True)

    async def _explain_privately(self, job: Job, outgoing: OutgoingMessage) -> bool:
        """Replace the public reply with a private message; return ``False`` if that is not possible."""
        try:
            with limit_waits(_SHORT_WAIT_SECONDS), translated():
                await self._messages.delete_original(job)
        except RouteClosedError as error:
            # An earlier attempt may have deleted it.
            if not error.message_gone:
                return False
        except DeliveryTooLargeError:
            return False
        try:
            with limit_waits(_SHORT_WAIT_SECONDS), translated():
                await self._messages.follow_up(job, outgoing)
        except (RouteClosedError, DeliveryTooLargeError) as error:
            log.debug("private explanation not possible", detail=error.detail)
            return False
        return True

    async def offer_repeat(self, job: Job, posted: PostedMessage) -> None:
        """Add the 🔁 reaction if permitted; the *Again* button exists in any case."""
        # Discord has no reactions on ephemeral messages.
        if not job.private:
            await self._messages.offer_reaction(
                job.guild_id, posted.channel_id, posted.message_id, REPEAT_EMOJI
            )

    async def mention_requester(self, job: Job, posted: PostedMessage) -> None:
        """Reply to the result with a mention, because Discord sends no notification for an edit.

        The channel comes first, because Discord recognizes a repeated message there by its nonce; without the
        permission, the interaction's token still works.
        """
        if job.private or posted.mentioned or posted.channel_id != job.channel_id:
            return
        content = self._render.ready(job, posted.pictures)
        outgoing = OutgoingMessage(content=content, pings=(job.user_id,))
        try:
            with limit_waits(_SHORT_WAIT_SECONDS), translated():
                await self._messages.reply_to(job, posted.message_id, outgoing, nonce=f"{job.id}-r")
        except RouteClosedError as error:
            if error.forbidden and self._token_is_valid(job):
                await self._mention_by_token(job, outgoing)
            else:
                log.debug("requester not mentioned", detail=error.detail)
        except (DeliveryTooLargeError, DeliveryPendingError) as error:
            log.debug("requester not mentioned", detail=error.detail)

    async def _mention_by_token(self, job: Job, outgoing: OutgoingMessage) -> None:
        try:
            with limit_waits(_SHORT_WAIT_SECONDS), translated():
                await self._messages.follow_up(job, outgoing, ephemeral=False)
        except (RouteClosedError, DeliveryTooLargeError, DeliveryPendingError) as error:
            log.debug("requester not mentioned", detail=error.detail)

    def _token_is_valid(self, job: Job) -> bool:
        if job.token is None or job.token_expires_at is None:
            return False
        return self._clock.now() < job.token_expires_at - _TOKEN_MARGIN_SECONDS

    @staticmethod
    async def _with_reply(job: Job, store: JobStore) -> Job:
        """Reload the job if its reply ID is unknown: a repeat by reaction records it after submission."""
        if _has_reply(job):
            return job
        return await store.get(job.id) or job

    async def _with_own_reply(self, job: Job) -> Job:
        """Ensure that a repeat triggered by a reaction has a reply message to post its result in.

        An earlier attempt may have crashed after replying, before recording the reply. While Discord
        remembers the nonce, the same call returns that reply instead of posting another. Raises
        :class:`DeliveryPendingError` if the outcome is unknown, so that no reply is orphaned.
        """
        job = await self._with_reply(job, self._store)
        if _has_reply(job):
            return job
        outgoing = self._progress_message(job, ProgressStage(kind=StageKind.FETCHING))
        try:
            with limit_waits(_SHORT_WAIT_SECONDS), translated():
                reply_id = await self._reply(job, outgoing, self._store)
        except (RouteClosedError, DeliveryTooLargeError) as error:
            log.debug("could not post a reply for the result", detail=error.detail)
            return job
        return replace(job, reply_message_id=reply_id)

    def _progress_message(self, job: Job, stage: ProgressStage) -> OutgoingMessage:
        texts = self._render.texts
        return OutgoingMessage(
            content=f"{self._render.title(job)}\n{progress_text(texts, job, stage)}",
            view=progress_view(texts, job, stage),
        )

    async def _reply(self, job: Job, outgoing: OutgoingMessage, store: JobStore) -> int:
        """Post the message that progress and result will edit, and return its ID."""
        message = await self._messages.reply(job, outgoing, nonce=f"{job.id}-p")
        if not is_snowflake(message.id):
            raise DeliveryPendingError("unreadable answer: not a message ID")
        await store.record_reply(job.id, message.id)
        return message.id

    def _routes(self, job: Job) -> tuple[PostingRoute, ...]:
        """Return the routes, best first. A private result never takes a public route."""
        late = (PostingRoute.DIRECT,) if job.private else (PostingRoute.CHANNEL, PostingRoute.DIRECT)
        return (PostingRoute.ORIGINAL, *late) if self._token_is_valid(job) else late

    async def _post(
        self,
        job: Job,
        route: PostingRoute,
        pictures: Sequence[FittedPicture],
        receipt: ResultSummary,
        *,
        expired: bool,
    ) -> discord.Message:
        late = _is_late(job, route)
        content = self._render.result(
            job, pictures, receipt, parent_url=await self._parent_url(job), late=late, expired=expired
        )
        with result_files(self._render, job, pictures) as files:
            outgoing = OutgoingMessage(
                content=content,
                files=files,
                view=self._view(job, route),
                # Only a late result mentions its requester, who has probably stopped watching.
                pings=(job.user_id,) if late else (),
            )
            return await self._send(job, route, outgoing, nonce=job.id)

    def _view(self, job: Job, route: PostingRoute) -> discord.ui.View | None:
        if route is PostingRoute.DIRECT:
            return None  # quotas belong to guilds: no button works in a direct message
        return result_view(job.id, self._render.texts, job.locale, share=job.private)

    async def _send(
        self, job: Job, route: PostingRoute, outgoing: OutgoingMessage, *, nonce: str
    ) -> discord.Message:
        if route is PostingRoute.ORIGINAL:
            return await self._messages.edit_original(job, outgoing)
        if route is PostingRoute.DIRECT:
            return await self._messages.direct(job.user_id, outgoing, nonce=nonce)
        if job.token is None and job.reply_message_id is not None:
            try:
                with translated():
                    return await self._messages.edit(
                        job.guild_id, job.channel_id, job.reply_message_id, outgoing
                    )
            except RouteClosedError as error:
                if error.refused is Refused.CHANNEL:
                    raise
                log.info("reply cannot be edited; posting a new message", detail=error.detail)
        return await self._messages.reply(job, outgoing, nonce=nonce)

    async def _find(self, job: Job) -> discord.Message | None:
        """Find the message of an earlier attempt with the most reliable lookup."""
        by_original = job.posting is PostingRoute.ORIGINAL
        if by_original and self._token_is_valid(job):
            try:
                with translated():
                    message = await self._messages.fetch_original(job)
                return message if is_result_of(job.id, message) else None
            except RouteClosedError as error:
                if job.private or error.message_gone:
                    raise
                log.debug("reply unreadable; looking in the channel", detail=error.detail)
        if by_original and job.private:
            raise RouteClosedError("the token of a private reply has expired", forbidden=True)
        if job.reply_message_id is not None and (by_original or job.token is None):
            try:
                with translated():
                    reply = await self._messages.fetch(job.guild_id, job.channel_id, job.reply_message_id)
            except RouteClosedError as error:
                if by_original or not error.message_gone:
                    raise
            else:
                if by_original or is_result_of(job.id, reply):
                    return reply if is_result_of(job.id, reply) else None
        # The original reply is found near the request, a new message near the end of the history.
        return await self._messages.find_result(
            job,
            after=_before_result(job, by_original=by_original),
            direct=job.posting is PostingRoute.DIRECT,
            oldest_first=by_original,
        )

    async def _parent_url(self, job: Job) -> str | None:
        if job.parent_id is None:
            return None
        parent = await self._store.get(job.parent_id)
        return None if parent is None else result_url(parent)

    async def _clear_stale_reply(self, job: Job, route: PostingRoute, message: discord.Message) -> None:
        """Delete the progress message if the result took another route."""
        stale = job.reply_message_id
        if route is PostingRoute.ORIGINAL or job.private or stale is None or stale == message.id:
            return
        try:
            with translated():
                await self._messages.delete(job.guild_id, job.channel_id, stale)
        except (RouteClosedError, DeliveryPendingError) as error:
            log.debug("stale progress message not deleted", detail=error.detail)


def _has_reply(job: Job) -> bool:
    """Return whether a message to edit exists or no public message may be posted."""
    return job.private or job.token is not None or job.reply_message_id is not None


def _before_result(job: Job, *, by_original: bool) -> int:
    """Return a snowflake that is older than the message with the result, by Discord's own time."""
    if job.reply_message_id is not None:
        # The reply itself may hold the result.
        return job.reply_message_id - 1 if by_original else job.reply_message_id
    asked_at = (
        job.created_at if job.token_expires_at is None else job.token_expires_at - TOKEN_LIFE.total_seconds()
    )
    return discord.utils.time_snowflake(datetime.fromtimestamp(asked_at, tz=UTC) - _ROUNDING)


def _is_late(job: Job, route: PostingRoute) -> bool:
    """Return whether the result is a message of its own, although the request had a reply to put it in."""
    return job.token is not None and route is not PostingRoute.ORIGINAL


def _posted(job: Job, message: discord.Message, route: PostingRoute) -> PostedMessage:
    if not (is_snowflake(message.id) and is_snowflake(message.channel.id)):
        raise DeliveryPendingError("unreadable answer: not a message ID")
    names = {file.filename for file in message.attachments if job_id_of(file.filename) == job.id}
    return PostedMessage(
        message_id=message.id,
        channel_id=message.channel.id,
        pictures=min(len(names), job.count),
        mentioned=_is_late(job, route),
    )
