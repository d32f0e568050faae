"""Fairness: time to a light user's first image, alone and while a heavy user's requests wait."""

from __future__ import annotations

from benchmarks.plan import Plan
from benchmarks.processes import open_generator, run_bot
from benchmarks.results import Results

__all__ = ["measure_fairness"]


async def measure_fairness(results: Results, plan: Plan) -> None:
    """Measure Easel with its default limits, except for the number of waiting requests."""
    limits = {"JOBS_RUNNING": "10", "JOBS_WAITING_PER_MEMBER": str(plan.waiting + 10)}
    async with (
        open_generator(concurrency=10, low=0.5) as generator,
        run_bot("easel", generator, **limits),
    ):
        await generator.call("burst", jobs=3, quality="low", size=50_000)
        found = await generator.call("fairness", waiting=plan.waiting, light=plan.rounds["fairness"])
        results.add("first_picture_s", "alone", *found["alone_s"])
        results.add("first_picture_s", "beside the heavy one", *found["beside_s"])
        if not found["heavy_left"]:
            results.note("fairness: the heavy user's requests were finished before the light users'")
