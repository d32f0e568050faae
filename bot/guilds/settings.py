"""What a server may decide, as one value. Pure.

Whatever is left out follows the operator's settings and the model's catalogue entry; a server
can only narrow what those allow.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["GuildSettings", "RepeatBy"]


class RepeatBy(StrEnum):
    """Who may repeat a result beside its requester."""

    REQUESTER = "requester"
    ANYONE = "anyone"
    ROLES = "roles"


class GuildSettings(BaseModel):
    """One server's decisions; every default means "nothing decided".

    Parameters
    ----------
    channels, roles
        Ids of where and by whom drawing is allowed; empty means everywhere and everyone.
    repeat_by, repeat_roles
        Who may repeat others' results; ``None`` follows the operator's ``REROLL_BY``.
    sizes, qualities, largest_count
        Which of the model's choices may be used; empty or ``None`` means all.
    spoiler, spoiler_channels
        Cover every picture, or those in some channels.
    safety_tolerance
        Within what the operator allows; ``None`` follows the operator.
    refused_words
        A prompt with one of them is refused; compared without regard to case.
    language
        The locale of public posts; ``None`` follows the requester's.
    log_channel
        Where reports and notices to administrators go.
    ceiling_day, ceiling_month, ceiling_channel
        Credits that the whole server may spend, and where it is told that most are spent.
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
