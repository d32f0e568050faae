"""Rolling restart on PostgreSQL: under constant requests, none is left unanswered, answered twice or lost."""

from __future__ import annotations

import asyncio
import io
import os
import tempfile
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.app import App
from bot.logging import set_up_logging
from sandbox.discord import Interaction
from sandbox.server import Sandbox, open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.engines import POSTGRES_URL, empty_database
from tests.faults.fast_clock import fast_clock, wake_sleepers
from tests.faults.waiting import wait_for, wait_settled

pytestmark = pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")

_RESTARTS = 2
_BETWEEN = 4
_SANDBOX = {"picture_bytes": 20_000, "render_seconds": 1.0, "concurrency": 20}
_SETTINGS = {
    **CALM,
    "JOBS_RUNNING": "4",
    "JOBS_RUNNING_PER_MEMBER": "4",
    "JOBS_WAITING_PER_MEMBER": "1000",
    "JOBS_WAITING": "1000",
    "QUOTA_DAILY_CREDITS": "10000",
    "QUOTA_BOT_DAILY_CREDITS": "none",
}


class _Members:
    """Members who constantly send commands, each when the one before is acknowledged."""

    def __init__(self, harness: Harness) -> None:
        self._harness = harness
        self.drawings: list[Interaction] = []
        self.others: list[Interaction] = []

    @asynccontextmanager
    async def asking(self):
        asking = asyncio.create_task(self._ask())
        try:
            yield
        finally:
            asking.cancel()
            await asyncio.wait({asking})

    async def ask_more(self) -> None:
        wanted = len(self.drawings) + _BETWEEN
        await wait_for(lambda: len(self.drawings) >= wanted)

    async def _ask(self) -> None:
        harness = self._harness
        while True:
            self.drawings.append(await harness.alice.slash("imagine", prompt=f"kite {len(self.drawings)}"))
            await self.drawings[-1].acked()
            self.others.append(await harness.bob.slash("quota"))
            await self.others[-1].acked()


async def _wait_until_replaced(app: App) -> None:
    assert app.services.process is not None
    for _ in range(1000):
        if await app.services.process.is_replaced():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the new process does not receive the events of all shards")


async def test_no_command_is_lost_or_answered_twice(tmp_path: Path):
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    async with (
        empty_database("postgresql", tmp_path) as url,
        open_sandbox(**_SANDBOX) as box,
        AsyncExitStack() as stack,
    ):
        settings = {**_SETTINGS, "DATABASE_URL": url}
        old = await _start(stack, box, tmp_path, settings)
        members = _Members(old)
        async with members.asking():
            for _ in range(_RESTARTS):
                await members.ask_more()
                new = await _start(stack, box, tmp_path, settings)
                await _wait_until_replaced(old.app)
                await members.ask_more()
                assert old.bot is not None
                await old.bot.stop()
                old = new
            await members.ask_more()
        async with fast_clock(box):
            rows = await wait_settled(old)
        for interaction in members.others:
            assert await old.content_of(interaction)
        # A busy machine may be too slow for the time limits of the database; these were answered as well.
        late = [asked for asked in members.drawings if _is_late(asked)]
        drawings = [asked for asked in members.drawings if asked not in late]

        assert lines.getvalue().count("gateway left to other processes") == _RESTARTS
        assert [row["state"] for row in rows] == ["delivered"] * len(drawings)
        assert len(box.fal.submits) == len(drawings)
        assert len(old.results()) == len(drawings)
        assert all(interaction.response in old.results() for interaction in drawings)
        assert all(len(asked.messages) == 1 for asked in (*drawings, *members.others))
        assert all(len(old.answers(asked)) == 1 for asked in late)
        assert "Traceback" not in lines.getvalue()
        await wake_sleepers(box)


def _is_late(asked: Interaction) -> bool:
    return any("database isn't responding" in message.content for message in asked.messages)


async def _start(stack: AsyncExitStack, box: Sandbox, tmp_path: Path, settings: dict[str, str]) -> Harness:
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    harness = Harness(box, folder)
    await stack.enter_async_context(running_bot(harness, **settings))
    return harness
