"""Discord faults of late deliveries: the channel after the token expired, and direct messages."""

import pytest

from sandbox.discord import UserClient
from sandbox.discord.entities import ChannelType
from tests.e2e.harness import Harness
from tests.faults.case_runner import run_case, under_way
from tests.faults.fast_clock import fast_clock
from tests.faults.fault_arming import LONGER, MANY, PASSING, armed, passes
from tests.faults.fault_case import FaultCase, Outcome, Step
from tests.faults.waiting import wait_for

_CHANNEL = "POST /channels messages multipart"
_LATE = "The original reply has expired"
_TOKEN_LIFE = 15 * 60
_LONG_JOB = {"sandbox": {"render_seconds": 1000.0}, "settings": {"JOB_DEADLINE_SECONDS": "3600"}}


async def _token_dies(harness: Harness, interaction) -> None:
    await under_way(harness, interaction)
    harness.clock.advance(1000 + _TOKEN_LIFE)


async def _posted_and_then_nothing_for_minutes(harness: Harness, interaction) -> None:
    """The post got through unseen; then Discord answers nothing for longer than it keeps nonces."""
    await _token_dies(harness, interaction)
    await wait_for(lambda: any(r.fault for r in harness.discord.traffic.matching("POST /channels")))
    harness.faults.arm("discord.rest.503", route="POST /channels messages", times=9)
    harness.faults.arm("discord.rest.503", route="GET /channels messages", times=12)
    async with fast_clock(harness.sandbox, 5.0):
        await wait_for(lambda: not harness.app.bot.services.dispatcher.open_jobs)


def _no_messages(hours: float, fault: str = "discord.rest.503", **params: object):
    """Discord, or another server in its place, accepts no message for hours after the token has expired."""

    async def during(harness: Harness, interaction) -> None:
        await _token_dies(harness, interaction)
        until = harness.clock.now() + hours * 3600.0
        harness.faults.arm(fault, route="messages", times=MANY, until=until, **params)
        # Slow where calls with time limits should succeed: the fetch before, and the post afterward.
        async with fast_clock(harness.sandbox):
            await wait_for(
                lambda: any(r.fault for r in harness.discord.traffic.matching("POST /channels messages"))
            )
        async with fast_clock(harness.sandbox, 60.0):
            await wait_for(lambda: harness.clock.now() > until)
        async with fast_clock(harness.sandbox):
            await wait_for(lambda: not harness.app.bot.services.dispatcher.open_jobs)

    return during


BY_CHANNEL = (
    FaultCase(
        name="late-down-for-hours",
        step=Step.POSTING,
        fault="the token is over and Discord takes no message for five hours",
        outcome=Outcome.ELSEWHERE,
        during=_no_messages(5.0),
        says=_LATE,
        **_LONG_JOB,
    ),
    FaultCase(
        name="late-blocked-for-hours",
        step=Step.POSTING,
        fault="the token is over and a firewall answers every message with its 403 for five hours",
        outcome=Outcome.ELSEWHERE,
        during=_no_messages(5.0, "discord.rest.foreign", status=403),
        says=_LATE,
        **_LONG_JOB,
    ),
    *passes(
        "late",
        Step.POSTING,
        _CHANNEL,
        "the message after the token's end",
        of=(*PASSING, *LONGER, ("413", "discord.rest.413", "refused for its size", {})),
        outcome=Outcome.ELSEWHERE,
        during=_token_dies,
        says=_LATE,
        **_LONG_JOB,
    ),
    FaultCase(
        name="late-lost-answer-then-nothing-for-minutes",
        step=Step.POSTED,
        fault="the message is posted, its answer is lost, and Discord is down for longer than it keeps nonces",
        outcome=Outcome.ELSEWHERE,
        arrange=armed("discord.rest.lost-answer", route=_CHANNEL),
        during=_posted_and_then_nothing_for_minutes,
        says=_LATE,
        **_LONG_JOB,
    ),
)

