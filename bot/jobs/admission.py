"""Admission of requests: the stored state and the limits that decide whether one is accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import UnavailableError
from bot.guilds.settings import GuildSettings
from bot.quota.models import SpendingCaps
from bot.quota.periods import QuotaPeriod

__all__ = ["AdmissionLimits", "AdmissionState", "Pause", "Placement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A pause by the operator since ``since`` (epoch seconds), with their message or an empty one."""

    since: float
    message: str

    def refusal(self) -> UnavailableError:
        """Return the refusal of a request during the pause."""
        if self.message:
            return UnavailableError("refused-paused-because", said=self.message)
        return UnavailableError("refused-paused")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionState:
    """Stored state that a request of one member in one guild is checked against.

    ``refusals`` are the times of the member's recent policy refusals, in epoch seconds.
    """

    pause: Pause | None
    refusals: Sequence[float]
    settings: GuildSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionLimits:
    """Maximum number of queued requests, in all and per user."""

    overall: int
    per_member: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Id, price and limits of a new job."""

    job_id: str
    unit_credits: int
    operator_daily: int
    caps: SpendingCaps
    period: QuotaPeriod
    limits: AdmissionLimits
