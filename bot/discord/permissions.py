"""Permission checks for commands and components.

Discord hides admin commands from other members, but a guild can override that, and components are
visible to everyone in a channel, so every call is checked again.
"""

from __future__ import annotations

import structlog

from bot.audit.models import AdminActor
from bot.discord.interactions import EaselInteraction
from bot.errors import RefusedError
from bot.jobs.models import Job

__all__ = ["actor_of", "may_manage", "require_guild", "require_manage_guild", "require_moderator"]

log = structlog.stdlib.get_logger(__name__)


def require_guild(interaction: EaselInteraction) -> int:
    """Return the guild ID; raise :class:`~bot.errors.RefusedError` outside a guild."""
    if interaction.guild_id is None:
        raise RefusedError("refused-outside")
    return interaction.guild_id


def require_manage_guild(interaction: EaselInteraction) -> None:
    """Raise :class:`~bot.errors.RefusedError` unless the member has Manage Server."""
    require_guild(interaction)
    if not interaction.permissions.manage_guild:
        log.warning("permission denied", user=interaction.user.id, guild=interaction.guild_id)
        raise RefusedError("refused-not-admin", detail="Manage Server missing")


def require_moderator(interaction: EaselInteraction) -> None:
    """Raise :class:`~bot.errors.RefusedError` unless the member has Manage Server or Manage Messages."""
    require_guild(interaction)
    if not (interaction.permissions.manage_guild or interaction.permissions.manage_messages):
        raise RefusedError("refused-not-admin", detail="Manage Messages missing")


def may_manage(interaction: EaselInteraction, job: Job) -> bool:
    """Return whether this member requested the result or has Manage Messages."""
    return interaction.user.id == job.user_id or interaction.permissions.manage_messages


def actor_of(interaction: EaselInteraction) -> AdminActor:
    """Return the acting administrator and the guild that the change is limited to."""
    return AdminActor(guild_id=require_guild(interaction), user_id=interaction.user.id)
