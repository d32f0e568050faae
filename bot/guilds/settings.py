"""Guild settings model. Pure.

Unset values follow the operator's settings and the model's catalog entry; a guild can only restrict them.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["GuildSettings", "OthersPictures", "RepeatBy"]


class RepeatBy(StrEnum):
    """Members, other than the requester, who may repeat a result."""

    REQUESTER = "requester"
    ANYONE = "anyone"
    ROLES = "roles"


class OthersPictures(StrEnum):
    """Whether members may edit pictures that others posted: never, if the owner consents, or always."""

    NEVER = "never"
    ASK = "ask"
    ALLOWED = "allowed"


class GuildSettings(BaseModel):
    """One guild's settings; every default means "unset". Field names are stored as keys.

    Parameters
    ----------
    channels, roles
        IDs of the channels in which, and the roles for which, requests are allowed; empty allows all.
    repeat_by, repeat_roles
        Members who may repeat others' results; ``None`` follows the operator's ``REROLL_BY``.
    models
        IDs of the allowed models; empty allows all that the operator enabled.
    sizes, qualities, largest_count
        Allowed choices of the models; empty or ``None`` allows all.
    spoiler, spoiler_channels
        Mark all images as spoilers, or only those in these channels.
    safety_tolerance
        Limited to at most the operator's value; ``None`` follows it.
    refused_words
        Prompts that contain one of these words are refused, regardless of case.
    others_pictures
        Whether members may edit pictures that others posted.
    language
        Locale of public messages; ``None`` follows the requester's.
    log_channel
        Channel for reports and notices to administrators.
    ceiling_day, ceiling_month, ceiling_channel
        Daily and monthly spending caps of the guild, and the spending cap warning channel.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    channels: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    repeat_by: RepeatBy | None = None
    repeat_roles: tuple[int, ...] = ()
    models: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    largest_count: int | None = Field(default=None, ge=1)
    spoiler: bool = False
    spoiler_channels: tuple[int, ...] = ()
    safety_tolerance: int | None = Field(default=None, ge=1, le=6)
    refused_words: tuple[str, ...] = ()
    others_pictures: OthersPictures = OthersPictures.NEVER
    language: str | None = None
    log_channel: int | None = None
    ceiling_day: int | None = Field(default=None, ge=1)
    ceiling_month: int | None = Field(default=None, ge=1)
    ceiling_channel: int | None = None
