"""Backlog of all processes: what metrics and ``easel status`` read from the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.jobs.admission import Pause
from bot.jobs.models import JobState

__all__ = ["Backlog", "BacklogStore", "OpenJobs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenJobs:
    """Number of jobs in a state, and the creation of the oldest one in epoch seconds."""

    count: int
    oldest_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """Open jobs by state, ended jobs whose members have yet to be notified, and the credits of the day.

    ``credits_today`` includes the reservations of open jobs.
    """

    open: Mapping[JobState, OpenJobs]
    unnotified: int
    credits_today: int
    pause: Pause | None

    @property
    def oldest_at(self) -> float | None:
        """Creation of the oldest open job in epoch seconds; ``None`` if there is none."""
        return min((jobs.oldest_at for jobs in self.open.values()), default=None)


class BacklogStore(Protocol):
    """Port: the backlog of all processes."""

    async def read(self, day: str) -> Backlog:
        """Return the backlog, with the credits of the quota day ``day``."""
        ...
