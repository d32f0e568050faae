"""Cost of a 20 s job: requests to fal, and CPU time."""

from __future__ import annotations

import asyncio

from benchmarks.plan import Plan
from benchmarks.processes import cpu_seconds, open_generator, run_bot
from benchmarks.results import Results

__all__ = ["measure_jobs"]

# By label: the bot, and whether fal offers its status stream.
_BOTS = {"usual": ("usual", True), "easel": ("easel", True), "easel (polling)": ("easel", False)}


async def measure_jobs(results: Results, plan: Plan) -> None:
    """Measure the bots side by side, each with its own sandbox, since they mostly wait."""
    for _ in range(plan.rounds["jobs"]):
        await asyncio.gather(*(_measure(results, label, plan) for label in _BOTS))


async def _measure(results: Results, label: str, plan: Plan) -> None:
    name, stream = _BOTS[label]
    async with (
        results.bounded(f"{label}, jobs of 20 s", 90),
        open_generator(stream=stream) as generator,
        run_bot(name, generator) as bot,
    ):
        await generator.call("burst", jobs=5, quality="low")
        before = cpu_seconds(bot.pid)
        found = await generator.call("burst", jobs=plan.jobs, quality="high", stall=plan.stall)
        used = cpu_seconds(bot.pid) - before
        results.add("fal_requests_20s", label, found["fal_requests"])
        if answered := plan.jobs - found["unanswered"]:
            results.add("cpu_100_jobs_20s_s", label, used / answered * 100)
        for figure in ("fal_requests_20s", "cpu_100_jobs_20s_s"):
            results.add_sandbox_share(figure, found["sandbox_share"])
        if found["unanswered"]:
            results.note(f"{label}, jobs of 20 s: {found['unanswered']} without images")
