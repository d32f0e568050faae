"""The bot as a process that dies at a named call.

It is the ordinary ``easel run`` with one function wrapped: its n-th call sends SIGKILL to the
process, before the function ran or after it returned. :mod:`tests.reliability.doom` starts it.
Importing this module imports the bot, so that a process forked after it starts at once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from typing import Any

# Only to have them in memory before the fork.
import cogs
import sandbox.server  # noqa: F401
from bot.cli import main
from bot.discord.client import EaselBot

__all__ = ["live"]

# discord.py executes an extension's module anew when it loads it, so what is wrapped in a cog
# has to be wrapped after that.
_COGS = "cogs."

for extension in cogs.EXTENSIONS:
    import_module(extension)


def live(environment: Mapping[str, str], folder: str, log: str, doom: tuple[str, str, int] | None) -> None:
    """Be ``easel run`` in ``folder`` with that environment; ``doom`` is (function, when, call)."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sink = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(sink, sys.stdout.fileno())
    os.dup2(sink, sys.stderr.fileno())
    if doom is not None:
        at, when, call = doom
        module_name, _, path = at.partition(":")
        plant = _plant_when_loaded if module_name.startswith(_COGS) else _plant
        plant(module_name, path, when, call)
    sys.argv = ["easel", "run"]
    main()


def _mortal(original: Callable[..., Awaitable[Any]], when: str, call: int) -> Callable[..., Awaitable[Any]]:
    calls = 0

    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        mine = calls
        if mine == call and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = await original(*args, **kwargs)
        if mine == call and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return wrapped


def _plant(module_name: str, path: str, when: str, call: int) -> None:
    owner: Any = import_module(module_name)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    setattr(owner, name, _mortal(getattr(owner, name), when, call))


def _plant_when_loaded(module_name: str, path: str, when: str, call: int) -> None:
    load = EaselBot.load_extension

    async def load_then_plant(client: EaselBot, name: str, **more: Any) -> None:
        await load(client, name, **more)
        if name == module_name:
            _plant(module_name, path, when, call)

    EaselBot.load_extension = load_then_plant  # type: ignore[method-assign]
