"""Embedded bot: the real application in this process, on the sandbox's clock.

An embedded bot shares an adjustable clock with Discord and fal. A :class:`LocalBot` can also simulate a kill;
:class:`sandbox.bot_process.BotProcess` is a separate process that is really killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
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
from config import Catalogue, Settings, load_catalogue
from sandbox.server import Sandbox, open_sandbox

__all__ = ["RENDER_SECONDS", "EmbeddedBot", "LocalBot", "embedded_bot", "local_session"]

#: Seconds that rendering takes, by quality.
RENDER_SECONDS = {"low": 3.0, "medium": 6.0, "high": 10.0}
_ONLINE_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedBot:
    """A running application and the task it runs in."""

    app: App
    task: asyncio.Task[None]

    async def stop(self) -> None:
        """Stop the bot and wait for it to end."""
        self.app.stop()
        await self.task


class LocalBot:
    """An embedded bot that can be killed and started again; ``database`` is its SQLite file."""

    def __init__(
        self, sandbox: Sandbox, settings: Settings, database: Path, catalogue: Catalogue | None = None
    ) -> None:
        self._sandbox = sandbox
        self._settings = settings
        self._catalogue = catalogue
        self._database = database
        self._bot: EmbeddedBot | None = None
        self._life: asyncio.Task[None] | None = None
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.running = False

    @property
    def app(self) -> App:
        """The application, which is closed while the bot is killed."""
        assert self._bot is not None  # noqa: S101 - start() sets it
        return self._bot.app

    async def start(self) -> None:
        """Start the bot and wait until it is online. Raises its error."""
        online = asyncio.Event()
        self._life = asyncio.create_task(self._live(online), name="local-bot")
        waiting = asyncio.create_task(online.wait())
        await asyncio.wait({self._life, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._life.done():
            self._life.result()
        self.running = True
        self._life.add_done_callback(self._on_end)

    async def kill(self) -> None:
        """End the bot as SIGKILL would: its connections break, and only what was committed remains.

        In a process shared with the simulators, the bot's cancellation handlers do run. The database is therefore
        copied before any of the bot's code runs again, and the copy replaces it afterward.
        """
        assert self._life is not None  # noqa: S101 - as above
        assert self._bot is not None  # noqa: S101 - as above
        self.running = False
        kept = self._database.with_suffix(".killed")
        source, copy = sqlite3.connect(self._database), sqlite3.connect(kept)
        with contextlib.closing(source), contextlib.closing(copy):
            source.backup(copy)
        self._sandbox.discord.gateway.drop_all(None)
        self._bot.task.cancel()
        await asyncio.wait({self._life})
        remove_database(self._database)
        kept.replace(self._database)

    async def close(self) -> None:
        """Stop the bot if it is running."""
        if self.running and self._life is not None:
            self.app.stop()
            await self._life

    async def run_alongside(self, work: Coroutine[Any, Any, None]) -> None:
        """Run ``work`` until it returns or the bot ends without having been killed. Raises the error of either."""
        task = asyncio.create_task(work)
        try:
            done, _ = await asyncio.wait({task, self._ended}, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _live(self, online: asyncio.Event) -> None:
        async with embedded_bot(self._sandbox, self._settings, catalogue=self._catalogue) as self._bot:
            online.set()
            await asyncio.wait({self._bot.task})

    def _on_end(self, life: asyncio.Task[None]) -> None:
        error = None if life.cancelled() else life.exception()
        if not self.running or self._ended.done():
            return
        if error is None:
            self._ended.set_result(None)
        else:
            self._ended.set_exception(error)


def _simulated_catalogue() -> Catalogue:
    """Return the models with the usual times of the simulated fal, so that the progress bar fits from the start."""
    usual = {
        quality: (round(seconds * 0.8), round(seconds * 1.3)) for quality, seconds in RENDER_SECONDS.items()
    }
    known = load_catalogue()
    models = [known.get(one) for one in known.ids]
    return Catalogue(
        one.model_copy(
            update={"usual_seconds": {key: usual.get(key, value) for key, value in one.usual_seconds.items()}}
        )
        for one in models
    )


def remove_database(file: Path) -> None:
    """Remove a SQLite database."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)


@asynccontextmanager
async def embedded_bot(
    sandbox: Sandbox,
    settings: Settings,
    *,
    clock: Clock | None = None,
    catalogue: Catalogue | None = None,
    prepare: Callable[[App], None] | None = None,
) -> AsyncIterator[EmbeddedBot]:
    """Run the bot until the block ends; it is online when the block begins.

    ``clock`` is the machine's, by default the sandbox's. ``prepare`` is called before the bot starts. Errors of the bot are raised here.
    """
    async with open_app(settings, clock=clock or sandbox.clock, catalogue=catalogue) as app:
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
    live: bool = False,
) -> AsyncIterator[tuple[Sandbox, LocalBot]]:
    """Open a sandbox with an embedded bot for interactive use; ``live`` if it renders with the real fal.

    The bot logs to ``folder/bot.log``, with ``secrets`` redacted. Its database starts empty, like the
    simulated Discord.
    """
    state = folder / "state"
    make_folder(state)
    async with open_sandbox(render_seconds=render_seconds) as sandbox:
        parsed = sandbox.settings(state, **{"PROGRESS_SECONDS": "1", **settings})
        busy = f"another sandbox is running in {folder}. Stop it, or choose another folder with --keep FOLDER"
        with database_lock(parsed, error=busy, setting=None):
            database = state / "easel.db"
            remove_database(database)
            with (folder / "bot.log").open("w", encoding="utf-8") as log:
                secrets += (sandbox.discord.token, sandbox.fal.key)
                set_up_logging(level="INFO", form="console", stream=log, secrets=secrets)
                bot = LocalBot(sandbox, parsed, database, None if live else _simulated_catalogue())
                await bot.start()
                try:
                    yield sandbox, bot
                finally:
                    await bot.close()
