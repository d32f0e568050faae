"""Images of the wrong size are posted as they are, charged by their actual size, and reported to the operator."""

from __future__ import annotations

import pytest

from sandbox.server import open_sandbox
from tests.e2e.harness import QUICK, Harness, open_harness, running_bot
from tests.faults.waiting import wait_settled

LARGE = {"size": "2048x2048", "quality": "high", "count": 2}
# Large pictures that take no time to draw.
CHEAP = {"picture_bytes": 20_000}
MANY_CREDITS = {"QUOTA_DAILY_CREDITS": "200", "QUOTA_SERVER_DAILY_CREDITS": "1000"}
CREDITS = {"QUOTA_DAILY_CREDITS": "100"}
MISMATCH = "images differ from the requested size"


def sizes(post):
    return [(one.width, one.height) for one in post.attachments]


async def settlement(harness, job=0):
    """The row of a job and its closing ledger entry."""
    row = (await harness.rows())[job]
    (close,) = [
        e for e in await harness.entries() if e["generation_id"] == row["id"] and e["phase"] == "close"
    ]
    return row, close


def mismatches_in(caplog):
    return [r for r in caplog.records if isinstance(r.msg, dict) and r.msg["event"] == MISMATCH]


async def test_a_smaller_picture_is_posted_with_its_size_and_the_difference_is_refunded_at_once(
    tmp_path, caplog
):
    async with open_harness(tmp_path, sandbox=CHEAP, **CREDITS) as harness:
        harness.faults.arm("fal.job.published")
        post = await harness.draw(**LARGE)
        row, close = await settlement(harness)

        assert harness.fal.submits[0].arguments["size"] == "2048x2048"
        assert sizes(post) == [(1024, 768)] * 2
        assert "The model returned 1024 × 768 instead of the requested size" in post.content
        assert "30 credits" in post.content
        assert (row["charged"], row["drawn_credits"], close["kind"]) == (30, 30, "settle")
        assert close["spend_delta"] == -56
        (logged,) = mismatches_in(caplog)
        assert logged.levelname == "WARNING"
        assert (logged.msg["requested"], logged.msg["drawn"]) == ("2048x2048", "1024x768")
        assert (logged.msg["charged"], logged.msg["reserved"]) == (30, 86)
        quota = await harness.answer_text(await harness.alice.slash("quota"))
        assert "70" in quota


async def test_a_repeat_reserves_the_full_price_again_and_history_shows_what_was_charged(tmp_path):
    async with open_harness(tmp_path, sandbox=CHEAP, **MANY_CREDITS) as harness:
        harness.faults.arm("fal.job.published", times=2)
        post = await harness.draw(**LARGE)
        await harness.result_of(await harness.alice.click(post, "Again"))
        await harness.wait_idle()
        reserved = [e["spend_delta"] for e in await harness.entries() if e["phase"] == "open"]

        assert reserved == [86, 86]
        assert [row["charged"] for row in await harness.rows()] == [30, 30]


async def test_a_larger_picture_costs_at_most_the_reserved_credits(tmp_path):
    async with open_harness(tmp_path, sandbox=CHEAP, **CREDITS) as harness:
        harness.faults.arm("fal.job.wrong-size", width=2048, height=2048)
        post = await harness.draw(size="1024x1024", quality="high", count=2)
        row, close = await settlement(harness)

        assert sizes(post) == [(2048, 2048)] * 2
        assert (row["charged"], close["spend_delta"]) == (44, 0)
        assert row["drawn"] is not None


async def test_each_picture_is_charged_by_its_own_size(tmp_path):
    async with open_harness(tmp_path, sandbox=CHEAP, **MANY_CREDITS) as harness:
        harness.faults.arm("fal.job.mixed-sizes")
        post = await harness.draw(size="2048x2048", quality="high", count=4)
        row, _ = await settlement(harness)

        assert sizes(post) == [(2048, 2048), (1024, 768)] * 2
        assert row["charged"] == 2 * 43 + 2 * 15


async def test_pictures_of_the_requested_size_record_nothing(tmp_path, caplog):
    async with open_harness(tmp_path, sandbox=CHEAP, **CREDITS) as harness:
        await harness.draw(**LARGE)
        row, _ = await settlement(harness)

        assert (row["charged"], row["drawn"], row["drawn_credits"]) == (86, None, None)
        assert not mismatches_in(caplog)


async def test_the_operator_is_alerted_once_per_size_and_sees_them_in_the_status(tmp_path):
    async with open_sandbox(**CHEAP) as box:
        harness = Harness(box, tmp_path)
        desk = box.people.quiet
        async with running_bot(harness, **QUICK, OPERATOR_CHANNEL_ID=str(desk.id)):
            harness.faults.arm("fal.job.published", times=3)
            for size in ("2048x2048", "2048x2048", "1536x1024"):
                await harness.draw(size=size, quality="low")
            told = box.discord.world.messages
            await harness.until(lambda: len(told(desk)) == 2)
            status = await harness.answer_text(
                await harness.client(box.people.olivia).slash("operator status")
            )

        assert [message.content.split(" (")[0] for message in told(desk)] == [
            "fal-ai/gpt-image-2 returned 1024x768 instead of 2048x2048",
            "fal-ai/gpt-image-2 returned 1024x768 instead of 1536x1024",
        ]
        assert "- 2048x2048 → 1024x768: 2" in status
        assert "- 1536x1024 → 1024x768: 1" in status


@pytest.mark.parametrize("restart", [False, True])
async def test_an_unrecorded_post_is_charged_by_its_actual_size_after_a_restart(tmp_path, restart):
    async with open_sandbox(**CHEAP) as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **QUICK, **CREDITS) as app:
            if restart:

                async def dies(*_args, **_kwargs):
                    raise OSError("the process ends here")

                app.services.job_store.finish_delivered = dies
            harness.faults.arm("fal.job.published")
            interaction = await harness.alice.slash("imagine", prompt="once", **LARGE)
            await harness.result_of(interaction)
        async with running_bot(harness, **QUICK, **CREDITS):
            (row,) = await wait_settled(harness)

            assert row["charged"] == 30
            assert len(harness.results()) == 1
