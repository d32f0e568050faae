"""How long one kind of request usually takes, from the bot's own history. Pure."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["UsualTime", "usual_time"]

# Fewer jobs than this say too little to compare with.
_ENOUGH = 5
# A bar that is full says "done", and only the pictures can say that.
_LARGEST_SHARE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualTime:
    """Seconds: the median, and the quartiles between which half of ``sample`` jobs lie."""

    median: float
    low: float
    high: float
    sample: int

    @property
    def is_telling(self) -> bool:
        """Whether there is enough history to promise anything."""
        return self.sample >= _ENOUGH

    def share(self, elapsed: float) -> float:
        """How much of the usual time has passed: from 0 up, and never as much as 1.

        Counted against the upper quartile, so that three of four jobs are done before the end.
        """
        if self.high <= 0:
            return _LARGEST_SHARE
        return min(max(0.0, elapsed) / self.high, _LARGEST_SHARE)

    def is_exceeded(self, elapsed: float) -> bool:
        """Whether this takes longer than three of four did."""
        return elapsed > self.high


def usual_time(spans: Sequence[float]) -> UsualTime | None:
    """What ``spans`` (seconds) have in common; ``None`` when there are none."""
    if not spans:
        return None
    if len(spans) == 1:
        return UsualTime(median=spans[0], low=spans[0], high=spans[0], sample=1)
    low, median, high = statistics.quantiles(spans, method="inclusive")
    return UsualTime(median=median, low=low, high=high, sample=len(spans))
