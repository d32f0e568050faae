"""Suspended jobs: jobs of this process that failed repeatedly, each with the time of its next attempt."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock

__all__ = ["SuspendedJobs"]

# Seconds until a suspended job is tried again; doubled after each failure.
_FIRST_SECONDS = 15.0
_LONGEST_SECONDS = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Suspended:
    retry_at: float
    failures: int


class SuspendedJobs:
    """Suspended jobs by ID, kept until they end. The pause doubles after each failure, up to 15 minutes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._jobs: dict[str, _Suspended] = {}

    def suspend(self, job_id: str) -> tuple[int, float]:
        """Add a job that has failed; return the number of its failures and the seconds until it is tried again."""
        failures = self._jobs[job_id].failures + 1 if job_id in self._jobs else 1
        seconds = min(_FIRST_SECONDS * 2 ** (failures - 1), _LONGEST_SECONDS)
        self._jobs[job_id] = _Suspended(retry_at=self._clock.now() + seconds, failures=failures)
        return failures, seconds

    def forget(self, job_id: str) -> None:
        """Remove a job, if it is suspended."""
        self._jobs.pop(job_id, None)

    def due(self) -> list[str]:
        """Return the jobs to be tried again now."""
        now = self._clock.now()
        return [job_id for job_id, suspended in self._jobs.items() if suspended.retry_at <= now]
