"""Health file: a heartbeat that a container's health check can read without a port."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.private_files import make_folder, open_private

__all__ = ["is_healthy", "keep_health_file"]

log = structlog.stdlib.get_logger(__name__)

_EVERY_SECONDS = 10.0
#: File age beyond which the event loop is considered stopped.
STALE_SECONDS = 45.0


async def keep_health_file(path: Path, is_ready: Callable[[], bool], clock: Clock) -> None:
    """Write the file every ten seconds until canceled, then remove it."""
    try:
        while True:
            try:
                await asyncio.to_thread(_write, path, is_ready(), clock.now())
            except OSError as error:
                log.warning("health file not writable", error=str(error))
            await clock.sleep(_EVERY_SECONDS)
    finally:
        path.unlink(missing_ok=True)  # noqa: ASYNC240 - once, at the end


def is_healthy(path: Path, now: float | None = None) -> tuple[bool, str]:
    """Return whether the file is recent and reports a connected bot, and a line of explanation."""
    now = time.time() if now is None else now
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        age = now - float(state["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return False, f"no health file at {path}: the bot is not running"
    if age > STALE_SECONDS:
        return False, f"the health file is {age:.0f} s old: the bot hangs or was killed"
    if not state.get("ready"):
        return False, "the bot runs but has no connection to Discord yet"
    return True, "ready"


def _write(path: Path, ready: bool, now: float) -> None:
    make_folder(path.parent)
    fresh = path.with_suffix(".tmp")
    with open_private(fresh) as file:
        file.write(json.dumps({"ready": ready, "at": now}).encode())
    fresh.replace(path)
