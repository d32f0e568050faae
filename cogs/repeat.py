"""Again button and 🔁 reaction repeat the request of a result; Try again repeats a failed one."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.discord.client import EaselBot
from bot.discord.interactions import GuildInteraction
from bot.discord.job_requests import inherited_visibility, result_of, submit_from_interaction
from bot.errors import RefusedError
from bot.jobs.request import RequestContext, Trigger

__all__ = ["Repeat", "setup"]


class Repeat(commands.Cog):
    """Listens for repeat reactions."""

    def __init__(self, bot: EaselBot) -> None:
        self._repeats = bot.services.reaction_repeats

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        """Submit a repeat for a member's 🔁 on a result."""
        await self._repeats.on_event(event)


async def on_again(interaction: GuildInteraction, job_id: str) -> None:
    """Repeat the request, charging the member who clicked."""
    jobs = interaction.client.services.jobs

    async def submit(context: RequestContext) -> None:
        parent = await jobs.find(job_id)
        if parent is None:
            raise RefusedError("refused-gone")
        await jobs.repeat(parent, context)

    private = await inherited_visibility(interaction, job_id)
    await submit_from_interaction(interaction, Trigger.BUTTON, submit, private=private)


async def on_retry(interaction: GuildInteraction, job_id: str) -> None:
    """Submit the request of a failed job once more."""

    async def submit(context: RequestContext) -> None:
        failed = await result_of(interaction, job_id)
        await interaction.client.services.jobs.retry(failed, context)

    private = await inherited_visibility(interaction, job_id)
    await submit_from_interaction(interaction, Trigger.BUTTON, submit, private=private)


async def setup(bot: EaselBot) -> None:
    """Register the buttons and the listener; called by discord.py."""
    bot.components.register("again", on_again)
    bot.components.register("retry", on_retry)
    await bot.add_cog(Repeat(bot))
