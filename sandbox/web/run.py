"""Playground runner: ``easel sandbox --web`` serves the page until Ctrl-C.

As in the console, the bot runs in this process and shares the sandbox's clock. With ``live``, it renders with
the real fal and the operator's key, which stays in this process; Discord remains simulated.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import StartupError
from config import Settings, load_settings
from sandbox.embedded_bot import RENDER_SECONDS, local_session
from sandbox.web.examples import post_examples
from sandbox.web.server import Playground, open_playground

__all__ = ["run_web"]

#: Enough credits to try everything, and progress that fits the short simulated times.
_SIMULATED_SETTINGS = {
    "QUOTA_DAILY_CREDITS": "600",
    "QUOTA_BOT_DAILY_CREDITS": "5000",
    "PROGRESS_SECONDS": "0.5",
}
# Without one of these on Unix, ``webbrowser`` could start a browser in the terminal.
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
#: The operator's settings that live mode uses.
_LIVE_SETTINGS = (
    "FAL_QUEUE_URL",
    "FAL_MODEL",
    "FAL_MODELS",
    "MODELS_DIR",
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
    browse: bool = False,
) -> None:
    """Serve the page and pass its link to ``say``; returns after Ctrl-C or SIGTERM.

    With ``browse``, the link is opened in the default browser, if there is a display. The bot logs to ``keep/bot.log``. Raises :class:`StartupError` for errors that the operator has to fix.
    """
    settings = _live_settings(load_settings()) if live else _SIMULATED_SETTINGS
    renders = dict.fromkeys(RENDER_SECONDS, 0.0)
    secrets = (settings["FAL_KEY"],) if live else ()
    stop = asyncio.Event()
    _stop_on_signals(stop)
    async with (
        local_session(keep, settings, render_seconds=renders, secrets=secrets, live=live) as (sandbox, bot),
        open_playground(
            sandbox, bot.app, host=host, port=port, live=live, bot=bot, kept=keep / "page.json"
        ) as page,
    ):
        say("")
        if live:
            say("Live: pictures are drawn at fal with your key, and cost money there.")
        else:
            await post_examples(sandbox)
        renders.update(RENDER_SECONDS)
        await bot.run_alongside(_serve(page, stop, say, browse=browse))
    say("Stopped.")


async def _serve(page: Playground, stop: asyncio.Event, say: Callable[[str], None], *, browse: bool) -> None:
    link = page.new_link()
    if browse and await asyncio.to_thread(_open_browser, link):
        say("Easel's playground opens in your browser.")
        link = page.new_link()
    say(f"Easel's playground:  {link}")
    with _on_enter(lambda: say(f"Another link:  {page.new_link()}")) as listening:
        again = " Press Enter for another." if listening else ""
        say(f"The link works for one browser.{again} Press Ctrl-C to stop.")
        await stop.wait()


def _open_browser(link: str) -> bool:
    """Open ``link`` in the default browser; return whether there is one on a display."""
    has_display = sys.platform in {"win32", "darwin"} or any(map(os.environ.get, _DISPLAYS))
    try:
        return has_display and webbrowser.open(link)
    except webbrowser.Error:
        return False


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
