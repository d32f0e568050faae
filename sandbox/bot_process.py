"""Bot process: ``easel run`` as a child process that can be stopped, killed or made to crash.

A process with ``fork=True`` (or ``crash_at``) is forked from one that has already imported the
bot, because importing is most of a start. See :mod:`sandbox.crash_process` for the child's side.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Literal

import bot
from config import Settings
from sandbox.server import Sandbox

__all__ = ["BotProcess", "CrashPoint", "clean_environment", "running_process"]

_ONLINE_SECONDS = 30.0
# The time a host allows after SIGTERM.
_STOP_SECONDS = 15.0
_LOG_TAIL_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashPoint:
    """The ``call``-th call of ``at`` (``module:function`` or ``module:Class.method``) kills the process."""

    at: str
    when: Literal["before", "after"] = "before"
    call: int = 1


class BotProcess:
    """``easel run`` (or another Python ``command``) in ``folder``; appends its output to ``log``.

    ``nice`` lowers its priority. An async context manager that leaves no process behind.
    """

    def __init__(
        self,
        folder: Path,
        environment: Mapping[str, str],
        *,
        log: Path | None = None,
        command: Sequence[str] = ("-m", "bot", "run"),
        nice: int = 0,
        fork: bool = False,
        crash_at: CrashPoint | None = None,
    ) -> None:
        self.log = log or folder / "bot.log"
        self._folder = folder
        self._environment = {**clean_environment(), **environment}
        self._command = ("nice", "-n", str(nice)) * bool(nice) + (sys.executable, *command)
        self._fork = fork or crash_at is not None
        self._crash_at = crash_at
        self._process: subprocess.Popen[bytes] | BaseProcess | None = None

    async def __aenter__(self) -> BotProcess:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None:
            self.kill()
            await self.wait()

    @property
    def pid(self) -> int:
        """The process id; raises :class:`RuntimeError` before the first start."""
        if self._process is None or self._process.pid is None:
            raise RuntimeError("the bot was not started")
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self._process is not None and self._status() is None

    async def start(self) -> None:
        """Start the process, without waiting until it is online."""
        # The first fork waits until the server has imported the bot.
        self._process = await asyncio.to_thread(self._forked) if self._fork else self._spawned()

    async def wait(self, timeout: float = 20.0) -> int:
        """Wait for the end; the exit status (negative: the signal).

        Raises :class:`TimeoutError` with the end of the log after ``timeout`` seconds.
        """
        await asyncio.to_thread(self._join, timeout)
        status = self._status()
        if status is None:
            raise TimeoutError(f"the bot still runs after {timeout:.0f} s:\n{self.log_tail()}")
        return status

    def kill(self) -> None:
        """Send SIGKILL: no handler runs, nothing is flushed."""
        if self._process is not None:
            self._process.kill()

    async def stop(self, timeout: float = _STOP_SECONDS) -> int:
        """Send SIGTERM, as a host does, and wait; the exit status."""
        if self._process is None:
            return 0
        self._process.terminate()
        return await self.wait(timeout)

    def log_tail(self) -> str:
        """The last lines of the log, for reports of a failure."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-_LOG_TAIL_LINES:])

    def _spawned(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - our own command
                self._command,
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _forked(self) -> BaseProcess:
        from sandbox.crash_process import run

        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([run.__module__])
        crash_at = astuple(self._crash_at) if self._crash_at is not None else None
        process = context.Process(
            target=run, args=(self._environment, str(self._folder), str(self.log), crash_at), daemon=True
        )
        process.start()
        return process

    def _status(self) -> int | None:
        if isinstance(self._process, subprocess.Popen):
            return self._process.poll()
        return None if self._process is None else self._process.exitcode

    def _join(self, timeout: float) -> None:
        if isinstance(self._process, BaseProcess):
            self._process.join(timeout)
        elif self._process is not None:
            try:
                self._process.wait(timeout)
            except subprocess.TimeoutExpired:
                return


@asynccontextmanager
async def running_process(
    sandbox: Sandbox,
    folder: Path,
    *,
    fork: bool = True,
    crash_at: CrashPoint | None = None,
    **settings: str,
) -> AsyncIterator[BotProcess]:
    """Start a bot against ``sandbox``; it is online when the block begins and killed at its end."""
    environment = sandbox.environment(folder, **settings)
    async with BotProcess(folder, environment, fork=fork, crash_at=crash_at) as process:
        seen = len(sandbox.discord.traffic.events)

        def online() -> bool:
            return any(event.name == "READY" for event in sandbox.discord.traffic.events[seen:])

        await process.start()
        await sandbox.discord.until(online, timeout=_ONLINE_SECONDS)
        yield process


def clean_environment() -> dict[str, str]:
    """This process's environment without the settings of a real bot, and able to import the bot."""
    dropped = {name.upper() for name in Settings.model_fields} | {"PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in dropped}
    root = str(Path(next(iter(bot.__path__))).parent)
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH"))))
    return kept
