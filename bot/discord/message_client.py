"""Message client: discord.py calls by destination, without routing decisions.

Calls with the bot's own permissions are checked first (:mod:`bot.discord.channel_access`). New messages that these
calls send show no embeds of links.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import discord
import structlog

from bot.discord.channel_access import Access
from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError
from bot.discord.interactions import PLACEHOLDER
from bot.discord.uploads import is_result_of
from bot.discord.webhook_calls import in_channel
from bot.jobs.models import Job
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError, DeliveryUnknownError
from bot.retry import clock_timeout

__all__ = ["MessageClient", "OutgoingMessage"]

log = structlog.stdlib.get_logger(__name__)

# Messages searched for an earlier post; if there are more, the outcome remains unknown.
_SEARCH_LIMIT = 1000
# Time limits for one call, without and with files.
_CALL_SECONDS = 60.0
_UPLOAD_SECONDS = 300.0


class _Original:
    """ID of an interaction's reply in webhook routes: ``@original``.

    It is not a plain string, because discord.py percent-encodes strings, and ``%40original`` works
    only because the underlying HTTP client happens to decode it.
    """

    def __str__(self) -> str:
        return "@original"


_ORIGINAL = cast("int", _Original())


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMessage:
    """Content of a message. Only the users in ``pings`` are notified.

    ``clear`` removes the attachments and components of an edited message.
    """

    content: str
    files: Sequence[discord.File] = ()
    view: discord.ui.View | None = None
    pings: Sequence[int] = ()
    clear: bool = False

    def for_edit(self) -> dict[str, Any]:
        """Return the arguments for an edit; omitted fields remain unchanged."""
        arguments = self._arguments("attachments")
        return {"attachments": [], "view": None, **arguments} if self.clear else arguments

    def for_send(self) -> dict[str, Any]:
        """Return the arguments for a new message."""
        return self._arguments("files")

    def _arguments(self, files: str) -> dict[str, Any]:
        users = [discord.Object(user_id) for user_id in self.pings]
        mentions = discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=users)
        arguments: dict[str, Any] = {"content": self.content, "allowed_mentions": mentions}
        if self.files:
            arguments[files] = list(self.files)
        if self.view is not None:
            arguments["view"] = self.view
        return arguments


class MessageClient:
    """Sends, edits and finds messages by channel, webhook or user."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._access = bot.access

    @asynccontextmanager
    async def _calling(
        self, access: Access, channel_id: int, guild_id: int | None = None, *, upload: bool = False
    ) -> AsyncIterator[None]:
        """Check the permissions of a call with the bot's token, limit its time and translate its errors."""
        with self._access.calling(access, channel_id, guild_id=guild_id):
            async with self._time_limit(upload=upload):
                yield

    @asynccontextmanager
    async def _webhook_call(self, job: Job, *, upload: bool = False) -> AsyncIterator[None]:
        with in_channel(job.channel_id):
            async with self._time_limit(upload=upload):
                yield

    def _time_limit(self, *, upload: bool = False) -> AbstractAsyncContextManager[None]:
        """Limit a call, including discord.py's own retries and waits; raise :class:`TimeoutError`."""
        return clock_timeout(self._bot.clock, _UPLOAD_SECONDS if upload else _CALL_SECONDS)

    async def edit_original(self, job: Job, outgoing: OutgoingMessage) -> discord.Message:
        """Edit the interaction's reply; only the token is needed, so this works after a restart."""
        async with self._webhook_call(job, upload=bool(outgoing.files)):
            return await self._webhook(job).edit_message(_ORIGINAL, **outgoing.for_edit())

    async def delete_original(self, job: Job) -> None:
        """Delete the interaction's reply, even while "thinking…".

        It is edited first: Discord rejects messages after a deferral that was deleted while thinking.
        """
        async with self._webhook_call(job):
            webhook = self._webhook(job)
            await webhook.edit_message(_ORIGINAL, content=PLACEHOLDER, attachments=[], view=None)
            await webhook.delete_message(_ORIGINAL)

    async def follow_up(self, job: Job, outgoing: OutgoingMessage, *, ephemeral: bool = True) -> None:
        """Send a message after the interaction's reply; if ``ephemeral``, only its user sees it."""
        async with self._webhook_call(job):
            webhook = self._webhook(job)
            # discord.py sends ephemeral messages only through webhooks of applications, which these are.
            webhook.type = discord.WebhookType.application
            await webhook.send(ephemeral=ephemeral, **outgoing.for_send())

    async def fetch_original(self, job: Job) -> discord.Message:
        """Fetch the interaction's reply."""
        async with self._webhook_call(job):
            return await self._webhook(job).fetch_message(_ORIGINAL)

    async def fetch(self, guild_id: int, channel_id: int, message_id: int) -> discord.Message:
        """Fetch a message with the bot's own permissions."""
        async with self._calling(Access.READ, channel_id, guild_id):
            return await self._channel(channel_id).fetch_message(message_id)

    async def edit(
        self, guild_id: int, channel_id: int, message_id: int, outgoing: OutgoingMessage
    ) -> discord.Message:
        """Edit one of the bot's messages with the bot's own permissions."""
        message = self._channel(channel_id).get_partial_message(message_id)
        async with self._calling(Access.CHANGE_OWN, channel_id, guild_id, upload=bool(outgoing.files)):
            return await message.edit(**outgoing.for_edit())

    async def replace_files(
        self, message: discord.Message, files: Sequence[discord.Attachment | discord.File]
    ) -> discord.Message:
        """Replace the attachments of one of the bot's messages; those that stay are among ``files``."""
        guild_id = message.guild.id if message.guild is not None else None
        async with self._calling(Access.CHANGE_OWN, message.channel.id, guild_id, upload=True):
            return await message.edit(attachments=list(files))

    async def reply(self, job: Job, outgoing: OutgoingMessage, *, nonce: str) -> discord.Message:
        """Post in the job's channel, as a reply to the parent message if there is one."""
        return await self.reply_to(job, job.parent_message_id, outgoing, nonce=nonce)

    async def reply_to(
        self, job: Job, message_id: int | None, outgoing: OutgoingMessage, *, nonce: str
    ) -> discord.Message:
        """Post in the job's channel, as a reply to a message there, if one is given."""
        arguments = outgoing.for_send()
        if message_id is not None:
            arguments["reference"] = discord.MessageReference(
                message_id=message_id, channel_id=job.channel_id, fail_if_not_exists=False
            )
        return await self._send(job.guild_id, job.channel_id, nonce=nonce, **arguments)

    async def post(
        self, guild_id: int, channel_id: int, outgoing: OutgoingMessage, *, nonce: str
    ) -> discord.Message:
        """Post a message in a channel."""
        return await self._send(guild_id, channel_id, nonce=nonce, **outgoing.for_send())

    async def direct(self, user_id: int, outgoing: OutgoingMessage, *, nonce: str) -> discord.Message:
        """Send a direct message."""
        async with self._calling(Access.DIRECT, user_id, upload=bool(outgoing.files)):
            channel = await self._bot.create_dm(discord.Object(user_id))
            return await channel.send(nonce=nonce, suppress_embeds=True, **outgoing.for_send())

    async def offer_reaction(self, guild_id: int, channel_id: int, message_id: int, emoji: str) -> None:
        """Add the bot's own reaction if its permissions allow; failures are only logged."""
        message = self._channel(channel_id).get_partial_message(message_id)
        try:
            async with self._calling(Access.REACT, channel_id, guild_id):
                await message.add_reaction(emoji)
        except (RouteClosedError, DeliveryTooLargeError, DeliveryPendingError) as error:
            log.debug("reaction not added", channel=channel_id, detail=error.detail)

    async def delete(self, guild_id: int, channel_id: int, message_id: int) -> None:
        """Delete one of the bot's messages."""
        async with self._calling(Access.CHANGE_OWN, channel_id, guild_id):
            await self._channel(channel_id).get_partial_message(message_id).delete()

    async def find_result(
        self, job: Job, *, after: int, direct: bool, oldest_first: bool
    ) -> discord.Message | None:
        """Find the message with the job's pictures among messages sent after the snowflake ``after``.

        Raises :class:`~bot.jobs.ports.DeliveryUnknownError` if there are too many to search.
        """
        access = Access.DIRECT if direct else Access.READ
        seen = 0
        async with self._calling(access, job.user_id if direct else job.channel_id, job.guild_id):
            channel = (
                await self._bot.create_dm(discord.Object(job.user_id))
                if direct
                else self._channel(job.channel_id)
            )
            async for message in channel.history(
                limit=_SEARCH_LIMIT, after=discord.Object(after), oldest_first=oldest_first
            ):
                if is_result_of(job.id, message):
                    return message
                seen += 1
        if seen == _SEARCH_LIMIT:
            raise DeliveryUnknownError(detail="too many messages since then to search")
        return None

    async def channel_messages_since(
        self, guild_id: int, channel_id: int, instant: float, *, limit: int
    ) -> AsyncIterator[discord.Message]:
        """Iterate over a channel's messages since a minute before ``instant`` (epoch seconds), oldest first."""
        since = datetime.fromtimestamp(instant, tz=UTC) - timedelta(seconds=60)
        with self._access.calling(Access.READ, channel_id, guild_id=guild_id):
            async for message in self._channel(channel_id).history(
                limit=limit, after=since, oldest_first=True
            ):
                yield message

    async def _send(self, guild_id: int, channel_id: int, **arguments: Any) -> discord.Message:
        access = Access.SEND_FILES if "files" in arguments else Access.SEND
        async with self._calling(access, channel_id, guild_id, upload="files" in arguments):
            return await self._channel(channel_id).send(suppress_embeds=True, **arguments)

    def _webhook(self, job: Job) -> discord.Webhook:
        return discord.Webhook.partial(job.application_id, job.token or "", client=self._bot)

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        return self._bot.get_partial_messageable(channel_id)
