"""Simulated machine of a bot process: its clock, its free disk space and its database's write access.

The run writes the state into a file that the process maps into memory, so a change takes effect immediately.
"""

from __future__ import annotations

import asyncio
import mmap
import struct
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

import bot.app
from bot.images.spool import Spool
from sandbox.clock import SandboxClock

__all__ = ["Machine"]

# The machine time of the last change, the simulated time then, the speed, the clock's error, two flags.
_STATE = struct.Struct("dddd??")
# How often a sleeping process looks for a change, in real seconds.
_POLL_SECONDS = 0.05
_PLENTY = 2**40


class Machine:
    """The run's side. ``ahead`` is the error of the machine's clock in seconds."""

    def __init__(self, file: Path, clock: SandboxClock) -> None:
        self._file = file
        self._clock = clock
        self._ahead = 0.0
        self._disk_full = self._read_only = False
        file.write_bytes(bytes(_STATE.size))
        with file.open("r+b") as opened:
            self._map = mmap.mmap(opened.fileno(), _STATE.size)
        self.update()

    def update(
        self, *, ahead: float | None = None, disk_full: bool | None = None, read_only: bool | None = None
    ) -> None:
        """Change the given values, and pass on the speed of the sandbox's clock."""
        self._ahead = self._ahead if ahead is None else ahead
        self._disk_full = self._disk_full if disk_full is None else disk_full
        self._read_only = self._read_only if read_only is None else read_only
        self._map[:] = _STATE.pack(
            time.time(), self._clock.now(), self._clock.speed, self._ahead, self._disk_full, self._read_only
        )

    @property
    def prepare(self) -> Callable[[], None]:
        """The function that a forked process calls before it becomes the bot."""
        return partial(_prepare, self._file)


class _MachineState:
    """The process's side, and its system clock."""

    def __init__(self, file: Path) -> None:
        with file.open("r+b") as opened:
            self._map = mmap.mmap(opened.fileno(), _STATE.size)

    def _read(self) -> tuple[float, float, float, float, bool, bool]:
        # A value that is read twice was not being written.
        while (data := self._map[:]) != self._map[:]:
            pass
        return _STATE.unpack(data)

    @property
    def disk_full(self) -> bool:
        return self._read()[4]

    @property
    def read_only(self) -> bool:
        return self._read()[5]

    def now(self) -> float:
        return self.monotonic() + self._read()[3]

    def monotonic(self) -> float:
        changed, simulated, speed, *_ = self._read()
        return simulated + (time.time() - changed) * speed

    async def sleep(self, seconds: float) -> None:
        until = self.monotonic() + seconds
        # The run is another process, so a change of the speed can only be polled.
        while (left := until - self.monotonic()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(min(left / self._read()[2], _POLL_SECONDS))


def _prepare(file: Path) -> None:
    state = _MachineState(file)
    # The lock on the token is local to a machine.
    tempfile.tempdir = str(file.parent)
    bot.app.SystemClock = lambda: state  # type: ignore[assignment, misc, return-value]
    Spool._free_bytes = lambda _spool: 0 if state.disk_full else _PLENTY  # type: ignore[method-assign]

    @event.listens_for(Engine, "begin")
    def set_mode(connection: Connection) -> None:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if state.read_only else 'OFF'}")
