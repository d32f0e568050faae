"""Resident memory above idle while jobs are in flight, and after them."""

from __future__ import annotations

import asyncio

from benchmarks.book import Book
from benchmarks.plan import Case, Plan
from benchmarks.processes import Bot, open_stage, peak_mb, reset_peak, resident_mb, run_bot, written_mb

__all__ = ["measure_memory"]

_LONGEST = 200.0
# Its processes stand back for others, so that they may be silent for longer; and the usual bot is so
# while it waits five seconds for a lock.
_STALL = 8.0


async def measure_memory(book: Book, plan: Plan) -> None:
    """The bots side by side: memory does not depend on who else is busy.

    All jobs of a case finish at about the same time.
    """
    for _ in range(plan.rounds["memory"]):
        await asyncio.gather(*(_measure(book, name, plan) for name in plan.cases))


async def _measure(book: Book, name: str, plan: Plan) -> None:
    """One process for all cases, from the lightest on; what is steady includes what earlier cases left."""
    async with (
        book.bounded(f"{name}, memory", _LONGEST * len(plan.cases[name])),
        open_stage(kind=True) as stage,
        run_bot(name, stage, kind=True) as bot,
    ):
        await stage.do("burst", jobs=3, quality="low", weight=50_000)
        idle = resident_mb(bot.pid)
        book.add("idle_mb", name, idle)
        for case in plan.cases[name]:
            if bot.is_alive():
                await _in_flight(book, bot, case, idle, plan)


async def _in_flight(book: Book, bot: Bot, case: Case, idle: float, plan: Plan) -> None:
    reset_peak(bot.pid)
    written = written_mb(bot.pid)
    found = await bot.stage.do(
        "burst",
        jobs=case.jobs,
        quality="low" if case.jobs == 1 else "medium",
        count=case.pictures,
        weight=case.megabytes * 1_000_000,
        stall=max(_STALL, plan.stall),
        timeout=_LONGEST,
    )
    book.add(f"peak_{case}_mb", bot.name, peak_mb(bot.pid) - idle)
    book.add(f"steady_{case}_mb", bot.name, resident_mb(bot.pid) - idle)
    book.add(f"written_{case}_mb", bot.name, written_mb(bot.pid) - written)
    book.busy(f"peak_{case}_mb", found["sandbox_share"])
    if found["unanswered"]:
        book.note(f"{bot.name}, {case}: {found['unanswered']} of {case.jobs} without their pictures")
