"""Threads that are archived or locked while fal draws."""

from __future__ import annotations

import pytest

from sandbox.discord.entities import Overwrite
from sandbox.discord.permissions import Permission
from sandbox.server import open_sandbox
from tests.e2e.harness import QUICK, Harness, running_bot
from tests.faults.fast_clock import fast_clock, wake_sleepers
from tests.faults.fault_case import FaultCase, Outcome, Step, check_outcome
from tests.faults.waiting import wait_settled

SMALL = {"picture_bytes": 20_000, "render_seconds": 30.0}
MARK = "🔁"


def _case(name: str, fault: str) -> FaultCase:
    return FaultCase(
        name=f"thread-{name}", step=Step.POSTING, fault=fault, outcome=Outcome.ELSEWHERE, count=1
    )


ARCHIVED = _case("archived", "the thread is archived while fal draws")
LOCKED = _case("locked", "the thread is archived and locked while fal draws")
CASES = (ARCHIVED, LOCKED)


@pytest.mark.parametrize("trigger", ["command", "reaction"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_result_reaches_the_member_of_a_closed_thread(tmp_path, case, trigger):
    async with open_sandbox(**SMALL) as box:
        harness = Harness(box, tmp_path)
        people = box.people
        thread = people.guild.create_thread(people.studio, "birds", people.alice)
        if case is LOCKED:
            denied = Overwrite(deny=int(Permission.MANAGE_THREADS), is_member=True)
            people.guild.set_overwrite(thread, box.discord.world.bot, denied)
        alice = harness.client(people.alice, thread)
        async with running_bot(harness, **QUICK, QUOTA_DAILY_CREDITS="1000", QUOTA_BOT_DAILY_CREDITS="none"):
            interaction = await alice.slash("imagine", prompt="a kite")
            if trigger == "reaction":
                await harness.fal.until(lambda: harness.fal.submits)
                async with fast_clock(box):
                    first = await harness.result_of(interaction)
                await harness.wait_idle()
                await alice.react(first, MARK)
                await harness.until(lambda: len(box.discord.world.messages(thread)) == 2)
            await harness.fal.until(lambda: len(harness.fal.submits) == 1 + (trigger == "reaction"))
            people.guild.archive_thread(thread, locked=case is LOCKED)
            async with fast_clock(box):
                await wait_settled(harness)
            posts = [m for c in harness.world.channels.values() for m in harness.results(c)]
            rows = await harness.rows()
            if trigger == "command":
                await check_outcome(harness, case)
            await wake_sleepers(box)

    assert [row["state"] for row in rows] == ["delivered"] * len(rows)
    post = posts[-1]
    assert len(posts) == len(rows)
    assert (post.channel is thread) == (case is ARCHIVED)
    assert "has expired" not in post.content
    if case is ARCHIVED:
        waiting = [m for m in box.discord.world.messages(thread) if not m.deleted and "fetching" in m.content]
        assert waiting == []
