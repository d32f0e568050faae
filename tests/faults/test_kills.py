"""Kill cases: SIGKILL before, during and after every step, then a restart."""

from __future__ import annotations

from importlib import import_module
from operator import attrgetter

import pytest

from sandbox.bot_process import CrashPoint, running_process
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.fast_clock import fast_clock
from tests.faults.fault_case import Outcome, check_outcome
from tests.faults.kill_repeats import REPEAT_KILLS
from tests.faults.kill_tools import AWAY, JOBS, SANDBOX, expire_and_close, killed_at
from tests.faults.kill_until_notified import UNTIL_NOTIFIED
from tests.faults.kill_until_rendered import UNTIL_RENDERED
from tests.faults.waiting import wait_settled

KILLS = (*UNTIL_RENDERED, *UNTIL_NOTIFIED)
CASES = tuple(kill.case for kill in (*KILLS, *REPEAT_KILLS))


def test_every_crash_point_is_a_function_of_the_bot() -> None:
    points = {kill.crash_at.at for kill in (*KILLS, *REPEAT_KILLS) if kill.crash_at is not None}

    assert points
    for point in points:
        module, _, path = point.partition(":")
        assert callable(attrgetter(path)(import_module(module))), point


def _explanations(harness: Harness) -> list[str]:
    world = harness.world
    said = [m.content for channel in world.channels.values() for m in world.messages(channel)]
    return [text for text in said if "You weren't charged." in text]


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.case.name)
async def test_a_killed_bot_has_the_promised_outcome_after_the_next_start(tmp_path, kill):
    case = kill.case
    async with open_sandbox(**{**SANDBOX, **case.sandbox}) as box:
        harness = Harness(box, tmp_path)
        case.arrange(harness)
        async with running_process(box, tmp_path, crash_at=kill.crash_at, **{**CALM, **case.settings}) as bot:
            with killed_at(harness, bot, kill.exchange):
                interaction = await harness.alice.slash("imagine", prompt="a tin soldier", count=case.count)
                if case.during is not None:
                    await case.during(harness, interaction)
                    bot.kill()
                status = await bot.wait()
        box.faults.clear()
        box.clock.advance(kill.away)

        async with running_bot(harness, **{**CALM, **case.settings}):
            await wait_settled(harness)
            await check_outcome(harness, case)

        assert status == -9, bot.log.read_text()
        assert len(_explanations(harness)) == (case.outcome is Outcome.REFUNDED)
        if case.outcome is Outcome.DELIVERED:
            assert harness.results() == [interaction.response]
        if case.outcome is Outcome.REFUNDED:
            assert interaction.response is not None
            if case.arrange is not expire_and_close:  # then it is a direct message
                assert _explanations(harness) == [interaction.response.content]


async def test_a_private_explanation_may_be_repeated_after_a_kill_and_is_never_missing(tmp_path):
    """Discord has no way to look for a private message, and a member must learn of the refund."""
    crash_at = CrashPoint(at=JOBS + "record_notified", when="before")
    async with open_sandbox(**SANDBOX) as box:
        harness = Harness(box, tmp_path)
        harness.faults.arm("fal.job.policy-422")
        async with running_process(box, tmp_path, crash_at=crash_at, **CALM) as bot:
            await harness.alice.slash("imagine", prompt="a tin soldier", count=2)
            assert await bot.wait() == -9
        before = _private(harness)
        async with running_bot(harness, **CALM):
            await wait_settled(harness)
        (row,) = await harness.rows()

        assert len(before) == 1
        assert set(_private(harness)) == set(before)
        assert (row["charged"], len(harness.fal.submits)) == (0, 1)


def _private(harness: Harness) -> list[tuple[str, str]]:
    world = harness.world
    said = [m for channel in world.channels.values() for m in world.messages(channel) if m.ephemeral_to]
    return [(m.ephemeral_to.name, m.content) for m in said if "You weren't charged." in m.content]


@pytest.mark.parametrize("kill", REPEAT_KILLS, ids=lambda kill: kill.case.name)
async def test_a_repeat_by_reaction_survives_a_kill(tmp_path, kill):
    async with open_sandbox(**{**SANDBOX, **kill.case.sandbox}) as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM), fast_clock(box):
            first = await harness.result_of(await harness.alice.slash("imagine", prompt="again", count=2))
            await harness.until(lambda: first.reactions)
            await harness.wait_idle()
        async with (
            running_process(box, tmp_path, crash_at=kill.crash_at, **CALM) as bot,
            fast_clock(box, kill.pace),
        ):
            with killed_at(harness, bot, kill.exchange):
                await kill.case.during(harness, None)
                status = await bot.wait()
        box.clock.advance(AWAY)

        async with running_bot(harness, **CALM), fast_clock(box, kill.pace):
            await harness.until(lambda: len(harness.results()) == 2)
            rows = await wait_settled(harness)
            entries = await harness.entries()

        assert status == -9, bot.log.read_text()
        assert len(harness.results()) == 2
        assert [len(post.attachments) for post in harness.results()] == [2, 2]
        assert harness.world.messages(box.people.studio) == harness.results()
        assert [row["state"] for row in rows] == ["delivered", "delivered"]
        # The killed process had a clock of its own, so the order of the rows is random.
        assert sorted(row["source"] for row in rows) == ["command", "reaction"]
        assert sum(entry["spend_delta"] for entry in entries) == sum(row["charged"] for row in rows) == 24
        assert len([submit for submit in box.fal.submits if submit.accepted]) == 2
