"""Comparison of two runs, figure by figure, within their spreads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.report import format_cell, table

__all__ = ["Comparison", "compare", "render_comparison"]

Cell = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One figure of one bot in both runs; ``None`` for a run that did not measure it."""

    figure: str
    bot: str
    first: Cell | None
    second: Cell | None

    @property
    def agrees(self) -> bool | None:
        """Whether the medians differ by at most the sum of the spreads; ``None`` if one is missing."""
        if self.first is None or self.second is None:
            return None
        difference = abs(self.first["median"] - self.second["median"])
        return difference <= self.first["spread"] + self.second["spread"]


def compare(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[Comparison]:
    """Yield every figure of either run, in the first run's order."""
    left, right = first["figures"], second["figures"]
    for figure in dict.fromkeys((*left, *right)):
        ours, theirs = left.get(figure, {}), right.get(figure, {})
        for bot in dict.fromkeys((*ours, *theirs)):
            yield Comparison(figure=figure, bot=bot, first=ours.get(bot), second=theirs.get(bot))


def render_comparison(first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[str, bool]:
    """Return a Markdown table of all figures, and whether those measured in both runs agree."""
    found = list(compare(first, second))
    rows = [
        (
            one.figure,
            one.bot,
            *(format_cell(cell) if cell else "not measured" for cell in (one.first, one.second)),
            {True: "agrees", False: "**differs**", None: ""}[one.agrees],
        )
        for one in found
    ]
    in_both = [one for one in found if one.agrees is not None]
    agreeing = sum(one.agrees is True for one in in_both)
    summary = (
        f"{agreeing} of {len(in_both)} figures agree within their spreads; "
        f"{len(found) - len(in_both)} are in one run only"
    )
    lines = [*table(("figure", "bot", "first", "second", "verdict"), rows), "", summary]
    return "\n".join(lines), agreeing == len(in_both)
