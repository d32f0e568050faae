"""Crash process: the child's side of a forked bot, which can kill itself at a given call.

It is the normal ``easel run`` with one function wrapped: the n-th call sends SIGKILL to the process,
before the function runs or after it returns. Importing this module imports the bot, so that forked
processes start immediately.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from typing import Any

import cogs
import sandbox.server  # noqa: F401 - imported before the fork
from bot.cli import main
from bot.discord.client import EaselBot

__all__ = ["run"]

# discord.py re-executes an extension's module when loading it, so functions of cogs are wrapped
# afterward.
_EXTENSIONS = "cogs."

for extension in cogs.EXTENSIONS:
    import_module(extension)


def run(
    environment: Mapping[str, str],
    folder: str,
    log: str,
    crash_at: tuple[str, str, int] | None,
    prepare: Callable[[], None] | None = None,
) -> None:
    """Run ``easel run`` in ``folder``; ``crash_at`` contains the fields of a :class:`CrashPoint`."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, sys.stdout.fileno())
    os.dup2(output, sys.stderr.fileno())
    if crash_at is not None:
        at, when, call = crash_at
        module, _, path = at.partition(":")
        wrap = _wrap_when_loaded if module.startswith(_EXTENSIONS) else _wrap
        wrap(module, path, when, call)
    if prepare is not None:
        prepare()
    sys.argv = ["easel", "run"]
    main()


def _crashing(original: Callable[..., Awaitable[Any]], when: str, call: int) -> Callable[..., Awaitable[Any]]:
    calls = 0

    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        crashes = calls == call
        if crashes and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = await original(*args, **kwargs)
        if crashes and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return wrapped


def _wrap(module: str, path: str, when: str, call: int) -> None:
    owner: Any = import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    setattr(owner, name, _crashing(getattr(owner, name), when, call))


def _wrap_when_loaded(module: str, path: str, when: str, call: int) -> None:
    load = EaselBot.load_extension

    async def load_then_wrap(client: EaselBot, name: str, **more: Any) -> None:
        await load(client, name, **more)
        if name == module:
            _wrap(module, path, when, call)

    EaselBot.load_extension = load_then_wrap  # type: ignore[assignment, method-assign]
