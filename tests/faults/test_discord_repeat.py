"""Discord faults during a repeat by reaction, which has no token, only the channel."""

import pytest

from tests.e2e.harness import Harness, open_harness
from tests.faults.case_runner import said
from tests.faults.fast_clock import fast_clock, run_library_on, wake_sleepers
from tests.faults.fault_arming import LONGER, MANY, PASSING, armed, both, passes
from tests.faults.fault_case import FaultCase, Outcome, Step
from tests.faults.waiting import wait_for, wait_settled

_REPLY = "POST /channels messages json"
_DELIVERY = "PATCH /channels messages multipart"
_POLICY = "content policy blocked this prompt"


def _close_the_studio(harness: Harness) -> None:
    route = f"/channels/{harness.people.studio.id}/messages"
    harness.faults.arm("discord.rest.403", route=route, times=MANY)


PROGRESS = passes(
    "repeat-progress", Step.SUBMITTED, _REPLY, "the reply that shows progress", of=(*PASSING, *LONGER)
)
REPLIES = passes(
    "repeat-reply", Step.POSTING, _REPLY, "the reply that the result will be", of=(*PASSING, *LONGER)
)
DELIVERIES = (
    *passes("repeat-delivery", Step.POSTING, _DELIVERY, "the edit that delivers", of=(*PASSING, *LONGER)),
    *passes(
        "repeat-delivery",
        Step.POSTING,
        _DELIVERY,
        "the edit that delivers",
        of=(("413", "discord.rest.413", "refused for its size", {}),),
    ),
)
ELSEWHERE = (
    *passes(
        "repeat-delivery",
        Step.POSTING,
        _DELIVERY,
        "the edit that delivers",
        of=(("403", "discord.rest.403", "refused", {}),),
        outcome=Outcome.ELSEWHERE,
    ),
    FaultCase(
        name="repeat-channel-closed",
        step=Step.POSTING,
        fault="a repeat by reaction: the bot may not write in the channel any more",
        outcome=Outcome.ELSEWHERE,
        arrange=_close_the_studio,
    ),
)
EXPLAINED = tuple(
    FaultCase(
        name=f"repeat-explanation-{name}",
        step=Step.NOTIFIED,
        fault=f"the edit that explains why a repeat failed: {words}",
        outcome=Outcome.REFUNDED,
        arrange=both(
            armed("fal.job.policy-422"), armed(fault, route="PATCH /channels messages json", **params)
        ),
    )
    for name, fault, words, params in PASSING
)

CASES = (*PROGRESS, *REPLIES, *DELIVERIES, *ELSEWHERE, *EXPLAINED)


def _named(case: FaultCase) -> str:
    return case.name


async def _repeat(folder, case: FaultCase, monkeypatch) -> Harness:
    """Alice's first result stands; she asks for it again by reaction while the fault is armed."""
    async with open_harness(folder, sandbox={"picture_bytes": 20_000}, PROGRESS_SECONDS="60") as harness:
        run_library_on(harness.sandbox, monkeypatch)
        interaction = await harness.alice.slash("imagine", prompt="a red kite")
        first = await harness.result_of(interaction)
        await harness.until(lambda: first.reactions)
        await harness.wait_idle()
        if case in PROGRESS:
            # The first request's progress has used up the channel's pace for a minute.
            harness.clock.advance(60)
        case.arrange(harness)
        await harness.alice.react(first, "🔁")
        async with fast_clock(harness.sandbox):
            await wait_for(lambda: len(harness.fal.submits) == 2)
            await wait_settled(harness)
        await wake_sleepers(harness.sandbox)
        _, repeat = await harness.rows()
        entries = await harness.entries()
        wanted = "failed" if case.outcome is Outcome.REFUNDED else "delivered"
        assert repeat["state"] == wanted
        assert sum(entry["spend_delta"] for entry in entries) == 6 + repeat["charged"]
    return harness


def _posts(harness: Harness) -> list:
    return [post for channel in harness.world.channels.values() for post in harness.results(channel)]


@pytest.mark.parametrize("case", (*PROGRESS, *REPLIES, *DELIVERIES, *ELSEWHERE), ids=_named)
async def test_a_repeat_is_posted_once_and_leaves_no_progress_behind(tmp_path, monkeypatch, case):
    harness = await _repeat(tmp_path, case, monkeypatch)

    assert len(_posts(harness)) == 2
    if case.outcome is Outcome.DELIVERED:
        assert [message.content for message in said(harness) if not message.attachments] == []


@pytest.mark.parametrize("case", EXPLAINED, ids=_named)
async def test_a_failed_repeat_is_explained_once(tmp_path, monkeypatch, case):
    harness = await _repeat(tmp_path, case, monkeypatch)

    assert len(_posts(harness)) == 1
    assert sum(_POLICY in message.content for message in said(harness)) == 1
