"""Share: a private result becomes public, in the channel where it was asked for, once.

The intent is in the row before the post, so that whoever comes after a crash looks for the post
first. The call carries an enforced nonce; what got through unseen is found by it, or by looking.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol, cast
from weakref import WeakValueDictionary

import aiohttp
import discord
import structlog
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.controls import JobButton, custom_id_pattern
from bot.discord.errors import RouteClosedError, TooLargeError, translated
from bot.discord.i18n import load_texts
from bot.discord.interactions import EaselInteraction, acknowledge, locale_of
from bot.discord.message_client import CHANNEL_UPLOAD_LIMIT, MessageClient, OutgoingMessage, is_result_of
from bot.discord.render.messages import Renderer
from bot.discord.result_message import set_spoiler
from bot.discord.result_view import REPEAT_EMOJI, result_view
from bot.discord.uploads import result_files
from bot.errors import RefusedError
from bot.images import FittedPicture
from bot.jobs.models import Job
from bot.jobs.ports import DeliveryPendingError
from bot.retry import Backoff

__all__ = ["Share", "ShareButton", "setup"]

log = structlog.stdlib.get_logger(__name__)

# Unclear answers of Discord are waited out this long, while the member watches.
_PATIENCE_SECONDS = 30.0
# After its beginning a share has posted within this time, or its process is gone, in seconds.
_UNDER_WAY_SECONDS = 300.0
# Messages of that time among which its post would be; where more were said, nobody can tell.
_LOOK_BACK = 1000


class _Shares(Protocol):
    """The cog behind the button."""

    async def clicked(self, interaction: EaselInteraction, job_id: str) -> None: ...


class ShareButton(JobButton, template=custom_id_pattern("share")):
    """📣 Share: post a private result in the channel."""

    verb = "share"
    emoji = "📣"

    async def act(self, bot: EaselBot, interaction: EaselInteraction) -> None:
        """Hand the click to the cog that knows how to share."""
        await cast("_Shares", bot.get_cog("Share")).clicked(interaction, self.job_id)


class Share(commands.Cog):
    """Posts private results where everybody sees them, when their owner says so."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._render = Renderer(load_texts(), bot.model)
        self._outbox = MessageClient(bot)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def clicked(self, interaction: EaselInteraction, job_id: str) -> None:
        """Acknowledge, share once, and say where it is."""
        if interaction.guild_id is None:
            raise RefusedError("refused-outside")
        with self._bot.services.critical_section():
            if await acknowledge(interaction, ephemeral=True) is None:
                return
            async with self._lock(job_id):
                url, fresh = await self._share(interaction, job_id)
            key = "shared-now" if fresh else "shared-already"
            text = self._render.texts(key, locale_of(interaction), url=url)
            await interaction.edit_original_response(content=text)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """discord.py's event: what a crash has left between a post and its note is looked up."""
        for job in await self._bot.services.sharing.store.pending():
            if not self._bot.owns_guild(job.guild_id):
                continue
            async with self._lock(job.id):
                try:
                    await self._settle(job)
                except RefusedError as error:
                    log.info("nobody can say yet whether it was shared", job=job.id, detail=error.detail)

    def _lock(self, job_id: str) -> asyncio.Lock:
        return self._locks.setdefault(job_id, asyncio.Lock())

    async def _share(self, interaction: EaselInteraction, job_id: str) -> tuple[str, bool]:
        sharing = self._bot.services.sharing
        job = await sharing.find_shareable(job_id, interaction.user.id)
        message_id = job.shared_message_id or await self._settle(job)
        if message_id is not None:
            return _url(job, message_id), False
        if interaction.channel_id != job.channel_id:
            raise RefusedError("refused-share-elsewhere", channel=f"<#{job.channel_id}>")
        _check_rights(interaction)
        shown = await _files_of(interaction.message)
        limit = interaction.guild.filesize_limit if interaction.guild else CHANNEL_UPLOAD_LIMIT
        for file_limit in (limit, limit // 2):
            async with sharing.pictures(job, shown, file_limit=file_limit) as pictures:
                try:
                    message = await self._post(job, pictures)
                except TooLargeError as error:
                    log.warning("Discord wants smaller files", detail=error.detail)
                    continue
            return _url(job, message.id), True
        raise RefusedError("refused-share-large")

    async def _settle(self, job: Job) -> int | None:
        """What an earlier share that was begun and not noted came to; ``None``: certainly nothing.

        Raises :class:`~bot.errors.RefusedError` while that cannot be told.
        """
        if job.shared_at is None:
            return None
        try:
            with translated():
                found = await self._find(job)
        except (RouteClosedError, DeliveryPendingError) as error:
            raise RefusedError("refused-share-unknown", detail=error.detail) from error
        if found is not None:
            await self._note(job, found)
        elif self._bot.services.clock.now() > job.shared_at + _UNDER_WAY_SECONDS:
            # Nobody can be about to post it any more, so nobody has to look again.
            await self._bot.services.sharing.store.abort(job.id)
        return None if found is None else found.id

    async def _note(self, job: Job, post: discord.Message) -> None:
        """The post is there.

        What was covered or shown while it was posted becomes so in public, and what was deleted must
        not stay behind. Cut off before the note, the next click or start does the same.
        """
        services = self._bot.services
        while not await services.sharing.store.complete(job.id, post.id, covered=_is_covered(post)):
            now = await services.jobs.find(job.id)
            if now is None or now.deleted_at is not None or now.spoiler == _is_covered(post):
                break
            post = await set_spoiler(post, covered=now.spoiler)
        else:
            return
        try:
            with translated():
                await self._outbox.delete(job.channel_id, post.id)
        except (RouteClosedError, DeliveryPendingError) as error:
            log.warning("the post of a deleted result stays", job=job.id, detail=error.detail)
        raise RefusedError("refused-deleted")

    async def _find(self, job: Job) -> discord.Message | None:
        channel = self._bot.channel_of(job.guild_id, job.channel_id)
        if isinstance(channel, discord.abc.GuildChannel | discord.Thread):
            rights = channel.permissions_for(channel.guild.me)
            if not rights.read_message_history:
                # Discord says "no messages" then, which would be taken for an answer.
                raise RouteClosedError("may not read the history", forbidden=True)
        begun, seen = job.shared_at or 0.0, 0
        async for message in self._outbox.channel_messages_since(job.channel_id, begun, limit=_LOOK_BACK):
            # The private reply itself has the same files; history does not hold it.
            if message.id != job.message_id and is_result_of(job, message):
                return message
            if message.created_at.timestamp() > begun + _UNDER_WAY_SECONDS:
                return None
            seen += 1
        if seen == _LOOK_BACK:
            raise DeliveryPendingError("too much was said meanwhile to find it")
        return None

    async def _post(self, job: Job, pictures: Sequence[FittedPicture]) -> discord.Message:
        store = self._bot.services.sharing.store
        if not await store.begin(job.id):
            raise RefusedError("refused-deleted")
        try:
            message = await self._post_patiently(job, pictures)
        except TooLargeError:
            await store.abort(job.id)
            raise
        except RouteClosedError as error:
            await store.abort(job.id)
            raise RefusedError("refused-share-rights-bot", detail=error.detail) from error
        except DeliveryPendingError as error:
            raise RefusedError("refused-share-unknown", detail=error.detail) from error
        await self._note(job, message)
        log.info("shared", job=job.id)
        if self._outbox.may_react(job.guild_id, job.channel_id):
            try:
                with translated():
                    await self._outbox.react(job.channel_id, message.id, REPEAT_EMOJI)
            except (RouteClosedError, DeliveryPendingError) as error:
                log.debug("no repeat reaction here", job=job.id, detail=error.detail)
        return message

    async def _post_patiently(self, job: Job, pictures: Sequence[FittedPicture]) -> discord.Message:
        patience = Backoff(self._bot.services.clock, _PATIENCE_SECONDS)
        while True:
            try:
                with translated(), result_files(self._render, job, pictures) as files:
                    view = result_view(job.id, self._render.texts, job.locale)
                    letter = OutgoingMessage(content=self._render.shared(job), files=files, view=view)
                    # Within Discord's memory of nonces the same call brings the same message back.
                    return await self._outbox.post(job.channel_id, letter, nonce=f"{job.id}-s")
            except DeliveryPendingError as error:
                if not await patience.wait(error.retry_after):
                    raise


def _check_rights(interaction: EaselInteraction) -> None:
    """Sharing speaks for the member, through the bot: both must be allowed to."""
    thread = isinstance(interaction.channel, discord.Thread)
    member, bot = interaction.permissions, interaction.app_permissions
    may_send = member.send_messages_in_threads if thread else member.send_messages
    if not may_send:
        raise RefusedError("refused-share-rights-member")
    may_post = bot.send_messages_in_threads if thread else bot.send_messages
    if not (bot.view_channel and may_post and bot.attach_files):
        raise RefusedError("refused-share-rights-bot")


async def _files_of(message: discord.Message | None) -> tuple[bytes, ...]:
    """The pictures that the clicked reply shows; none when one of them cannot be had."""
    try:
        return tuple([await file.read() for file in message.attachments]) if message is not None else ()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError, OSError) as error:
        log.info("the shown files are gone", error=type(error).__name__)
        return ()


def _is_covered(post: discord.Message) -> bool:
    return any(file.is_spoiler() for file in post.attachments)


def _url(job: Job, message_id: int) -> str:
    return f"https://discord.com/channels/{job.guild_id}/{job.channel_id}/{message_id}"


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    bot.add_dynamic_items(ShareButton)
    await bot.add_cog(Share(bot))
