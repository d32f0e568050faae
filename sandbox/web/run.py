"""Playground runner: ``easel sandbox --web`` serves the page until Ctrl-C.

As in the console, the bot runs in this process and shares the sandbox's clock. With ``live``, it renders with
the real fal and the operator's key, which stays in this process; Discord remains simulated.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StartupError
from config import Settings, load_settings
from sandbox.embedded_bot import local_session
from sandbox.web.server import Playground, open_playground

__all__ = ["run_web"]

#: The operator's settings that live mode uses.
_LIVE_SETTINGS = (
    "FAL_QUEUE_URL",
    "FAL_MODEL",
    "SAFETY_TOLERANCE",
    "RESULT_HOSTS",
    "QUOTA_DAILY_CREDITS",
    "QUOTA_BOT_DAILY_CREDITS",
)


async def run_web(
    keep: Path,
    *,
    say: Callable[[str], None],
    host: str = "127.0.0.1",
    port: int = 0,
    live: bool = False,
) -> None:
    """Serve the page and pass its link to ``say``; returns after Ctrl-C or SIGTERM.

    The bot logs to ``keep/bot.log``. Raises :class:`StartupError` for errors that the operator has to fix.
    """
    settings = _live_settings(load_settings()) if live else {}
    secrets = (settings["FAL_KEY"],) if live else ()
    stop = asyncio.Event()
    _stop_on_signals(stop)
    async with (
        local_session(keep, settings, secrets=secrets) as (sandbox, bot),
        open_playground(sandbox, bot.app, host=host, port=port, live=live) as page,
    ):
        say("")
        if live:
            say("Live: pictures are drawn at fal with your key, and cost money there.")
        await bot.run_alongside(_serve(page, stop, say))


async def _serve(page: Playground, stop: asyncio.Event, say: Callable[[str], None]) -> None:
    say(f"Easel's playground is open:  {page.new_link()}")
    with _on_enter(lambda: say(f"Another link:  {page.new_link()}")) as listening:
        again = " Enter gives another." if listening else ""
        say(f"The link lets one browser in.{again} Ctrl-C ends it.")
        await stop.wait()


def _live_settings(operator: Settings) -> dict[str, str]:
    """Return the operator's key and related settings, by environment variable."""
    operator.require("fal_key")
    if operator.fal_key is None:
        raise StartupError(detail="FAL_KEY is not set")
    taken: dict[str, str] = {"FAL_KEY": operator.fal_key.get_secret_value()}
    for name in _LIVE_SETTINGS:
        value = getattr(operator, name.lower(), None)
        if value is not None:
            taken[name] = ",".join(value) if isinstance(value, tuple | list | frozenset) else str(value)
    return taken


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        if sys.platform == "win32":
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))
        else:
            loop.add_signal_handler(name, stop.set)


@contextmanager
def _on_enter(act: Callable[[], None]) -> Iterator[bool]:
    """Call ``act`` for each line entered in the terminal; yields whether there is a terminal."""
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield False
        return
    loop = asyncio.get_running_loop()

    def read() -> None:
        if sys.stdin.readline():
            act()
        else:
            loop.remove_reader(sys.stdin)

    loop.add_reader(sys.stdin, read)
    try:
        yield True
    finally:
        loop.remove_reader(sys.stdin)
