"""A request is taken back, and something breaks at that moment."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.server import open_sandbox
from tests.reliability.arming import MANY, armed
from tests.reliability.doom import CALM, doomed_bot
from tests.reliability.kill_tools import (
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
    says,
    struck_at,
)
from tests.reliability.matrix import Cell, Outcome, Step, judge
from tests.reliability.play import play
from tests.reliability.rest import at_rest
from tests.stories.house import House, running_bot

_S = Step.CANCEL
# Longer than the bot is away, in seconds: fal keeps the request where it is.
_LONG = 3 * AWAY
_STOPS = {"render_seconds": _LONG, "cancel_stops": True}
_RUNS_ON = {"render_seconds": AWAY / 2}
_WAITS = {"queue_seconds": _LONG}
_BUSY = arm("fal.submit.429", times=MANY, retry_after=30)


def _clicks(after: str | None = None) -> Any:
    """Click Cancel once the fault ``after`` has struck; without one, once the request is followed."""

    async def click(house: House, interaction: Any) -> None:
        box = house.box
        await house.until(lambda: interaction.response and interaction.response.components)
        if after is None:
            await box.fal.until(lambda: any(r.stream_reads for r in box.fal.requests.values()))
        else:
            await box.fal.until(lambda: after in box.faults.taken)
        await house.alice.click(interaction.response, "Cancel")

    return click


def _at(
    name: str, at: str, when: Any, outcome: Outcome, fault: str, *, after: str | None = None, **more: Any
) -> Kill:
    return kill_at(f"cancel-{name}", _S, at, when, outcome, fault, during=_clicks(after), **more)


KILLS = (
    _at("unnoted", JOBS + "note_cancel", "before", DELIVERED, "before the wish is written", sandbox=_RUNS_ON),
    _at(
        "noted-in-line",
        JOBS + "note_cancel",
        "after",
        REFUNDED,
        "after a waiting request ended, before the member is told",
        arrange=_BUSY,
        after="fal.submit.429",
        submits=0,
    ),
    _at(
        "uncommitted",
        "bot.db.jobs:_end_unfulfilled",
        "after",
        DELIVERED,
        "before the end of a waiting request commits",
        arrange=_BUSY,
        after="fal.submit.429",
    ),
    _at(
        "noted-while-submitting",
        JOBS + "note_cancel",
        "after",
        REFUNDED,
        "after the wish is written, while the submit is answered",
        arrange=arm("fal.submit.slow", seconds=_LONG),
        after="fal.submit.slow",
    ),
    _at("noted", JOBS + "note_cancel", "after", REFUNDED, "after the wish is written", sandbox=_STOPS),
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
        "after the end at fal is booked, before the member is told",
        sandbox=_STOPS,
    ),
    kill_once(
        "cancel-told",
        _S,
        says("The request was cancelled."),
        REFUNDED,
        "when Discord has the explanation, before its answer",
        during=_clicks(),
        sandbox=_STOPS,
    ),
)

FAULTS = (
    *(
        Cell(
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
CELLS = (*(kill.cell for kill in KILLS), *FAULTS)


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.cell.name)
async def test_a_wish_to_cancel_survives_a_kill(tmp_path, kill):
    cell = kill.cell
    async with open_sandbox(**{**SANDBOX, **cell.sandbox}) as box:
        house = House(box=box, folder=tmp_path)
        cell.arrange(house)
        async with doomed_bot(box, tmp_path, kill.doom, **cell.settings) as bot:
            with struck_at(house, bot, kill.exchange):
                interaction = await house.alice.slash("imagine", prompt="a tin soldier", count=cell.count)
                await cell.during(house, interaction)
                status = await bot.ended()
        box.faults.clear()
        box.clock.advance(kill.away)

        async with running_bot(house, **{**CALM, **cell.settings}):
            await at_rest(house)
            await judge(house, cell)
            (row,) = await house.rows()

        assert status == -9, bot.log.read_text()
        told = interaction.response.content
        if cell.outcome is Outcome.DELIVERED:
            assert house.posts() == [interaction.response]
            assert ("It was too late to cancel" in told) == (row["cancel_by"] is not None)
        else:
            assert "12 credits are back with you" in told
            assert row["cancel_by"] == house.box.people.alice.id
        assert all("cancel" not in part["custom_id"] for part in _buttons(interaction.response))


@pytest.mark.parametrize("cell", FAULTS, ids=lambda cell: cell.name)
async def test_a_cancel_keeps_its_promise_when_fal_does_not_answer(tmp_path, cell, monkeypatch):
    await play(tmp_path, cell, monkeypatch)


def _buttons(message: Any) -> list[Any]:
    return [part for row in message.components for part in row.get("components", ())]
