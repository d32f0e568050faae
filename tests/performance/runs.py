"""Small runs made by hand."""

from __future__ import annotations

from typing import Any

from benchmarks.book import Book
from benchmarks.plan import SHORT, Plan, expected_figures
from benchmarks.report import build_report

__all__ = ["MACHINE", "a_cell", "a_report", "a_run"]

MACHINE = {
    "cpu": "A processor",
    "cores": 2,
    "python": "Python 3.11.7",
    "files": {"folder": "/scratch", "system": "ext4", "free_gb": 9.5, "sync_ms": 1.25},
    "load": "0.10 0.20 0.30",
    "load_after": "0.40 0.20 0.30",
    "at": "2026-11-23 04:49 UTC",
}


def a_cell(median: float, spread: float) -> dict[str, float]:
    """One figure of one bot, as the JSON has it."""
    return {"median": median, "spread": spread, "min": median, "max": median, "samples": 3}


def a_run(**figures: dict[str, dict[str, float]]) -> dict[str, Any]:
    """A JSON with these figures."""
    return {"figures": figures}


def a_report(plan: Plan = SHORT, *, without: str = "") -> dict[str, Any]:
    """A whole run in which everything measured 2, but for figures with ``without`` in their names."""
    book = Book()
    for figure, bot in expected_figures(plan):
        if not without or without not in figure:
            book.add(figure, bot, 2.0, 2.0, 2.0)
    book.busy("ack_p99_at_200_ms", 0.9)
    book.note("usual: 3 of 200 at once had no pictures")
    return build_report(book, MACHINE, plan, seconds=75)
