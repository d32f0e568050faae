"""The table for people and the JSON for everything else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.book import Book
from benchmarks.goals import GOALS, Goal
from benchmarks.plan import Plan, expected_figures

__all__ = ["build_report", "number", "print_report", "read_json", "rounds_of", "shown", "write_json"]

_BUSY = 0.75
"""From this share of a core on, the sandbox is what limits a measure."""
_WIDE = 120
"""Columns of a table that does not go to a terminal."""

Report = dict[str, Any]


def build_report(book: Book, machine: Mapping[str, Any], plan: Plan, **more: Any) -> Report:
    """Everything that was measured so far, and what a whole run would have besides."""
    missing = [f"{figure} {bot}" for figure, bot in expected_figures(plan) if not book.samples(figure, bot)]
    return {
        "machine": dict(machine),
        "full": plan.full,
        **more,
        "goals": [_goal_json(goal, book) for goal in GOALS],
        "figures": book.as_json(),
        "missing": missing,
        "sandbox_share_of_a_core": {name: round(share, 3) for name, share in book.sandbox_share.items()},
        "notes": list(book.notes),
    }


def write_json(path: Path, report: Report) -> None:
    """Whole or not at all: a run that is interrupted leaves the file of its last measure."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".part")
    half.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    half.replace(path)


def read_json(path: Path) -> Report:
    """A run that was written before. Ends the program in one line where there is none."""
    try:
        report: Report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it holds no JSON"
        raise SystemExit(f"cannot read the run in {path}: {reason}") from error
    return report


def print_report(report: Report, console: Console | None = None) -> None:
    """The goals, every figure, and what is to be said about them."""
    console = console or Console()
    if not console.is_terminal:
        console = Console(width=_WIDE, file=console.file)
    machine = report["machine"]
    files = machine["files"]
    console.print(f"{machine['cpu']}, {machine['cores']} cores, load {machine['load']}, {machine['python']}")
    console.print(
        f"Databases, spools and pictures in {files['folder']} ({files['system']}, {files['free_gb']:g} GB free): "
        f"a write and its sync take {files['sync_ms']:g} ms there, and every commit of every bot waits for it",
        highlight=False,
    )
    console.print(_goals(report))
    console.print(_figures(report))
    for note in report["notes"]:
        console.print(f"Note: {note}", highlight=False)
    if report["missing"]:
        console.print(f"Not measured: {', '.join(report['missing'])}", highlight=False)


def _goal_json(goal: Goal, book: Book) -> dict[str, Any]:
    value = goal.read(book)
    return {
        "title": goal.title,
        "figure": goal.figure,
        "goal": goal.words,
        "unit": goal.unit,
        "value": value.as_json() if value else None,
        "met": goal.is_met(value) if value else None,
        "sandbox_is_the_bottleneck": book.sandbox_share.get(goal.figure, 0.0) >= _BUSY,
    }


def _goals(report: Report) -> Table:
    table = Table(title="Goals: median ± spread", title_justify="left")
    for column in ("figure", "measured", "rounds", "goal", ""):
        table.add_column(column, justify="right" if column in ("measured", "rounds", "goal") else "left")
    for goal in report["goals"]:
        value = goal["value"]
        verdict = "not measured" if value is None else "met" if goal["met"] else "[bold red]missed[/]"
        if goal["sandbox_is_the_bottleneck"]:
            verdict += ", the sandbox is the bottleneck"
        rounds = rounds_of(value) if value else ""
        table.add_row(goal["title"], shown(value) if value else "", rounds, goal["goal"], verdict)
    return table


def _figures(report: Report) -> Table:
    figures = report["figures"]
    bots = {bot for cells in figures.values() for bot in cells}
    main = [bot for bot in ("floor", "usual", "easel", "wire") if bot in bots]
    table = Table(title="Every figure: median ± spread (rounds)", title_justify="left")
    table.add_column("figure", no_wrap=True)
    for column in (*main, "others"):
        table.add_column(column, justify="right")
    for figure, cells in figures.items():
        others = [f"{bot}: {_with_rounds(cell)}" for bot, cell in cells.items() if bot not in main]
        shared = [_with_rounds(cells[bot]) if bot in cells else "" for bot in main]
        table.add_row(figure, *shared, "\n".join(others))
    return table


def _with_rounds(cell: Mapping[str, float]) -> str:
    return f"{shown(cell)} ({cell['samples']:.0f})"


def shown(cell: Mapping[str, float]) -> str:
    """Such as ``12.3 ± 2.1``."""
    return f"{number(cell['median'])} ± {number(cell['spread'])}"


def rounds_of(cell: Mapping[str, float]) -> str:
    """Such as ``5``, or ``1 round`` as a warning."""
    return "1 round" if cell["samples"] == 1 else f"{cell['samples']:.0f}"


def number(value: float) -> str:
    """Three digits of it."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
