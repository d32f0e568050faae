"""Memory: resident memory above idle, during and after jobs."""

from __future__ import annotations

import asyncio

from benchmarks.plan import Case, Plan
from benchmarks.processes import Bot, open_generator, peak_mb, reset_peak, resident_mb, run_bot, written_mb
from benchmarks.results import Results

__all__ = ["measure_memory"]

_CASE_SECONDS = 200.0
# Long enough for low-priority processes and for the usual bot, which waits up to five seconds for a
# lock.
_STALL_SECONDS = 8.0


async def measure_memory(results: Results, plan: Plan) -> None:
    """Measure the bots side by side, since memory does not depend on other load.

    All jobs of a case finish at about the same time.
    """
    for _ in range(plan.rounds["memory"]):
        await asyncio.gather(*(_measure(results, name, plan) for name in plan.cases))


async def _measure(results: Results, name: str, plan: Plan) -> None:
    """Run all cases in one process, smallest first; steady memory includes that of earlier cases."""
    async with (
        results.bounded(f"{name}, memory", _CASE_SECONDS * len(plan.cases[name])),
        open_generator(nice=True) as generator,
        run_bot(name, generator, nice=True) as bot,
    ):
        await generator.call("burst", jobs=3, quality="low", size=50_000)
        idle = resident_mb(bot.pid)
        results.add("idle_mb", name, idle)
        for case in plan.cases[name]:
            if bot.is_alive():
                await _run_case(results, bot, case, idle, plan)


async def _run_case(results: Results, bot: Bot, case: Case, idle: float, plan: Plan) -> None:
    reset_peak(bot.pid)
    written = written_mb(bot.pid)
    found = await bot.generator.call(
        "burst",
        jobs=case.jobs,
        quality="low" if case.jobs == 1 else "medium",
        count=case.images,
        size=case.megabytes * 1_000_000,
        stall=max(_STALL_SECONDS, plan.stall),
        timeout=_CASE_SECONDS,
    )
    results.add(f"peak_{case}_mb", bot.name, peak_mb(bot.pid) - idle)
    results.add(f"steady_{case}_mb", bot.name, resident_mb(bot.pid) - idle)
    results.add(f"written_{case}_mb", bot.name, written_mb(bot.pid) - written)
    results.add_sandbox_share(f"peak_{case}_mb", found["sandbox_share"])
    if found["unanswered"]:
        results.note(f"{bot.name}, {case}: {found['unanswered']} of {case.jobs} without images")
