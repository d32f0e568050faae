"""Latency: times to the acknowledgment and from fal's result to the post, and the cost of both."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measures.wire import bare_results_at_once, bare_transfers
from benchmarks.plan import Plan
from benchmarks.processes import (
    Bot,
    GeneratorProcess,
    cpu_seconds,
    open_generator,
    peak_mb,
    reset_peak,
    resident_mb,
    run_bot,
)
from benchmarks.results import Results, percentile

__all__ = ["measure_latency"]

_AT_ONCE_BYTES = 200_000
_LOCKED = "database is locked"
_LOCKED_NOTE = (
    f"; its log says “{_LOCKED}”: it opens a connection per operation, and gives up when it does not get"
    " SQLite's write lock within five seconds"
)


async def measure_latency(results: Results, plan: Plan) -> None:
    """Measure all bots in every round, one at a time while the others are idle."""
    async with contextlib.AsyncExitStack() as stack:
        bots: dict[str, Bot] = {}
        for name in ("floor", "usual", "easel"):
            generator = await stack.enter_async_context(open_generator())
            async with results.bounded(f"{name}, start", 60):
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                # Not measured: the first start, which creates tables and keeps the modules that do so.
                async with run_bot(name, generator, folder=folder):
                    pass
                bots[name] = await stack.enter_async_context(run_bot(name, generator, folder=folder))
                # Not measured: the first requests open connections.
                await generator.call("burst", jobs=5, quality="low")
        bare = await stack.enter_async_context(open_generator())
        idle = {name: resident_mb(bot.pid) for name, bot in bots.items()}
        for _ in range(plan.rounds["transfers"]):
            await _transfers(results, bots, bare)
        for jobs in plan.levels:
            highest = jobs == max(plan.levels)
            rounds = plan.rounds["highest level" if highest else "level"]
            for left in reversed(range(rounds)):
                for name, bot in bots.items():
                    included = name != "usual" or not highest or left < plan.usual_max_rounds
                    if included and bot.is_alive():
                        async with results.bounded(f"{name}, {jobs} at once", 90):
                            await _at_once(results, bot, jobs, idle[name], plan)
                async with results.bounded(f"bare transfers, {jobs} at once", 60):
                    times = await bare_results_at_once(bare, jobs=jobs, size=_AT_ONCE_BYTES)
                    _add_shares(results, f"post_{{}}_at_{jobs}_ms", "wire", [1000 * time for time in times])


async def _at_once(results: Results, bot: Bot, jobs: int, idle: float, plan: Plan) -> None:
    reset_peak(bot.pid)
    before, locked = cpu_seconds(bot.pid), bot.log_count(_LOCKED)
    quality = "low" if jobs == 1 else "medium"
    found = await bot.generator.call(
        "burst", jobs=jobs, quality=quality, size=_AT_ONCE_BYTES, stall=plan.stall
    )
    results.add(f"highest_at_{jobs}_mb", bot.name, peak_mb(bot.pid))
    answered = jobs - found["unanswered"]
    if answered and bot.name != "floor":
        results.add(f"cpu_per_job_at_{jobs}_ms", bot.name, 1000 * (cpu_seconds(bot.pid) - before) / answered)
        results.add(f"peak_at_{jobs}_mb", bot.name, peak_mb(bot.pid) - idle)
        results.add(f"steady_at_{jobs}_mb", bot.name, resident_mb(bot.pid) - idle)
    _add_times(results, bot.name, jobs, found)
    if found["unanswered"]:
        text = f"{bot.name}: {found['unanswered']} of {jobs} at once had no images when it stopped asking"
        results.note(text + (_LOCKED_NOTE if bot.log_count(_LOCKED) > locked else ""))


def _add_times(results: Results, name: str, jobs: int, found: dict[str, Any]) -> None:
    for what in ("ack", "post"):
        if values := found[f"{what}_ms"]:
            _add_shares(results, f"{what}_{{}}_at_{jobs}_ms", name, values)
    results.add_sandbox_share(f"ack_p99_at_{jobs}_ms", found["sandbox_ack_share"])
    if found["unacked"]:
        results.note(
            f"{name}: {found['unacked']} of {jobs} at once were not acknowledged within three seconds"
        )


def _add_shares(results: Results, figure: str, name: str, values: Sequence[float]) -> None:
    for share in (50, 99):
        results.add(figure.format(f"p{share}"), name, percentile(values, share / 100))
    results.add(figure.format("max"), name, max(values))


async def _transfers(results: Results, bots: dict[str, Bot], bare: GeneratorProcess) -> None:
    for figure, count, size in (("post_1x1mb_ms", 1, 1_000_000), ("post_4x4mb_ms", 4, 4_000_000)):
        async with results.bounded("bare transfers", 60):
            results.add(figure, "wire", 1000 * await bare_transfers(bare, count=count, size=size))
        for name, bot in bots.items():
            if name != "floor" and bot.is_alive():
                async with results.bounded(f"{name}, {figure}", 60):
                    found = await bot.generator.call("burst", jobs=1, quality="low", count=count, size=size)
                    results.add(figure, name, *found["post_ms"])
                    results.add_sandbox_share(figure, found["sandbox_share"])
