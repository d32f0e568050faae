"""Command line: run ``easel`` in a process of its own."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["easel", "error_line"]

_ROOT = Path(__file__).parents[1]


async def easel(
    folder: Path, environment: Mapping[str, str], *words: str
) -> subprocess.CompletedProcess[str]:
    """Run ``easel <words>`` in ``folder`` to its end."""

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *words],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(_ROOT), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return await asyncio.to_thread(run)


def error_line(ended: subprocess.CompletedProcess[str]) -> str:
    """The error line of a command that ended with status 2 and without a traceback."""
    assert ended.returncode == 2, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr, ended.stderr
    (line,) = [line for line in ended.stderr.splitlines() if line.startswith("easel:")]
    return line
