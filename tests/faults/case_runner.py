"""Case runner: one harness, one request and one outcome for each fault case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.discord import Interaction, Message, UserClient
from tests.e2e.harness import Harness, open_harness
from tests.faults.fast_clock import fast_clock, run_library_on, wake_sleepers
from tests.faults.fault_case import FaultCase, Outcome, Step, check_outcome
from tests.faults.waiting import wait_for, wait_settled

__all__ = ["reads", "run_case", "said", "under_way"]

_SMALL = {"picture_bytes": 20_000}
# Few enough progress edits that a fault armed for an edit strikes the intended one.
_CALM = {"PROGRESS_SECONDS": "60"}
# Before the acknowledgement the clock runs only twice as fast: Discord allows three seconds.
_CAREFUL_STEP = 0.01


async def run_case(
    folder: Path,
    case: FaultCase,
    monkeypatch: pytest.MonkeyPatch,
    *,
    asks: Callable[[Harness], UserClient] = lambda harness: harness.alice,
    explanations: int = 1,
) -> Harness:
    """Run ``case`` to its end and check its outcome; the returned harness is closed.

    A member requests ``case.count`` pictures; after the acknowledgement the clock runs fast.
    ``explanations`` is the number of messages that must explain a refund.
    """
    async with open_harness(
        folder, sandbox={**_SMALL, **case.sandbox}, **{**_CALM, **case.settings}
    ) as harness:
        run_library_on(harness.sandbox, monkeypatch)
        case.arrange(harness)
        interaction = await asks(harness).slash("imagine", prompt="a red kite", count=case.count)
        if case.outcome is not Outcome.REFUSED:
            await _acknowledged(harness, case, interaction)
        if case.during is not None:
            await case.during(harness, interaction)
        async with fast_clock(harness.sandbox, case.clock_step):
            if case.outcome is not Outcome.REFUSED:
                await wait_for(lambda: _jobs(harness))
                await wait_settled(harness)
            await check_outcome(harness, case)
        _check_words(harness, case, explanations)
        await wake_sleepers(harness.sandbox)
    return harness


def said(harness: Harness) -> list[Message]:
    """Every message that still exists, in every channel, oldest first."""
    world = harness.world
    found = [message for channel in world.channels.values() for message in world.messages(channel)]
    return sorted((message for message in found if not message.deleted), key=lambda message: message.id)


async def under_way(harness: Harness, interaction: Interaction) -> None:
    """Wait until fal has the request and the reply shows progress; no later edit will come."""
    await wait_for(lambda: harness.fal.requests and interaction.response and interaction.response.content)


async def reads(harness: Harness, text: str) -> None:
    """Run the clock until a message contains ``text``."""
    async with fast_clock(harness.sandbox):
        await wait_for(lambda: any(text in message.content for message in said(harness)))


async def _acknowledged(harness: Harness, case: FaultCase, interaction: Interaction) -> None:
    async with fast_clock(harness.sandbox, _CAREFUL_STEP if case.step is Step.RECEIVED else 0.0):
        await interaction.wait(lambda one: one.callback_type is not None)


def _jobs(harness: Harness) -> int:
    """The number of accepted jobs; a job is accepted after its acknowledgement."""
    return harness.app.bot.services.dispatcher.open_jobs or len(harness.fal.submits) or len(harness.results())


def _check_words(harness: Harness, case: FaultCase, explanations: int) -> None:
    texts = [message.content for message in said(harness)]
    assert not case.says or any(case.says in text for text in texts), texts
    if case.outcome is Outcome.REFUNDED:
        assert sum("You weren't charged" in text for text in texts) == explanations, texts
