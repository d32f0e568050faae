"""How quickly a bot answers, how quickly it posts what fal has finished, and what that costs."""

from __future__ import annotations

import contextlib
from typing import Any

from benchmarks.book import Book, percentile
from benchmarks.measures.wire import bare_transfers
from benchmarks.processes import (
    Bot,
    StageProcess,
    cpu_seconds,
    open_stage,
    peak_mb,
    reset_peak,
    resident_mb,
    run_bot,
)

__all__ = ["LEVELS", "measure_latency"]

LEVELS = (1, 50, 200)
"""Jobs in flight: that many members ask at the same moment."""

_MOST = 200
_PATIENCE = 40.0


async def measure_latency(book: Book, *, rounds: int) -> None:
    """All bots in every round; the usual one is asked by 200 once, because it takes a minute over it."""
    async with contextlib.AsyncExitStack() as stack:
        stages = {name: await stack.enter_async_context(open_stage()) for name in ("floor", "usual", "easel")}
        bare = await stack.enter_async_context(open_stage())
        bots = {name: await stack.enter_async_context(run_bot(name, on)) for name, on in stages.items()}
        for bot in bots.values():
            await bot.stage.do("burst", jobs=5, quality="low")  # nobody's first connection is measured
        idle = {name: resident_mb(bot.pid) for name, bot in bots.items()}
        for _ in range(rounds):
            await _transfers(book, bots, bare)
        for jobs in LEVELS:
            for number in range(rounds):
                for name, bot in bots.items():
                    if name != "usual" or jobs < _MOST or number == rounds - 1:
                        await _at_once(book, bot, jobs, idle[name])


async def _at_once(book: Book, bot: Bot, jobs: int, idle: float) -> None:
    reset_peak(bot.pid)
    before = cpu_seconds(bot.pid)
    quality = "low" if jobs == 1 else "medium"
    found = await bot.stage.do("burst", jobs=jobs, quality=quality, weight=200_000, timeout=_PATIENCE)
    answered = jobs - found["unanswered"]
    if answered and bot.name != "floor":
        book.add(f"cpu_per_job_at_{jobs}_ms", bot.name, 1000 * (cpu_seconds(bot.pid) - before) / answered)
        book.add(f"peak_at_{jobs}_mb", bot.name, peak_mb(bot.pid) - idle)
    _note_answers(book, bot.name, jobs, found)


def _note_answers(book: Book, name: str, jobs: int, found: dict[str, Any]) -> None:
    for what in ("ack", "post"):
        values = found[f"{what}_ms"]
        if values:
            for share in (50, 99):
                book.add(f"{what}_p{share}_at_{jobs}_ms", name, percentile(values, share / 100))
            book.add(f"{what}_max_at_{jobs}_ms", name, max(values))
    book.busy(f"ack_p99_at_{jobs}_ms", found["sandbox_ack_share"])
    if found["unanswered"]:
        waited = f"no pictures after {_PATIENCE:.0f} s"
        book.notes.append(f"{name}: {found['unanswered']} of {jobs} at once had {waited}")


async def _transfers(book: Book, bots: dict[str, Bot], bare: StageProcess) -> None:
    for figure, count, weight in (("post_1x1mb_ms", 1, 1_000_000), ("post_4x4mb_ms", 4, 4_000_000)):
        book.add(figure, "wire", 1000 * await bare_transfers(bare, count=count, weight=weight))
        for name in ("usual", "easel"):
            found = await bots[name].stage.do("burst", jobs=1, quality="low", count=count, weight=weight)
            book.add(figure, name, *found["post_ms"])
            book.busy(figure, found["sandbox_share"])
