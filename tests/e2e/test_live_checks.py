"""Live checks: assumptions hold against the simulators, broken ones are found, and nothing is left behind."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

import pytest

from bot.clock import SystemClock
from bot.ops.live_checks import CHECKS, LiveOptions, Verdict, plan_live_checks, run_live_checks
from bot.ops.live_checks.session import MARKER
from bot.platform_clients import fal_client
from config import load_catalogue
from sandbox.broken_assumptions import BREAKING_FAULTS, break_assumption
from sandbox.discord.entities import Overwrite
from sandbox.discord.permissions import Permission
from sandbox.server import open_sandbox

IDS = [check.id for check in CHECKS]


class JumpingClock:
    """The sandbox's clock; a sleep advances it instead of waiting."""

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


def posts(box, channel=None):
    """The bot's messages in the channel that still exist."""
    messages = box.discord.world.messages(channel or box.people.studio)
    return [one for one in messages if one.author is box.discord.world.bot and not one.deleted]


@asynccontextmanager
async def operator(box, channel=None):
    """Press the button of the checks as soon as it is posted."""

    async def press():
        def button():
            return next(
                (one for one in posts(box, channel) if one.components and "press" in one.content), None
            )

        await box.discord.until(button, 30.0)
        message = button()
        custom_id = message.components[0]["components"][0]["custom_id"]
        await box.discord.client(box.people.olivia, message.channel).click(message, custom_id)

    pressing = asyncio.create_task(press())
    try:
        yield
    finally:
        pressing.cancel()
        await asyncio.gather(pressing, return_exceptions=True)


async def run(box, tmp_path, *only, say=lambda _line: None, click_seconds=30.0, channel=None):
    configured = box.settings(tmp_path, FAL_SCHEMA_URL=box.fal.schema_url)
    options = LiveOptions(
        channel_id=(channel or box.people.studio).id,
        only=only,
        click_seconds=click_seconds,
        report=tmp_path / "report",
    )
    async with fal_client(configured, SystemClock()) as fal:
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


def test_every_breaking_fault_belongs_to_a_check():
    assert set(BREAKING_FAULTS) == set(IDS)
    assert len(IDS) == len(set(IDS))


@pytest.mark.parametrize("published", [False, True])
async def test_the_picture_is_drawn_in_the_form_that_the_published_schema_requires(tmp_path, published):
    async with open_sandbox(picture_bytes=20_000, published=published) as box:
        report = await run(box, tmp_path, "fal-schema", "fal-inputs", "fal-dimensions")

        assert report.passed, verdicts(report)
        assert ("image_size" in box.fal.submits[0].arguments) is published


async def test_the_picture_reveals_that_fal_ignores_the_size(tmp_path):
    async with open_sandbox(picture_bytes=20_000) as box:
        box.faults.arm("fal.job.published")
        report = await run(box, tmp_path, "fal-inputs", "fal-dimensions")

        found = verdicts(report)
        assert found["fal-inputs"][0] is Verdict.HOLDS
        assert found["fal-dimensions"][0] is Verdict.BROKEN
        assert "drawn 1024 x 768" in found["fal-dimensions"][1]


async def test_without_a_click_the_reply_checks_are_not_settled_and_say_why(box, tmp_path):
    report = await run(box, tmp_path, "discord-nonce", "reply-components-v2", click_seconds=0.1)

    found = verdicts(report)
    assert found["discord-nonce"][0] is Verdict.HOLDS
    assert found["reply-components-v2"] == (Verdict.NOT_SETTLED, "the button was not pressed within 0.1 s")
    assert not report.passed
    nothing_is_left(box)


@pytest.mark.parametrize("check_id", ["discord-reaction", "fal-dimensions", "reply-components-v2"])
async def test_a_failing_check_does_not_stop_the_others(box, tmp_path, monkeypatch, check_id):
    check = next(one for one in CHECKS if one.id == check_id)
    monkeypatch.setattr(type(check), "run", property(_failing(check_id, type(check).run)))
    async with operator(box):
        report = await run(box, tmp_path, check_id, "fal-result-file")

    found = verdicts(report)
    assert found[check_id] == (Verdict.NOT_SETTLED, "the check failed: ZeroDivisionError")
    assert found["fal-result-file"][0] is Verdict.HOLDS
    nothing_is_left(box)


def _failing(check_id, descriptor):
    async def fail(_session):
        raise ZeroDivisionError

    return lambda check: fail if check.id == check_id else descriptor.__get__(check)


@pytest.mark.parametrize("after", [0, 1, 5, 10, 15, 20, 24, 28])
async def test_an_interruption_between_checks_leaves_nothing_behind(box, tmp_path, after):
    said = []

    def say(line):
        said.append(line)
        if sum(one.startswith("holds") for one in said) == after and not said[-1].startswith("Clean"):
            task.cancel()

    async with operator(box):
        task = asyncio.create_task(run(box, tmp_path, say=say))
        with pytest.raises(asyncio.CancelledError):
            if not after:
                await box.discord.until(lambda: posts(box), 30.0)
                task.cancel()
            await task

    assert json.loads((tmp_path / "report.json").read_text())["interrupted"] is True
    nothing_is_left(box)


