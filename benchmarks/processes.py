"""Benchmark processes: the load generator and the bots, with their CPU time and memory."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.bot_process import BotProcess

__all__ = [
    "LIMITS",
    "Bot",
    "GeneratorProcess",
    "cpu_seconds",
    "open_generator",
    "peak_mb",
    "reset_peak",
    "resident_mb",
    "run_bot",
    "written_mb",
]

_ROOT = Path(__file__).parents[1]
_COMMANDS = {
    "floor": ("-m", "benchmarks.bots.floor"),
    "usual": ("-m", "benchmarks.bots.usual"),
    "easel": ("-m", "bot", "run"),
}
_LOW_PRIORITY = 10
LIMITS = {
    "QUOTA_DAILY_CREDITS": "1000000",
    "QUOTA_BOT_DAILY_CREDITS": "none",
    "JOBS_RUNNING": "400",
    "JOBS_WAITING": "400",
    "JOBS_WAITING_PER_SERVER": "400",
}
"""Settings raised so that benchmarks do not reach these limits; all others have their defaults."""


class GeneratorProcess:
    """A process that runs :mod:`benchmarks.load_generator`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def call(self, command: str, **arguments: Any) -> dict[str, Any]:
        """Send a command and return the response. Raises ``RuntimeError`` if it failed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps({"command": command, **arguments}).encode() + b"\n")
            await self._process.stdin.drain()
            line = await self._process.stdout.readline()
        except OSError:
            line = b""
        except BaseException:
            # A late response must not be mistaken for the response to the next command.
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            raise
        if not line:
            raise RuntimeError("the load generator has ended")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"{command}: {answer['error']}")
        return answer


@asynccontextmanager
async def open_generator(*, nice: bool = False, **options: Any) -> AsyncIterator[GeneratorProcess]:
    """Start a load generator with ``options``; ``nice`` lowers its priority."""
    process = await asyncio.create_subprocess_exec(
        *(("nice", "-n", str(_LOW_PRIORITY)) if nice else ()),
        sys.executable,
        "-m",
        "benchmarks.load_generator",
        json.dumps(options),
        cwd=_ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1 << 24,
    )
    try:
        yield GeneratorProcess(process)
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await process.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A bot that acknowledged its first command ``first_ack`` seconds after its process was started."""

    name: str
    generator: GeneratorProcess
    process: BotProcess
    first_ack: float

    @property
    def pid(self) -> int:
        """Process ID."""
        return self.process.pid

    def is_alive(self) -> bool:
        """Return whether the process is still running."""
        return self.process.running

    def log_count(self, text: str) -> int:
        """Return the number of occurrences of ``text`` in the log."""
        return self.process.log.read_text(errors="replace").count(text)


@asynccontextmanager
async def run_bot(
    name: str, generator: GeneratorProcess, *, folder: Path | None = None, nice: bool = False, **settings: str
) -> AsyncIterator[Bot]:
    """Run a bot during the block. Its database is empty unless a ``folder`` is given."""
    home = folder or Path(tempfile.mkdtemp(prefix=f"bench-{name}-"))
    environment = await generator.call("environment")
    environment |= {
        "DATABASE_URL": f"sqlite+aiosqlite:///{home / 'easel.db'}",
        "SPOOL_DIR": str(home / "spool"),
        "HEALTH_FILE": str(home / "health.json"),
        "USUAL_DATABASE": str(home / "usual.db"),
        **LIMITS,
        **settings,
    }
    command = _COMMANDS[name]
    try:
        async with BotProcess(home, environment, command=command, nice=_LOW_PRIORITY * nice) as process:
            started = time.time()
            await process.start()
            try:
                ready = await generator.call("ready")
            except RuntimeError as error:
                raise RuntimeError(f"{name} did not start: {error}\n{process.log_tail()}") from error
            yield Bot(name=name, generator=generator, process=process, first_ack=ready["acked"] - started)
    finally:
        with contextlib.suppress(RuntimeError):
            await generator.call("disconnected")
        if folder is None:
            shutil.rmtree(home, ignore_errors=True)


# Process accounting from Linux's /proc.


def cpu_seconds(pid: int) -> float:
    """Return the total user and system CPU time of all threads so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    """Return the resident memory in MB (10^6 bytes)."""
    return _field(pid, "status", "VmRSS") * 1024 / 1e6


def peak_mb(pid: int) -> float:
    """Return the maximum resident memory since :func:`reset_peak`, in MB."""
    return _field(pid, "status", "VmHWM") * 1024 / 1e6


def written_mb(pid: int) -> float:
    """Return the data written to disk so far, in MB; 0 if the files are on a memory file system."""
    return _field(pid, "io", "write_bytes") / 1e6


def reset_peak(pid: int) -> None:
    """Reset the maximum resident memory to the current value."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def _field(pid: int, file: str, name: str) -> int:
    for line in Path(f"/proc/{pid}/{file}").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise RuntimeError(f"/proc/{pid}/{file} has no {name}")
