"""Health check of ``easel health``, without the imports of the bot: containers run it every few seconds.

Reads only the health file, whose path is taken from the environment or from ``.env`` like all settings.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

__all__ = ["STALE_SECONDS", "check", "is_healthy"]

#: Age of the health file beyond which the event loop is considered stopped.
STALE_SECONDS = 45.0
_SETTING, _DEFAULT = "HEALTH_FILE", "data/health.json"


def check(arguments: list[str]) -> int | None:
    """Print one line about the running bot; return 0 if it is healthy, otherwise 1.

    ``--live`` asks only whether the process works. Returns ``None`` for other arguments.
    """
    if arguments not in ([], ["--live"]):
        return None
    healthy, line = is_healthy(Path(_health_file()), only_live=bool(arguments))
    sys.stdout.write(f"{line}\n")
    return 0 if healthy else 1


def is_healthy(path: Path, now: float | None = None, *, only_live: bool = False) -> tuple[bool, str]:
    """Return whether the bot is ready, or with ``only_live`` alive, and a line of explanation."""
    now = time.time() if now is None else now
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        age = now - float(state["at"])
        problems = [str(problem) for problem in state.get("problems", ())]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False, f"no health file at {path}: the bot is not running"
    if age > STALE_SECONDS:
        return False, f"the health file is {age:.0f} s old: the bot hangs or was killed"
    if only_live:
        return True, "alive"
    if problems or not state.get("ready"):
        return False, "; ".join(problems) or "the bot is running but not connected to Discord yet"
    return True, "ready"


def _health_file() -> str:
    values = {**_env_file(Path(".env")), **{name.upper(): value for name, value in os.environ.items()}}
    return _unquoted(values.get(_SETTING, "")) or _DEFAULT


def _env_file(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError):
        return {}
    pairs = (line.strip().removeprefix("export ").partition("=") for line in lines)
    return {name.strip().upper(): value for name, equals, value in pairs if equals}


def _unquoted(value: str) -> str:
    text = value.strip()
    if text[:1] in {"'", '"'}:
        return text[1:].partition(text[0])[0].strip()
    return text.partition(" #")[0].strip()
