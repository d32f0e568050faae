"""What was measured: samples by figure and bot, and how far to trust them."""

from __future__ import annotations

import asyncio
import statistics
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

__all__ = ["Book", "Spread", "least_spread", "percentile"]

# Few rounds lie closer together than more of them would.
_WIDEN = {2: 2.0, 3: 1.5, 4: 1.25}
# What the same machine's next run may differ by, whatever the rounds of this one say: the worst of a few
# hundred values wavers most, counts hardly at all. The first that matches.
_LEAST = (("_max_", 0.5), ("_p99_", 0.5), ("fal_requests", 0.05), ("_mb", 0.1), ("_kb", 0.1), ("", 0.2))
_LEAST_MB = 5.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def least_spread(figure: str, median: float, rounds: int) -> float:
    """What a median is never more exact than; a single round is trusted half as much."""
    part = next(part for mark, part in _LEAST if mark in figure)
    least = abs(median) * part * (2 if rounds == 1 else 1)
    return max(least, _LEAST_MB) if figure.endswith("_mb") else least


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The median of the samples, how far they lie apart, and how exact that makes the median."""

    median: float
    low: float
    high: float
    samples: int
    spread: float

    @classmethod
    def of(cls, values: Sequence[float], figure: str) -> Spread:
        """Of at least one value."""
        median, low, high = statistics.median(values), min(values), max(values)
        apart = (high - low) / 2 * _WIDEN.get(len(values), 1.0)
        spread = max(apart, least_spread(figure, median, len(values)))
        return cls(median=median, low=low, high=high, samples=len(values), spread=spread)

    def as_json(self) -> dict[str, float]:
        """Rounded to what a clock can tell."""
        return {
            "median": round(self.median, 4),
            "spread": round(self.spread, 4),
            "min": round(self.low, 4),
            "max": round(self.high, 4),
            "samples": self.samples,
        }


class Book:
    """Collects samples. A figure is a name with its unit at the end, such as ``ack_p99_at_50_ms``."""

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

    def note(self, text: str) -> None:
        """Note in words what the numbers do not say; once."""
        if text not in self.notes:
            self.notes.append(text)

    @asynccontextmanager
    async def bounded(self, what: str, seconds: float) -> AsyncIterator[None]:
        """Let a block fail or run out of time: its samples are then missing, and a note says why."""
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            self.note(f"{what}: given up after {seconds:.0f} s; what is missing was not measured")
        except Exception as error:
            self.note(f"{what}: {error or type(error).__name__}; what is missing was not measured")

    def figures(self) -> Iterable[str]:
        """Every figure that has samples, in the order in which they came."""
        return self._samples.keys()

    def bots(self, figure: str) -> Iterable[str]:
        """Who has samples of a figure."""
        return self._samples[figure].keys() if figure in self._samples else ()

    def samples(self, figure: str, bot: str) -> list[float]:
        """The samples so far; empty for what was not measured."""
        return list(self._samples[figure][bot]) if bot in self.bots(figure) else []

    def spread(self, figure: str, bot: str) -> Spread | None:
        """The samples' spread; ``None`` for what was not measured."""
        values = self.samples(figure, bot)
        return Spread.of(values, figure) if values else None

    def ratio(self, figure: str, bot: str, other: str) -> Spread | None:
        """``bot`` against ``other``, round by round: a noisy machine slows both in the same round."""
        mine, theirs = self.samples(figure, bot), self.samples(figure, other)
        pairs = [a / b for a, b in zip(mine, theirs, strict=False) if b > 0]
        return Spread.of(pairs, f"{figure}, share") if pairs else None

    def as_json(self) -> dict[str, Any]:
        """Every figure with every bot's spread."""
        return {
            figure: {bot: Spread.of(values, figure).as_json() for bot, values in bots.items() if values}
            for figure, bots in self._samples.items()
        }
