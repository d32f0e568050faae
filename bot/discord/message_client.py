"""Message client: discord.py calls by destination, without routing decisions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import discord
import structlog

from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError, translated
from bot.discord.uploads import is_result_of
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

    def _time_limit(self, outgoing: OutgoingMessage | None = None) -> AbstractAsyncContextManager[None]:
        """Limit a call, including discord.py's own retries and waits; raise :class:`TimeoutError`."""
        upload = outgoing is not None and outgoing.files
        return clock_timeout(self._bot.clock, _UPLOAD_SECONDS if upload else _CALL_SECONDS)

    async def edit_original(self, job: Job, outgoing: OutgoingMessage) -> discord.Message:
        """Edit the interaction's reply; only the token is needed, so this works after a restart."""
        async with self._time_limit(outgoing):
            return await self._webhook(job).edit_message(_ORIGINAL, **outgoing.for_edit())

    async def fetch_original(self, job: Job) -> discord.Message:
        """Fetch the interaction's reply."""
        async with self._time_limit():
            return await self._webhook(job).fetch_message(_ORIGINAL)

    async def fetch(self, channel_id: int, message_id: int) -> discord.Message:
        """Fetch a message with the bot's own permissions."""
        async with self._time_limit():
            return await self._channel(channel_id).fetch_message(message_id)

    async def edit(self, channel_id: int, message_id: int, outgoing: OutgoingMessage) -> discord.Message:
        """Edit one of the bot's messages with the bot's own permissions."""
        message = self._channel(channel_id).get_partial_message(message_id)
        async with self._time_limit(outgoing):
            return await message.edit(**outgoing.for_edit())

    async def reply(self, job: Job, outgoing: OutgoingMessage, *, nonce: str) -> discord.Message:
        """Post in the job's channel, as a reply to the parent message if there is one."""
        arguments = outgoing.for_send()
        if job.parent_message_id is not None:
            arguments["reference"] = discord.MessageReference(
                message_id=job.parent_message_id, channel_id=job.channel_id, fail_if_not_exists=False
            )
        async with self._time_limit(outgoing):
            return await self._channel(job.channel_id).send(nonce=nonce, **arguments)

    async def post(self, channel_id: int, outgoing: OutgoingMessage, *, nonce: str) -> discord.Message:
        """Post a message in a channel."""
        async with self._time_limit(outgoing):
            return await self._channel(channel_id).send(nonce=nonce, **outgoing.for_send())

    async def direct(self, user_id: int, outgoing: OutgoingMessage, *, nonce: str) -> discord.Message:
        """Send a direct message."""
        async with self._time_limit(outgoing):
            channel = await self._bot.create_dm(discord.Object(user_id))
            return await channel.send(nonce=nonce, **outgoing.for_send())

    async def offer_reaction(self, guild_id: int, channel_id: int, message_id: int, emoji: str) -> None:
        """Add the bot's own reaction if its permissions allow; failures are only logged."""
        if not self._may_react(guild_id, channel_id):
            return
        try:
            with translated():
                async with self._time_limit():
                    await self._channel(channel_id).get_partial_message(message_id).add_reaction(emoji)
        except (RouteClosedError, DeliveryTooLargeError, DeliveryPendingError) as error:
            log.debug("reaction not added", channel=channel_id, detail=error.detail)

    async def delete(self, channel_id: int, message_id: int) -> None:
        """Delete one of the bot's messages."""
        async with self._time_limit():
            await self._channel(channel_id).get_partial_message(message_id).delete()

    async def find_result(
        self, job: Job, *, after: int, direct: bool, oldest_first: bool
    ) -> discord.Message | None:
        """Find the message with the job's pictures among messages sent after the snowflake ``after``.

        Raises :class:`~bot.jobs.ports.DeliveryUnknownError` if there are too many to search.
        """
        channel = (
            await self._bot.create_dm(discord.Object(job.user_id))
            if direct
            else self._channel(job.channel_id)
        )
        history = channel.history(limit=_SEARCH_LIMIT, after=discord.Object(after), oldest_first=oldest_first)
        seen = 0
        async with self._time_limit():
            async for message in history:
                if is_result_of(job.id, message):
                    return message
                seen += 1
        if seen == _SEARCH_LIMIT:
            raise DeliveryUnknownError(detail="too many messages since then to search")
        return None

    async def channel_messages_since(
        self, channel_id: int, instant: float, *, limit: int
    ) -> AsyncIterator[discord.Message]:
        """Iterate over a channel's messages since ``instant`` (epoch seconds), oldest first."""
        since = datetime.fromtimestamp(instant, tz=UTC) - timedelta(seconds=60)
        async for message in self._channel(channel_id).history(limit=limit, after=since, oldest_first=True):
            yield message

    def _may_react(self, guild_id: int, channel_id: int) -> bool:
        """Return whether the bot may add reactions; ``True`` for an uncached channel."""
        channel = self._bot.channel_of(guild_id, channel_id)
        if not isinstance(channel, discord.abc.GuildChannel):
            return True
        rights = channel.permissions_for(channel.guild.me)
        return rights.view_channel and rights.read_message_history and rights.add_reactions

    def _webhook(self, job: Job) -> discord.Webhook:
        return discord.Webhook.partial(job.application_id, job.token or "", client=self._bot)

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        return self._bot.get_partial_messageable(channel_id)
