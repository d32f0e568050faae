"""The bot as a process of its own, so that it can be killed at any instant."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.server import Sandbox

__all__ = ["BotProcess", "bot_process"]

_ROOT = Path(__file__).parents[2]


class BotProcess:
    """A running ``python -m bot run``; its log is in ``log``."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self.log = log

    async def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is flushed."""
        self._process.kill()
        await self._process.wait()

    async def terminate(self) -> int:
        """SIGTERM, as a host does it; returns the exit status."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(15):
            return await self._process.wait()

    @property
    def alive(self) -> bool:
        return self._process.returncode is None


@asynccontextmanager
async def bot_process(box: Sandbox, folder: Path, **settings: str) -> AsyncIterator[BotProcess]:
    """Start the bot and wait until its gateway session stands; it is gone when the block ends."""
    environment = {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "SYSTEMROOT"}},
        **box.environment(folder, **{"PROGRESS_SECONDS": "0.05", "FAL_POLL_SECONDS": "0.1", **settings}),
    }
    log = folder / "bot.log"
    sessions_before = len(box.discord.traffic.events)
    with log.open("ab") as sink:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=_ROOT, env=environment, stdout=sink, stderr=sink
        )
    bot = BotProcess(process, log)
    try:
        await box.discord.until(
            lambda: any(e.name == "READY" for e in box.discord.traffic.events[sessions_before:]), timeout=20
        )
        yield bot
    finally:
        if bot.alive:
            await bot.kill()
