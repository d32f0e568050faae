"""A bot process that is going to die: at a named call, or when the test says so.

The processes are forked from one that has imported the bot already (``forkserver``), because
there are many of them and importing is most of a start.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Literal

from sandbox.server import Sandbox

__all__ = ["CALM", "Doom", "DoomedBot", "doomed_bot"]

#: Few progress edits, so that the calls of a job can be counted.
CALM = {"PROGRESS_SECONDS": "60", "FAL_POLL_SECONDS": "0.1"}

_PATIENCE_SECONDS = 20.0
# What a host allows after SIGTERM.
_GRACE_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Doom:
    """The ``call``-th call of ``at`` (``module:function`` or ``module:Class.method``) is the last."""

    at: str
    when: Literal["before", "after"] = "before"
    call: int = 1


class DoomedBot:
    """A running process; its log is in ``log``."""

    def __init__(self, process: ForkServerProcess, log: Path) -> None:
        self._process = process
        self.log = log

    def strike(self) -> None:
        """SIGKILL, at once; no handler runs, nothing is flushed."""
        self._process.kill()

    async def ended(self) -> int:
        """Wait for the end; returns the exit status (negative: the signal)."""
        return await self._end_within(_PATIENCE_SECONDS)

    async def terminate(self) -> int:
        """SIGTERM, as a host does it; returns the exit status, or fails after a host's patience."""
        self._process.terminate()
        return await self._end_within(_GRACE_SECONDS)

    async def _end_within(self, seconds: float) -> int:
        await asyncio.to_thread(self._process.join, seconds)
        if self._process.exitcode is None:
            raise AssertionError(f"still running after {seconds} s: {self.log.read_text()}")
        return self._process.exitcode


@asynccontextmanager
async def doomed_bot(
    box: Sandbox, folder: Path, doom: Doom | None = None, **settings: str
) -> AsyncIterator[DoomedBot]:
    """Start the bot and wait until its gateway session stands; it is gone when the block ends."""
    from tests.reliability.killed_bot import live

    environment = {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "SYSTEMROOT"}},
        **box.environment(folder, **{**CALM, **settings}),
    }
    log = folder / "bot.log"
    events = box.discord.traffic.events
    seen = len(events)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.reliability.killed_bot"])
    process = context.Process(
        target=live, args=(environment, str(folder), str(log), doom and astuple(doom)), daemon=True
    )
    await asyncio.to_thread(process.start)
    bot = DoomedBot(process, log)
    try:
        await box.discord.until(
            lambda: any(e.name == "READY" for e in events[seen:]), timeout=_PATIENCE_SECONDS
        )
        yield bot
    finally:
        bot.strike()
        await bot.ended()
        process.close()
