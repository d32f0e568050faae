"""Benchmark results: samples by figure and bot, with their median and spread."""

from __future__ import annotations

import asyncio
import statistics
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

__all__ = ["Results", "Spread", "percentile"]

# The range of a few rounds underestimates that of more rounds.
_FACTORS = {2: 2.0, 3: 1.5, 4: 1.25}
# Expected difference between runs on the same machine, as a share of the median: maximums of a few
# hundred values vary most, counts hardly at all. The first matching entry applies.
_MIN_SHARES = (
    ("_max_", 0.5),
    ("_p99_", 0.5),
    ("fal_requests", 0.05),
    ("pg_", 0.05),
    ("_mb", 0.1),
    ("_kb", 0.1),
    ("", 0.2),
)
_MIN_MB = 5.0


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that is not exceeded by ``share`` (0 to 1) of the values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def _min_spread(figure: str, median: float, rounds: int) -> float:
    """Return the lower bound of a spread, which is doubled for a single round."""
    share = next(share for part, share in _MIN_SHARES if part in figure)
    spread = abs(median) * share * (2 if rounds == 1 else 1)
    return max(spread, _MIN_MB) if figure.endswith("_mb") else spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Median of the samples, their range, and the uncertainty of the median."""

    median: float
    low: float
    high: float
    samples: int
    spread: float

    @classmethod
    def of(cls, values: Sequence[float], figure: str) -> Spread:
        """Summarize one or more values."""
        median, low, high = statistics.median(values), min(values), max(values)
        half_range = (high - low) / 2 * _FACTORS.get(len(values), 1.0)
        spread = max(half_range, _min_spread(figure, median, len(values)))
        return cls(median=median, low=low, high=high, samples=len(values), spread=spread)

    def as_json(self) -> dict[str, float]:
        """Return the values rounded to four decimal places."""
        return {
            "median": round(self.median, 4),
            "spread": round(self.spread, 4),
            "min": round(self.low, 4),
            "max": round(self.high, 4),
            "samples": self.samples,
        }


class Results:
    """Collected samples. Figure names end with the unit, as in ``ack_p99_at_50_ms``."""

    def __init__(self) -> None:
        self._samples: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        self.sandbox_share: dict[str, float] = {}
        self.notes: list[str] = []

    def add(self, figure: str, bot: str, *values: float) -> None:
        """Add samples in round order."""
        self._samples[figure][bot].extend(values)

    def add_sandbox_share(self, figure: str, share: float) -> None:
        """Record the share of a core used by the sandbox during a measurement, keeping the maximum."""
        self.sandbox_share[figure] = max(share, self.sandbox_share.get(figure, 0.0))

    def note(self, text: str) -> None:
        """Add a remark unless it has already been added."""
        if text not in self.notes:
            self.notes.append(text)

    @asynccontextmanager
    async def bounded(self, what: str, seconds: float) -> AsyncIterator[None]:
        """Limit the duration of a block; on failure or timeout, add a note and omit its samples."""
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            self.note(f"{what}: stopped after {seconds:.0f} s; missing figures were not measured")
        except Exception as error:
            self.note(f"{what}: {error or type(error).__name__}; missing figures were not measured")

    def samples(self, figure: str, bot: str) -> list[float]:
        """Return the samples so far."""
        return list(self._samples.get(figure, {}).get(bot, ()))

    def spread(self, figure: str, bot: str) -> Spread | None:
        """Return the spread of the samples, or ``None`` if there are none."""
        values = self.samples(figure, bot)
        return Spread.of(values, figure) if values else None

    def ratio(self, figure: str, bot: str, other: str) -> Spread | None:
        """Compare two bots round by round, as load on the machine slows down both in the same round."""
        pairs = zip(self.samples(figure, bot), self.samples(figure, other), strict=False)
        ratios = [a / b for a, b in pairs if b > 0]
        return Spread.of(ratios, f"{figure}, ratio") if ratios else None

    def as_json(self) -> dict[str, Any]:
        """Return the spread of every figure and bot."""
        return {
            figure: {bot: Spread.of(values, figure).as_json() for bot, values in bots.items() if values}
            for figure, bots in self._samples.items()
        }
