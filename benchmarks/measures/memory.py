"""Resident memory: above idle while jobs are in flight, and by the number of servers."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from benchmarks.book import Book
from benchmarks.processes import open_stage, peak_mb, reset_peak, resident_mb, run_bot

__all__ = ["measure_memory", "measure_servers"]


async def measure_memory(
    book: Book, *, cases: tuple[tuple[int, int, int], ...], bots: tuple[str, ...] = ("usual", "easel")
) -> None:
    """``cases``: (jobs in flight, pictures each, MB each); all the jobs of a case finish together."""
    for name in bots:
        async with open_stage() as stage:
            for jobs, count, megabytes in cases:
                async with run_bot(name, stage) as bot:
                    await stage.do("burst", jobs=3, quality="low", weight=50_000)
                    idle = resident_mb(bot.pid)
                    book.add("idle_mb", name, idle)
                    reset_peak(bot.pid)
                    found = await stage.do(
                        "burst",
                        jobs=jobs,
                        quality="medium",
                        count=count,
                        weight=megabytes * 1_000_000,
                        timeout=120 if name == "easel" else 30,
                    )
                    case = f"{jobs}x{count}x{megabytes}mb"
                    book.add(f"peak_{case}_mb", name, peak_mb(bot.pid) - idle)
                    book.add(f"steady_{case}_mb", name, resident_mb(bot.pid) - idle)
                    book.busy(f"peak_{case}_mb", found["sandbox_share"])
                    if found["unanswered"]:
                        book.notes.append(f"{name}, {case}: {found['unanswered']} without their pictures")


async def measure_servers(
    book: Book, *, rounds: int, sizes: tuple[int, ...], bots: tuple[str, ...] = ("floor", "usual", "easel")
) -> None:
    """Restart to the first acknowledged command, and memory then, by the number of servers."""
    with contextlib.ExitStack() as folders:
        kept = {bot: Path(folders.enter_context(tempfile.TemporaryDirectory())) for bot in bots}
        # The first start makes tables and registers commands; what is measured is a restart.
        for servers in (0, *sizes):
            async with contextlib.AsyncExitStack() as stack:
                stages = {bot: await stack.enter_async_context(open_stage(servers=servers)) for bot in bots}
                for number in range(1 if servers else rounds + 1):
                    for name in bots:
                        async with run_bot(name, stages[name], kept=kept[name]) as bot:
                            if servers or number:
                                figure = f"start_{servers}_servers_s" if servers else "start_s"
                                book.add(figure, name, bot.first_ack)
                                book.add(f"resident_{servers}_servers_mb", name, resident_mb(bot.pid))
    most = max(sizes)
    for name in bots:
        with_none = book.spread("resident_0_servers_mb", name)
        for value in book.samples(f"resident_{most}_servers_mb", name):
            assert with_none is not None
            book.add("memory_per_server_kb", name, (value - with_none.median) * 1000 / most)
