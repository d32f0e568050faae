"""The bot as a process of its own, as an operator runs it: started, stopped, or killed."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import bot
from config import Settings
from sandbox.story.errors import StoryFailedError
from sandbox.story.scribe import Scribe

__all__ = ["BotProcess"]

_STOP_SECONDS = 15.0
_LAST_LINES = 5


class BotProcess:
    """``python -m bot run`` in ``folder``, with ``environment`` for its settings.

    An async context manager that leaves no process behind. The log goes to ``log_file``
    as JSON lines.
    """

    def __init__(self, *, folder: Path, environment: Mapping[str, str], log_file: Path) -> None:
        self._folder = folder
        temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
        self._environment = {**_clean_environment(), **temporary, **environment, "LOG_FORMAT": "json"}
        self._log_file = log_file
        self._log_read = 0
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> BotProcess:
        self._log_file.write_bytes(b"")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the process; it needs a moment until it is online."""
        with self._log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "run",
                cwd=self._folder,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def ended(self) -> None:
        """Return when the process has ended."""
        if self._process is not None:
            await self._process.wait()

    async def kill(self) -> None:
        """End it at once, as a power cut would: no handler runs, nothing is written."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> int:
        """Ask it to end, as a host does, and wait; the exit status."""
        if self._process is None:
            return 0
        if self._process.returncode is None:
            self._process.terminate()
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                return await self._process.wait()
        except TimeoutError:
            await self.kill()
            raise StoryFailedError(f"the bot did not stop within {_STOP_SECONDS:.0f} s") from None

    def last_words(self) -> str:
        """The end of the log, for the report of a failure."""
        lines = self._log_file.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-_LAST_LINES:])

    def told_by(self, scribe: Scribe) -> None:
        """Let ``scribe`` note what the bot says about picking up work after a start."""

        async def look() -> None:
            for entry in self._new_log_lines():
                if entry.get("event") == "picking up":
                    at = datetime.fromisoformat(entry["timestamp"]).timestamp()
                    scribe.note(
                        at, "Easel", f"finds an unfinished request ({entry['state']}) and picks it up"
                    )

        scribe.also_look(look)

    def _new_log_lines(self) -> list[dict[str, str]]:
        with self._log_file.open("rb") as file:
            file.seek(self._log_read)
            fresh = file.read()
        whole, newline, _ = fresh.rpartition(b"\n")
        self._log_read += len(whole) + len(newline)
        return [entry for line in whole.splitlines() if (entry := _parsed(line)) is not None]


def _parsed(line: bytes) -> dict[str, str] | None:
    """A log line; ``None`` for anything else that ended up in the log, such as a warning."""
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None


def _clean_environment() -> dict[str, str]:
    """This process's environment without any setting of a real bot, and able to import the bot."""
    settings = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in settings}
    root = str(Path(next(iter(bot.__path__))).parent)
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH"))))
    return kept
