"""Benchmark report: JSON with every figure, and Markdown tables for the terminal and the documentation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.charts import draw_charts
from benchmarks.plan import Plan, expected_figures
from benchmarks.results import Results
from benchmarks.thresholds import THRESHOLDS, Threshold

__all__ = ["BLOCK", "build_report", "format_cell", "publish", "read_json", "render", "table", "write_json"]

BLOCK = re.compile(r"(<!-- benchmark:[^>]*-->\n).*?(<!-- /benchmark -->)", re.DOTALL)
"""Sections of ``performance.md`` that a run replaces."""

Report = dict[str, Any]

# Share of a core above which the sandbox limits a measurement.
_BUSY = 0.75
_COUNT = re.compile(r"\b(\d+) of (\d+)\b")
_BOTS = {"floor": "floor", "usual": "usual", "easel": "Easel", "wire": "bare wire"}
#: Figures published in the documentation.
_PUBLISHED = {
    "ack_p50_at_200_ms": "acknowledgement p50, 200 at once, ms",
    "ack_p99_at_200_ms": "acknowledgement p99, 200 at once, ms",
    "ack_max_at_200_ms": "acknowledgement maximum, 200 at once, ms",
    "post_1x1mb_ms": "COMPLETED to posted, one 1 MB image, ms",
    "post_4x4mb_ms": "COMPLETED to posted, four 4 MB images, ms",
    "post_p99_at_50_ms": "COMPLETED to posted, 50 jobs that finish at once, p99, ms",
    "post_p50_at_50_ms": "COMPLETED to posted, 50 jobs that finish at once, p50, ms",
    "post_p50_at_200_ms": "COMPLETED to posted, 200 jobs that finish at once, p50, ms",
    "cpu_per_job_at_50_ms": "CPU per job of 2.5 s, 50 at once, ms",
    "cpu_per_job_at_200_ms": "CPU per job of 2.5 s, 200 at once, ms",
    "cpu_100_jobs_20s_s": "CPU for 100 jobs of 20 s, s",
    "fal_requests_20s": "fal requests per job of 20 s",
    "pg_round_trips_per_job": "PostgreSQL: round trips of a job",
    "start_s": "restart to first answer, s",
    "start_2500_servers_s": "restart to first answer, 2,500 servers, s",
    "start_10000_servers_s": "restart to first answer, 10,000 servers, s",
    "resident_0_servers_mb": "resident memory after a start, MB",
    "resident_2500_servers_mb": "resident memory, 2,500 servers, MB",
    "resident_10000_servers_mb": "resident memory, 10,000 servers, MB",
    "memory_per_server_kb": "memory per server (20 channels, 10 roles), KB",
    "highest_at_50_mb": "highest memory, 50 jobs in flight, 0.2 MB each, MB",
    "peak_at_200_mb": "peak above idle, 200 jobs in flight, 0.2 MB each, MB",
    "peak_200x4x4mb_mb": "peak above idle, 200 jobs of four 4 MB images, MB",
}


def build_report(results: Results, machine: Mapping[str, Any], plan: Plan, **more: Any) -> Report:
    """Return all measurements so far, and the names of the missing figures."""
    missing = [
        f"{figure} {bot}" for figure, bot in expected_figures(plan) if not results.samples(figure, bot)
    ]
    return {
        "machine": dict(machine),
        "full": plan.full,
        **more,
        "goals": [_threshold_json(threshold, results) for threshold in THRESHOLDS],
        "figures": results.as_json(),
        "missing": missing,
        "sandbox_share_of_a_core": {name: round(share, 3) for name, share in results.sandbox_share.items()},
        "notes": list(results.notes),
    }


def write_json(path: Path, report: Report) -> None:
    """Write a report atomically, so that an interrupted run leaves the previous report intact."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    partial.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    partial.replace(path)


def read_json(path: Path) -> Report:
    """Read a report. Exits with a one-line error if it cannot be read."""
    try:
        report: Report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not JSON"
        raise SystemExit(f"cannot read the report {path}: {reason}") from error
    return report


def publish(report: Report, folder: Path) -> None:
    """Update ``performance.md`` and the charts in ``folder``."""
    page = folder / "performance.md"
    block = render(report, published=True)
    text, times = BLOCK.subn(lambda found: f"{found[1]}{block}\n{found[2]}", page.read_text(encoding="utf-8"))
    if times != 1:
        raise SystemExit(f"{page}: expected one pair of benchmark markers, found {times}")
    page.write_text(text, encoding="utf-8")
    draw_charts(report, folder)


