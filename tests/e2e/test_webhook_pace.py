"""Webhook pace: a busy channel stays below Discord's limit, and progress never delays a result."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sandbox.discord import UserClient
from tests.e2e.harness import Harness, open_harness
from tests.faults.fast_clock import idle_clock, run_library_on

MEMBERS = 12
#: The defaults of the settings that the harness changes.
DEFAULTS = {"PROGRESS_SECONDS": "2.5", "FAL_POLL_SECONDS": "1.5"}


def _members(harness: Harness) -> list[UserClient]:
    users = [harness.world.create_user(f"member{number}") for number in range(MEMBERS)]
    for user in users:
        harness.people.guild.add_member(user)
    return [harness.client(user) for user in users]


async def test_twelve_members_in_one_channel_stay_below_the_limit(tmp_path: Path, monkeypatch) -> None:
    box = {"render_seconds": 90.0, "concurrency": MEMBERS, "webhook_limits": True}
    async with open_harness(tmp_path, sandbox=box, JOBS_RUNNING=str(MEMBERS), **DEFAULTS) as harness:
        members = _members(harness)
        asked = [await one.slash("imagine", prompt="a red kite", quality="low") for one in members]
        for one in asked:
            await one.acked()
        run_library_on(harness.sandbox, monkeypatch)
        async with idle_clock(harness.sandbox, step=0.1):
            posts = [await harness.result_of(one) for one in asked]
            await harness.wait_idle()

        calls = [
            one for one in harness.discord.traffic.requests if one.route_template.startswith("/webhooks/")
        ]
        times = [one.at for one in calls]
        busiest = max(sum(at <= other < at + 60 for other in times) for at in times)
        assert len(posts) == MEMBERS
        assert [one.path for one in calls if one.status == 429] == []
        assert busiest <= 30
        # Progress was still shown.
        assert len(calls) > 2 * MEMBERS


async def test_progress_waits_while_the_channel_has_no_calls_left(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={"render_seconds": 1000.0}, **DEFAULTS) as harness:
        throttle, channel_id = harness.app.bot.progress_throttle, harness.channel.id
        for _ in range(29):
            throttle.record(channel_id)
        asked = await harness.alice.slash("imagine", prompt="a red kite", quality="low")
        await asked.acked()
        await asyncio.sleep(0.5)
        shown = len(harness.discord.traffic.matching("PATCH @original"))
        harness.clock.advance(61)
        await harness.until(lambda: asked.response is not None and asked.response.content)

        assert shown == 0
