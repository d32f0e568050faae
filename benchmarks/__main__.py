"""Command line: ``python -m benchmarks`` runs the benchmarks; ``--full`` runs five rounds."""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from benchmarks.compare import render_comparison
from benchmarks.machine import describe_machine
from benchmarks.measures.database import measure_database
from benchmarks.measures.fairness import measure_fairness
from benchmarks.measures.jobs import measure_jobs
from benchmarks.measures.latency import measure_latency
from benchmarks.measures.memory import measure_memory
from benchmarks.measures.micro import measure_micro
from benchmarks.measures.servers import measure_servers
from benchmarks.plan import FULL, SHORT, Plan
from benchmarks.report import build_report, publish, read_json, render, write_json
from benchmarks.results import Results

__all__ = ["MEASURES", "main", "run"]

MEASURES: dict[str, Callable[[Results, Plan], Awaitable[None]]] = {
    "micro": measure_micro,
    "database": measure_database,
    "servers": measure_servers,
    "latency": measure_latency,
    "jobs": measure_jobs,
    "fairness": measure_fairness,
    "memory": measure_memory,
}


def main() -> None:
    """Run the benchmarks and print the report, or process earlier reports."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="five rounds, one measure at a time")
    parser.add_argument("--json", type=Path, default=Path("benchmark.json"), help="report to write")
    parser.add_argument(
        "--publish", type=Path, metavar="DOCS", help="update performance.md and the charts in this folder"
    )
    parser.add_argument("--only", action="append", choices=sorted(MEASURES), help="run only this measure")
    parser.add_argument("--from", dest="source", type=Path, metavar="JSON", help="use an earlier report")
    parser.add_argument("--compare", type=Path, nargs=2, metavar="JSON", help="compare two reports")
    options = parser.parse_args()
    if options.compare:
        text, agree = render_comparison(*(read_json(path) for path in options.compare))
        print(text)
        raise SystemExit(0 if agree else 1)
    if options.source:
        report = read_json(options.source)
    else:
        signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
        report = run(FULL if options.full else SHORT, options.json, options.only)
    print(render(report))
    if options.publish:
        publish(report, options.publish)
    if not options.source:
        print(f"\nEvery figure is in {options.json}")


def run(plan: Plan, path: Path, only: list[str] | None = None) -> dict[str, Any]:
    """Run the measures, writing the report after each; an interrupt ends the run early."""
    machine, results, started = describe_machine(), Results(), time.monotonic()
    if os.getloadavg()[0] > (os.cpu_count() or 1) / 2:
        results.note(f"the machine was busy at the start (load {machine['load']}): times are too long")
    report: dict[str, Any] = {}
    spent: dict[str, Any] = {}

    def write() -> None:
        machine["load_after"] = describe_machine()["load"]
        seconds = round(time.monotonic() - started)
        report.update(build_report(results, machine, plan, seconds=seconds, measures=spent))
        write_json(path, report)

    try:
        asyncio.run(_measure(results, plan, list(MEASURES) if only is None else only, spent, write))
    except KeyboardInterrupt:
        results.note("the run was interrupted")
    write()
    return report


async def _measure(
    results: Results, plan: Plan, only: list[str], spent: dict[str, Any], write: Callable[[], None]
) -> None:
    start, allowed = time.monotonic(), 0.0
    for measures in plan.measures:
        group = [name for name in measures if name in only]
        allowed += sum(plan.seconds[name] for name in measures)
        if not group:
            continue
        title, began, cpu = " and ".join(group), time.monotonic(), _cpu_of_children()
        print(f"{title} ...", end=" ", file=sys.stderr, flush=True)
        left = allowed - (began - start)
        await asyncio.gather(*(_run_measure(name, results, plan, left) for name in group))
        seconds, cpu = time.monotonic() - began, _cpu_of_children() - cpu
        spent[title] = {"seconds": round(seconds, 1), "cpu_seconds": round(cpu, 1)}
        print(f"{seconds:.0f} s ({cpu:.0f} s of CPU)", file=sys.stderr)
        write()


async def _run_measure(name: str, results: Results, plan: Plan, seconds: float) -> None:
    async with results.bounded(name, seconds):
        await MEASURES[name](results, plan)


def _cpu_of_children() -> float:
    """Return the CPU time of all bots and sandboxes that have exited."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
