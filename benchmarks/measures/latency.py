"""How quickly a bot answers, and how quickly pictures that fal has finished are posted."""

from __future__ import annotations

import contextlib
from typing import Any

from benchmarks.book import Book, percentile
from benchmarks.measures.wire import bare_transfers
from benchmarks.processes import Bot, StageProcess, open_stage, run_bot

__all__ = ["measure_latency"]


async def measure_latency(book: Book, *, rounds: int, levels: tuple[int, ...], most: int) -> None:
    """All bots in every round. ``levels``: commands at the same moment; those with ``most`` each round."""
    async with contextlib.AsyncExitStack() as stack:
        stages = {name: await stack.enter_async_context(open_stage()) for name in ("floor", "usual", "easel")}
        bare = await stack.enter_async_context(open_stage())
        bots = {name: await stack.enter_async_context(run_bot(name, on)) for name, on in stages.items()}
        for bot in bots.values():
            await bot.stage.do("burst", jobs=5, quality="low")  # nobody's first connection is measured
        for number in range(rounds):
            for name, bot in bots.items():
                for jobs in levels:
                    if name != "usual" or jobs < most or number == 0:
                        await _acknowledgements(book, bot, jobs, quality="low" if jobs == 1 else "medium")
            await _transfers(book, bots, bare)


async def _acknowledgements(book: Book, bot: Bot, jobs: int, *, quality: str) -> None:
    found = await bot.stage.do("burst", jobs=jobs, quality=quality, weight=200_000, timeout=30)
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
        book.notes.append(f"{name}: {found['unanswered']} of {jobs} at once had no pictures after 30 s")


async def _transfers(book: Book, bots: dict[str, Bot], bare: StageProcess) -> None:
    for figure, count, weight in (("post_1x1mb_ms", 1, 1_000_000), ("post_4x4mb_ms", 4, 4_000_000)):
        book.add(figure, "wire", 1000 * await bare_transfers(bare, count=count, weight=weight))
        for name in ("usual", "easel"):
            found = await bots[name].stage.do("burst", jobs=1, quality="low", count=count, weight=weight)
            book.add(figure, name, *found["post_ms"])
            book.busy(figure, found["sandbox_share"])
