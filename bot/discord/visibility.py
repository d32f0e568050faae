"""Visibility of replies: ephemeral or public.

Discord fixes the visibility at acknowledgement, so the member's setting is read under a timeout. If
the database does not respond in time, the reply is private, because a private result can be shared.
"""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

import structlog

from bot.clock import Clock
from bot.discord.interactions import EaselInteraction
from bot.discord.job_requests import in_time
from bot.discord.result_message import is_on_result
from bot.jobs.models import Job

__all__ = ["default_visibility", "inherited_visibility", "is_private_followup"]

log = structlog.stdlib.get_logger(__name__)


async def default_visibility(interaction: EaselInteraction) -> bool:
    """Return whether this member prefers private replies."""
    services, user_id = interaction.client.services, interaction.user.id
    known = services.user_defaults.prefers_private_now(user_id)
    if known is not None:
        return known
    return await _in_time(services.clock, services.user_defaults.prefers_private(user_id))


async def inherited_visibility(interaction: EaselInteraction, job_id: str) -> bool:
    """Return whether the reply to a click on this job's result is private.

    It is private if the click was on a private result in a reply visible only to its requester.
    Replies to clicks on a shared message are public.
    """
    message = interaction.message
    if message is None or not message.flags.ephemeral:
        return False
    return await _in_time(interaction.client.services.clock, _is_private(interaction, job_id))


def is_private_followup(interaction: EaselInteraction, parent: Job) -> bool:
    """Like :func:`inherited_visibility`, for a job that is already loaded.

    The menu of a shared result is also a private message, although the result is public.
    """
    message = interaction.message
    if not parent.private or message is None or not message.flags.ephemeral:
        return False
    return parent.shared_message_id is None or is_on_result(interaction, parent.id)


async def _is_private(interaction: EaselInteraction, job_id: str) -> bool:
    job = await interaction.client.services.jobs.find(job_id)
    return job is not None and job.private


async def _in_time(clock: Clock, answer: Coroutine[Any, Any, bool]) -> bool:
    try:
        return await in_time(clock, answer)
    except Exception as error:
        # A database error is reported after the acknowledgement.
        log.warning("visibility unknown, replying privately", error=type(error).__name__)
        return True
