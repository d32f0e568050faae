"""Many results at the same moment: none is lost for want of room, and none waits for all others."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sandbox.discord import Interaction, Message
from sandbox.discord.changes import Change, MessageChange
from sandbox.fal.traffic_log import Exchange
from tests.reliability.hurry import library_waits_on, release
from tests.reliability.rest import hurried
from tests.stories.house import House, open_house

SANDBOX: dict[str, Any] = {"concurrency": 100, "render_seconds": 0.2, "picture_bytes": 20_000}
ROOMY = {"QUOTA_DAILY_CREDITS": "10000", "JOBS_RUNNING": "100", "JOBS_RUNNING_PER_MEMBER": "100"}
WAITING = {"JOBS_WAITING": "100", "JOBS_WAITING_PER_MEMBER": "100"}
# How many results are worked on at once.
AT_ONCE = 8


async def _ask(house: House, number: int, *, count: int = 1) -> list[Interaction]:
    return [await house.alice.slash("imagine", prompt=f"kite {n}", count=count) for n in range(number)]


async def test_a_full_spool_costs_time_and_no_picture(tmp_path: Path) -> None:
    small = {"SPOOL_MAX_MIB": "1", "PICTURE_MAX_MIB": "1"}
    box = {**SANDBOX, "picture_bytes": 400_000}
    async with open_house(tmp_path, sandbox=box, **ROOMY, **WAITING, **small) as house:
        asked = await _ask(house, 12, count=2)
        posts = [await house.pictures_of(interaction) for interaction in asked]
        await house.settled()

        assert [len(post.attachments) for post in posts] == [2] * 12
        assert {row["charged"] for row in await house.rows()} == {12}


async def test_the_first_result_is_posted_before_the_last_are_read_or_fetched(tmp_path: Path) -> None:
    at_first_post: list[Counter[str]] = []
    box = {**SANDBOX, "render_seconds": 100.0}
    async with open_house(tmp_path, sandbox=box, **ROOMY, **WAITING) as house:

        def look(change: Change) -> None:
            if not at_first_post and isinstance(change, MessageChange) and change.message.attachments:
                at_first_post.append(Counter(map(_kind, house.box.fal.exchanges)))

        house.box.discord.world.watch(look)
        asked = await _ask(house, 5 * AT_ONCE)
        await house.box.fal.until(lambda: len(house.box.fal.submits) == len(asked))
        house.box.clock.advance(101)
        for interaction in asked:
            await house.pictures_of(interaction)

    (done,) = at_first_post
    assert 1 <= done["result"] <= AT_ONCE
    assert 1 <= done["file"] <= AT_ONCE


async def test_results_that_discord_will_not_take_now_do_not_stand_before_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_house(tmp_path, sandbox=SANDBOX, **ROOMY, **WAITING) as house:
        library_waits_on(house.box, monkeypatch)
        stuck = await _ask(house, AT_ONCE)
        for interaction in stuck:
            route = f"PATCH {interaction.token} multipart"
            house.box.faults.arm("discord.rest.503", route=route, times=10_000)
        other = await house.bob.slash("imagine", prompt="an unhindered kite")
        for interaction in (*stuck, other):
            await interaction.acked()
        async with hurried(house.box):
            await asyncio.wait_for(house.pictures_of(other), 30)
            assert not any(_pictures(interaction.response) for interaction in stuck)
            house.box.faults.clear()
            for interaction in stuck:
                await house.pictures_of(interaction)
        await release(house.box)


def _kind(exchange: Exchange) -> str:
    if exchange.host == "files":
        return "file"
    return "other" if exchange.method != "GET" or "/status" in exchange.path else "result"


def _pictures(message: Message | None) -> int:
    return 0 if message is None else len(message.attachments)