def render(report: Report, *, published: bool = False) -> str:
    """Return the report as Markdown: all figures, or a selection for the documentation."""
    lines = [_conditions(report), "", *_thresholds(report), ""]
    lines += _selected_figures(report) if published else _all_figures(report)
    if report["notes"]:
        lines += ["", "Notes of the run:", "", *(f"* {note}" for note in _merged(report["notes"]))]
    if report["missing"] and not published:
        lines += ["", f"Not measured: {', '.join(report['missing'])}"]
    return "\n".join(lines)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table with aligned columns."""
    cells = [header, *rows]
    widths = [max(3, *(len(row[column]) for row in cells)) for column in range(len(header))]
    for number, row in enumerate(cells):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def format_cell(cell: Mapping[str, float]) -> str:
    """Format the median and spread, such as ``12.3 ± 2.1``."""
    return f"{_number(cell['median'])} ± {_number(cell['spread'])}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _threshold_json(threshold: Threshold, results: Results) -> dict[str, Any]:
    value, bare = threshold.read(results), threshold.read_bare(results)
    return {
        "title": threshold.title,
        "figure": threshold.figure,
        "goal": threshold.goal,
        "unit": threshold.unit,
        "value": value.as_json() if value else None,
        "met": threshold.is_met(value) if value else None,
        "bare_wire": bare.as_json() if bare else None,
        "bare_wire_meets_it": threshold.is_met(bare) if bare else None,
        "sandbox_is_the_bottleneck": results.sandbox_share.get(threshold.figure, 0.0) >= _BUSY,
    }


def _conditions(report: Report) -> str:
    machine, files = report["machine"], report["machine"]["files"]
    command = "`make bench-full`" if report["full"] else "`make bench`, the short run"
    return (
        f"Measured {machine['at']} on {machine['cpu']}, {machine['cores']} cores, {machine['python']}, with {command}: "
        f"{report['seconds']} s; load {machine['load'].split()[0]} at the start, "
        f"{machine['load_after'].split()[0]} at the end. Databases, spools and images were on "
        f"{files['system']}, where a write with sync takes {files['sync_ms']:g} ms. "
        "Median ± spread; ratios are taken round by round."
    )


def _thresholds(report: Report) -> Iterator[str]:
    rows = []
    for goal in report["goals"]:
        value = goal["value"]
        verdict = "not measured" if value is None else "met" if goal["met"] else "**missed**"
        if verdict == "**missed**" and goal["bare_wire_meets_it"] is False:
            verdict += ", as by the bare wire"
        if goal["sandbox_is_the_bottleneck"]:
            verdict += ", the sandbox is the bottleneck"
        limit = goal["goal"].replace("<=", "≤").replace(">=", "≥")
        measured, rounds = (format_cell(value), f"{value['samples']:.0f}") if value else ("", "")
        bare = _number(goal["bare_wire"]["median"]) if goal["bare_wire"] else ""
        rows.append((goal["title"], measured, rounds, limit, bare, verdict))
    yield from table(("figure", "measured", "rounds", "threshold", "bare wire", "verdict"), rows)


def _selected_figures(report: Report) -> Iterator[str]:
    rows = []
    for figure, title in _PUBLISHED.items():
        cells = report["figures"].get(figure, {})
        rows.append((title, *(_number(cells[bot]["median"]) if bot in cells else "" for bot in _BOTS)))
    yield from table(("figure", *_BOTS.values()), rows)


def _all_figures(report: Report) -> Iterator[str]:
    rows = []
    for figure, cells in report["figures"].items():
        texts = {bot: f"{format_cell(cell)} ({cell['samples']:.0f})" for bot, cell in cells.items()}
        others = "; ".join(f"{bot}: {text}" for bot, text in texts.items() if bot not in _BOTS)
        rows.append((figure, *(texts.get(bot, "") for bot in _BOTS), others))
    yield from table(("figure (rounds)", *_BOTS.values(), "others"), rows)


def _merged(notes: Sequence[str]) -> Iterator[str]:
    """Merge notes that differ only in a count, such as "3 of 200" and "5 of 200" in two rounds."""
    counts: dict[str, list[int]] = {}
    for note in notes:
        found = counts.setdefault(_COUNT.sub(r"# of \2", note, count=1), [])
        found.extend(int(match[1]) for match in [_COUNT.search(note)] if match)
    for form, found in counts.items():
        span = "" if not found else " to ".join(map(str, sorted({min(found), max(found)})))
        yield form.replace("# of", f"{span} of", 1)
