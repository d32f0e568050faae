"""The processes of a benchmark: the sandbox's and the bots', and what the system says of them."""

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

__all__ = [
    "Bot",
    "StageProcess",
    "cpu_seconds",
    "log_count",
    "open_stage",
    "peak_mb",
    "reset_peak",
    "resident_mb",
    "run_bot",
    "written_mb",
]

_ROOT = Path(__file__).parents[1]
_BOTS = {
    "floor": ("-m", "benchmarks.bots.floor"),
    "usual": ("-m", "benchmarks.bots.usual"),
    "easel": ("-m", "bot", "run"),
}
_KIND = ("nice", "-n", "10")
# Bounds that a benchmark must not meet; all else is as Easel comes.
_ROOMY = {
    "QUOTA_DAILY_CREDITS": "1000000",
    "QUOTA_BOT_DAILY_CREDITS": "none",
    "JOBS_RUNNING": "400",
    "JOBS_WAITING": "400",
}


class StageProcess:
    """The sandbox's process; :meth:`do` gives one order and waits for the answer."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def do(self, order: str, **arguments: Any) -> dict[str, Any]:
        """Raises ``RuntimeError`` with what went wrong there."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps({"do": order, **arguments}).encode() + b"\n")
            await self._process.stdin.drain()
            line = await self._process.stdout.readline()
        except OSError:
            line = b""
        except BaseException:
            # Given up: a late answer must not be taken for that of the next order.
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            raise
        if not line:
            raise RuntimeError("the sandbox's process has ended")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"{order}: {answer['error']}")
        return answer


@asynccontextmanager
async def open_stage(*, kind: bool = False, **options: Any) -> AsyncIterator[StageProcess]:
    """Start the sandbox with what :mod:`benchmarks.stage` takes; a ``kind`` one lets others go first."""
    process = await asyncio.create_subprocess_exec(
        *(_KIND if kind else ()),
        sys.executable,
        "-m",
        "benchmarks.stage",
        json.dumps(options),
        cwd=_ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1 << 24,
    )
    try:
        yield StageProcess(process)
    finally:
        await _end(process)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """A bot that has answered its first command; times in seconds after the process was started."""

    name: str
    pid: int
    stage: StageProcess
    log: Path
    identified: float
    first_ack: float

    def is_alive(self) -> bool:
        """Whether the bot's process has not ended."""
        try:
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False


@asynccontextmanager
async def run_bot(
    name: str, stage: StageProcess, *, kept: Path | None = None, kind: bool = False, **settings: Any
) -> AsyncIterator[Bot]:
    """Start a bot and end it with the block; on an empty database, but for one that is ``kept``."""
    folder = kept or Path(tempfile.mkdtemp(prefix=f"bench-{name}-"))
    environment = await stage.do("environment")
    environment |= {
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'easel.db'}",
        "SPOOL_DIR": str(folder / "spool"),
        "HEALTH_FILE": str(folder / "health.json"),
        "USUAL_DATABASE": str(folder / "usual.db"),
        **_ROOMY,
        **settings,
    }
    log = (folder / "log").open("wb")
    started = time.time()
    process = await asyncio.create_subprocess_exec(
        *(_KIND if kind else ()),
        sys.executable,
        *_BOTS[name],
        cwd=folder,
        env=_clean() | {"PYTHONPATH": str(_ROOT)} | environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )
    try:
        try:
            ready = await stage.do("ready")
        except RuntimeError as error:
            tail = (folder / "log").read_text(errors="replace")[-2000:]
            raise RuntimeError(f"{name} did not start: {error}\n{tail}") from error
        yield Bot(
            name=name,
            pid=process.pid,
            stage=stage,
            log=folder / "log",
            identified=ready["identified"] - started,
            first_ack=ready["acked"] - started,
        )
    finally:
        await _end(process)
        log.close()
        with contextlib.suppress(RuntimeError):
            await stage.do("gone")
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _clean() -> dict[str, str]:
    """The environment without settings of somebody's own bot, and with bytecode as installed bots have it."""
    from config import Settings

    ours = {name.upper() for name in Settings.model_fields} | {"PYTHONDONTWRITEBYTECODE"}
    return {key: value for key, value in os.environ.items() if key.upper() not in ours}


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    await process.wait()


def log_count(bot: Bot, text: str) -> int:
    """How often the bot's log says ``text``."""
    return bot.log.read_text(errors="replace").count(text)


# --- what Linux says of a process; elsewhere there is nothing to say --------------------------------


def cpu_seconds(pid: int) -> float:
    """CPU time so far, in user and system mode, of all threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    """Resident memory now, in MB (10^6 bytes)."""
    return _status(pid, "VmRSS")


def peak_mb(pid: int) -> float:
    """The highest resident memory since :func:`reset_peak`, in MB."""
    return _status(pid, "VmHWM")


def written_mb(pid: int) -> float:
    """What the process has handed to the disk so far, in MB; nothing where its files are in memory."""
    for line in Path(f"/proc/{pid}/io").read_text().splitlines():
        if line.startswith("write_bytes:"):
            return int(line.split()[1]) / 1e6
    raise RuntimeError("the system does not tell write_bytes")


def reset_peak(pid: int) -> None:
    """Let the peak begin anew at what is resident now."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def _status(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError(f"the system does not tell {name}")
