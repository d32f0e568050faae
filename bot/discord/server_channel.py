"""Notices to a server, in a channel that its administrators have chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import aiohttp
import discord
import structlog

from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts
from bot.discord.i18n.guild_language import language_of
from bot.discord.render.messages import timestamp

__all__ = ["DiscordGuildNotifier"]

log = structlog.stdlib.get_logger(__name__)

# A notice must not keep the request waiting that it is about.
_PATIENCE_SECONDS = 5.0


class DiscordGuildNotifier:
    """The :class:`~bot.notifications.GuildNotifier` over discord.py."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._texts = load_texts()

    async def notify(self, guild_id: int, channel_id: int, key: str, values: Mapping[str, str | int]) -> None:
        """Post it in the server's language; a channel that is gone or closed is only logged."""
        try:
            text = self._texts(key, await language_of(self._bot, guild_id), **_spelled(values))
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._bot.get_partial_messageable(channel_id).send(text)
        except (TimeoutError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("a server cannot be told", guild=guild_id, notice=key, error=type(error).__name__)


def _spelled(values: Mapping[str, str | int]) -> dict[str, str | int]:
    """Ids and instants as Discord writes them."""
    spelled = dict(values)
    if "member" in spelled:
        spelled["who"] = f"<@{spelled.pop('member')}>"
    if "until" in spelled:
        spelled["until"] = timestamp(float(spelled["until"]))
    return spelled