# --- direct messages ---------------------------------------------------------------------------


def _in_the_gallery(harness: Harness) -> UserClient:
    """A channel in which the bot may answer interactions and nothing else."""
    return harness.client(harness.people.alice, harness.people.gallery)


def _direct(name: str, fault: str, words: str, params: dict) -> FaultCase:
    def arrange(harness: Harness) -> None:
        channel = harness.world.open_dm(harness.people.alice)
        harness.faults.arm(fault, route=f"POST /channels/{channel.id}/messages multipart", **params)

    return FaultCase(
        name=f"direct-{name}",
        step=Step.POSTING,
        fault=f"the direct message, because the channel is closed: {words}",
        outcome=Outcome.ELSEWHERE,
        arrange=arrange,
        during=_token_dies,
        says=_LATE,
        **_LONG_JOB,
    )


BY_DIRECT_MESSAGE = (
    FaultCase(
        name="late-channel-closed",
        step=Step.POSTING,
        fault="the message after the token's end: the bot may not see the channel",
        outcome=Outcome.ELSEWHERE,
        during=_token_dies,
        says=_LATE,
        **_LONG_JOB,
    ),
    *(_direct(name, fault, words, params) for name, fault, words, params in (*PASSING, *LONGER)),
    _direct("413", "discord.rest.413", "refused for its size", {}),
    *passes(
        "direct-opening",
        Step.POSTING,
        "POST /users/@me/channels",
        "opening the direct message",
        outcome=Outcome.ELSEWHERE,
        during=_token_dies,
        says=_LATE,
        **_LONG_JOB,
    ),
)

# --- nothing left ------------------------------------------------------------------------------


def _closed_to_the_bot(harness: Harness) -> None:
    harness.people.alice.dms_open = False


UNDELIVERABLE = (
    FaultCase(
        name="direct-closed",
        step=Step.POSTING,
        fault="the channel is closed and the member takes no direct messages",
        outcome=Outcome.UNDELIVERABLE,
        arrange=_closed_to_the_bot,
        during=_token_dies,
        **_LONG_JOB,
    ),
    FaultCase(
        name="late-down-for-too-long",
        step=Step.POSTING,
        fault="the token is over and Discord takes no message for eight hours",
        outcome=Outcome.UNDELIVERABLE,
        during=_no_messages(8.0),
        note="the member is notified as soon as Discord takes messages again",
        **_LONG_JOB,
    ),
    *(
        passes(
            "direct-opening",
            Step.POSTING,
            "POST /users/@me/channels",
            "opening the direct message",
            of=(("403", "discord.rest.403", "refused", {"times": 2}),),
            outcome=Outcome.UNDELIVERABLE,
            during=_token_dies,
            **_LONG_JOB,
        )
    ),
)

CASES = (*BY_CHANNEL, *BY_DIRECT_MESSAGE, *UNDELIVERABLE)


def _named(case: FaultCase) -> str:
    return case.name


@pytest.mark.parametrize("case", BY_CHANNEL, ids=_named)
async def test_a_late_result_is_one_message_that_pings_its_owner(tmp_path, monkeypatch, case):
    harness = await run_case(tmp_path, case, monkeypatch)

    (post,) = harness.results()
    assert post.pinged == [harness.people.alice.id]


@pytest.mark.parametrize("case", BY_DIRECT_MESSAGE, ids=_named)
async def test_a_closed_channel_is_replaced_by_one_direct_message(tmp_path, monkeypatch, case):
    harness = await run_case(tmp_path, case, monkeypatch, asks=_in_the_gallery)

    channels = harness.world.channels.values()
    (post,) = [post for channel in channels for post in harness.results(channel)]
    assert post.channel.type is ChannelType.DM


@pytest.mark.parametrize("case", UNDELIVERABLE, ids=_named)
async def test_without_any_route_the_credits_are_refunded(tmp_path, monkeypatch, case):
    await run_case(tmp_path, case, monkeypatch, asks=_in_the_gallery)
