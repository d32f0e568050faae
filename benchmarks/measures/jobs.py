"""What a job of 20 s costs: requests to fal, and CPU time."""

from __future__ import annotations

import asyncio

from benchmarks.book import Book
from benchmarks.plan import Plan
from benchmarks.processes import cpu_seconds, open_stage, run_bot

__all__ = ["measure_jobs"]

_BOTS = {"usual": ("usual", True), "easel": ("easel", True), "easel (polling)": ("easel", False)}


async def measure_jobs(book: Book, plan: Plan) -> None:
    """The bots side by side, each with a sandbox of its own: nearly all of the time is waiting."""
    for _ in range(plan.rounds["jobs"]):
        await asyncio.gather(*(_guarded(book, label, plan) for label in _BOTS))


async def _guarded(book: Book, label: str, plan: Plan) -> None:
    async with book.bounded(f"{label}, jobs of 20 s", 90):
        await _measure(book, label, plan)


async def _measure(book: Book, label: str, plan: Plan) -> None:
    name, stream = _BOTS[label]
    async with open_stage(stream=stream) as stage, run_bot(name, stage) as bot:
        await stage.do("burst", jobs=5, quality="low")
        before = cpu_seconds(bot.pid)
        found = await stage.do("burst", jobs=plan.jobs, quality="high", weight=1_000_000, stall=plan.stall)
        used = cpu_seconds(bot.pid) - before
        answered = plan.jobs - found["unanswered"]
        book.add("fal_requests_20s", label, found["fal_requests"])
        if answered:
            book.add("cpu_100_jobs_20s_s", label, used / answered * 100)
        book.busy("fal_requests_20s", found["sandbox_share"])
        book.busy("cpu_100_jobs_20s_s", found["sandbox_share"])
        if found["unanswered"]:
            book.note(f"{label}, jobs of 20 s: {found['unanswered']} without their pictures")
