"""Recovery without a restart: the running process resumes interrupted work."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import pytest

from bot.logging import set_up_logging
from tests.e2e.harness import CALM, open_harness
from tests.faults.fast_clock import fast_clock, wake_sleepers
from tests.faults.waiting import wait_for, wait_settled

SMALL = {"picture_bytes": 20_000}
# A share started this long ago was posted by now, or never will be.
PAST_THE_POST = 600.0


@pytest.fixture
def lines() -> io.StringIO:
    stream = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=stream)
    return stream


async def test_a_suspended_job_resumes_without_a_restart(tmp_path, lines):
    async with open_harness(tmp_path, sandbox=SMALL, **CALM) as harness:
        store = harness.app.services.job_store
        finish, is_away = store.finish_delivered, True

        async def finish_if_reachable(*args: Any, **values: Any) -> Any:
            if is_away:
                raise OSError("the database is away")
            return await finish(*args, **values)

        store.finish_delivered = finish_if_reachable
        interaction = await harness.alice.slash("imagine", prompt="a red kite")
        await interaction.acked()
        async with fast_clock(harness.sandbox):
            await wait_for(lambda: "job suspended" in lines.getvalue())
            is_away = False
            (row,) = await wait_settled(harness)

        assert row["state"] == "delivered"
        assert len(harness.fal.submits) == 1
        assert harness.results() == [interaction.response]
        await wake_sleepers(harness.sandbox)


async def test_a_job_that_ends_while_recovery_reads_its_row_is_not_resumed(tmp_path, monkeypatch, lines):
    async with open_harness(tmp_path, sandbox={**SMALL, "render_seconds": 30.0}, **CALM) as harness:
        await harness.app.bot.wait_until_ready()
        services = harness.app.services
        unfinished, read, ended = services.job_store.unfinished, asyncio.Event(), asyncio.Event()

        async def read_slowly() -> Any:
            found = await unfinished()
            if found:
                read.set()
                await ended.wait()
            return found

        monkeypatch.setattr(services.job_store, "unfinished", read_slowly)
        interaction = await harness.alice.slash("imagine", prompt="a red kite")
        await harness.fal.until(lambda: any(r.stream_reads for r in harness.fal.requests.values()))
        recovery = asyncio.create_task(services.dispatcher.recover())
        await read.wait()
        harness.clock.advance(31)
        await harness.result_of(interaction)
        await harness.wait_idle()
        posted = interaction.response.content
        ended.set()
        assert await recovery == 1
        await harness.wait_idle()

        assert "resuming job" not in lines.getvalue()
        assert interaction.response.content == posted


async def test_a_share_that_cannot_be_looked_up_is_retried_without_delaying_others(tmp_path, lines):
    async with open_harness(tmp_path, sandbox=SMALL, **CALM) as harness:
        await harness.app.bot.wait_until_ready()
        services = harness.app.services
        for prompt in ("a secret garden", "a hidden door"):
            await harness.draw(prompt, private=True)
        for row in await harness.rows():
            assert await services.result_sharing._store.begin(row["id"])
        harness.clock.advance(PAST_THE_POST)
        # aiohttp repeats a GET on a connection that it had kept open.
        harness.faults.arm("discord.rest.reset", route="GET /messages", times=2)
        services.recovery.session_started()
        await wait_for(lambda: "recovery incomplete" in lines.getvalue())

        pending = [row["id"] for row in await harness.rows() if row["shared_ms"] is not None]
        assert len(pending) == 1
        assert "kind=shares remaining=1" in lines.getvalue()
        harness.clock.advance(2)
        for _ in range(200):
            if all(row["shared_ms"] is None for row in await harness.rows()):
                break
            await asyncio.sleep(0.02)
        assert [row["shared_ms"] for row in await harness.rows()] == [None, None]
