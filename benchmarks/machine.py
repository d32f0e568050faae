"""Description of the machine on which a run was measured."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import statistics
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

__all__ = ["describe_machine"]


def describe_machine() -> dict[str, Any]:
    """Return the hardware, the current load and the relevant versions."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_mb": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000,
        "system": f"{platform.system()} {platform.release()}",
        "python": f"Python {platform.python_version()}",
        "libraries": {name: version(name) for name in ("discord.py", "fal-client", "aiohttp", "httpx")},
        "sqlite": sqlite3.sqlite_version,
        "files": _files(),
        "load": " ".join(f"{load:.2f}" for load in os.getloadavg()),
        "at": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
    }


def _cpu() -> str:
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _files() -> dict[str, Any]:
    """Return the disk that stores databases, spools and images, and the duration of a synced write."""
    folder = tempfile.gettempdir()
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        waits = []
        for _ in range(20):
            start = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            waits.append(1000 * (time.perf_counter() - start))
    return {
        "folder": folder,
        "system": _file_system(os.path.realpath(folder)),
        "free_gb": round(shutil.disk_usage(folder).free / 1e9, 1),
        "sync_ms": round(statistics.median(waits), 3),
    }


def _file_system(folder: str) -> str:
    """Return a folder's file system type, such as ext4 or tmpfs."""
    mounts = [line.split()[1:3] for line in _lines("/proc/mounts")]
    holding = [(len(at), kind) for at, kind in mounts if Path(folder).is_relative_to(at)]
    return max(holding)[1] if holding else "unknown"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
