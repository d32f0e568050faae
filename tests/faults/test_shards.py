"""Shards on PostgreSQL: real processes divide them, take over those of a dead one, and leave none without events."""

from __future__ import annotations

import asyncio
import io
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import update

from bot.db.engine import Database, open_database
from bot.db.processes import SqlProcessStore
from bot.db.schema import processes
from bot.discord import shard_keeper
from bot.logging import set_up_logging
from bot.ops.processes import TERM_SECONDS, ProcessInfo
from bot.ops.status import print_status
from sandbox.bot_process import running_process
from sandbox.discord.gateway import SessionStartLimits
from sandbox.server import Sandbox, open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.engines import POSTGRES_URL, empty_database
from tests.faults.waiting import wait_for

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

    def process(self, name: str, **settings: str):
        folder = self.folder / name
        folder.mkdir()
        return running_process(self.box, folder, **{**self.settings, **settings})

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
    # A busy machine may delay a start into the time of the next one. Without an order, more than a quarter of them do.
    starts = box.discord.gateway.session_starts
    assert starts.violations <= starts.used // 5
    assert all(len(asked.messages) == 1 for asked in box.discord.interactions)


async def test_a_process_with_another_number_of_shards_replaces_the_one_before(cluster: _Cluster):
    harness = Harness(cluster.box, cluster.folder)
    async with cluster.process("first", SHARD_COUNT="2") as first:
        await wait_for(lambda: "client ready" in first.log_tail())
        async with cluster.process("second", SHARD_COUNT=str(_SHARDS)):
            # Only some of the new sessions are open yet.
            stopping = asyncio.create_task(first.stop(timeout=60.0))
            while not stopping.done():
                assert await harness.content_of(await harness.alice.slash("quota"))
            assert await stopping == 0
            assert cluster.sessions() == list(range(_SHARDS))
            assert await harness.content_of(await harness.alice.slash("quota"))
    assert all(len(asked.messages) == 1 for asked in cluster.box.discord.interactions)


async def test_too_few_session_starts_leave_the_open_shards_connected(cluster: _Cluster, monkeypatch):
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    monkeypatch.setattr(shard_keeper, "_POLL_SECONDS", 0.05)
    box, harness = cluster.box, Harness(cluster.box, cluster.folder)
    other = ProcessInfo(id="f" * 16, started_at=0.0, shard_count=_SHARDS, takes_shards=True)
    async with (
        open_database(cluster.settings["DATABASE_URL"]) as database,
        running_bot(harness, **cluster.settings) as app,
    ):
        store = SqlProcessStore(database)
        await wait_for(lambda: len(cluster.sessions()) == _SHARDS)
        await store.renew(replace(other, shards=(0, 1, 2, 3)), seconds=TERM_SECONDS)
        await wait_for(lambda: len(cluster.sessions()) == 2)

        starts = box.discord.gateway.session_starts
        starts.used = _STARTS.total - 40
        harness.clock.advance(11)
        await store.end(other.id)
        await wait_for(lambda: "shards not opened" in lines.getvalue())
        assert len(cluster.sessions()) == 2
        assert not app.bot.is_closed()
        starts.used = 0
        harness.clock.advance(301)
        await wait_for(lambda: len(cluster.sessions()) == _SHARDS)
    assert lines.getvalue().count("shards not opened") == 1
