"""Console runner: starts the sandbox and the bot, then runs each input line.

Unlike in the demo, the bot runs in this process: ``clock +15m`` advances its time together with
Discord's and fal's, and a clock can be shared only within a process.
"""

from __future__ import annotations

import time
from contextlib import aclosing, nullcontext
from pathlib import Path

from prompt_toolkit.patch_stdout import patch_stdout
from rich.text import Text

from sandbox.console.completion import ConsoleCompleter
from sandbox.console.input import is_terminal, piped_lines, terminal_lines
from sandbox.console.repl_commands import REPL_COMMANDS, run_line
from sandbox.console.session import Session
from sandbox.driver import InputError
from sandbox.embedded_bot import LocalBot, local_session
from sandbox.scenarios.discord_events import observe_discord
from sandbox.scenarios.event_log import EventLog
from sandbox.scenarios.fal_events import observe_fal
from sandbox.scenarios.image_store import ImageStore
from sandbox.scenarios.ledger_reader import LedgerReader
from sandbox.server import Sandbox
from sandbox.transcript import Transcript, open_console

__all__ = ["run_console"]

_RENDER_SECONDS = {"low": 3.0, "medium": 6.0, "high": 10.0}


async def run_console(keep: Path, *, fast: bool = False) -> None:
    """Read commands from the terminal, or from standard input until its end.

    Pictures are saved in ``keep/pictures``; the bot logs to ``keep/bot.log``. With ``fast``, rendering
    takes no time.
    """
    renders = dict.fromkeys(_RENDER_SECONDS, 0.05) if fast else _RENDER_SECONDS
    settings = {"PROGRESS_SECONDS": "0.05" if fast else "1"}
    async with local_session(keep, settings, render_seconds=renders) as (sandbox, bot):
        with patch_stdout(raw=True) if is_terminal() else nullcontext():
            await bot.run_alongside(_serve(sandbox, bot, keep))


async def _serve(sandbox: Sandbox, bot: LocalBot, keep: Path) -> None:
    log = EventLog(Transcript(open_console(), started_at=sandbox.clock.now()), sandbox.clock)
    observe_discord(sandbox.discord, log)
    observe_fal(sandbox.fal, log, sandbox.clock)
    LedgerReader(bot.app.database).observe(log, lambda number: sandbox.discord.world.users[number].name)
    session = Session(
        sandbox,
        log,
        ImageStore(keep / "pictures" / time.strftime("%Y-%m-%d-%H%M%S")),
        open_jobs=lambda: bot.app.bot.services.dispatcher.open_jobs,
        echo=not is_terminal(),
    )
    async with log.writing():
        session.transcript.heading(
            "Easel's sandbox", "Type /imagine prompt:a red fox, or help. Ctrl-D leaves."
        )
        await run_line("addresses", session)
        await _read_lines(session, keep / "state" / "history")


async def _read_lines(session: Session, history: Path) -> None:
    """Run the lines one by one; an invalid line is reported and skipped."""
    scripted = not is_terminal()
    lines = (
        piped_lines()
        if scripted
        else terminal_lines(lambda: session.prompt, ConsoleCompleter(session), history)
    )
    async with aclosing(lines):
        async for typed in lines:
            line = typed.strip()
            if not line or line.startswith("#"):
                continue
            try:
                if scripted:
                    await _wait_for_results(line, session)
                await run_line(line, session)
            except InputError as error:
                await session.log.flush()
                session.transcript.show(Text(str(error), "red"))
            except EOFError:
                break
    if scripted:
        await session.wait_idle()


async def _wait_for_results(line: str, session: Session) -> None:
    """Wait before a script's line that needs results; buttons of a progress message need no wait."""
    name, _, argument = line.partition(" ")
    command = REPL_COMMANDS.get(name.casefold())
    if command is not None and command.about_results:
        button = argument if name.casefold() == "click" else ""
        if not await session.offers_now(button):
            await session.wait_idle()
