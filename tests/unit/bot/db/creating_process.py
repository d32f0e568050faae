"""Creating process: creates one job, then dies by SIGKILL."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from bot.db.engine import open_database
from bot.db.jobs import SqlJobStore
from tests.clocks import ManualClock
from tests.unit.bot.factories import Place


async def place_and_die(url: str) -> None:
    async with open_database(url) as database:
        await Place(SqlJobStore(database, ManualClock()))(unit=7, count=2)
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(place_and_die(sys.argv[1]))
