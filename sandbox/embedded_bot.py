"""Embedded bot: the real application in this process, on the sandbox's clock.

An embedded bot shares an adjustable clock with Discord and fal. Use
:class:`sandbox.bot_process.BotProcess` for a bot that will be killed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import App, open_app
from bot.clock import Clock
from bot.logging import set_up_logging
from bot.ops.instance_lock import database_lock
from bot.private_files import make_folder
from config import Settings
from sandbox.server import Sandbox, open_sandbox

__all__ = ["RENDER_SECONDS", "EmbeddedBot", "embedded_bot", "local_session"]

#: Seconds that rendering takes, by quality.
RENDER_SECONDS = {"low": 3.0, "medium": 6.0, "high": 10.0}
_ONLINE_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedBot:
    """A running application and the task it runs in."""

    app: App
    task: asyncio.Task[None]

    async def stop(self) -> None:
        """Stop the bot and wait for it to end."""
        self.app.stop()
        await self.task

    async def run_alongside(self, work: Coroutine[Any, Any, None]) -> None:
        """Run ``work`` until it returns or the bot ends. Raises the error of either."""
        task = asyncio.create_task(work)
        try:
            done, _ = await asyncio.wait({task, self.task}, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def embedded_bot(
    sandbox: Sandbox,
    settings: Settings,
    *,
    clock: Clock | None = None,
    prepare: Callable[[App], None] | None = None,
) -> AsyncIterator[EmbeddedBot]:
    """Run the bot until the block ends; it is online when the block begins.

    ``clock`` is the machine's, by default the sandbox's. ``prepare`` is called before the bot starts. Errors of the bot are raised here.
    """
    async with open_app(settings, clock=clock or sandbox.clock) as app:
        if prepare is not None:
            prepare(app)
        run = asyncio.create_task(app.run(), name="bot")
        online = asyncio.create_task(sandbox.discord.gateway.wait_identified(_ONLINE_SECONDS))
        await asyncio.wait({run, online}, return_when=asyncio.FIRST_COMPLETED)
        try:
            if run.done():
                run.result()
            await online
            await app.bot.commands_checked.wait()
            yield EmbeddedBot(app=app, task=run)
        finally:
            online.cancel()
            app.stop()
            with contextlib.suppress(asyncio.CancelledError):
                await run


@asynccontextmanager
async def local_session(
    folder: Path,
    settings: Mapping[str, str],
    *,
    render_seconds: Mapping[str, float] = RENDER_SECONDS,
    secrets: tuple[str, ...] = (),
) -> AsyncIterator[tuple[Sandbox, EmbeddedBot]]:
    """Open a sandbox with an embedded bot for interactive use.

    The bot logs to ``folder/bot.log``, with ``secrets`` redacted. Its database starts empty, like the
    simulated Discord.
    """
    state = folder / "state"
    make_folder(state)
    async with open_sandbox(render_seconds=render_seconds) as sandbox:
        parsed = sandbox.settings(state, **{"PROGRESS_SECONDS": "1", **settings})
        busy = f"another sandbox is running in {folder}. Stop it, or choose another folder with --keep FOLDER"
        with database_lock(parsed, error=busy, setting=None):
            for ending in ("", "-wal", "-shm"):
                (state / f"easel.db{ending}").unlink(missing_ok=True)
            with (folder / "bot.log").open("w", encoding="utf-8") as log:
                secrets += (sandbox.discord.token, sandbox.fal.key)
                set_up_logging(level="INFO", form="console", stream=log, secrets=secrets)
                async with embedded_bot(sandbox, parsed) as bot:
                    yield sandbox, bot
