"""``python -m benchmarks``: the short run; ``--full`` takes the time that good numbers take."""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.book import Book
from benchmarks.compare import print_comparison
from benchmarks.machine import describe_machine
from benchmarks.measures.fairness import measure_fairness
from benchmarks.measures.inside import measure_inside
from benchmarks.measures.jobs import measure_jobs
from benchmarks.measures.latency import measure_latency
from benchmarks.measures.memory import measure_memory
from benchmarks.measures.servers import measure_servers
from benchmarks.plan import FULL, SHORT, Plan
from benchmarks.publish import publish
from benchmarks.report import build_report, print_report, read_json, write_json

__all__ = ["MEASURES", "main", "run"]

MEASURES: dict[str, Callable[[Book, Plan], Awaitable[None]]] = {
    "inside": measure_inside,
    "servers": measure_servers,
    "latency": measure_latency,
    "jobs": measure_jobs,
    "fairness": measure_fairness,
    "memory": measure_memory,
}


def main() -> None:
    """Measure and print, or do something with what was written before."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="five rounds, one measure at a time")
    parser.add_argument("--json", type=Path, default=Path("benchmark.json"), help="where the JSON goes")
    parser.add_argument("--publish", type=Path, metavar="DOCS", help="renew performance.md and charts there")
    parser.add_argument("--only", action="append", choices=sorted(MEASURES), help="leave the others out")
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="JSON", help="measure nothing, take a former run"
    )
    parser.add_argument("--compare", type=Path, nargs=2, metavar="JSON", help="do two runs agree?")
    options = parser.parse_args()
    if options.compare:
        first, second = (read_json(path) for path in options.compare)
        raise SystemExit(0 if print_comparison(first, second) else 1)
    if options.source:
        report = read_json(options.source)
    else:
        signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
        report = run(FULL if options.full else SHORT, options.json, options.only)
    print_report(report)
    if options.publish:
        publish(report, options.publish)
    if not options.source:
        print(f"{report['seconds']} s; every figure is in {options.json}")


def run(plan: Plan, path: Path, only: list[str] | None = None) -> dict[str, Any]:
    """Measure, and write the JSON after every measure; an interrupt ends it with what there is."""
    machine, book, started = describe_machine(), Book(), time.monotonic()
    if os.getloadavg()[0] > (os.cpu_count() or 1) / 2:
        book.note(
            f"the machine was busy with other things at the start (load {machine['load']}): times are too long"
        )
    report: dict[str, Any] = {}
    spent: dict[str, Any] = {}

    def write() -> None:
        machine["load_after"] = describe_machine()["load"]
        seconds = round(time.monotonic() - started)
        report.update(build_report(book, machine, plan, seconds=seconds, measures=spent))
        write_json(path, report)

    try:
        asyncio.run(_measure(book, plan, list(MEASURES) if only is None else only, spent, write))
    except KeyboardInterrupt:
        book.note("the run was interrupted")
    write()
    return report


async def _measure(
    book: Book, plan: Plan, only: list[str], spent: dict[str, Any], write: Callable[[], None]
) -> None:
    console, start, allowed = Console(stderr=True), time.monotonic(), 0.0
    for measures in plan.measures:
        group = [name for name in measures if name in only]
        allowed += sum(plan.seconds[name] for name in measures)
        if not group:
            continue
        title, began, cpu = " and ".join(group), time.monotonic(), _cpu_of_children()
        with console.status(f"measuring {title}…"):
            left = allowed - (began - start)
            await asyncio.gather(*(_bounded(name, book, plan, left) for name in group))
        seconds, cpu = time.monotonic() - began, _cpu_of_children() - cpu
        spent[title] = {"seconds": round(seconds, 1), "cpu_seconds": round(cpu, 1)}
        console.print(f"{title}: {seconds:.0f} s ({cpu:.0f} s of CPU)", style="dim")
        write()


async def _bounded(name: str, book: Book, plan: Plan, seconds: float) -> None:
    async with book.bounded(name, seconds):
        await MEASURES[name](book, plan)


def _cpu_of_children() -> float:
    """CPU time of all bots and sandboxes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
