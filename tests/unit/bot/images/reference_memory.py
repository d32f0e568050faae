"""Memory that the preparation of one reference picture takes, measured in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from bot.errors import RefusedError
from bot.images.references import prepare_reference

__all__ = ["memory_of"]


def memory_of(folder: Path) -> dict[str, float]:
    """Prepare each file of a folder; return the growth of the resident memory at its peak, in MiB."""
    command = [sys.executable, "-m", __name__, str(folder)]
    output = subprocess.run(command, check=True, capture_output=True, timeout=300).stdout
    return dict(json.loads(line) for line in output.splitlines())


def _measure(path: Path) -> None:
    """Prepare one file in a fork, because a process cannot lower its own peak."""
    process = os.fork()
    if process:
        if os.waitpid(process, 0)[1]:
            raise SystemExit(f"{path.name} failed")
        return
    before = _peak()
    with contextlib.suppress(RefusedError):
        prepare_reference(path, path.with_suffix(".prepared"), max_bytes=20 * 1024**2, max_pixels=16_000_000)
    sys.stdout.write(f"{json.dumps([path.name, round(_peak() - before, 1)])}\n")
    sys.stdout.flush()
    os._exit(0)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    for file in sorted(Path(sys.argv[1]).iterdir()):
        _measure(file)
