"""Restart to the first acknowledged command, and memory then, by the number of servers."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path

from benchmarks.book import Book
from benchmarks.plan import Plan
from benchmarks.processes import StageProcess, open_stage, resident_mb, run_bot

__all__ = ["measure_servers"]

_BOTS = ("floor", "usual", "easel")


async def measure_servers(book: Book, plan: Plan) -> None:
    """One bot at a time, since starts are CPU time; each has a sandbox of its own, which keeps its commands."""
    async with contextlib.AsyncExitStack() as stack:
        kept = {bot: Path(stack.enter_context(tempfile.TemporaryDirectory())) for bot in _BOTS}
        stages = {bot: await stack.enter_async_context(open_stage()) for bot in _BOTS}
        # The first start makes tables and registers commands; what is measured is a restart.
        await asyncio.gather(*(_start(book, name, stages[name], kept[name]) for name in _BOTS))
        for servers in (0, *plan.servers):
            for stage in stages.values():
                await stage.do("crowd", servers=servers)
            for _ in range(plan.rounds["servers" if servers else "start"]):
                for name in _BOTS:
                    await _start(book, name, stages[name], kept[name], servers)
    for name in _BOTS:
        _per_server(book, name, max(plan.servers))


async def _start(book: Book, name: str, stage: StageProcess, kept: Path, servers: int | None = None) -> None:
    label = f"{name}, start with {servers or 0} servers"
    async with book.bounded(label, 60), run_bot(name, stage, kept=kept) as bot:
        if servers is not None:
            figure = f"start_{servers}_servers_s" if servers else "start_s"
            book.add(figure, name, bot.first_ack)
            book.add(f"resident_{servers}_servers_mb", name, resident_mb(bot.pid))


def _per_server(book: Book, name: str, most: int) -> None:
    with_none = book.spread("resident_0_servers_mb", name)
    if with_none is not None:
        for value in book.samples(f"resident_{most}_servers_mb", name):
            book.add("memory_per_server_kb", name, (value - with_none.median) * 1000 / most)