SLOW_CALLS = [
    (
        "discord.rest.slow",
        {"route": "POST /channels/{channel_id}/messages json", "seconds": 0.4},
        "discord-nonce",
    ),
    ("discord.rest.slow", {"route": "POST multipart", "seconds": 0.4}, "discord-upload-limit"),
    ("discord.rest.slow", {"route": "POST commands", "seconds": 0.4}, "discord-command-echo"),
    ("discord.rest.slow", {"route": "POST callback", "seconds": 0.4}, "reply-components-v2"),
    ("discord.rest.slow", {"route": "PATCH @original", "seconds": 0.4}, "reply-webhook-pace"),
    ("fal.submit.slow", {"seconds": 0.4}, "fal-dimensions"),
    ("fal.submit.slow", {"seconds": 0.4}, "fal-cancellation"),
]


@pytest.mark.parametrize(("fault", "params", "check_id"), SLOW_CALLS)
async def test_objects_created_during_an_interruption_are_removed(tmp_path, fault, params, check_id):
    async with open_sandbox(picture_bytes=20_000, render_seconds=1000.0) as box:
        box.faults.arm(fault, **params)
        async with operator(box):
            task = asyncio.create_task(run(box, tmp_path, check_id))
            await box.fal.until(lambda: fault in box.faults.taken)
            task.cancel()
            await asyncio.sleep(0.05)
            task.cancel()  # an impatient second Ctrl-C
            with pytest.raises(asyncio.CancelledError):
                await task

        nothing_is_left(box)


async def test_objects_that_cannot_be_removed_are_reported(box, tmp_path):
    box.faults.arm("discord.rest.403", times=20, route="DELETE")
    said = []
    report = await run(box, tmp_path, "discord-nonce", "discord-command-echo", say=said.append)

    assert not report.passed
    assert len(report.left_behind) == 2
    assert any(line.startswith("Left behind:") for line in said)


async def test_messages_are_removed_from_a_channel_whose_history_the_bot_cannot_read(box, tmp_path):
    hidden = Overwrite(deny=int(Permission.READ_MESSAGE_HISTORY), is_member=True)
    channel = box.people.guild.create_channel("blind", {box.discord.world.bot: hidden})
    async with operator(box, channel):
        report = await run(box, tmp_path, channel=channel)

    broken = {name for name, (verdict, _) in verdicts(report).items() if verdict is Verdict.BROKEN}
    assert broken == {"discord-history", "discord-reaction"}
    assert report.left_behind == []
    assert posts(box, channel) == []


async def test_an_unwritable_report_is_announced_and_the_clean_up_continues(box, tmp_path):
    (tmp_path / "report.json").mkdir()
    said = []
    report = await run(box, tmp_path, "discord-nonce", say=said.append)

    assert not report.passed
    assert any("--report" in line for line in said)
    nothing_is_left(box)


async def test_only_leftovers_of_a_killed_run_are_removed(box, tmp_path):
    client = box.discord.client(box.people.alice, box.people.studio)
    kept = await client.send(f"what is {MARKER}?")
    box.faults.arm("discord.rest.403", times=20, route="DELETE")
    await run(box, tmp_path, "discord-nonce", "discord-command-echo")
    assert posts(box)
    box.faults.clear()

    report = await run(box, tmp_path, "discord-nonce")

    assert report.passed
    assert not kept.deleted
    nothing_is_left(box)


async def test_the_report_contains_every_check_and_no_secrets_or_names(box, tmp_path):
    box.faults.arm("fal.job.echo-pictures")
    async with operator(box):
        await run(box, tmp_path)

    texts = [(tmp_path / f"report.{suffix}").read_text(encoding="utf-8") for suffix in ("json", "txt")]
    data = json.loads(texts[0])
    assert [check["id"] for check in data["checks"]] == IDS
    assert all(check["observed"] and check["meaning"] for check in data["checks"])
    tokens = [one.token for one in box.discord.interactions]
    world = box.discord.world
    hidden = [box.discord.token, box.fal.key, *box.fal.key.split(":"), *tokens, box.people.guild.name]
    hidden += [str(box.people.guild.id), str(box.people.studio.id), str(world.bot.id)]
    for text in texts:
        assert [secret for secret in hidden if secret in text] == []


@pytest.mark.parametrize(
    ("only", "named", "not_named"),
    [
        ((), ("press a button", "MiB", "register", "draw one picture", "cancel it at once", "$0.01"), ()),
        (("discord-nonce",), (), ("press a button", "MiB", "register", "picture", "$")),
        (("fal-schema", "fal-wrong-key"), (), ("$",)),
        (("fal-cancellation",), ("at most $0.01",), ("draw one",)),
        (("fal-dimensions",), ("about $0.01",), ("cancel",)),
    ],
)
async def test_the_plan_names_the_place_and_the_cost(box, tmp_path, only, named, not_named):
    settings = box.settings(tmp_path)
    options = LiveOptions(channel_id=box.people.studio.id, only=only)
    async with fal_client(settings, SystemClock()) as fal:
        plan = await plan_live_checks(
            settings,
            options,
            clock=box.clock,
            model=load_catalogue().get(settings.fal_model),
            fal=fal,
        )

    text = "\n".join(plan)
    assert "#studio of Easel Studio" in text
    assert [phrase for phrase in named if phrase not in text] == []
    assert [phrase for phrase in not_named if phrase in text] == []
    assert box.fal.submits == []
    assert posts(box) == []
