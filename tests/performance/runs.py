"""Small reports for the tests."""

from __future__ import annotations

from typing import Any

from benchmarks.plan import SHORT, Plan, expected_figures
from benchmarks.report import build_report
from benchmarks.results import Results

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
    """Return one figure of one bot in JSON form."""
    return {"median": median, "spread": spread, "min": median, "max": median, "samples": 3}


def a_run(**figures: dict[str, dict[str, float]]) -> dict[str, Any]:
    """Return a report with these figures."""
    return {"figures": figures}


def a_report(plan: Plan = SHORT, *, without: str = "") -> dict[str, Any]:
    """Return the report of a whole run: every figure is 2, those with ``without`` in their name are missing."""
    results = Results()
    for figure, bot in expected_figures(plan):
        if not without or without not in figure:
            results.add(figure, bot, 2.0, 2.0, 2.0)
    results.add_sandbox_share("ack_p99_at_200_ms", 0.9)
    results.note("usual: 3 of 200 at once had no images")
    return build_report(results, MACHINE, plan, seconds=75)
