"""🔁 reactions that were added while the bot was away: noticed on start, treated once.

Discord does not tell about events that nobody was there for, so the newest results are looked
at again, within bounds: of the last day, at most a hundred, and the first hundred people each.
"""

from __future__ import annotations

import asyncio

import aiohttp
import discord
import structlog
from discord.ext import commands

from bot.db.reactions import Result
from bot.discord.client import EaselBot
from bot.discord.interactions import role_ids_of
from bot.discord.result_view import REPEAT_EMOJI
from cogs.repeat import Repeat

__all__ = ["ReactionBackfill", "setup"]

log = structlog.stdlib.get_logger(__name__)

_LOOK_BACK_SECONDS = 24 * 3600.0
_MOST_RESULTS = 100
_MOST_PEOPLE = 100


class ReactionBackfill(commands.Cog):
    """Looks for missed reactions whenever a new gateway session stands."""

    def __init__(self, bot: EaselBot, reroll: Repeat) -> None:
        self._bot = bot
        self._reroll = reroll
        self._one_at_a_time = asyncio.Lock()
        self._looking: asyncio.Task[None] | None = None

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """discord.py's event: comes after every new session, and then events may be missing."""
        async with self._one_at_a_time:
            self._looking = asyncio.create_task(self._look(), name="catch-up")
            await asyncio.wait({self._looking})

    async def cog_unload(self) -> None:
        """Stop looking before the database closes."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait({self._looking})

    async def _look(self) -> None:
        store = self._bot.services.reactions
        results = await store.recent_results(seconds=_LOOK_BACK_SECONDS, most=_MOST_RESULTS)
        for result in results:
            if not self._bot.owns_guild(result.job.guild_id):
                continue
            try:
                await self._look_at(result)
            except (TimeoutError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
                log.debug("cannot look at a result", job=result.job.id, error=type(error).__name__)

    async def _look_at(self, result: Result) -> None:
        job = result.job
        channel = self._bot.get_partial_messageable(job.public_channel_id)
        message = await channel.fetch_message(job.public_message_id or 0)
        found = next((r for r in message.reactions if str(r.emoji) == REPEAT_EMOJI), None)
        # The bot's own reaction is one of them.
        if found is None or found.count <= int(found.me):
            return
        async for person in found.users(limit=_MOST_PEOPLE):
            if person.bot or person.id in result.processed_by:
                continue
            # Somebody may have reacted, and had the answer, since the results were read.
            if await self._bot.services.reactions.is_processed(message.id, person.id):
                continue
            try:
                await self._treat(result, person)
            except discord.NotFound:
                log.debug("who asked for a repeat has left", job=job.id)

    async def _treat(self, result: Result, person: discord.User | discord.Member) -> None:
        if not await self._bot.services.jobs.may_repeat(result.job, person.id, None):
            # Nobody waits for a refusal that is hours late.
            await self._bot.services.reactions.record(result.job.public_message_id or 0, person.id)
            return
        log.info("a repeat was asked for while the bot was away", job=result.job.id)
        guild = self._bot.get_guild(result.job.guild_id)
        member = await guild.fetch_member(person.id) if guild is not None else person
        roles = role_ids_of(member)
        if not await self._bot.services.jobs.may_repeat(result.job, person.id, roles):
            await self._bot.services.reactions.record(result.job.public_message_id or 0, person.id)
            return
        await self._reroll.repeat_for(result.job, person.id, roles)


async def setup(bot: EaselBot) -> None:
    """discord.py's entry."""
    reroll = bot.get_cog("Repeat")
    assert isinstance(reroll, Repeat)  # noqa: S101 - EXTENSIONS loads it first
    await bot.add_cog(ReactionBackfill(bot, reroll))
