"""One week of operation on an injected clock: no file, table or cache grows without bound."""

import asyncio
import gc
import tracemalloc
from contextlib import AsyncExitStack
from pathlib import Path

from tests.e2e.harness import open_harness
from tests.faults.waiting import wait_for

_HOUR = 3600
_ASK_EVERY = 4 * _HOUR
_DAYS = 7
# Connections that the pool keeps open.
_POOLED = 5
# What may be left over after a week: caches that fill once, not once a request.
_MOST_BYTES_A_REQUEST = 6_000


def _open_files() -> int:
    """Return the number of open files; 0 on systems that do not show it."""
    shown = Path("/proc/self/fd")
    return sum(1 for _ in shown.iterdir()) if shown.exists() else 0


async def test_a_week_leaves_no_growth_in_tasks_files_or_memory(tmp_path):
    async with open_harness(
        tmp_path,
        sandbox={"picture_bytes": 6_000, "rate_limits": False},
        RETENTION_DAYS="2",
        PROGRESS_SECONDS="2.5",
    ) as harness:

        async def ask() -> None:
            interaction = await harness.alice.slash("imagine", prompt="another day", quality="low")
            await harness.result_of(interaction)
            await harness.wait_idle()
            # The simulators remember everything; what they hold is not the bot's.
            harness.discord.traffic.clear()
            harness.fal.exchanges.clear()
            harness.world.delete_message(interaction.response)

        for _ in range(6):
            await ask()
        # The pool opens a connection, with its files, whenever a daily task coincides with a request.
        async with AsyncExitStack() as connections:
            for _ in range(_POOLED):
                await connections.enter_async_context(harness.app.database.read())
        gc.collect()
        tracemalloc.start()
        tasks, files = _bot_tasks(), _open_files()
        held = _bot_bytes()

        asked = 0
        for _ in range(0, _DAYS * 24 * _HOUR, _ASK_EVERY):
            harness.clock.advance(_ASK_EVERY)
            await ask()
            asked += 1
        await asyncio.sleep(0)
        gc.collect()
        grown = _bot_bytes() - held
        tracemalloc.stop()

        assert asked == 42
        # A periodic task may be under way.
        await wait_for(lambda: _bot_tasks() <= tasks)
        # A periodic read during a request opens one more connection, with a file at each end.
        assert _open_files() <= files + 8
        assert not list((tmp_path / "spool").glob("*"))
        assert grown <= _MOST_BYTES_A_REQUEST * asked, f"{grown} bytes after {asked} requests"
        # Retention: of 48 requests, only those of slightly more than the last two days are kept.
        assert len(await harness.rows()) <= 2 * 6 + 4


def _bot_tasks() -> int:
    """Number of tasks, without those of the simulators' connections, which the bot's pools may reopen."""
    names = [getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks()]
    return len([name for name in names if name != "RequestHandler.start"])


def _bot_bytes() -> int:
    """Bytes that are held now and were allocated by lines of bot/ and cogs/."""
    snapshot = tracemalloc.take_snapshot()
    ours = [tracemalloc.Filter(True, "*/bot/*"), tracemalloc.Filter(True, "*/cogs/*")]
    return sum(stat.size for stat in snapshot.filter_traces(ours).statistics("filename"))
