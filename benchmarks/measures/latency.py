"""How quickly a bot answers, how quickly it posts what fal has finished, and what that costs."""

from __future__ import annotations

import contextlib
from typing import Any

from benchmarks.book import Book, percentile
from benchmarks.measures.wire import bare_transfers
from benchmarks.plan import Plan
from benchmarks.processes import (
    Bot,
    StageProcess,
    cpu_seconds,
    log_count,
    open_stage,
    peak_mb,
    reset_peak,
    resident_mb,
    run_bot,
)

__all__ = ["measure_latency"]

_LOCKED = "database is locked"


async def measure_latency(book: Book, plan: Plan) -> None:
    """All bots in every round, in turn; while one is asked, the others have nothing to do."""
    async with contextlib.AsyncExitStack() as stack:
        stages = {name: await stack.enter_async_context(open_stage()) for name in ("floor", "usual", "easel")}
        bare = await stack.enter_async_context(open_stage())
        bots: dict[str, Bot] = {}
        for name, on in stages.items():
            async with book.bounded(f"{name}, start", 60):
                bots[name] = await stack.enter_async_context(run_bot(name, on))
                await on.do("burst", jobs=5, quality="low")  # nobody's first connection is measured
        idle = {name: resident_mb(bot.pid) for name, bot in bots.items()}
        for _ in range(plan.rounds["transfers"]):
            await _transfers(book, bots, bare)
        for jobs in plan.levels:
            highest = jobs == max(plan.levels)
            rounds = plan.rounds["highest level" if highest else "level"]
            for left in reversed(range(rounds)):
                for name, bot in bots.items():
                    asked = name != "usual" or not highest or left < plan.usual_at_most
                    if asked and bot.is_alive():
                        async with book.bounded(f"{name}, {jobs} at once", 90):
                            await _at_once(book, bot, jobs, idle[name], plan)


async def _at_once(book: Book, bot: Bot, jobs: int, idle: float, plan: Plan) -> None:
    reset_peak(bot.pid)
    before, locked = cpu_seconds(bot.pid), log_count(bot, _LOCKED)
    quality = "low" if jobs == 1 else "medium"
    found = await bot.stage.do("burst", jobs=jobs, quality=quality, weight=200_000, stall=plan.stall)
    answered = jobs - found["unanswered"]
    if answered and bot.name != "floor":
        book.add(f"cpu_per_job_at_{jobs}_ms", bot.name, 1000 * (cpu_seconds(bot.pid) - before) / answered)
        book.add(f"peak_at_{jobs}_mb", bot.name, peak_mb(bot.pid) - idle)
        book.add(f"steady_at_{jobs}_mb", bot.name, resident_mb(bot.pid) - idle)
    _note_answers(book, bot.name, jobs, found)
    if found["unanswered"]:
        text = f"{bot.name}: {found['unanswered']} of {jobs} at once had no pictures when it stopped asking"
        if log_count(bot, _LOCKED) > locked:
            text += (
                f"; its log says “{_LOCKED}”: it opens a connection an operation, and whoever has not"
                " got SQLite's one write lock after five seconds is left without an answer"
            )
        book.note(text)


def _note_answers(book: Book, name: str, jobs: int, found: dict[str, Any]) -> None:
    for what in ("ack", "post"):
        values = found[f"{what}_ms"]
        if values:
            for share in (50, 99):
                book.add(f"{what}_p{share}_at_{jobs}_ms", name, percentile(values, share / 100))
            book.add(f"{what}_max_at_{jobs}_ms", name, max(values))
    book.busy(f"ack_p99_at_{jobs}_ms", found["sandbox_ack_share"])
    if found["unacked"]:
        book.note(f"{name}: {found['unacked']} of {jobs} at once were not acknowledged within three seconds")


async def _transfers(book: Book, bots: dict[str, Bot], bare: StageProcess) -> None:
    for figure, count, weight in (("post_1x1mb_ms", 1, 1_000_000), ("post_4x4mb_ms", 4, 4_000_000)):
        async with book.bounded("bare transfers", 60):
            book.add(figure, "wire", 1000 * await bare_transfers(bare, count=count, weight=weight))
        for name, bot in bots.items():
            if name != "floor" and bot.is_alive():
                async with book.bounded(f"{name}, {figure}", 60):
                    found = await bot.stage.do("burst", jobs=1, quality="low", count=count, weight=weight)
                    book.add(figure, name, *found["post_ms"])
                    book.busy(figure, found["sandbox_share"])
