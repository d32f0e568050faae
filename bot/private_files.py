"""Private files: everything that Easel writes is accessible only to its operating system user.

The database, its log and backups contain prompts and interaction tokens. Files are created with mode 0600 and
folders with 0700, regardless of the process's umask.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Literal

__all__ = ["FILE_MODE", "create_file", "make_folder", "open_private", "restrict"]

FILE_MODE = 0o600
_FOLDER_MODE = 0o700
_OTHERS = 0o077


def open_private(path: Path, mode: Literal["wb", "xb"] = "wb") -> BinaryIO:
    """Open a file for writing; if it is created, its mode is 0600."""
    return open(path, mode, opener=lambda name, flags: os.open(name, flags, FILE_MODE))


def create_file(path: Path) -> None:
    """Create an empty file with mode 0600 unless it exists."""
    with suppress(FileExistsError), open_private(path, "xb"):
        pass


def make_folder(path: Path) -> None:
    """Create a folder and its missing parents, each with mode 0700."""
    for parent in reversed(path.parents):
        if not parent.exists():
            parent.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    path.mkdir(mode=_FOLDER_MODE, exist_ok=True)


def restrict(paths: Iterable[Path]) -> list[Path]:
    """Withdraw the access of other users from existing files and folders; return those where this fails.

    Symbolic links and missing files are skipped.
    """
    failed = []
    for path in paths:
        try:
            mode = path.lstat().st_mode
            if mode & _OTHERS and not stat.S_ISLNK(mode):
                path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
        except FileNotFoundError:
            continue
        except OSError:
            failed.append(path)
    return failed
