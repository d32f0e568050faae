"""Guild settings as one value. Pure.

Unset ones follow the operator's settings and the model's catalogue entry; a guild can only narrow those.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["GuildSettings", "RepeatBy"]


class RepeatBy(StrEnum):
    """Members who may repeat a result, besides its requester."""

    REQUESTER = "requester"
    ANYONE = "anyone"
    ROLES = "roles"


class GuildSettings(BaseModel):
    """One guild's settings; every default means "unset". The field names are stored as keys.

    Parameters
    ----------
    channels, roles
        Ids of the channels and roles in which requests are allowed; empty allows all.
    repeat_by, repeat_roles
        Members who may repeat others' results; ``None`` follows the operator's ``REROLL_BY``.
    sizes, qualities, largest_count
        Allowed choices of the model; empty or ``None`` allows all.
    spoiler, spoiler_channels
        Mark all images as spoilers, or those in some channels.
    safety_tolerance
        At most the operator's value; ``None`` follows it.
    refused_words
        Prompts with one of these words are refused, ignoring case.
    language
        Locale of public messages; ``None`` follows the requester's.
    log_channel
        Channel for reports and notices to administrators.
    ceiling_day, ceiling_month, ceiling_channel
        Daily and monthly spending caps of the guild, and the channel for warnings about them.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    channels: tuple[int, ...] = ()
    roles: tuple[int, ...] = ()
    repeat_by: RepeatBy | None = None
    repeat_roles: tuple[int, ...] = ()
    sizes: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    largest_count: int | None = Field(default=None, ge=1)
    spoiler: bool = False
    spoiler_channels: tuple[int, ...] = ()
    safety_tolerance: int | None = Field(default=None, ge=1, le=6)
    refused_words: tuple[str, ...] = ()
    language: str | None = None
    log_channel: int | None = None
    ceiling_day: int | None = Field(default=None, ge=1)
    ceiling_month: int | None = Field(default=None, ge=1)
    ceiling_channel: int | None = None
