"""Many results at once: none is lost for lack of a slot, and none waits for all others."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sandbox.discord import Change, Interaction, Message
from sandbox.fal.traffic_log import Exchange
from tests.e2e.harness import Harness, open_harness
from tests.faults.fast_clock import fast_clock, run_library_on, wake_sleepers

SANDBOX: dict[str, Any] = {"concurrency": 100, "render_seconds": 0.2, "picture_bytes": 20_000}
ROOMY = {"QUOTA_DAILY_CREDITS": "10000", "JOBS_RUNNING": "100", "JOBS_RUNNING_PER_MEMBER": "100"}
WAITING = {"JOBS_WAITING": "100", "JOBS_WAITING_PER_MEMBER": "100"}
# How many results are worked on at once.
AT_ONCE = 8


async def _ask(harness: Harness, number: int, *, count: int = 1) -> list[Interaction]:
    return [await harness.alice.slash("imagine", prompt=f"kite {n}", count=count) for n in range(number)]


async def test_a_full_spool_delays_pictures_but_loses_none(tmp_path: Path) -> None:
    small = {"SPOOL_MAX_MIB": "1", "PICTURE_MAX_MIB": "1"}
    box = {**SANDBOX, "picture_bytes": 400_000}
    async with open_harness(tmp_path, sandbox=box, **ROOMY, **WAITING, **small) as harness:
        asked = await _ask(harness, 12, count=2)
        posts = [await harness.result_of(interaction) for interaction in asked]
        await harness.wait_idle()

        assert [len(post.attachments) for post in posts] == [2] * 12
        assert {row["charged"] for row in await harness.rows()} == {12}


async def test_the_first_result_is_posted_before_the_last_are_read_or_fetched(tmp_path: Path) -> None:
    at_first_post: list[Counter[str]] = []
    box = {**SANDBOX, "render_seconds": 100.0}
    async with open_harness(tmp_path, sandbox=box, **ROOMY, **WAITING) as harness:

        def look(change: Change) -> None:
            if not at_first_post and isinstance(change.subject, Message) and change.subject.attachments:
                at_first_post.append(Counter(map(_kind, harness.fal.exchanges)))

        harness.world.watch(look)
        asked = await _ask(harness, 5 * AT_ONCE)
        await harness.fal.until(lambda: len(harness.fal.submits) == len(asked))
        harness.clock.advance(101)
        for interaction in asked:
            await harness.result_of(interaction)

    (done,) = at_first_post
    assert 1 <= done["result"] <= AT_ONCE
    assert 1 <= done["file"] <= AT_ONCE


async def test_results_that_discord_does_not_accept_do_not_delay_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_harness(tmp_path, sandbox=SANDBOX, **ROOMY, **WAITING) as harness:
        run_library_on(harness.sandbox, monkeypatch)
        stuck = await _ask(harness, AT_ONCE)
        for interaction in stuck:
            route = f"PATCH {interaction.token} multipart"
            harness.faults.arm("discord.rest.503", route=route, times=10_000)
        other = await harness.bob.slash("imagine", prompt="an unhindered kite")
        for interaction in (*stuck, other):
            await interaction.acked()
        async with fast_clock(harness.sandbox):
            await asyncio.wait_for(harness.result_of(other), 30)
            assert not any(_pictures(interaction.response) for interaction in stuck)
            harness.faults.clear()
            for interaction in stuck:
                await harness.result_of(interaction)
        await wake_sleepers(harness.sandbox)


def _kind(exchange: Exchange) -> str:
    if exchange.host == "files":
        return "file"
    return "other" if exchange.method != "GET" or "/status" in exchange.path else "result"


def _pictures(message: Message | None) -> int:
    return 0 if message is None else len(message.attachments)
