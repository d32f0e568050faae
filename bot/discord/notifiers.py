"""Notifiers: alerts to the operator's channel and notices to a guild's log channel."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping

import structlog

from bot.discord.channel_access import Access
from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError
from bot.discord.i18n import DEFAULT_LOCALE, load_texts
from bot.discord.markdown import QUOTE_LIMIT, quote
from bot.discord.render.messages import timestamp
from bot.guilds.service import GuildService
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError
from bot.retry import Backoff, clock_timeout, retry

__all__ = ["DiscordGuildNotifier", "DiscordOperatorChannel", "NoticeSender", "guild_locale"]

log = structlog.stdlib.get_logger(__name__)

# A notice must not delay the request that caused it.
_SEND_TIMEOUT_SECONDS = 5.0
# Time for which notices that Discord does not accept are retried.
_RETRY_SECONDS = 6 * 3600.0
_SEND_ERRORS = (TimeoutError, RouteClosedError, DeliveryTooLargeError, DeliveryPendingError)


class NoticeSender:
    """Posts notices. A notice counts as sent immediately, so a temporary failure is retried here."""

    def __init__(self, client: EaselBot) -> None:
        self._client = client
        self._retries: set[asyncio.Task[None]] = set()

    async def send(self, channel_id: int, text: str, *, guild_id: int | None = None) -> None:
        """Post a notice; after a temporary failure, a background task retries. Raises if Discord refuses it."""
        # Discord returns the first message for a repeated nonce.
        nonce = secrets.token_hex(8)

        async def post() -> None:
            with self._client.access.calling(Access.SEND, channel_id, guild_id=guild_id):
                async with clock_timeout(self._client.clock, _SEND_TIMEOUT_SECONDS):
                    await self._client.get_partial_messageable(channel_id).send(text, nonce=nonce)

        try:
            await post()
        except DeliveryPendingError as error:
            log.info("notice postponed", detail=error.detail)
            task = asyncio.create_task(self._retry(post))
            self._retries.add(task)
            task.add_done_callback(self._retries.discard)

    def close(self) -> None:
        """Give up the notices that are still waiting."""
        for task in self._retries:
            task.cancel()

    async def _retry(self, post: Callable[[], Awaitable[None]]) -> None:
        try:
            await retry(post, Backoff(self._client.clock, _RETRY_SECONDS), on=DeliveryPendingError)
        except _SEND_ERRORS as error:
            log.warning("notice not sent", error=type(error).__name__)


class DiscordOperatorChannel:
    """Implements :class:`~bot.notifications.OperatorChannel` over discord.py."""

    def __init__(self, channel_id: int | None, notices: NoticeSender) -> None:
        self._notices = notices
        self._channel_id = channel_id
        self._texts = load_texts()

    async def send(self, key: str, values: Mapping[str, str | int | float]) -> None:
        """Post to ``OPERATOR_CHANNEL_ID``, if set; the caller logs the alert in any case."""
        if self._channel_id is None:
            return
        try:
            await self._notices.send(self._channel_id, self._texts(key, **_quoted(values)))
        except _SEND_ERRORS as error:
            log.warning("operator channel unavailable", error=type(error).__name__)


def _quoted(values: Mapping[str, str | int | float]) -> dict[str, str | int | float]:
    """Quote the words of another service, which may contain Markdown and mentions."""
    return {
        name: quote(str(value), QUOTE_LIMIT) if name == "words" else value for name, value in values.items()
    }


class DiscordGuildNotifier:
    """Implements :class:`~bot.notifications.GuildNotifier` over discord.py."""

    def __init__(self, client: EaselBot, guilds: GuildService, notices: NoticeSender) -> None:
        self._client = client
        self._notices = notices
        self._guilds = guilds
        self._texts = load_texts()

    async def notify(self, guild_id: int, channel_id: int, key: str, values: Mapping[str, str | int]) -> None:
        """Post in the guild's language; a missing or inaccessible channel is only logged."""
        try:
            locale = await guild_locale(self._client, self._guilds, guild_id)
            text = self._texts(key, locale, **_format_values(values))
            text = self._client.command_mentions.link(text, locale)
            await self._notices.send(channel_id, text, guild_id=guild_id)
        except _SEND_ERRORS as error:
            log.warning("guild notice not sent", guild=guild_id, notice=key, error=type(error).__name__)


async def guild_locale(client: EaselBot, guilds: GuildService, guild_id: int) -> str:
    """Return the language for notices: the administrators' setting, or the guild's own language."""
    settings = await guilds.get(guild_id)
    guild = client.get_guild(guild_id)
    return settings.language or (str(guild.preferred_locale) if guild is not None else DEFAULT_LOCALE)


def _format_values(values: Mapping[str, str | int]) -> dict[str, str | int]:
    """Convert ``member`` to the mention ``who``, and ``until`` (epoch seconds) to a Discord timestamp."""
    formatted = dict(values)
    if "member" in formatted:
        formatted["who"] = f"<@{formatted.pop('member')}>"
    if "until" in formatted:
        formatted["until"] = timestamp(float(formatted["until"]))
    return formatted
