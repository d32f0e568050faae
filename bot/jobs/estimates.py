"""Duration estimates based on recent jobs with the same options."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["DurationEstimate", "estimate_duration"]

# Minimum sample size of a reliable estimate.
_RELIABLE_SAMPLE = 5
# A full progress bar would suggest that the job has finished.
_LARGEST_FRACTION = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationEstimate:
    """Median and quartiles, in seconds, of the durations of ``sample`` jobs."""

    median: float
    low: float
    high: float
    sample: int

    @property
    def is_reliable(self) -> bool:
        """Whether the sample is large enough to show the estimate to the user."""
        return self.sample >= _RELIABLE_SAMPLE

    def fraction_elapsed(self, elapsed: float) -> float:
        """Return ``elapsed`` (seconds) as a fraction of the upper quartile, at most 0.95.

        Three out of four jobs finish within the upper quartile, that is, before the bar is full.
        """
        if self.high <= 0:
            return _LARGEST_FRACTION
        return min(max(0.0, elapsed) / self.high, _LARGEST_FRACTION)

    def is_exceeded(self, elapsed: float) -> bool:
        """Whether ``elapsed`` (seconds) is longer than the upper quartile."""
        return elapsed > self.high


def estimate_duration(durations: Sequence[float]) -> DurationEstimate | None:
    """Summarize ``durations`` (seconds); return ``None`` if there are none."""
    if not durations:
        return None
    if len(durations) == 1:
        return DurationEstimate(median=durations[0], low=durations[0], high=durations[0], sample=1)
    low, median, high = statistics.quantiles(durations, method="inclusive")
    return DurationEstimate(median=median, low=low, high=high, sample=len(durations))
