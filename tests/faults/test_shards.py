"""Shards on PostgreSQL: real processes divide them, take over those of a dead one, and leave none without events."""

from __future__ import annotations

import asyncio
import io
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import update

from bot.db.engine import Database, open_database
from bot.db.processes import SqlProcessStore
from bot.db.schema import processes
from bot.ops.processes import ProcessInfo
from bot.ops.status import print_status
from sandbox.bot_process import running_process
from sandbox.discord.gateway import SessionStartLimits
from sandbox.server import Sandbox, open_sandbox
from tests.e2e.harness import CALM, Harness
from tests.engines import POSTGRES_URL, empty_database

pytestmark = pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")

_SHARDS = 4
_STARTS = SessionStartLimits(max_concurrency=2, enforced=True)
_POLLS, _POLL_SECONDS = 3000, 0.05


class _Cluster:
    """Real processes that share a database and the sandbox's shards."""

    def __init__(self, box: Sandbox, url: str, folder: Path) -> None:
        self.box = box
        self.folder = folder
        self.settings = {**CALM, "DATABASE_URL": url, "STOP_SECONDS": "120"}

    def process(self, name: str):
        folder = self.folder / name
        folder.mkdir()
        return running_process(self.box, folder, **self.settings)

    async def divided(self, database: Database, *numbers: int) -> list[ProcessInfo]:
        """Wait until each shard has one session, and each process, oldest first, has its number of them."""
        store = SqlProcessStore(database)
        for _ in range(_POLLS):
            found = await store.recent(seconds=0.0)
            served = sorted(shard for process in found for shard in process.shards)
            is_divided = tuple(len(process.shards) for process in found) == numbers
            if is_divided and served == self.sessions() == list(range(_SHARDS)):
                return found
            await asyncio.sleep(_POLL_SECONDS)
        raise AssertionError(f"shards of the processes: {[process.shards for process in found]}")

    async def status(self) -> list[list[int]]:
        """The shards of each process according to ``easel status``."""
        settings, out = self.box.settings(self.folder, **self.settings), io.StringIO()
        await asyncio.to_thread(print_status, settings, Console(file=out), as_json=True)
        return [process["shards"] for process in json.loads(out.getvalue())["processes"]]

    def sessions(self) -> list[int]:
        """The shards of the connected sessions."""
        return sorted(one.shard[0] for one in self.box.discord.gateway.sessions if one.connected)

    @asynccontextmanager
    async def never_without_events(self) -> AsyncIterator[None]:
        """Check that each shard has a session at any time."""
        gaps: list[list[int]] = []

        async def look() -> None:
            while True:
                if set(found := self.sessions()) != set(range(_SHARDS)):
                    gaps.append(found)
                await asyncio.sleep(0.005)

        looking = asyncio.create_task(look())
        try:
            yield
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking
        assert not gaps


@pytest.fixture
async def cluster(tmp_path: Path) -> AsyncIterator[_Cluster]:
    async with (
        empty_database("postgresql", tmp_path) as url,
        open_sandbox(shards=_SHARDS, session_starts=_STARTS) as box,
    ):
        yield _Cluster(box, url, tmp_path)


@pytest.mark.timeout(400)
async def test_processes_divide_the_shards_take_over_and_hand_over(cluster: _Cluster):
    box = cluster.box
    harness = Harness(box, cluster.folder)
    own_shard = (box.people.guild.id >> 22) % _SHARDS
    async with (
        open_database(cluster.settings["DATABASE_URL"]) as database,
        cluster.process("first") as first,
    ):
        await cluster.divided(database, 4)
        async with cluster.process("second") as second:
            async with cluster.never_without_events():
                before = await cluster.divided(database, 2, 2)
            assert await cluster.status() == [list(process.shards) for process in before]
            second.kill()
            await second.wait()
        async with database.write() as connection:
            dead = processes.c.id == before[1].id
            await connection.execute(update(processes).where(dead).values(expires_ms=0))
        await cluster.divided(database, 4)

        async with cluster.process("third") as third:
            async with cluster.never_without_events():
                found = await cluster.divided(database, 2, 2)
                bots = [first, third]
                leaving = bots.pop(0 if own_shard in found[0].shards else 1)
                stopping = asyncio.create_task(leaving.stop(timeout=60.0))
                while not stopping.done():
                    assert await harness.content_of(await harness.alice.slash("quota"))
                assert await stopping == 0
            await cluster.divided(database, 4)
            assert await harness.content_of(await harness.alice.slash("quota"))
    # A busy machine may delay a start into the time of the next one.
    assert box.discord.gateway.session_starts.violations <= 1
    assert all(len(asked.messages) == 1 for asked in box.discord.interactions)
