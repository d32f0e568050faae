"""``easel sandbox --web``: the sandbox, the bot and the page in one process, until Ctrl-C.

As in the console the bot shares the sandbox's clock, so that the page can move its time.
With ``live`` it draws with the operator's own key at the real fal; Discord stays simulated,
and the key stays in this process.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from bot.app import App, open_app
from bot.errors import StartupError
from bot.logging import set_up_logging
from bot.ops.instance_lock import instance_lock
from config import Settings, load_settings
from sandbox.server import Sandbox, open_sandbox
from sandbox.web.server import open_playground

__all__ = ["run_web"]

_RENDER_SECONDS = {"low": 3.0, "medium": 6.0, "high": 10.0}
_ONLINE_SECONDS = 30.0
#: What live mode takes over from the operator's own settings.
_OPERATORS = (
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
    """Serve the page and ``say`` its link; returns after Ctrl-C or a termination.

    The bot's log is ``keep/bot.log``; its database begins anew each time, like the
    simulated Discord. Raises :class:`StartupError` for what the operator has to mend.
    """
    state = keep / "state"
    state.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        log = stack.enter_context((keep / "bot.log").open("w", encoding="utf-8"))
        more = {"PROGRESS_SECONDS": "1"}
        secrets: list[str] = []
        if live:
            operator = load_settings()
            more |= _live_settings(operator)
            secrets.append(more["FAL_KEY"])
        set_up_logging(level="INFO", form="console", stream=log, secrets=secrets)
        box = await stack.enter_async_context(open_sandbox(render_seconds=_RENDER_SECONDS))
        settings = box.settings(state, **more)
        stack.enter_context(instance_lock(settings))
        _forget(state)
        app = await stack.enter_async_context(open_app(settings, clock=box.clock))
        await _serve(box, app, say=say, host=host, port=port, live=live)


async def _serve(
    box: Sandbox, app: App, *, say: Callable[[str], None], host: str, port: int, live: bool
) -> None:
    """Run the bot and the page side by side until somebody asks for an end."""
    stop = asyncio.Event()
    _stop_on_signals(stop)
    async with asyncio.TaskGroup() as tasks:
        bot = tasks.create_task(app.run(), name="bot")
        try:
            await box.discord.gateway.wait_identified(_ONLINE_SECONDS)
            async with open_playground(box, app, host=host, port=port, live=live) as page:
                say("")
                if live:
                    say("Live: pictures are drawn at fal with your key, and cost money there.")
                say(f"Easel's playground is open:  {page.new_link()}")
                with _at_enter(lambda: say(f"Another link:  {page.new_link()}")) as listens:
                    again = " Enter gives another." if listens else ""
                    say(f"The link lets one browser in.{again} Ctrl-C ends it.")
                    ended = asyncio.create_task(stop.wait())
                    await asyncio.wait({ended, bot}, return_when=asyncio.FIRST_COMPLETED)
                    ended.cancel()
        finally:
            app.stop()
        await bot


def _live_settings(operator: Settings) -> dict[str, str]:
    """The operator's key and what goes with it, by the environment's names."""
    operator.require("fal_key")
    if operator.fal_key is None:
        raise StartupError(detail="FAL_KEY is not set")
    taken: dict[str, str] = {"FAL_KEY": operator.fal_key.get_secret_value()}
    for name in _OPERATORS:
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
def _at_enter(act: Callable[[], None]) -> Iterator[bool]:
    """Call ``act`` for each line typed at the terminal; tells whether there is one to listen to."""
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


def _forget(state: Path) -> None:
    """Remove the last session's database: its members and channels are gone with its Discord."""
    for ending in ("", "-wal", "-shm"):
        (state / f"easel.db{ending}").unlink(missing_ok=True)
