"""Outages of the whole service are recognized, reported and survived; temporary failures are announced."""

from __future__ import annotations

import pytest

from tests.e2e.harness import open_harness

REFUSALS = {
    "at the submit": ("fal.submit.422", {"loc": ["body", "size"], "type": "extra_forbidden"}),
    "at the result": ("fal.job.completed-with-error", {"status": 422, "error_type": "extra_forbidden"}),
    "with a broken gateway": ("fal.submit.500", {}),
    "with missing files": ("fal.file.404", {}),
}
MANY = 10_000


async def ask(harness, member, prompt):
    """The last text that the member reads."""
    interaction = await member.slash("imagine", prompt=prompt, quality="low")
    await harness.until(
        lambda: any("Easel" in m.content or "charged" in m.content for m in interaction.messages)
    )
    await harness.wait_idle()
    return [m.content for m in interaction.messages if m.content not in ("", "…")][-1]


async def status(harness):
    olivia = harness.client(harness.people.olivia)
    return await harness.content_of(await olivia.slash("operator status"))


@pytest.mark.parametrize("name", REFUSALS)
async def test_ten_identical_failures_of_several_members_are_an_outage(tmp_path, name):
    fault, params = REFUSALS[name]
    async with open_harness(tmp_path, sandbox={"picture_bytes": 2000}) as harness:
        harness.faults.arm(fault, times=MANY, **params)
        texts = [
            await ask(harness, member, f"a red kite {number}")
            for number, member in enumerate([harness.alice, harness.bob] * 5)
        ]

        assert all("regardless of the prompt" not in text for text in texts[:9])
        assert "failing all requests, regardless of the prompt" in texts[9]
        assert "You weren't charged" in texts[9]
        sent = len(harness.fal.submits)
        assert "Easel is paused: the image service is failing all requests" in await ask(
            harness, harness.mod, "another"
        )
        assert len(harness.fal.submits) == sent == 10
        assert "fal: failing all requests in the same way" in await status(harness)

        harness.sandbox.clock.advance(61)  # half-open: one request is the probe, and it fails
        await ask(harness, harness.mod, "a probe")
        assert len(harness.fal.submits) == 11
        assert "fal: failing all requests" in await status(harness)

        harness.faults.clear()
        harness.sandbox.clock.advance(121)
        await harness.result_of(await harness.mod.slash("imagine", prompt="a second probe", quality="low"))
        await harness.wait_idle()
        assert "fal: accepting requests" in await status(harness)
        rows = await harness.rows()
        assert sum(row["charged"] for row in rows) == 1


async def test_the_alert_names_type_and_location(tmp_path):
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.submit.422", times=MANY, loc=["body", "size"], type="extra_forbidden")
        for number, member in enumerate([harness.alice, harness.bob] * 5):
            await ask(harness, member, f"a red kite {number}")

        assert "HTTP 422, extra_forbidden, body.size" in await status(harness)


async def test_ten_policy_refusals_of_one_member_do_not_open_the_breaker(tmp_path):
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.job.policy-422", times=10)
        for number in range(10):
            await ask(harness, harness.alice, f"a red kite {number}")
            harness.sandbox.clock.advance(24 * 3600)
        assert len(harness.fal.submits) == 10

        await harness.result_of(await harness.bob.slash("imagine", prompt="a blue kite"))
        assert "fal: accepting requests" in await status(harness)


async def test_a_result_that_cannot_be_read_yet_is_announced(tmp_path):
    async with open_harness(tmp_path, PROGRESS_SECONDS="0.05") as harness:
        harness.faults.arm("fal.result.garbage", times=4)
        interaction = await harness.alice.slash("imagine", prompt="a red kite")
        expected = "The image service has finished, but its response can't be read yet."
        await harness.until(lambda: interaction.response and expected in interaction.response.content)
        harness.faults.clear()
        harness.sandbox.clock.advance(60)
        await harness.result_of(interaction)


@pytest.mark.parametrize("fault", ["fal.submit.429"])
async def test_a_busy_service_is_announced_while_the_submit_is_repeated(tmp_path, fault):
    async with open_harness(tmp_path, PROGRESS_SECONDS="0.05") as harness:
        harness.faults.arm(fault, retry_after=120)
        interaction = await harness.alice.slash("imagine", prompt="a red kite")
        expected = "The image service isn't accepting requests right now."
        await harness.until(lambda: interaction.response and expected in interaction.response.content)
        harness.sandbox.clock.advance(121)
        await harness.result_of(interaction)
