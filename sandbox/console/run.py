"""Starts the sandbox and the bot, and hands typed lines to them until the last.

The bot runs in this process, not as a child as in the demo: ``clock +15m`` has to move the
bot's time together with Discord's and fal's, and one clock can only be shared inside of one
process. It is the same assembly as ``easel run``, logging to a file in the folder.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing, nullcontext
from pathlib import Path

from rich.text import Text

from bot.app import App, open_app
from bot.logging import set_up_logging
from bot.ops.instance_lock import instance_lock
from sandbox.console.completion import ConsoleCompleter
from sandbox.console.errors import ConsoleError
from sandbox.console.keyboard import at_a_terminal, piped_lines, terminal_lines, writing_above_the_prompt
from sandbox.console.session import Session
from sandbox.console.words import WORDS, run_word
from sandbox.server import Sandbox, open_sandbox
from sandbox.story.album import Album
from sandbox.story.books import Books
from sandbox.story.discord_watch import watch_discord
from sandbox.story.fal_watch import watch_fal
from sandbox.story.scribe import Scribe
from sandbox.transcript import Transcript, open_console

__all__ = ["run_console"]

_RENDER_SECONDS = {"low": 3.0, "medium": 6.0, "high": 10.0}
_ONLINE_SECONDS = 30.0


async def run_console(keep: Path, *, hurry: bool = False) -> None:
    """Take commands from the terminal, or from standard input until its end, then leave.

    Pictures go into ``keep/pictures``, the bot's log is ``keep/bot.log``; its database
    begins anew each time, like the simulated Discord. With ``hurry`` pictures take no time.
    """
    state = keep / "state"
    state.mkdir(parents=True, exist_ok=True)
    renders = dict.fromkeys(_RENDER_SECONDS, 0.05) if hurry else _RENDER_SECONDS
    async with AsyncExitStack() as stack:
        log = stack.enter_context((keep / "bot.log").open("w", encoding="utf-8"))
        set_up_logging(level="INFO", form="console", stream=log)
        box = await stack.enter_async_context(open_sandbox(render_seconds=renders))
        settings = box.settings(state, PROGRESS_SECONDS="0.05" if hurry else "1")
        stack.enter_context(instance_lock(settings))
        _forget(state)
        app = await stack.enter_async_context(open_app(settings, clock=box.clock))
        stack.enter_context(writing_above_the_prompt() if at_a_terminal() else nullcontext())
        await _serve(box, app, keep)


async def _serve(box: Sandbox, app: App, keep: Path) -> None:
    """Run the bot and the session side by side; each ends the other."""
    scribe = Scribe(Transcript(open_console(), started_at=box.clock.now()), box.clock)
    album = Album(keep / "pictures" / time.strftime("%Y-%m-%d-%H%M%S"))
    watch_discord(box.discord, scribe)
    watch_fal(box.fal, scribe, box.clock)
    Books(app.database).told_by(scribe, lambda number: box.discord.world.users[number].name)
    session = Session(
        box=box,
        scribe=scribe,
        album=album,
        open_jobs=lambda: app.bot.services.dispatcher.open_jobs,
        echo=not at_a_terminal(),
    )
    async with asyncio.TaskGroup() as tasks:
        bot = tasks.create_task(app.run(), name="bot")
        try:
            async with scribe.writing():
                await box.discord.gateway.wait_identified(_ONLINE_SECONDS)
                await scribe.caught_up()
                await _greet(session)
                await _converse(session, keep)
        finally:
            app.stop()
        await bot


async def _greet(session: Session) -> None:
    session.transcript.heading("Easel's sandbox", "Type /imagine prompt:a red fox, or help. Ctrl-D leaves.")
    await run_word("addresses", session)


async def _converse(session: Session, keep: Path) -> None:
    """One line after the other; what is wrong with one is said and forgotten."""
    scripted = not at_a_terminal()
    lines: AsyncGenerator[str, None]
    if scripted:
        lines = piped_lines()
    else:
        lines = terminal_lines(lambda: session.prompt, ConsoleCompleter(session), keep / "state" / "history")
    async with aclosing(lines):
        async for line in lines:
            try:
                await _obey(line.strip(), session, scripted=scripted)
            except ConsoleError as error:
                await session.scribe.caught_up()
                session.transcript.show(Text(str(error), "red"))
            except EOFError:
                break
    if scripted:
        await session.all_ended()


async def _obey(line: str, session: Session, *, scripted: bool) -> None:
    if not line or line.startswith("#"):
        return
    word = WORDS.get(line.split(maxsplit=1)[0].casefold())
    if scripted and word is not None and word.of_results:
        # A script cannot look whether the pictures are there yet; a button under progress is there now.
        button = line.partition(" ")[2] if line.casefold().startswith("click ") else ""
        if not await session.offered_meanwhile(button):
            await session.all_ended()
    if line.startswith("/"):
        await session.command(line)
    else:
        await session.scribe.caught_up()
        await run_word(line, session)


def _forget(state: Path) -> None:
    """Remove the last session's database: its members and channels are gone with its Discord."""
    for ending in ("", "-wal", "-shm"):
        (state / f"easel.db{ending}").unlink(missing_ok=True)
