"""Reaction backfill: process repeat reactions added while the bot was offline."""

from __future__ import annotations

import asyncio

from discord.ext import commands

from bot.discord.client import EaselBot

__all__ = ["ReactionBackfill", "setup"]


class ReactionBackfill(commands.Cog):
    """Searches for missed reactions whenever a gateway session starts."""

    def __init__(self, bot: EaselBot) -> None:
        self._repeats = bot.services.reaction_repeats
        self._one_at_a_time = asyncio.Lock()
        self._search: asyncio.Task[None] | None = None

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Start a search, because events from before the new session may be missing."""
        async with self._one_at_a_time:
            self._search = asyncio.create_task(self._repeats.backfill(), name="reaction-backfill")
            await asyncio.wait({self._search})

    async def cog_unload(self) -> None:
        """Stop the search before the database closes."""
        if self._search is not None:
            self._search.cancel()
            await asyncio.wait({self._search})


async def setup(bot: EaselBot) -> None:
    """Register the listener; called by discord.py."""
    await bot.add_cog(ReactionBackfill(bot))
