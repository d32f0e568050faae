"""Bot process: ``easel run`` as a child process that can be stopped, killed or made to crash.

With ``fork=True`` (or ``crash_at``) it is forked from a process that has already imported the bot,
because imports take most of the startup time. :mod:`sandbox.crash_process` is the child's side.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Literal

import bot
from config import Settings
from sandbox.server import Sandbox

__all__ = ["BotProcess", "CrashPoint", "clean_environment", "running_process"]

_ONLINE_SECONDS = 60.0
# Seconds that a host typically allows after SIGTERM.
_STOP_SECONDS = 15.0
_LOG_TAIL_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashPoint:
    """Kills the process at the ``call``-th call of ``at``: ``module:function`` or ``module:Class.method``."""

    at: str
    when: Literal["before", "after"] = "before"
    call: int = 1


class BotProcess:
    """``easel run`` (or another Python ``command``) in ``folder``; its output is appended to ``log``.

    ``nice`` lowers its priority. ``prepare`` (with ``fork``) is called in the process before the bot starts;
    it must be picklable. As an async context manager, it kills the process on exit.
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
        prepare: Callable[[], None] | None = None,
    ) -> None:
        self.log = log or folder / "bot.log"
        self._folder = folder
        self._environment = {**clean_environment(), **environment}
        self._command = ("nice", "-n", str(nice)) * bool(nice) + (sys.executable, *command)
        self._fork = fork or crash_at is not None
        self._crash_at = crash_at
        self._prepare = prepare
        self._process: subprocess.Popen[bytes] | BaseProcess | None = None

    async def __aenter__(self) -> BotProcess:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None:
            self.kill()
            await self.wait()

    @property
    def pid(self) -> int:
        """Process ID. Raises :class:`RuntimeError` before the first start."""
        if self._process is None or self._process.pid is None:
            raise RuntimeError("the bot was not started")
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process has been started and has not exited."""
        return self._process is not None and self._status() is None

    async def start(self) -> None:
        """Start the process without waiting until it is online."""
        # The first fork blocks until the fork server has imported the bot.
        self._process = await asyncio.to_thread(self._forked) if self._fork else self._spawned()

    async def wait(self, timeout: float = 30.0) -> int:
        """Wait for the process to exit and return its exit status (if negative, the signal).

        Raises :class:`TimeoutError` with the last log lines after ``timeout`` seconds.
        """
        await asyncio.to_thread(self._join, timeout)
        status = self._status()
        if status is None:
            raise TimeoutError(f"the bot still runs after {timeout:.0f} s:\n{self.log_tail()}")
        return status

    def kill(self) -> None:
        """Send SIGKILL: no handler runs and nothing is flushed."""
        if self._process is not None:
            self._process.kill()

    async def stop(self, timeout: float = _STOP_SECONDS) -> int:
        """Send SIGTERM, as a host does, wait, and return the exit status."""
        if self._process is None:
            return 0
        self._process.terminate()
        return await self.wait(timeout)

    def log_tail(self) -> str:
        """Return the last log lines, for failure reports."""
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
            target=run,
            args=(self._environment, str(self._folder), str(self.log), crash_at, self._prepare),
            daemon=True,
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
    prepare: Callable[[], None] | None = None,
    **settings: str,
) -> AsyncIterator[BotProcess]:
    """Run a bot against ``sandbox``; it is online when the block begins and killed at its end."""
    environment = sandbox.environment(folder, **settings)
    async with BotProcess(folder, environment, fork=fork, crash_at=crash_at, prepare=prepare) as process:
        traffic = sandbox.discord.traffic
        seen, calls = len(traffic.events), len(traffic.requests)

        def online() -> bool:
            ready = any(event.name == "READY" for event in traffic.events[seen:])
            return ready and sandbox.discord.commands_checked(since=calls)

        await process.start()
        await sandbox.discord.until(online, timeout=_ONLINE_SECONDS)
        yield process


def clean_environment() -> dict[str, str]:
    """Return this process's environment without a real bot's settings, and with the bot importable."""
    dropped = {name.upper() for name in Settings.model_fields} | {"PYTHONDONTWRITEBYTECODE"}
    kept = {name: value for name, value in os.environ.items() if name.upper() not in dropped}
    root = str(Path(next(iter(bot.__path__))).parent)
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (root, kept.get("PYTHONPATH"))))
    return kept
