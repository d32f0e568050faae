"""How many members a change concerns: Discord knows how many there are, our own rows who draws."""

from __future__ import annotations

import asyncio

import structlog

from bot.db.limits import TargetKind
from bot.discord.client import EaselBot
from bot.quota.service import Target
from bot.quota.usage import ActiveUsers

__all__ = ["count_active_users", "count_affected"]

log = structlog.stdlib.get_logger(__name__)

# The number is a courtesy: nobody waits long for it.
_PATIENCE_SECONDS = 2.0


async def count_affected(bot: EaselBot, guild_id: int, target: Target) -> int | None:
    """Members that a limit for a role or for everyone concerns; ``None`` where Discord does not say.

    For everyone it is Discord's approximate count, which includes bots. Raises nothing: the change
    that it belongs to may be made already.
    """
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            if target.kind is TargetKind.ROLE and target.id != guild_id:
                counts = await bot.http.get_role_member_counts(guild_id)
                return counts.get(str(target.id), 0)
            guild = await bot.fetch_guild(guild_id, with_counts=True)
            return guild.approximate_member_count
    except Exception as error:
        log.info("Discord does not say how many members there are", error=type(error).__name__)
        return None


async def count_active_users(bot: EaselBot, guild_id: int) -> ActiveUsers | None:
    """How many members asked for pictures lately; ``None`` where that takes too long. Raises nothing."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await bot.services.usage.active_users(guild_id, kept_days=bot.settings.retention_days)
    except Exception as error:
        log.info("nobody knows how many draw here", error=type(error).__name__)
        return None
