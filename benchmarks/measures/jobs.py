"""What a job of 20 s costs: requests to fal, and CPU time."""

from __future__ import annotations

import asyncio

from benchmarks.book import Book
from benchmarks.processes import cpu_seconds, open_stage, run_bot

__all__ = ["measure_jobs"]

_BOTS = {"usual": ("usual", True), "easel": ("easel", True), "easel (polling)": ("easel", False)}


async def measure_jobs(book: Book, *, rounds: int, jobs: int, side_by_side: bool) -> None:
    """``jobs`` of 20 s each; ``side_by_side`` runs the bots at once, each with a sandbox of its own."""
    for _ in range(rounds):
        measures = [_measure(book, label, jobs) for label in _BOTS]
        if side_by_side:
            await asyncio.gather(*measures)
        else:
            for measure in measures:
                await measure


async def _measure(book: Book, label: str, jobs: int) -> None:
    name, stream = _BOTS[label]
    async with open_stage(stream=stream) as stage, run_bot(name, stage) as bot:
        await stage.do("burst", jobs=5, quality="low")
        before = cpu_seconds(bot.pid)
        found = await stage.do("burst", jobs=jobs, quality="high", weight=1_000_000)
        used = cpu_seconds(bot.pid) - before
        answered = jobs - found["unanswered"]
        book.add("fal_requests_20s", label, found["fal_requests"])
        if answered:
            book.add("cpu_100_jobs_20s_s", label, used / answered * 100)
        book.busy("fal_requests_20s", found["sandbox_share"])
        book.busy("cpu_100_jobs_20s_s", found["sandbox_share"])
