"""What was measured: samples by figure and bot, and how a goal reads them."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Book", "Spread", "percentile"]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The median of the samples, and how far they lie apart."""

    median: float
    low: float
    high: float
    samples: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Of at least one value."""
        return cls(median=statistics.median(values), low=min(values), high=max(values), samples=len(values))

    def as_json(self) -> dict[str, float]:
        """Rounded to what a clock can tell."""
        return {
            "median": round(self.median, 4),
            "min": round(self.low, 4),
            "max": round(self.high, 4),
            "samples": self.samples,
        }


class Book:
    """Collects samples. A figure is a name with its unit at the end, such as ``ack_p99_ms``."""

    def __init__(self) -> None:
        self._samples: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        self.sandbox_share: dict[str, float] = {}
        self.notes: list[str] = []

    def add(self, figure: str, bot: str, *values: float) -> None:
        """Note samples, in the order of the rounds."""
        self._samples[figure][bot].extend(values)

    def busy(self, figure: str, share: float) -> None:
        """Note which part of one core the sandbox used meanwhile; the highest counts."""
        self.sandbox_share[figure] = max(share, self.sandbox_share.get(figure, 0.0))

    def figures(self) -> Iterable[str]:
        """Every figure that has samples, in the order in which they came."""
        return self._samples.keys()

    def bots(self, figure: str) -> Iterable[str]:
        """Who has samples of a figure."""
        return self._samples[figure].keys() if figure in self._samples else ()

    def samples(self, figure: str, bot: str) -> list[float]:
        """The samples so far; empty for what was not measured."""
        return list(self._samples[figure][bot]) if figure in self._samples else []

    def spread(self, figure: str, bot: str) -> Spread | None:
        """The samples' spread; ``None`` for what was not measured."""
        values = self.samples(figure, bot)
        return Spread.of(values) if values else None

    def ratio(self, figure: str, bot: str, other: str, other_figure: str | None = None) -> Spread | None:
        """``bot`` against ``other``, round by round: a noisy machine slows both in the same round."""
        mine, theirs = self.samples(figure, bot), self.samples(other_figure or figure, other)
        pairs = [a / b for a, b in zip(mine, theirs, strict=False) if b > 0]
        return Spread.of(pairs) if pairs else None

    def as_json(self) -> dict[str, Any]:
        """Every figure with every bot's spread."""
        return {
            figure: {bot: Spread.of(values).as_json() for bot, values in bots.items() if values}
            for figure, bots in self._samples.items()
        }
