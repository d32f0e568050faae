"""Child processes: Python processes with the tests' import path."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["python"]

_TESTS = Path(__file__).parents[2]


@contextmanager
def python(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A Python process with pipes, text both ways; killed at the end if it still runs."""
    paths = [_TESTS.parent]
    with subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths))},
    ) as process:
        try:
            yield process
        finally:
            process.kill()
