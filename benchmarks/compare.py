"""Whether two runs say the same: figure by figure, within the spreads that they print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.report import shown

__all__ = ["Comparison", "compare", "print_comparison"]

FaultCase = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One figure of one bot, in both runs; ``None`` where a run has not measured it."""

    figure: str
    bot: str
    first: FaultCase | None
    second: FaultCase | None

    @property
    def agrees(self) -> bool | None:
        """Whether the medians lie no further apart than both spreads together; ``None`` if one is missing."""
        if self.first is None or self.second is None:
            return None
        apart = abs(self.first["median"] - self.second["median"])
        return apart <= self.first["spread"] + self.second["spread"]


def compare(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[Comparison]:
    """Every figure of either run, in the order of the first."""
    left, right = first["figures"], second["figures"]
    for figure in dict.fromkeys((*left, *right)):
        ours, theirs = left.get(figure, {}), right.get(figure, {})
        for bot in dict.fromkeys((*ours, *theirs)):
            yield Comparison(figure=figure, bot=bot, first=ours.get(bot), second=theirs.get(bot))


def print_comparison(
    first: Mapping[str, Any], second: Mapping[str, Any], console: Console | None = None
) -> bool:
    """Print every figure and say whether all agree that both runs have."""
    console = console or Console()
    found = list(compare(first, second))
    table = Table("figure", "bot", "first", "second", "")
    for one in found:
        cells = [shown(cell) if cell else "not measured" for cell in (one.first, one.second)]
        words = {True: "agrees", False: "[bold red]differs[/]", None: ""}[one.agrees]
        table.add_row(one.figure, one.bot, *cells, words)
    console.print(table)
    both = [one for one in found if one.agrees is not None]
    agreeing = sum(one.agrees is True for one in both)
    console.print(
        f"{agreeing} of {len(both)} figures agree within their spreads; {len(found) - len(both)} are in one run only"
    )
    return agreeing == len(both)
