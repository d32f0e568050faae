"""How long a light member waits for the first picture beside somebody who asks for fifty."""

from __future__ import annotations

from typing import Any

from benchmarks.book import Book
from benchmarks.plan import Plan
from benchmarks.processes import open_stage, run_bot

__all__ = ["measure_fairness"]


async def measure_fairness(book: Book, plan: Plan) -> None:
    """Easel as it comes (10 jobs at once, 2 a member), but for the bound on waiting requests."""
    bounds: dict[str, Any] = {"JOBS_RUNNING": "10", "JOBS_WAITING_PER_MEMBER": str(plan.waiting + 10)}
    async with open_stage(concurrency=10, low=0.5) as stage, run_bot("easel", stage, **bounds) as bot:
        await stage.do("burst", jobs=3, quality="low", weight=50_000)
        found = await bot.stage.do("fairness", waiting=plan.waiting, light=plan.rounds["fairness"])
        book.add("first_picture_s", "alone", *found["alone_s"])
        book.add("first_picture_s", "beside the heavy one", *found["beside_s"])
        if not found["heavy_left"]:
            book.note("fairness: the heavy member had everything before the light ones were done")
