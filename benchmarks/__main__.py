"""``python -m benchmarks``: about a minute; ``--full`` takes the time that good numbers take."""

from __future__ import annotations

import argparse
import asyncio
import time
from pathlib import Path

from rich.console import Console

from benchmarks.book import Book
from benchmarks.charts import draw_charts
from benchmarks.machine import describe_machine
from benchmarks.measures.fairness import measure_fairness
from benchmarks.measures.inside import measure_inside
from benchmarks.measures.jobs import measure_jobs
from benchmarks.measures.latency import LEVELS, measure_latency
from benchmarks.measures.memory import measure_memory, measure_servers
from benchmarks.report import print_report, write_json

__all__ = ["main"]

_SERVERS = (2_500, 10_000)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="more rounds, more levels, and the charts")
    parser.add_argument("--json", type=Path, default=Path("benchmark.json"), help="where the JSON goes")
    parser.add_argument("--charts", type=Path, help="draw the charts into this folder")
    parser.add_argument("--only", action="append", choices=sorted(_MEASURES), help="leave the others out")
    options = parser.parse_args()
    machine, book, started = describe_machine(), Book(), time.monotonic()
    asyncio.run(_measure(book, full=options.full, only=options.only or list(_MEASURES)))
    machine["load_after"] = describe_machine()["load"]
    print_report(book, machine)
    if options.charts:
        draw_charts(book, options.charts, jobs=LEVELS, servers=(0, *_SERVERS))
    seconds = round(time.monotonic() - started)
    write_json(options.json, book, machine, full=options.full, seconds=seconds)
    print(f"{seconds} s; every figure is in {options.json}")


async def _measure(book: Book, *, full: bool, only: list[str]) -> None:
    console = Console(stderr=True)
    for name, measure in _MEASURES.items():
        if name in only:
            started = time.monotonic()
            with console.status(f"measuring {name}…"):
                await measure(book, full)
            console.print(f"{name}: {time.monotonic() - started:.0f} s", style="dim")


async def _latency(book: Book, full: bool) -> None:
    await measure_latency(book, rounds=5 if full else 3)


async def _jobs(book: Book, full: bool) -> None:
    await measure_jobs(book, rounds=5 if full else 1, jobs=100 if full else 25, side_by_side=not full)


async def _memory(book: Book, full: bool) -> None:
    goal = (200, 4, 4)
    if not full:
        await measure_memory(book, cases=(goal,), bots=("easel",))
        return
    grid = tuple((jobs, 1, megabytes) for jobs in (1, 50, 200) for megabytes in (1, 4, 9))
    await measure_memory(book, cases=(*grid, goal))


async def _servers(book: Book, full: bool) -> None:
    await measure_servers(book, rounds=5 if full else 3, sizes=_SERVERS)


async def _fairness(book: Book, full: bool) -> None:
    await measure_fairness(book, rounds=5)


async def _inside(book: Book, full: bool) -> None:
    await measure_inside(book, rounds=5 if full else 3)


_MEASURES = {
    "inside": _inside,
    "servers": _servers,
    "latency": _latency,
    "jobs": _jobs,
    "fairness": _fairness,
    "memory": _memory,
}


if __name__ == "__main__":
    main()
