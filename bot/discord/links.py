"""Where a result stands, as an address. Pure."""

from __future__ import annotations

from bot.jobs.models import Job

__all__ = ["jump_url"]


def jump_url(job: Job) -> str | None:
    """The result's message for everybody in the channel; ``None`` where there is none (any more)."""
    if job.public_message_id is None or job.deleted_at is not None:
        return None
    return f"https://discord.com/channels/{job.guild_id}/{job.public_channel_id}/{job.public_message_id}"
