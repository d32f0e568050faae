"""Sharing: post a private result publicly in its channel, exactly once.

The intent is stored before the message is posted, so after a crash the next click or startup first
searches for the message. The call carries an enforced nonce: while Discord remembers it, repeating
the call returns the same message.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from weakref import WeakValueDictionary

import aiohttp
import discord
import structlog

from bot.clock import Clock
from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError, translated
from bot.discord.i18n import load_texts
from bot.discord.interactions import GuildInteraction
from bot.discord.job_buttons import REPEAT_EMOJI, result_view
from bot.discord.links import message_url
from bot.discord.message_client import MessageClient, OutgoingMessage
from bot.discord.render.messages import Renderer
from bot.discord.result_message import set_message_spoiler
from bot.discord.uploads import is_result_of, result_files, upload_limit_of
from bot.errors import RefusedError
from bot.images import FittedPicture
from bot.jobs.models import Job
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError, DeliveryUnknownError
from bot.jobs.service import JobService
from bot.jobs.sharing import Sharing
from bot.models import Models
from bot.retry import Backoff, retry

__all__ = ["ResultSharing"]

log = structlog.stdlib.get_logger(__name__)

# Calls with an unclear outcome are retried this long while the member waits.
_RETRY_SECONDS = 30.0
# A share started longer ago than this has been posted, or its process is gone.
_IN_PROGRESS_SECONDS = 300.0
# Maximum number of messages from that period searched for the post.
_SEARCH_LIMIT = 1000


class ResultSharing:
    """Posts private results and recovers shares interrupted by a crash."""

    def __init__(
        self, bot: EaselBot, *, sharing: Sharing, jobs: JobService, clock: Clock, models: Models
    ) -> None:
        self._bot = bot
        self._sharing = sharing
        self._store = sharing.store
        self._jobs = jobs
        self._clock = clock
        self._render = Renderer(load_texts(), models)
        self._messages = MessageClient(bot)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def share(self, interaction: GuildInteraction, job_id: str) -> tuple[str, bool]:
        """Share the clicked result once; return its URL, and ``False`` if it was already shared.

        Raises :class:`~bot.errors.RefusedError`.
        """
        async with self._lock(job_id):
            job = await self._sharing.find_shareable(job_id, interaction.user.id)
            try:
                message_id = job.shared_message_id or await self._recover(job)
            except (RouteClosedError, DeliveryPendingError, DeliveryUnknownError) as error:
                raise RefusedError("refused-share-unknown", detail=error.detail) from error
            if message_id is not None:
                return self._url(job, message_id), False
            if interaction.channel_id != job.channel_id:
                raise RefusedError("refused-share-elsewhere", channel=f"<#{job.channel_id}>")
            _check_rights(interaction)
            message = await self._sharing.upload(
                job,
                await _files_of(interaction.message),
                lambda pictures: self._post(job, pictures),
                file_limit=upload_limit_of(interaction.guild),
            )
            return self._url(job, message.id), True

    async def recover(self) -> int:
        """Complete the shares that were started but not confirmed.

        Implements :class:`~bot.jobs.recovery.Recoverable`.
        """
        failed = 0
        for job in await self._store.pending():
            if not self._bot.owns_guild(job.guild_id):
                continue
            try:
                async with self._lock(job.id):
                    await self._recover(job)
            except (RouteClosedError, DeliveryUnknownError, RefusedError) as error:
                log.info("share outcome unknown", job=job.id, detail=error.detail)
            except DeliveryPendingError as error:
                log.info("share not recovered yet", job=job.id, detail=error.detail)
                failed += 1
            except Exception:
                log.exception("share not recovered", job=job.id)
                failed += 1
        return failed

    def _lock(self, job_id: str) -> asyncio.Lock:
        return self._locks.setdefault(job_id, asyncio.Lock())

    @staticmethod
    def _url(job: Job, message_id: int) -> str:
        return message_url(job.channel_id, message_id, guild_id=job.guild_id)

    async def _recover(self, job: Job) -> int | None:
        """Return the message ID of an earlier share; ``None`` if none was found.

        Raises :class:`RouteClosedError`, :class:`DeliveryPendingError` or :class:`DeliveryUnknownError`
        while the outcome is unknown.
        """
        if job.shared_at is None:
            return None
        with translated():
            found = await self._find(job)
        if found is not None:
            await self._record(job, found)
        elif self._clock.now() > job.shared_at + _IN_PROGRESS_SECONDS:
            # No process can still be about to post it.
            await self._store.abort(job.id)
        return None if found is None else found.id

    async def _find(self, job: Job) -> discord.Message | None:
        channel = self._bot.channel_of(job.guild_id, job.channel_id)
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            rights = channel.permissions_for(channel.guild.me)
            if not rights.read_message_history:
                # Discord would return an empty history.
                raise RouteClosedError("may not read the history", forbidden=True)
        begun, seen = job.shared_at or 0.0, 0
        async for message in self._messages.channel_messages_since(
            job.guild_id, job.channel_id, begun, limit=_SEARCH_LIMIT
        ):
            # The private reply carries the same files but is not part of the history.
            if message.id != job.message_id and is_result_of(job.id, message):
                return message
            if message.created_at.timestamp() > begun + _IN_PROGRESS_SECONDS:
                return None
            seen += 1
        if seen == _SEARCH_LIMIT:
            raise DeliveryUnknownError(detail="too many messages since then to search")
        return None

    async def _record(self, job: Job, message: discord.Message) -> None:
        """Record that the result is shared.

        If the spoiler flag changed in the meantime, it is applied to the message; if the result was
        deleted, so is the message. After a crash, the next click or startup repeats this.
        """
        while not await self._store.complete(job.id, message.id, covered=_is_covered(message)):
            now = await self._jobs.find(job.id)
            if now is None or now.deleted_at is not None or now.spoiler == _is_covered(message):
                break
            message = await set_message_spoiler(self._messages, message, covered=now.spoiler)
        else:
            return
        try:
            with translated():
                await self._messages.delete(job.guild_id, job.channel_id, message.id)
        except (RouteClosedError, DeliveryPendingError) as error:
            log.warning("could not delete the message for a deleted result", job=job.id, detail=error.detail)
        raise RefusedError("refused-deleted")

    async def _post(self, job: Job, pictures: Sequence[FittedPicture]) -> discord.Message:
        if not await self._store.begin(job.id):
            raise RefusedError("refused-deleted")
        try:
            backoff = Backoff(self._clock, _RETRY_SECONDS)
            message = await retry(lambda: self._send(job, pictures), backoff, on=DeliveryPendingError)
        except DeliveryTooLargeError:
            await self._store.abort(job.id)
            raise
        except RouteClosedError as error:
            await self._store.abort(job.id)
            raise RefusedError("refused-share-rights-bot", detail=error.detail) from error
        except DeliveryPendingError as error:
            raise RefusedError("refused-share-unknown", detail=error.detail) from error
        await self._record(job, message)
        log.info("result shared", job=job.id)
        await self._messages.offer_reaction(job.guild_id, job.channel_id, message.id, REPEAT_EMOJI)
        return message

    async def _send(self, job: Job, pictures: Sequence[FittedPicture]) -> discord.Message:
        with translated(), result_files(self._render, job, pictures) as files:
            view = result_view(job.id, self._render.texts, job.locale)
            message = OutgoingMessage(content=self._render.shared(job), files=files, view=view)
            return await self._messages.post(job.guild_id, job.channel_id, message, nonce=f"{job.id}-s")


def _check_rights(interaction: GuildInteraction) -> None:
    """Raise a refusal unless both the member and the bot may post in the channel."""
    thread = isinstance(interaction.channel, discord.Thread)
    member, bot = interaction.permissions, interaction.app_permissions
    may_send = member.send_messages_in_threads if thread else member.send_messages
    if not may_send:
        raise RefusedError("refused-share-rights-member")
    may_post = bot.send_messages_in_threads if thread else bot.send_messages
    if not (bot.view_channel and may_post and bot.attach_files):
        raise RefusedError("refused-share-rights-bot")


async def _files_of(message: discord.Message | None) -> tuple[bytes, ...]:
    """Download the pictures of the clicked reply; empty if any of them is unavailable."""
    try:
        return tuple([await file.read() for file in message.attachments]) if message is not None else ()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError) as error:
        log.info("reply pictures unavailable", error=type(error).__name__)
        return ()


def _is_covered(message: discord.Message) -> bool:
    return any(file.is_spoiler() for file in message.attachments)
