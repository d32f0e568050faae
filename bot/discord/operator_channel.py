"""The Discord channel, if there is one, in which the operator is told."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp
import discord
import structlog

from bot.discord.client import EaselBot
from bot.discord.i18n import load_texts

__all__ = ["DiscordOperatorChannel"]

log = structlog.stdlib.get_logger(__name__)


class DiscordOperatorChannel:
    """The :class:`~bot.notifications.OperatorChannel` over discord.py."""

    def __init__(self, bot: EaselBot) -> None:
        self._bot = bot
        self._texts = load_texts()

    async def send(self, key: str, values: Mapping[str, str | int | float]) -> None:
        """Post into ``OPERATOR_CHANNEL_ID``; without one, the log has it already."""
        channel_id = self._bot.settings.operator_channel_id
        if channel_id is None:
            return
        try:
            await self._bot.get_partial_messageable(channel_id).send(self._texts(key, **values))
        except (TimeoutError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("OPERATOR_CHANNEL_ID cannot be written to", error=type(error).__name__)
