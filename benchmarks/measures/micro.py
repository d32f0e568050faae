"""Micro-benchmarks: event-loop lag, and the ledger compared with raw sqlite3."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from benchmarks.plan import Plan
from benchmarks.results import Results

__all__ = ["measure_micro"]

_ROOT = Path(__file__).parents[2]


async def measure_micro(results: Results, plan: Plan) -> None:
    """Run each round in a separate process, which takes several samples."""
    for _ in range(plan.rounds["micro"]):
        async with results.bounded("event-loop lag", 60):
            lag = await _run("benchmarks.probes.lag")
            results.add("lag_p99_ms", "easel", *lag["p99_ms"])
            results.add("lag_max_ms", "easel", *lag["max_ms"])
        async with results.bounded("ledger", 60):
            ledger = await _run("benchmarks.probes.ledger")
            results.add("ledger_per_s", "easel", *ledger["easel"])
            results.add("ledger_per_s", "raw", *ledger["raw"])


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
