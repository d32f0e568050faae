"""Disk with faults: file and folder calls of Easel's own code can fail with the system's errors.

A call is named by its operation and by the function of Easel that makes it, such as
``write bot/images/spool.py SpoolFile.write``.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.faults.fault_point import FaultPoint

__all__ = ["disk_answers", "use_faulty_disk"]

_ROOT = str(Path(__file__).resolve().parents[2])
_PACKAGES = tuple(f"{_ROOT}{os.sep}{package}{os.sep}" for package in ("bot", "cogs", "config"))
#: Files of the packages themselves that are read while the bot runs.
_DATA = (".ftl", ".toml", ".json", ".ini")
# Maximum number of frames between a call and Easel's function, through the standard library or Pillow.
_DEEPEST = 30
# Seconds that a slow call takes, and a call that hangs once.
_SLOW_SECONDS, _HANG_SECONDS = 5.0, 60.0
# Interval at which a hanging thread checks whether the simulated time is over.
_POLL_SECONDS = 0.002

_COMMON: Mapping[str, int] = {"own-error": errno.EIO}
_WRITES: Mapping[str, int] = {**_COMMON, "full": errno.ENOSPC, "read-only": errno.EROFS}
_ERRORS: Mapping[str, Mapping[str, int]] = {
    "open": {**_COMMON, "no-files": errno.EMFILE, "missing": errno.ENOENT},
    "create": {**_WRITES, "no-files": errno.EMFILE},
    "read": _COMMON,
    "write": _WRITES,
    "close": {**_COMMON, "full": errno.ENOSPC},
    "mkdir": _WRITES,
    "rename": _WRITES,
    "truncate": _WRITES,
    "delete": {**_COMMON, "read-only": errno.EROFS},
    "chmod": {**_COMMON, "read-only": errno.EROFS},
    "list": {**_COMMON, "no-files": errno.EMFILE},
    "stat": _COMMON,
    "lock": {**_COMMON, "no-locks": errno.ENOLCK},
}
# Operations whose data can be wrong without an error.
_DATA_ANSWERS = {"read": ("garbage", "torn"), "write": ("torn",)}


def disk_answers(call: str) -> tuple[str, ...]:
    """Return the answers that a call can get."""
    operation = call.split(" ", 1)[0]
    return (*_ERRORS[operation], *_DATA_ANSWERS.get(operation, ()), "slow", "hang")


class _FaultyDisk:
    def __init__(self, point: FaultPoint, folder: Path) -> None:
        self._point = point
        self._folder = str(folder)
        self._loop_thread = threading.get_ident()

    def is_ours(self, path: Any) -> bool:
        """Whether the path is in the test's folder, or is a data file of the packages."""
        try:
            name = os.fspath(path)
        except TypeError:
            return True  # a file descriptor: the caller decides
        name = name.decode() if isinstance(name, bytes) else name
        if not name.startswith(os.sep):
            return True  # relative to a folder's descriptor
        return name.startswith(self._folder) or (name.startswith(_PACKAGES) and name.endswith(_DATA))

    def strike(self, operation: str, path: Any) -> str | None:
        """Record a call; raise the error that answers it, or return another answer."""
        if not self.is_ours(path) or (caller := _caller()) is None:
            return None
        answer = self._point.answer(f"{operation} {caller}")
        if answer is None:
            return None
        if (number := _ERRORS[operation].get(answer)) is not None:
            raise OSError(number, os.strerror(number), None if isinstance(path, int) else path)
        if answer == "slow":
            self._point.pass_time(_SLOW_SECONDS)
        elif answer == "hang":
            self._hang()
        return answer

    def _hang(self) -> None:
        """Return when the fault is over: in the event loop nothing else happens meanwhile."""
        left = max(_HANG_SECONDS, self._point.ends_at - self._point.clock.now())
        until = self._point.clock.now() + left
        if threading.get_ident() == self._loop_thread:
            self._point.clock.advance(left)
            return
        while self._point.clock.now() < until:
            time.sleep(_POLL_SECONDS)

    def wrap(self, operation: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``real``, a function whose first argument is a path, with faults."""

        def call(path: Any = ".", *arguments: Any, **options: Any) -> Any:
            self.strike(operation, path)
            return real(path, *arguments, **options)

        return call

    def open(
        self, real: Callable[..., Any], file: Any, mode: str = "r", *arguments: Any, **options: Any
    ) -> Any:
        """Open a file whose reads and writes pass the point."""
        if not self.is_ours(file) or _caller() is None:
            return real(file, mode, *arguments, **options)
        if not isinstance(file, int):
            self.strike("open" if set(mode) <= set("rbt") else "create", file)
        opened = real(file, mode, *arguments, **options)
        self._watch(opened, file)
        return opened

    def open_descriptor(
        self, real: Callable[..., Any], path: Any, flags: int, *more: Any, **options: Any
    ) -> Any:
        """``os.open``; the opener of a file that :meth:`open` opens is no call of its own."""
        if not _is_opener(sys._getframe(2)):
            writes = flags & (os.O_WRONLY | os.O_RDWR)
            self.strike("create" if writes else "open", path)
        return real(path, flags, *more, **options)

    def _watch(self, opened: Any, path: Any) -> None:
        read, write, close = getattr(opened, "read", None), getattr(opened, "write", None), opened.close

        def faulty_read(*arguments: Any) -> Any:
            return _distorted(self.strike("read", path), read(*arguments))

        def faulty_write(data: Any) -> Any:
            if self.strike("write", path) != "torn":
                return write(data)
            write(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

        def faulty_close() -> None:
            if not opened.closed:
                try:
                    self.strike("close", path)
                finally:
                    close()

        if opened.readable():
            opened.read = faulty_read
        if opened.writable():
            opened.write = faulty_write
            opened.close = faulty_close

    def write_descriptor(self, real: Callable[..., Any], descriptor: int, data: Any) -> Any:
        """``os.write``."""
        if self.strike("write", descriptor) == "torn":
            real(descriptor, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, data)

    def read_into(self, real: Callable[..., Any], descriptor: int, *arguments: Any) -> Any:
        """``os.preadv``."""
        self.strike("read", descriptor)
        return real(descriptor, *arguments)


def _distorted(answer: str | None, data: Any) -> Any:
    if answer == "torn":
        return data[: len(data) // 2]
    if answer == "garbage":
        return "\0" * len(data) if isinstance(data, str) else bytes(len(data))
    return data


def _caller() -> str | None:
    """Return the function of Easel that makes the present call."""
    frame: FrameType | None = sys._getframe(2)
    for _ in range(_DEEPEST):
        # The garbage collector can run in any function, and it releases locks that earlier tests abandoned.
        if frame is None or frame.f_code.co_name == "__del__":
            return None
        name = frame.f_code.co_filename
        if name.startswith(_PACKAGES):
            function = frame.f_code.co_qualname.replace("<locals>.", "")
            return f"{name[len(_ROOT) + 1 :]} {function}"
        if "importlib" in name or f"{os.sep}tests{os.sep}e2e{os.sep}" in name:
            return None
        frame = frame.f_back
    return None


def _is_opener(frame: FrameType) -> bool:
    """Whether the frame is the opener that :func:`bot.private_files.open_private` passes to ``open``."""
    return frame.f_code.co_name == "<lambda>" and frame.f_code.co_filename.endswith("private_files.py")


def use_faulty_disk(monkeypatch: pytest.MonkeyPatch, point: FaultPoint, folder: Path) -> None:
    """Send every call of Easel's code to the files in ``folder`` through ``point``."""
    disk = _FaultyDisk(point, folder)
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    opened = partial(disk.open, builtins.open)
    monkeypatch.setattr(builtins, "open", opened)
    monkeypatch.setattr(io, "open", opened)
    real_open, real_write, real_read = os.open, os.write, getattr(os, "preadv", None)
    monkeypatch.setattr(os, "open", lambda *a, **o: disk.open_descriptor(real_open, *a, **o))
    monkeypatch.setattr(os, "write", lambda *a: disk.write_descriptor(real_write, *a))
    if real_read is not None:
        monkeypatch.setattr(os, "preadv", lambda *a: disk.read_into(real_read, *a))
    for operation, names in {
        "mkdir": ("mkdir",),
        "delete": ("rmdir", "unlink", "remove"),
        "rename": ("rename", "replace"),
        "truncate": ("truncate",),
        "chmod": ("chmod",),
        "list": ("listdir", "scandir"),
        "stat": ("stat", "lstat", "statvfs"),
    }.items():
        for name in names:
            monkeypatch.setattr(os, name, disk.wrap(operation, getattr(os, name)))
    monkeypatch.setattr(fcntl, "flock", disk.wrap("lock", fcntl.flock))
    _use_faulty_raw_files(monkeypatch, disk)


def _use_faulty_raw_files(monkeypatch: pytest.MonkeyPatch, disk: _FaultyDisk) -> None:
    class FaultyFileIO(io.FileIO):
        def __init__(self, file: Any, *arguments: Any, **options: Any) -> None:
            if not isinstance(file, int):
                disk.strike("open", file)
            super().__init__(file, *arguments, **options)

        def readinto(self, buffer: Any) -> Any:
            disk.strike("read", self.fileno())
            return super().readinto(buffer)

    monkeypatch.setattr(io, "FileIO", FaultyFileIO)
