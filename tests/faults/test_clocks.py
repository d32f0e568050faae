"""A machine clock that is wrong, or that is set while the bot runs."""

from __future__ import annotations

import io

import pytest

from bot.logging import set_up_logging
from sandbox.clock import MachineClock
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.fast_clock import fast_clock, wake_sleepers
from tests.faults.fault_case import FaultCase, Outcome, Step, check_outcome
from tests.faults.waiting import wait_settled

SMALL = {"picture_bytes": 20_000}
LONG = {**CALM, "JOB_DEADLINE_SECONDS": "3600"}
_TOKEN_LIFE = 15 * 60

ERRORS = {
    "ahead-20-min": 1200.0,
    "behind-20-min": -1200.0,
    "ahead-90-s": 90.0,
    "ahead-25-h": 25 * 3600.0,
}


def _case(name: str, fault: str, outcome: Outcome = Outcome.DELIVERED) -> FaultCase:
    return FaultCase(
        name=f"clock-{name}", step=Step.POSTING, fault=f"the machine's clock {fault}", outcome=outcome
    )


WRONG = {name: _case(name, f"is {name.replace('-', ' ')}") for name in ERRORS}
JUMPS = {
    "jumps-ahead": (_case("jumps-ahead", "is set one hour ahead while fal draws"), 3600.0),
    "jumps-back": (_case("jumps-back", "is set one hour back while fal draws"), -3600.0),
}
LATE = _case(
    "ahead-killed-after-late-post",
    "is 90 s ahead; the bot is stopped after a late post and before its record",
    Outcome.ELSEWHERE,
)
CASES = (*WRONG.values(), *(case for case, _ in JUMPS.values()), LATE)


@pytest.mark.parametrize("private", [False, True], ids=["public", "private"])
@pytest.mark.parametrize("error", ERRORS)
async def test_a_wrong_clock_is_harmless_and_reported_once(tmp_path, error, private):
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    async with open_sandbox(**SMALL) as box:
        harness = Harness(box, tmp_path)
        machine = MachineClock(box.clock, ahead=ERRORS[error])
        async with running_bot(harness, clock=machine, **CALM) as app:
            interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2, private=private)
            post = await harness.result_of(interaction)
            await check_outcome(harness, WRONG[error])
            ahead = app.bot.clock.machine_ahead
            (row,) = await harness.rows()
            await wake_sleepers(box)

    assert post is interaction.response
    assert ahead == pytest.approx(ERRORS[error], abs=2.0)
    assert row["created_ms"] / 1000 == pytest.approx(interaction.created_at, abs=5.0)
    assert lines.getvalue().count("machine clock is wrong") == 1


@pytest.mark.parametrize("jump", JUMPS)
async def test_setting_the_clock_while_fal_draws_changes_nothing(tmp_path, jump):
    case, seconds = JUMPS[jump]
    async with open_sandbox(**SMALL, render_seconds=60.0) as box:
        harness = Harness(box, tmp_path)
        machine = MachineClock(box.clock)
        async with running_bot(harness, clock=machine, **LONG):
            interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2)
            await harness.fal.until(lambda: harness.fal.submits)
            machine.ahead = seconds
            harness.clock.advance(61.0)
            post = await harness.result_of(interaction)
            await check_outcome(harness, case)
            await wake_sleepers(box)

    assert post is interaction.response
    assert "−" not in post.content
    assert "-" not in post.content.split("·")[-1]


async def test_a_late_post_is_found_again_although_the_clock_is_ahead(tmp_path):
    async with open_sandbox(**SMALL, render_seconds=1000.0) as box:
        harness = Harness(box, tmp_path)
        machine = MachineClock(box.clock, ahead=90.0)
        async with running_bot(harness, clock=machine, **LONG):
            await harness.alice.slash("imagine", prompt="a red kite", count=2)
            await harness.fal.until(lambda: harness.fal.submits)
            # The post is done, but its answer is lost, and then the bot is stopped.
            harness.faults.arm("discord.rest.lost-answer", route="POST /channels messages multipart")
            harness.clock.advance(_TOKEN_LIFE + 200.0)
            await harness.until(harness.results)
            harness.faults.arm("discord.rest.503", route="GET /channels messages", times=100)
        harness.faults.clear()
        harness.clock.advance(600.0)
        async with fast_clock(box), running_bot(harness, clock=machine, **LONG):
            await wait_settled(harness)
            await check_outcome(harness, LATE)
            await wake_sleepers(box)
