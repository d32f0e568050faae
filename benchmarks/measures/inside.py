"""What can only be measured inside: the event loop's lag, and the ledger against raw sqlite3."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from benchmarks.book import Book
from benchmarks.plan import Plan

__all__ = ["measure_inside"]

_ROOT = Path(__file__).parents[2]


async def measure_inside(book: Book, plan: Plan) -> None:
    """Each round is a process of its own, and gives several samples of each."""
    for _ in range(plan.rounds["inside"]):
        async with book.bounded("event-loop lag", 60):
            lag = await _run("benchmarks.probes.lag")
            book.add("lag_p99_ms", "easel", *lag["p99_ms"])
            book.add("lag_max_ms", "easel", *lag["max_ms"])
        async with book.bounded("ledger", 60):
            ledger = await _run("benchmarks.probes.ledger")
            book.add("ledger_per_s", "easel", *ledger["easel"])
            book.add("ledger_per_s", "raw", *ledger["raw"])


async def _run(module: str) -> dict[str, list[float]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, cwd=_ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        out, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise RuntimeError(f"{module} ended with {process.returncode}")
    found: dict[str, list[float]] = json.loads(out)
    return found
