"""Message links. Pure."""

from __future__ import annotations

from bot.jobs.models import Job, PostingRoute

__all__ = ["message_url", "result_url"]


def message_url(channel_id: int, message_id: int, *, guild_id: int | None) -> str:
    """Return the link to a message; ``guild_id`` is ``None`` for a direct message."""
    return f"https://discord.com/channels/{guild_id or '@me'}/{channel_id}/{message_id}"


def result_url(job: Job) -> str | None:
    """Return the link to a result's message; ``None`` if it has no message or was deleted."""
    if job.public_message_id is None or job.deleted_at is not None:
        return None
    # A private result is public only in the channel it was shared in, never in a direct message.
    direct = job.posting is PostingRoute.DIRECT and not job.private
    return message_url(
        job.public_channel_id, job.public_message_id, guild_id=None if direct else job.guild_id
    )
