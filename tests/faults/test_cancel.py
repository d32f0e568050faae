"""Cancel faults: a request is cancelled while something fails."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.bot_process import running_process
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.case_runner import run_case
from tests.faults.fault_arming import MANY, armed
from tests.faults.fault_case import FaultCase, Outcome, Step, check_outcome
from tests.faults.kill_tools import (
    AWAY,
    DELIVERED,
    FAL,
    JOBS,
    REFUNDED,
    SANDBOX,
    Kill,
    arm,
    kill_at,
    kill_once,
    killed_at,
    says,
)
from tests.faults.waiting import wait_settled

_S = Step.CANCEL
# Longer than the bot is away, in seconds: fal keeps the request where it is.
_LONG = 3 * AWAY
_STOPS = {"render_seconds": _LONG, "cancel_stops": True}
_RUNS_ON = {"render_seconds": AWAY / 2}
_WAITS = {"queue_seconds": _LONG}
_BUSY = arm("fal.submit.429", times=MANY, retry_after=30)


def _clicks(after: str | None = None) -> Any:
    """Click Cancel once the fault ``after`` has struck; without one, once the request is followed."""

    async def click(harness: Harness, interaction: Any) -> None:
        box = harness.sandbox
        await harness.until(lambda: interaction.response and interaction.response.components)
        if after is None:
            await box.fal.until(lambda: any(r.stream_reads for r in box.fal.requests.values()))
        else:
            await box.fal.until(lambda: after in box.faults.taken)
        await harness.alice.click(interaction.response, "Cancel")

    return click


def _at(
    name: str, at: str, when: Any, outcome: Outcome, fault: str, *, after: str | None = None, **more: Any
) -> Kill:
    return kill_at(f"cancel-{name}", _S, at, when, outcome, fault, during=_clicks(after), **more)


KILLS = (
    _at(
        "unnoted",
        JOBS + "request_cancel",
        "before",
        DELIVERED,
        "before the wish is written",
        sandbox=_RUNS_ON,
    ),
    _at(
        "noted-in-line",
        JOBS + "request_cancel",
        "after",
        REFUNDED,
        "after a waiting request ended, before the member is notified",
        arrange=_BUSY,
        after="fal.submit.429",
        submits=0,
    ),
    _at(
        "uncommitted",
        "bot.db.job_steps:JobRow.end_unfulfilled",
        "after",
        DELIVERED,
        "before the end of a waiting request commits",
        arrange=_BUSY,
        after="fal.submit.429",
    ),
    _at(
        "noted-while-submitting",
        JOBS + "request_cancel",
        "after",
        REFUNDED,
        "after the wish is written, while the submit is answered",
        arrange=arm("fal.submit.slow", seconds=_LONG),
        after="fal.submit.slow",
    ),
    _at("noted", JOBS + "request_cancel", "after", REFUNDED, "after the wish is written", sandbox=_STOPS),
    _at("unasked", FAL + "cancel", "before", REFUNDED, "before fal is asked to cancel", sandbox=_STOPS),
    _at(
        "asked-in-fals-queue",
        FAL + "cancel",
        "after",
        REFUNDED,
        "after fal was asked to cancel what waits there",
        sandbox=_WAITS,
    ),
    _at(
        "asked-in-vain",
        FAL + "cancel",
        "after",
        DELIVERED,
        "after fal was asked to cancel what it draws to its end all the same",
        sandbox=_RUNS_ON,
    ),
    _at(
        "unbooked",
        JOBS + "finish_cancelled",
        "before",
        REFUNDED,
        "before the end at fal is booked",
        sandbox=_STOPS,
    ),
    _at(
        "booked",
        JOBS + "finish_cancelled",
        "after",
        REFUNDED,
        "after the end at fal is booked, before the member is notified",
        sandbox=_STOPS,
    ),
    kill_once(
        "cancel-told",
        _S,
        says("Your request was canceled."),
        REFUNDED,
        "when Discord has the explanation, before its answer",
        during=_clicks(),
        sandbox=_STOPS,
    ),
)

FAULTS = (
    *(
        FaultCase(
            name=f"cancel-{fault}-{how}",
            step=_S,
            fault=f"fal does not take the cancel, {words}",
            outcome=outcome,
            arrange=armed(f"fal.cancel.{fault}", times=times),
            during=_clicks(),
            sandbox=_STOPS,
        )
        for fault in ("500", "reset")
        for times, how, words, outcome in (
            (3, "thrice", f"three times ({fault})", REFUNDED),
            (MANY, "always", f"ever ({fault})", DELIVERED),
        )
    ),
)
CASES = (*(kill.case for kill in KILLS), *FAULTS)


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.case.name)
async def test_a_cancellation_survives_a_kill(tmp_path, kill):
    case = kill.case
    async with open_sandbox(**{**SANDBOX, **case.sandbox}) as box:
        harness = Harness(box, tmp_path)
        case.arrange(harness)
        async with running_process(box, tmp_path, crash_at=kill.crash_at, **{**CALM, **case.settings}) as bot:
            with killed_at(harness, bot, kill.exchange):
                interaction = await harness.alice.slash("imagine", prompt="a tin soldier", count=case.count)
                await case.during(harness, interaction)
                status = await bot.wait()
        box.faults.clear()
        box.clock.advance(kill.away)

        async with running_bot(harness, **{**CALM, **case.settings}):
            await wait_settled(harness)
            await check_outcome(harness, case)
            (row,) = await harness.rows()

        assert status == -9, bot.log.read_text()
        told = interaction.response.content
        if case.outcome is Outcome.DELIVERED:
            assert harness.results() == [interaction.response]
            assert ("It was too late to cancel" in told) == (row["cancel_by"] is not None)
        else:
            assert "You weren't charged." in told
            assert row["cancel_by"] == harness.people.alice.id
        assert all("cancel" not in part["custom_id"] for part in _buttons(interaction.response))


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.name)
async def test_a_cancel_has_its_promised_outcome_if_fal_does_not_respond(tmp_path, case, monkeypatch):
    await run_case(tmp_path, case, monkeypatch)


def _buttons(message: Any) -> list[Any]:
    return [part for row in message.components for part in row.get("components", ())]
