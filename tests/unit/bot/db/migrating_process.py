"""Migrating process: prints ``ready``, waits for a line, migrates a database and prints the outcome."""

from __future__ import annotations

import asyncio
import sys

import alembic.command  # noqa: F401 - loaded before the start signal, so that both really run at once

from bot.db.engine import open_database
from bot.db.migrate import migrate


async def bring_up_to_date(url: str) -> str:
    async with open_database(url) as database:
        await asyncio.to_thread(_wait_for_the_signal)
        try:
            await migrate(database)
        except Exception as error:
            return f"{type(error).__name__}: {str(error).splitlines()[0]}"
    return "done"


def _wait_for_the_signal() -> None:
    _say("ready")
    sys.stdin.readline()


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _say(asyncio.run(bring_up_to_date(sys.argv[1])))
