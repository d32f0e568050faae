"""How long one kind of request usually takes, from the bot's own history."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.clock import Clock

__all__ = ["DurationEstimate", "DurationEstimator", "estimate_duration"]

# Fewer jobs than this say too little to compare with.
_ENOUGH = 5
# One more job hardly changes what is usual; so long it is not looked up again.
_REMEMBERED_SECONDS = 60.0
# A bar that is full says "done", and only the pictures can say that.
_LARGEST_SHARE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationEstimate:
    """Seconds: the median, and the quartiles between which half of ``sample`` jobs lie."""

    median: float
    low: float
    high: float
    sample: int

    @property
    def is_reliable(self) -> bool:
        """Whether there is enough history to promise anything."""
        return self.sample >= _ENOUGH

    def fraction_elapsed(self, elapsed: float) -> float:
        """How much of the usual time has passed: from 0 up, and never as much as 1.

        Counted against the upper quartile, so that three of four jobs are done before the end.
        """
        if self.high <= 0:
            return _LARGEST_SHARE
        return min(max(0.0, elapsed) / self.high, _LARGEST_SHARE)

    def is_exceeded(self, elapsed: float) -> bool:
        """Whether this takes longer than three of four did."""
        return elapsed > self.high


def estimate_duration(spans: Sequence[float]) -> DurationEstimate | None:
    """What ``spans`` (seconds) have in common; ``None`` when there are none. Pure."""
    if not spans:
        return None
    if len(spans) == 1:
        return DurationEstimate(median=spans[0], low=spans[0], high=spans[0], sample=1)
    low, median, high = statistics.quantiles(spans, method="inclusive")
    return DurationEstimate(median=median, low=low, high=high, sample=len(spans))


class DurationEstimator:
    """Looks it up, and remembers for a minute what is telling.

    ``look`` reads it for a model, a size and a quality.
    """

    def __init__(
        self, look: Callable[[str, str, str], Awaitable[DurationEstimate | None]], clock: Clock
    ) -> None:
        self._look = look
        self._clock = clock
        self._known: dict[tuple[str, str, str], tuple[float, DurationEstimate]] = {}

    async def estimate(self, model: str, size: str, quality: str) -> DurationEstimate | None:
        """The usual time of this kind of request, if there is a history of it."""
        now, kind = self._clock.now(), (model, size, quality)
        known = self._known.get(kind)
        if known is not None and known[0] <= now < known[0] + _REMEMBERED_SECONDS:
            return known[1]
        usual = await self._look(model, size, quality)
        if usual is not None and usual.is_reliable:
            self._known[kind] = (now, usual)
        return usual
