"""Promises that were once broken in quiet ways; each test is the reproduction."""

import io
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from bot.jobs.ports import DeliveryPendingError
from bot.logging import set_up_logging
from sandbox.server import open_sandbox
from tests.e2e.harness import Harness, open_harness, running_bot
from tests.faults.waiting import wait_settled

QUICK = {"PROGRESS_SECONDS": "0.05", "FAL_POLL_SECONDS": "0.1"}
FULL = (
    "CREATE TRIGGER full BEFORE INSERT ON generations "
    "BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END"
)


async def _fill_the_disk(harness):
    async with harness.app.database.write() as connection:
        await connection.exec_driver_sql(FULL)


async def test_a_database_error_carries_neither_prompt_nor_token_into_the_log(tmp_path):
    log = io.StringIO()
    set_up_logging(level="INFO", form="json", stream=log)
    async with open_harness(tmp_path) as harness:
        await _fill_the_disk(harness)
        interaction = await harness.alice.slash("imagine", prompt="a zebra in the moonlight")
        answer = await harness.answer_text(interaction)

    assert "tell the operator this id" in answer
    assert "disk is full" in log.getvalue()
    assert "zebra" not in log.getvalue()
    assert interaction.token not in log.getvalue()


async def test_again_answers_also_when_the_database_does_not(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
        await harness.wait_idle()
        await _fill_the_disk(harness)

        answer = await harness.answer_text(await harness.alice.click(post, "Again"))

        assert "nothing was charged" in answer


async def test_a_result_in_a_direct_message_has_no_button_that_could_not_work(tmp_path):
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
async def test_a_result_that_got_through_unnoted_is_never_posted_again_after_the_token_is_gone(
    tmp_path, where
):
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


async def test_what_follows_the_acceptance_cannot_look_like_a_refusal(tmp_path):
    async with open_harness(tmp_path) as harness:

        async def locked(_day):
            raise OperationalError("SELECT", {}, Exception("database is locked"))

        harness.app.bot.services.quota.spent_by_bot = locked
        interaction = await harness.alice.slash("imagine", prompt="a red kite")
        post = await harness.result_of(interaction)
        await harness.wait_idle()

        assert not any("nothing was charged" in text for text in [*post.edits, post.content])


async def test_results_that_cannot_be_posted_do_not_stand_before_those_that_can(tmp_path):
    settings = {"JOBS_RUNNING": "20", "JOBS_RUNNING_PER_MEMBER": "20", "QUOTA_DAILY_CREDITS": "1000"}
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
        await harness.fal.until(lambda: len(harness.fal.requests) == 9, timeout=20)
        await harness.fal.until(lambda: len(stuck) >= 8, timeout=20)

        await harness.result_of(await harness.bob.slash("imagine", prompt="bob's"))

        harness.clock.advance(700)
        await harness.until(lambda: len(harness.results()) == 10)


async def test_one_row_that_cannot_be_read_does_not_keep_the_bot_from_serving(tmp_path):
    async with open_harness(tmp_path) as harness:
        await harness.result_of(await harness.alice.slash("imagine", prompt="old"))
        await harness.wait_idle()
    with sqlite3.connect(tmp_path / "easel.db") as connection:
        connection.execute("UPDATE generations SET state = 'paused', told = 0")

    async with open_harness(tmp_path) as harness:
        await harness.result_of(await harness.alice.slash("imagine", prompt="new"))


async def test_fal_saying_retry_in_zero_seconds_is_not_hammered(tmp_path):
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.submit.429", times=1000, retry_after=0)
        await harness.alice.slash("imagine", prompt="patience")
        await harness.fal.until(lambda: harness.faults.taken)
        # One second of the clock between the first and the second attempt, two before the third.
        harness.clock.advance(0.5)
        assert len(harness.faults.taken) == 1
        harness.faults.clear()
        harness.clock.advance(1.0)
        await harness.until(harness.results)
