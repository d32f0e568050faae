"""What a start does not do; how long it takes depends on the machine, what it imports does not.

Python itself writes down every import, in the same stream as the bot's own lines.
"""

from __future__ import annotations

import re
from pathlib import Path

from sandbox.bot_process import running_process
from sandbox.server import open_sandbox
from tests.e2e.harness import QUICK

_IMPORT = re.compile(r"^import time: .*\| +([\w.]+)$", re.MULTILINE)
# The bot's own line, whichever comes first: it has its servers, or it was told to stop.
_SERVES = re.compile(r"\[info *\].* (ready|stopping) ")
# Each costs more than all cogs together, and serves few members or only the operator.
_NOT_YET = {
    "alembic": "there is nothing to migrate",
    "fluent.runtime": "what is registered with Discord stands on one line and is not parsed",
    "sqlalchemy.dialects.postgresql": "the database is SQLite",
    "prompt_toolkit": "only the console reads commands",
    "sandbox": "only its own commands need it",
    "bot.ops.doctor": "only its own command needs it",
}


async def _imported_before_ready(folder: Path) -> set[str]:
    """Modules of the second start; the first made the tables and registered the commands."""
    async with open_sandbox() as box:
        async with running_process(box, folder, fork=False, **QUICK) as first:
            await first.stop()
        first.log.unlink()
        async with running_process(
            box, folder, fork=False, **QUICK, PYTHONPROFILEIMPORTTIME="1", LOG_LEVEL="INFO"
        ) as second:
            await second.stop()
        log = second.log.read_text("utf-8")
    served = _SERVES.search(log)
    assert served is not None, log[-2000:]
    return set(_IMPORT.findall(log[: served.start()]))


async def test_a_start_imports_nothing_that_waits_for_somebody_to_need_it(tmp_path: Path) -> None:
    imported = await _imported_before_ready(tmp_path)

    assert {"discord", "sqlalchemy.ext.asyncio", "bot.discord.settings_panel"} <= imported
    assert {module: why for module, why in _NOT_YET.items() if module in imported} == {}
