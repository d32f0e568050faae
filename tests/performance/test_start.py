"""Modules imported by a start of the bot. Unlike its duration, they do not depend on the machine.

Python logs every import in the same stream as the bot's log lines.
"""

from __future__ import annotations

import re
from pathlib import Path

from sandbox.bot_process import running_process
from sandbox.server import open_sandbox
from tests.e2e.harness import QUICK

_IMPORT = re.compile(r"^import time: .*\| +([\w.]+)$", re.MULTILINE)
# The bot's first log line after the start: it has its servers, or it is stopping.
_STARTED = re.compile(r"\[info *\].* (ready|stopping) ")
# Each takes longer than all extensions together, and is needed rarely.
_UNWANTED = {
    "alembic": "there is nothing to migrate",
    "fluent.runtime": "texts are formatted without it",
    "babel": "only fluent.runtime needs it",
    "sqlalchemy.orm": "only Core is used",
    "PIL": "a PNG is checked without it",
    "regex": "ASCII text does not need it",
    "rich.console": "only commands print tables",
    "pygments.lexers": "only commands print tables",
    "click.core": "only httpx's own command needs it",
    "sqlalchemy.dialects.postgresql": "the database is SQLite",
    "prompt_toolkit": "only the console reads commands",
    "sandbox": "only its own commands need it",
    "prometheus_client": "METRICS_PORT is not set",
    "aiohttp.web": "METRICS_PORT is not set",
    "httpcore": "fal is reached through aiohttp",
    "anyio": "fal is reached through aiohttp",
    "opentelemetry": "no collector is named",
    "bot.ops.doctor": "only its own command needs it",
}


async def _imported_before_ready(folder: Path) -> set[str]:
    """Return the modules of the second start; the first creates the tables and registers the commands."""
    async with open_sandbox() as box:
        async with running_process(box, folder, fork=False, **QUICK) as first:
            await first.stop()
        first.log.unlink()
        async with running_process(
            box, folder, fork=False, **QUICK, PYTHONPROFILEIMPORTTIME="1", LOG_LEVEL="INFO"
        ) as second:
            await second.stop()
        log = second.log.read_text("utf-8")
    started = _STARTED.search(log)
    assert started is not None, log[-2000:]
    return set(_IMPORT.findall(log[: started.start()]))


async def test_a_start_does_not_import_rarely_needed_modules(tmp_path: Path) -> None:
    imported = await _imported_before_ready(tmp_path)

    assert {"discord", "sqlalchemy.ext.asyncio", "bot.discord.settings_panel"} <= imported
    assert {module: reason for module, reason in _UNWANTED.items() if module in imported} == {}
