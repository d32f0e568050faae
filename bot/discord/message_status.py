"""Looking at the message that carries a result: whether it still stands, and its pictures' addresses.

The addresses of attachments expire within a day (Discord), so they are never stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import discord
import structlog

from bot.discord.client import EaselBot
from bot.discord.errors import RouteClosedError, TooLargeError, translated
from bot.jobs.models import Job, JobState, PostingRoute
from bot.jobs.ports import DeliveryPendingError
from bot.retry import clock_timeout

__all__ = ["MessageState", "MessageStatus", "inspect_message", "inspect_messages", "jump_url"]

log = structlog.stdlib.get_logger(__name__)

# How long a page waits for its thumbnails, in seconds; without them it is still of use.
_LOOK_SECONDS = 4.0
# "Unknown Channel" and "Unknown Message".
_GONE = frozenset({10003, 10008})


class MessageState(StrEnum):
    """Where the post of a result stands."""

    HERE = "here"
    GONE = "gone"
    """It was deleted, or its channel was."""
    PRIVATE = "private"
    """Only its requester saw it; nobody can say whether they still do."""
    UNKNOWN = "unknown"
    """The bot may not look, Discord did not answer, or there never was one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStatus:
    """What looking has shown; ``picture`` is the first picture's present address."""

    state: MessageState
    picture: str | None = None
    covered: bool = False


_UNSEEN = MessageStatus(state=MessageState.UNKNOWN)


def jump_url(job: Job) -> str | None:
    """The link to the public post of a result."""
    if job.public_message_id is None or job.message_channel_id is None:
        return None
    place = "@me" if job.posting is PostingRoute.DIRECT else str(job.guild_id)
    return f"https://discord.com/channels/{place}/{job.message_channel_id}/{job.public_message_id}"


async def inspect_message(bot: EaselBot, job: Job) -> MessageStatus:
    """Ask Discord for the post of a generation. Never raises."""
    if job.state is not JobState.DELIVERED:
        return _UNSEEN
    if job.public_message_id is None or job.message_channel_id is None:
        return MessageStatus(state=MessageState.PRIVATE if job.private else MessageState.UNKNOWN)
    channel = bot.get_partial_messageable(job.message_channel_id)
    try:
        with translated():
            message = await channel.fetch_message(job.public_message_id)
    except RouteClosedError as error:
        gone = isinstance(error.__cause__, discord.HTTPException) and error.__cause__.code in _GONE
        return MessageStatus(state=MessageState.GONE) if gone else _UNSEEN
    except (TooLargeError, DeliveryPendingError) as error:
        log.debug("a post could not be looked at", detail=error.detail)
        return _UNSEEN
    pictures = [file for file in message.attachments if f"easel-{job.id}-" in file.filename]
    if not pictures:
        # Its pictures were taken out of it: the message alone is of no use.
        return MessageStatus(state=MessageState.GONE)
    covered = job.spoiler or job.age_restricted or pictures[0].is_spoiler()
    return MessageStatus(state=MessageState.HERE, picture=pictures[0].url, covered=covered)


async def inspect_messages(bot: EaselBot, jobs: Sequence[Job]) -> list[MessageStatus]:
    """The posts of ``jobs``, in their order; what cannot be seen in time is unknown."""
    tasks = [asyncio.create_task(inspect_message(bot, job)) for job in jobs]
    try:
        async with clock_timeout(bot.services.clock, _LOOK_SECONDS):
            return list(await asyncio.gather(*tasks))
    except TimeoutError:
        await asyncio.gather(*tasks, return_exceptions=True)
        return [_UNSEEN if task.cancelled() else task.result() for task in tasks]
