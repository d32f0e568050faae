"""Restore button: repost the pictures of a result whose message is gone."""

from __future__ import annotations

from bot.discord.client import EaselBot
from bot.discord.interactions import GuildInteraction, account_of
from bot.discord.job_requests import in_time, submit_from_interaction
from bot.discord.reposting import repost
from bot.errors import RefusedError
from bot.jobs.request import Trigger

__all__ = ["setup"]


async def on_bring_back(interaction: GuildInteraction, job_id: str) -> None:
    """Repost one of the member's own results; private results remain private."""
    services = interaction.client.services
    job = await in_time(services.clock, services.history.find_own(account_of(interaction), job_id))
    if job is None:
        raise RefusedError("show-unknown")
    with services.history.reposting(job):
        await submit_from_interaction(
            interaction,
            Trigger.BUTTON,
            lambda context: repost(interaction, job, context),
            private=job.private,
        )


async def setup(bot: EaselBot) -> None:
    """Register the button; called by discord.py."""
    bot.components.register("bringback", on_bring_back)
