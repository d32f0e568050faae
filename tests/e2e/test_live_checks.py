"""Live checks: every assumption holds against the simulators, is found broken when it is, and nothing is left."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest

from bot.ops.doctor import open_fal_client
from bot.ops.live_checks import CHECKS, LiveOptions, Verdict, run_live_checks
from config import load_catalogue
from sandbox.broken_assumptions import BREAKING_FAULTS, break_assumption
from sandbox.server import open_sandbox

IDS = [check.id for check in CHECKS]


class JumpingClock:
    """The sandbox's clock, which a sleep moves forward instead of waiting."""

    def __init__(self, clock):
        self._clock = clock

    def now(self):
        return self._clock.now()

    async def sleep(self, seconds):
        self._clock.advance(max(0.0, seconds))
        await asyncio.sleep(0)


@pytest.fixture
async def box():
    async with open_sandbox(picture_bytes=20_000) as sandbox:
        yield sandbox


def posts(box):
    """The bot's messages in the channel that still exist."""
    messages = box.discord.world.messages(box.people.studio)
    return [one for one in messages if one.author is box.discord.world.bot and not one.deleted]


@asynccontextmanager
async def operator(box):
    """Press the button of the checks as soon as it is posted."""

    async def press():
        def button():
            return next((one for one in posts(box) if one.components and "press" in one.content), None)

        await box.discord.until(button, 30.0)
        message = button()
        custom_id = message.components[0]["components"][0]["custom_id"]
        await box.discord.client(box.people.olivia, box.people.studio).click(message, custom_id)

    pressing = asyncio.create_task(press())
    try:
        yield
    finally:
        pressing.cancel()
        await asyncio.gather(pressing, return_exceptions=True)


async def run(box, tmp_path, *only, say=lambda _line: None, click_seconds=30.0, **settings):
    configured = box.settings(tmp_path, **settings)
    options = LiveOptions(
        channel_id=box.people.studio.id,
        only=only,
        click_seconds=click_seconds,
        report=tmp_path / "report",
    )
    async with open_fal_client(configured) as fal:
        return await run_live_checks(
            configured,
            options,
            clock=JumpingClock(box.clock),
            model=load_catalogue().get(configured.fal_model),
            fal=fal,
            say=say,
        )


def verdicts(report):
    return {check.id: (found.verdict, found.observed) for check, found in report.results}


def nothing_is_left(box):
    assert posts(box) == []
    assert box.discord.commands.all(box.people.guild.id) == []
    assert all(one.state in ("COMPLETED", "GONE") or one.cancelled for one in box.fal.requests.values())


async def test_every_assumption_holds_against_the_simulators(box, tmp_path):
    async with operator(box):
        report = await run(box, tmp_path)

    found = verdicts(report)
    assert list(found) == IDS
    assert {name: seen for name, seen in found.items() if seen[0] is not Verdict.HOLDS} == {}, found
    assert report.passed
    assert report.left_behind == []
    nothing_is_left(box)


@pytest.mark.parametrize("check_id", IDS)
async def test_an_assumption_that_the_simulator_breaks_is_reported_as_broken(box, tmp_path, check_id):
    break_assumption(box.faults, check_id)
    async with operator(box):
        report = await run(box, tmp_path, check_id)

    assert {name for name, _ in BREAKING_FAULTS[check_id]} <= set(box.faults.taken)
    verdict, observed = verdicts(report)[check_id]
    assert verdict is Verdict.BROKEN, observed
    assert not report.passed


def test_there_is_no_breaking_fault_without_a_check():
    assert set(BREAKING_FAULTS) == set(IDS)
    assert len(IDS) == len(set(IDS))
