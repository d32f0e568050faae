"""How long a light member waits for the first picture beside somebody who asks for fifty."""

from __future__ import annotations

from benchmarks.book import Book
from benchmarks.processes import open_stage, run_bot

__all__ = ["measure_fairness"]


async def measure_fairness(book: Book, *, rounds: int) -> None:
    """Easel as it comes (10 jobs at once, 2 a member), but for the bound on waiting requests."""
    bounds = {"JOBS_RUNNING": "10", "JOBS_WAITING_PER_MEMBER": "60"}
    async with open_stage(concurrency=10) as stage, run_bot("easel", stage, **bounds) as bot:
        await stage.do("burst", jobs=3, quality="low", weight=50_000)
        found = await bot.stage.do("fairness", waiting=50, light=rounds)
        book.add("first_picture_s", "alone", *found["alone_s"])
        book.add("first_picture_s", "beside 50 waiting", *found["beside_s"])
