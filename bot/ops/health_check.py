"""Health check of ``easel health``, without the imports of the bot: containers run it every few seconds.

Reads only the health files, whose path is taken from the environment or from ``.env`` like all settings. Processes
that share a folder have numbered files next to each other; those of bots with another token are left out.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

__all__ = ["STALE_SECONDS", "bot_key", "check", "health_files", "is_healthy"]

#: Age of the health file beyond which the event loop is considered stopped.
STALE_SECONDS = 45.0
_DEFAULT = "data/health.json"


def check(arguments: list[str]) -> int | None:
    """Print one line about the running bot; return 0 if it is healthy, otherwise 1.

    ``--live`` asks only whether the process works. Returns ``None`` for other arguments.
    """
    if arguments not in ([], ["--live"]):
        return None
    values = {**_env_file(Path(".env")), **{name.upper(): value for name, value in os.environ.items()}}
    path = _unquoted(values.get("HEALTH_FILE", "")) or _DEFAULT
    bot = bot_key(_unquoted(values.get("DISCORD_TOKEN", "")))
    healthy, line = is_healthy(Path(path), only_live=bool(arguments), bot=bot)
    sys.stdout.write(f"{line}\n")
    return 0 if healthy else 1


def bot_key(token: str) -> str:
    """Return what identifies a bot in its health file, without revealing its token."""
    return hashlib.sha256(token.encode()).hexdigest()[:16] if token else ""


def health_files(path: Path) -> Iterator[Path]:
    """Return the numbered files next to ``path`` that other processes in this folder write."""
    numbered = re.compile(re.escape(path.stem) + r"-[2-9][0-9]*" + re.escape(path.suffix))
    try:
        return iter(sorted(file for file in path.parent.iterdir() if numbered.fullmatch(file.name)))
    except OSError:
        return iter(())


def is_healthy(
    path: Path, now: float | None = None, *, only_live: bool = False, bot: str = ""
) -> tuple[bool, str]:
    """Return whether the bot is ready, or with ``only_live`` alive, and a line of explanation.

    If several processes have files next to each other, all of them count, except those of another ``bot``.
    """
    now = time.time() if now is None else now
    files = [file for file in (path, *health_files(path)) if file.exists() and _is_of(file, bot)]
    if not files:
        return False, _no_file(path)
    if len(files) == 1:
        return _state_of(files[0], now, only_live)
    states = {file.name: _state_of(file, now, only_live) for file in files}
    return all(healthy for healthy, _ in states.values()), "; ".join(
        f"{name}: {line}" for name, (_, line) in states.items()
    )


def _no_file(path: Path) -> str:
    return f"no health file at {path}: the bot is not running"


def _is_of(file: Path, bot: str) -> bool:
    try:
        return not bot or json.loads(file.read_text(encoding="utf-8")).get("bot", bot) == bot
    except (OSError, ValueError, AttributeError):
        return True


def _state_of(path: Path, now: float, only_live: bool) -> tuple[bool, str]:
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        age = now - float(state["at"])
        problems = [str(problem) for problem in state.get("problems", ())]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False, _no_file(path)
    if age > STALE_SECONDS:
        return False, f"the health file is {age:.0f} s old: the bot hangs or was killed"
    if only_live:
        return True, "alive"
    if problems or not state.get("ready"):
        return False, "; ".join(problems) or "the bot is running but not connected to Discord yet"
    return True, "ready"


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
