"""The table for people and the JSON for everything else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.book import Book, Spread
from benchmarks.goals import GOALS, Goal

__all__ = ["print_report", "write_json"]

_BUSY = 0.75
"""From this share of a core on, the sandbox is what limits a measure."""


def print_report(book: Book, machine: dict[str, Any], console: Console | None = None) -> None:
    """The goals, then every figure."""
    console = console or Console()
    console.print(f"{machine['cpu']}, {machine['cores']} cores, load {machine['load']}, {machine['python']}")
    console.print(_goals(book))
    console.print(_figures(book))
    for note in book.notes:
        console.print(f"Note: {note}")


def write_json(path: Path, book: Book, machine: dict[str, Any], **more: Any) -> None:
    """Everything that was measured."""
    goals = [_goal_json(goal, book) for goal in GOALS]
    report = {
        "machine": machine,
        **more,
        "goals": goals,
        "figures": book.as_json(),
        "sandbox_share_of_a_core": {name: round(share, 3) for name, share in book.sandbox_share.items()},
        "notes": book.notes,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _goal_json(goal: Goal, book: Book) -> dict[str, Any]:
    value = goal.read(book)
    return {
        "title": goal.title,
        "figure": goal.figure,
        "goal": f"{'>=' if goal.at_least else '<='} {goal.limit:g} {goal.unit}",
        "value": value.as_json() if value else None,
        "met": goal.is_met(value) if value else None,
        "sandbox_is_the_bottleneck": book.sandbox_share.get(goal.figure, 0.0) >= _BUSY,
    }


def _goals(book: Book) -> Table:
    table = Table(title="Goals (median; lowest to highest of the rounds)", title_justify="left")
    table.add_column("figure")
    table.add_column("measured", justify="right")
    table.add_column("goal", justify="right")
    table.add_column("")
    for goal in GOALS:
        value = goal.read(book)
        sign = ">=" if goal.at_least else "<="
        verdict = "not measured" if value is None else "met" if goal.is_met(value) else "[bold red]missed[/]"
        if book.sandbox_share.get(goal.figure, 0.0) >= _BUSY:
            verdict += ", sandbox is the bottleneck"
        table.add_row(
            goal.title, _shown(value) if value else "", f"{sign} {goal.limit:g} {goal.unit}", verdict
        )
    return table


def _figures(book: Book) -> Table:
    bots = list(dict.fromkeys(bot for figure in book.figures() for bot in book.bots(figure)))
    main = [bot for bot in ("floor", "usual", "easel", "wire") if bot in bots]
    table = Table(title="Every figure", title_justify="left")
    for column in ("figure", *main, "others"):
        table.add_column(column, justify="left" if column == "figure" else "right")
    for figure in book.figures():
        cells = [_shown(found) if (found := book.spread(figure, bot)) else "" for bot in main]
        others = [
            f"{bot}: {_shown(found)}"
            for bot in book.bots(figure)
            if bot not in main and (found := book.spread(figure, bot))
        ]
        table.add_row(figure, *cells, "\n".join(others))
    return table


def _shown(value: Spread) -> str:
    if value.samples == 1:
        return _number(value.median)
    return f"{_number(value.median)} ({_number(value.low)} to {_number(value.high)})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
