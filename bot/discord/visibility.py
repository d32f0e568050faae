"""Which replies only their asker sees. It is settled by the acknowledgement, for good.

So it has to be known before: what has to be read for it is read within a bound, and where the
database does not answer in time, the reply is private. A private one can still be shared.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

import structlog

from bot.clock import Clock
from bot.db.fast_read import WouldBlockError
from bot.discord.interactions import EaselInteraction
from bot.discord.job_requests import in_time

__all__ = ["default_visibility", "inherited_visibility"]

log = structlog.stdlib.get_logger(__name__)


async def default_visibility(interaction: EaselInteraction) -> bool:
    """Whether this member has asked for private replies wherever they say nothing."""
    services, user_id = interaction.client.services, interaction.user.id
    try:
        return services.user_defaults.prefers_private_now(user_id)
    except WouldBlockError:
        return await _in_time(services.clock, services.user_defaults.prefers_private(user_id))


async def inherited_visibility(interaction: EaselInteraction, job_id: str) -> bool:
    """Whether what follows a click about this generation is for the clicker alone.

    So it is where a private result was clicked in a reply that only they see; once it is shared,
    what follows from the shared post is public.
    """
    message = interaction.message
    if message is None or not message.flags.ephemeral:
        return False
    return await _in_time(interaction.client.services.clock, _is_private(interaction, job_id))


async def _is_private(interaction: EaselInteraction, job_id: str) -> bool:
    job = await interaction.client.services.jobs.find(job_id)
    return job is not None and job.private


async def _in_time(clock: Clock, answer: Coroutine[Any, Any, bool]) -> bool:
    try:
        return await in_time(clock, answer)
    except Exception as error:
        # Whatever is wrong with the database is told after the acknowledgement.
        log.warning("private, because it could not be looked up in time", error=type(error).__name__)
        return True
