"""Notifiers: alerts to the operator's channel and notices to a guild's log channel."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import structlog

from bot.discord.channel_access import Access
from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError
from bot.discord.i18n import DEFAULT_LOCALE, load_texts
from bot.discord.render.messages import timestamp
from bot.guilds.service import GuildService
from bot.jobs.ports import DeliveryPendingError, DeliveryTooLargeError

__all__ = ["DiscordGuildNotifier", "DiscordOperatorChannel", "guild_locale"]

log = structlog.stdlib.get_logger(__name__)

# A notice must not delay the request that caused it.
_SEND_TIMEOUT_SECONDS = 5.0
_SEND_ERRORS = (TimeoutError, RouteClosedError, DeliveryTooLargeError, DeliveryPendingError)


class DiscordOperatorChannel:
    """Implements :class:`~bot.notifications.OperatorChannel` over discord.py."""

    def __init__(self, client: EaselBot, channel_id: int | None) -> None:
        self._client = client
        self._channel_id = channel_id
        self._texts = load_texts()

    async def send(self, key: str, values: Mapping[str, str | int | float]) -> None:
        """Post to ``OPERATOR_CHANNEL_ID``, if set; the caller logs the alert in any case."""
        if self._channel_id is None:
            return
        try:
            channel = self._client.get_partial_messageable(self._channel_id)
            with self._client.access.calling(Access.SEND, channel.id):
                await channel.send(self._texts(key, **values))
        except _SEND_ERRORS as error:
            log.warning("operator channel unavailable", error=type(error).__name__)


class DiscordGuildNotifier:
    """Implements :class:`~bot.notifications.GuildNotifier` over discord.py."""

    def __init__(self, client: EaselBot, guilds: GuildService) -> None:
        self._client = client
        self._guilds = guilds
        self._texts = load_texts()

    async def notify(self, guild_id: int, channel_id: int, key: str, values: Mapping[str, str | int]) -> None:
        """Post in the guild's language; a missing or inaccessible channel is only logged."""
        try:
            locale = await guild_locale(self._client, self._guilds, guild_id)
            text = self._texts(key, locale, **_format_values(values))
            async with asyncio.timeout(_SEND_TIMEOUT_SECONDS):
                with self._client.access.calling(Access.SEND, channel_id, guild_id=guild_id):
                    await self._client.get_partial_messageable(channel_id).send(text)
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
