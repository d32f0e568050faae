"""Delivery recovery: late, stuck and unnoted results are posted once."""

from __future__ import annotations

import pytest

from bot.jobs.ports import DeliveryPendingError
from sandbox.bot_process import CrashPoint, running_process
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, open_harness, running_bot
from tests.faults.fast_clock import fast_clock
from tests.faults.kill_tools import LONG_AWAY
from tests.faults.waiting import wait_settled

pytestmark = pytest.mark.usefixtures("either_wire_form")

QUICK = {"PROGRESS_SECONDS": "0.05", "FAL_POLL_SECONDS": "0.1"}


async def test_a_result_in_a_direct_message_has_no_unusable_button(tmp_path):
    async with open_harness(
        tmp_path, sandbox={"render_seconds": 1200.0}, JOB_DEADLINE_SECONDS="3600"
    ) as harness:
        people = harness.people
        interaction = await harness.client(people.alice, people.gallery).slash("imagine", prompt="late")
        await harness.until(lambda: interaction.response and "Drawing" in interaction.response.content)
        harness.clock.advance(1900)
        direct = harness.world.open_dm(people.alice)
        await harness.until(lambda: harness.results(direct))

        assert harness.results(direct)[0].components == []


@pytest.mark.parametrize("where", ["unseen channel", "busy channel"])
async def test_an_unrecorded_result_is_not_posted_again_after_the_token_expired(tmp_path, where):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        channel = box.people.gallery if where == "unseen channel" else box.people.studio
        if where == "busy channel":
            for number in range(60):
                await harness.client(box.people.bob, channel).send(f"chatter {number}")
        async with running_bot(harness, **QUICK) as app:

            async def dies(*_args, **_kwargs):
                raise OSError("the process ends here")

            app.services.job_store.finish_delivered = dies
            interaction = await harness.client(box.people.alice, channel).slash("imagine", prompt="once")
            await harness.result_of(interaction)
        box.clock.advance(16 * 60)

        async with running_bot(harness, **QUICK):
            (row,) = await wait_settled(harness)
            direct = box.discord.world.open_dm(box.people.alice)

            assert len(harness.results(channel)) + len(harness.results(direct)) == 1
            assert row["charged"] == (0 if where == "unseen channel" else 6)


async def test_undeliverable_results_do_not_delay_others(tmp_path):
    settings = {
        "JOBS_RUNNING": "20",
        "JOBS_RUNNING_PER_MEMBER": "20",
        "QUOTA_DAILY_CREDITS": "1000",
        "QUOTA_BOT_DAILY_CREDITS": "none",
    }
    async with open_harness(tmp_path, sandbox={"concurrency": 20}, **settings) as harness:
        courier = harness.app.services.delivery
        real = courier.deliver
        stuck = set()

        async def deliver(job, *rest):
            if job.user_id == harness.people.alice.id and job.id not in stuck:
                stuck.add(job.id)
                raise DeliveryPendingError("500/0", retry_after=600)
            return await real(job, *rest)

        courier.deliver = deliver
        for number in range(9):
            await harness.alice.slash("imagine", prompt=f"stuck {number}")
        await harness.fal.until(lambda: len(harness.fal.requests) == 9, timeout=60)
        await harness.fal.until(lambda: len(stuck) >= 8, timeout=60)

        await harness.result_of(await harness.bob.slash("imagine", prompt="bob's"))

        harness.clock.advance(700)
        await harness.until(lambda: len(harness.results()) == 10)


async def test_a_late_result_in_a_busy_channel_is_found_after_a_crash_and_not_posted_again(tmp_path):
    """Its token is dead, so it is a message of its own, and much is said before the bot is back."""
    crash_at = CrashPoint(at="bot.db.jobs:SqlJobStore.finish_delivered", when="before")
    async with open_sandbox(render_seconds=1200.0, picture_bytes=20_000) as box:
        harness = Harness(box, tmp_path)
        async with running_process(
            box, tmp_path, crash_at=crash_at, **CALM, JOB_DEADLINE_SECONDS="3600"
        ) as bot:
            await harness.alice.slash("imagine", prompt="once")
            await box.fal.until(lambda: any(r.stream_reads for r in box.fal.requests.values()))
            box.clock.advance(1300)
            assert await bot.wait() == -9, bot.log.read_text()
        for number in range(60):
            await harness.bob.send(f"chatter {number}")
        box.clock.advance(LONG_AWAY)

        async with running_bot(harness, **CALM), fast_clock(box):
            (row,) = await wait_settled(harness)
            assert len(harness.results()) == 1
            assert row["state"] == "delivered"
