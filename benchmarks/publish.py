"""Writes a run into the documentation: the tables between two markers, and the charts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.charts import draw_charts
from benchmarks.report import number, rounds_of, shown

__all__ = ["BLOCK", "publish", "render_block"]

BLOCK = re.compile(r"(<!-- benchmark:[^>]*-->\n).*?(<!-- /benchmark -->)", re.DOTALL)
"""What lies between the markers is the run's; all else is written by hand."""

_COUNT = re.compile(r"\b(\d+) of (\d+)\b")
_COLUMNS = {"floor": "floor", "usual": "usual", "easel": "Easel", "wire": "bare wire"}
_ROWS = {
    "ack_p50_at_200_ms": "acknowledgement p50, 200 at once, ms",
    "ack_p99_at_200_ms": "acknowledgement p99, 200 at once, ms",
    "ack_max_at_200_ms": "the slowest of them, ms",
    "post_1x1mb_ms": "COMPLETED to posted, one 1 MB picture, ms",
    "post_4x4mb_ms": "the same, four of 4 MB, ms",
    "post_p50_at_50_ms": "the same, 50 jobs that finish at once, p50, ms",
    "post_p50_at_200_ms": "the same, 200 jobs that finish at once, p50, ms",
    "cpu_per_job_at_200_ms": "CPU a job of 2.5 s, 200 at once, ms",
    "cpu_100_jobs_20s_s": "CPU for 100 jobs of 20 s, s",
    "fal_requests_20s": "fal requests a job of 20 s",
    "start_s": "restart to first answer, s",
    "start_2500_servers_s": "the same with 2,500 servers, s",
    "start_10000_servers_s": "the same with 10,000 servers, s",
    "resident_0_servers_mb": "resident memory after a start, MB",
    "resident_2500_servers_mb": "the same with 2,500 servers, MB",
    "resident_10000_servers_mb": "the same with 10,000 servers, MB",
    "memory_per_server_kb": "memory a server (20 channels, 10 roles), KB",
    "peak_at_200_mb": "peak above idle, 200 jobs in flight, 0.2 MB each, MB",
    "peak_200x4x4mb_mb": "peak above idle, 200 jobs of four 4 MB pictures, MB",
}


def publish(report: Mapping[str, Any], folder: Path) -> None:
    """Renew ``performance.md`` and the charts in ``folder``."""
    page = folder / "performance.md"
    text = page.read_text(encoding="utf-8")
    block = render_block(report)
    renewed, times = BLOCK.subn(lambda found: f"{found[1]}{block}\n{found[2]}", text)
    if times != 1:
        raise SystemExit(f"{page} has no place for the tables: one pair of benchmark markers is needed")
    page.write_text(renewed, encoding="utf-8")
    draw_charts(report, folder)


def render_block(report: Mapping[str, Any]) -> str:
    """The tables in Markdown, with the machine and what is to be said about them."""
    return "\n".join((*_where(report), "", *_goals(report), "", *_numbers(report), *_notes(report)))


def _where(report: Mapping[str, Any]) -> Iterator[str]:
    machine, files = report["machine"], report["machine"]["files"]
    run = "`make bench-full`" if report["full"] else "`make bench`, the short run"
    yield (
        f"Measured {machine['at']} on {machine['cpu']}, {machine['cores']} cores, {machine['python']}, with {run}: "
        f"{report['seconds']} s; load {machine['load'].split()[0]} at the start, "
        f"{machine['load_after'].split()[0]} at the end. Databases, spools and pictures were on "
        f"{files['system']}, where a write and its sync take {files['sync_ms']:g} ms. "
        "Medians ± spread; ratios are taken round by round."
    )


def _goals(report: Mapping[str, Any]) -> Iterator[str]:
    yield "| figure | measured | rounds | goal | |"
    yield "|---|---|---|---|---|"
    for goal in report["goals"]:
        value = goal["value"]
        verdict = "not measured" if value is None else "met" if goal["met"] else "**missed**"
        if goal["sandbox_is_the_bottleneck"]:
            verdict += ", the sandbox is the bottleneck"
        limit = goal["goal"].replace("<=", "≤").replace(">=", "≥")
        measured, rounds = (shown(value), rounds_of(value)) if value else ("", "")
        yield f"| {goal['title']} | {measured} | {rounds} | {limit} | {verdict} |"


def _numbers(report: Mapping[str, Any]) -> Iterator[str]:
    yield f"| figure | {' | '.join(_COLUMNS.values())} |"
    yield "|---" * (len(_COLUMNS) + 1) + "|"
    for figure, title in _ROWS.items():
        cells = report["figures"].get(figure, {})
        values = [number(cells[bot]["median"]) if bot in cells else "" for bot in _COLUMNS]
        yield f"| {title} | {' | '.join(values)} |"


def _notes(report: Mapping[str, Any]) -> Iterator[str]:
    if report["notes"]:
        yield ""
        yield "What the run noted:"
        yield ""
        yield from (f"* {note}" for note in _gathered(report["notes"]))


def _gathered(notes: Sequence[str]) -> Iterator[str]:
    """Notes of rounds that differ in a count alone become one, from the lowest count to the highest."""
    counts: dict[str, list[int]] = {}
    for note in notes:
        found = counts.setdefault(_COUNT.sub(r"# of \2", note, count=1), [])
        found.extend(int(match[1]) for match in [_COUNT.search(note)] if match)
    for form, found in counts.items():
        span = "" if not found else " to ".join(map(str, sorted({min(found), max(found)})))
        yield form.replace("# of", f"{span} of", 1)
