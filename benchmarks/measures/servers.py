"""Servers: restart time to the first acknowledged command, and memory, by number of servers."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path

from benchmarks.plan import Plan
from benchmarks.processes import GeneratorProcess, open_generator, resident_mb, run_bot
from benchmarks.results import Results

__all__ = ["measure_servers"]

_BOTS = ("floor", "usual", "easel")


async def measure_servers(results: Results, plan: Plan) -> None:
    """Start one bot at a time, since starts use the CPU; each has a sandbox that keeps its commands."""
    async with contextlib.AsyncExitStack() as stack:
        folders = {bot: Path(stack.enter_context(tempfile.TemporaryDirectory())) for bot in _BOTS}
        generators = {bot: await stack.enter_async_context(open_generator()) for bot in _BOTS}
        # Only restarts are measured; the first start creates tables and registers commands.
        await asyncio.gather(*(_start(results, name, generators[name], folders[name]) for name in _BOTS))
        for servers in (0, *plan.servers):
            for generator in generators.values():
                await generator.call("idle_servers", servers=servers)
            for _ in range(plan.rounds["servers" if servers else "start"]):
                for name in _BOTS:
                    await _start(results, name, generators[name], folders[name], servers)
    for name in _BOTS:
        _add_memory_per_server(results, name, max(plan.servers))


async def _start(
    results: Results, name: str, generator: GeneratorProcess, folder: Path, servers: int | None = None
) -> None:
    label = f"{name}, start with {servers or 0} servers"
    async with results.bounded(label, 60), run_bot(name, generator, folder=folder) as bot:
        if servers is not None:
            results.add(f"start_{servers}_servers_s" if servers else "start_s", name, bot.first_ack)
            results.add(f"resident_{servers}_servers_mb", name, resident_mb(bot.pid))


def _add_memory_per_server(results: Results, name: str, servers: int) -> None:
    if (without := results.spread("resident_0_servers_mb", name)) is not None:
        for value in results.samples(f"resident_{servers}_servers_mb", name):
            results.add("memory_per_server_kb", name, (value - without.median) * 1000 / servers)
