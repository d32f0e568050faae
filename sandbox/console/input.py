"""Console input: lines from a terminal, with completion and history, or from standard input."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer
from prompt_toolkit.history import FileHistory

__all__ = ["is_terminal", "piped_lines", "terminal_lines"]

_READ_BYTES = 65536


def is_terminal() -> bool:
    """Return whether input and output are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


async def terminal_lines(
    prompt: Callable[[], str], completer: Completer, history: Path
) -> AsyncGenerator[str, None]:
    """Yield lines as they are typed, until Ctrl-D or Ctrl-C."""
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)), completer=completer, complete_while_typing=True
    )
    while True:
        try:
            yield await session.prompt_async(prompt)
        except (EOFError, KeyboardInterrupt):
            return


async def piped_lines() -> AsyncGenerator[str, None]:
    """Yield the lines of standard input until its end.

    A daemon thread reads the file descriptor directly: a pool thread, or a buffered reader's lock, would
    keep the program from exiting while it waits for a line.
    """
    loop, pieces = asyncio.get_running_loop(), asyncio.Queue[bytes]()

    def read() -> None:
        with contextlib.suppress(RuntimeError):  # the loop is already closed
            while piece := os.read(sys.stdin.fileno(), _READ_BYTES):
                loop.call_soon_threadsafe(pieces.put_nowait, piece)
            loop.call_soon_threadsafe(pieces.put_nowait, b"")

    threading.Thread(target=read, name="standard input", daemon=True).start()
    rest = b""
    while piece := await pieces.get():
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            yield line.decode("utf-8", "replace")
    if rest:
        yield rest.decode("utf-8", "replace")
