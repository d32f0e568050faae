"""Fault grid of fal and its file host: every call, times every answer, times the duration of that answer.

The calls are those of ``recorded_calls.json``. An ordinary run takes one cell of each call; ``make fault-grid`` runs
every cell.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from bot.fal import client as fal_client_module
from bot.logging import set_up_logging
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.fast_clock import idle_clock, run_library_on, wake_sleepers
from tests.faults.fault_grid import MANY, SPANS, Span, fal_calls, sampled
from tests.faults.fault_point import read_recorded
from tests.faults.waiting import wait_for, wait_settled

_COUNT = 2
_SETTINGS = {
    **CALM,
    "JOB_DEADLINE_SECONDS": "7200",
    "QUOTA_DAILY_CREDITS": "1000",
    "QUOTA_BOT_DAILY_CREDITS": "none",
}
_PAGE = {"status": 403}
_BARE = {"status": 429, "body": "{}"}
_GARBAGE = {"status": 200, "body": '{"images": [\x00'}
#: The recorded calls, by the names that they have in the names of faults.
CALLS = tuple(read_recorded()["fal"]["calls"])
#: The answers, each as the end of a fault's name and its parameters.
ANSWERS: dict[str, tuple[str, dict[str, Any]]] = {
    "own-error": ("own", {}),
    "page": ("foreign", _PAGE),
    "429": ("429", {"retry_after": 20}),
    "429-bare": ("foreign", _BARE),
    "hang": ("slow", {"seconds": 50_000.0}),
    "reset": ("reset", {}),
    "garbage": ("foreign", _GARBAGE),
    "half": ("half-answer", {}),
    "slow": ("slow", {"seconds": 30.0}),
}
_OWN = {
    "submit": "403-balance",
    "stream": "refused",
    "status": "500",
    "result": "500",
    "cancel": "500",
    "file": "404",
    "schema": "404",
}
# Answers that a call has under another name, because it has no body or sends it differently.
_OTHERWISE = {
    ("stream", "429"): ("foreign", _BARE),
    ("stream", "hang"): ("silent", {}),
    ("stream", "slow"): ("silent", {}),
    ("stream", "half"): ("early-end", {}),
    ("file", "half"): ("cut-off", {}),
    ("schema", "page"): ("html", {}),
    ("schema", "garbage"): ("garbage", {}),
}
# The published schema is a static file without a limit.
_IMPOSSIBLE = {("schema", "429"), ("schema", "429-bare"), ("schema", "half")}
# A submit without a clear answer is not sent again, and a file that is not a picture stays one.
_REFUNDED = {
    *(("submit", name) for name in ("own-error", "hang", "reset", "garbage", "half")),
    ("file", "own-error"),
    ("file", "garbage"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination."""

    call: str
    answer: str
    span: Span

    @property
    def name(self) -> str:
        """The test's ID."""
        return f"{self.call}-{self.answer}-{self.span.name}"

    def arm(self, harness: Harness) -> None:
        """Arm the fault."""
        kind, params = _OTHERWISE.get((self.call, self.answer), ANSWERS[self.answer])
        kind = _OWN[self.call] if kind == "own" else kind
        times = 1 if self.span.seconds is None else MANY
        harness.faults.arm(f"fal.{self.call}.{kind}", times=times, **params)


def cells() -> Iterator[Cell]:
    """Every combination, in order."""
    for call in CALLS:
        for answer in ANSWERS:
            for span in SPANS:
                if (call, answer) not in _IMPOSSIBLE:
                    yield Cell(call, answer, span)


@pytest.mark.parametrize("cell", sampled(cells()), ids=lambda cell: cell.name)
async def test_pictures_that_fal_keeps_survive(tmp_path, monkeypatch, cell):
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    # httpx measures real seconds, so these are made few.
    for name in ("SUBMIT_SECONDS", "_READ_SECONDS", "_STREAM_SILENCE_SECONDS"):
        monkeypatch.setattr(fal_client_module, name, 0.4)
    late = cell.call == "cancel"
    settings = _SETTINGS | ({"JOB_DEADLINE_SECONDS": "20"} if late else {})
    at_start = cell.call == "schema"
    sandbox = {"picture_bytes": 20_000, "render_seconds": 3.0, "stream": cell.call == "stream"}
    sandbox |= {"published": True} if at_start else {}
    async with open_sandbox(**sandbox) as box, AsyncExitStack() as stack:
        run_library_on(box, monkeypatch)
        harness = Harness(box, tmp_path)
        if at_start:
            cell.arm(harness)
        await stack.enter_async_context(running_bot(harness, **settings))
        if late:
            harness.faults.arm("fal.job.stuck-in-progress")
        if not at_start:
            cell.arm(harness)
        until = harness.clock.now() + (cell.span.seconds or 0.0)
        interaction = await harness.alice.slash("imagine", prompt="a red kite", count=_COUNT)
        await wait_for(lambda: interaction.callback_type is not None)
        async with idle_clock(box, step=max(1.0, (cell.span.seconds or 0.0) / 120)):
            await wait_for(lambda: harness.fal.submits and harness.clock.now() > until)
            if cell.span.seconds is not None:
                _clear(harness)
            await wait_settled(harness)
        await _check(harness, cell)
        await wake_sleepers(box)

    # In a jump of the clock, a read in the background can run out of time.
    assert cell.span.name == "an-hour" or "Traceback" not in lines.getvalue()


def _clear(harness: Harness) -> None:
    stuck = "fal.job.stuck-in-progress" in harness.faults.armed()
    harness.faults.clear()
    if stuck:
        harness.faults.arm("fal.job.stuck-in-progress")


async def _check(harness: Harness, cell: Cell) -> None:
    rows, entries = await harness.rows(), await harness.entries()
    posts = harness.results()
    assert len(rows) == 1
    assert (rows[0]["token"], rows[0]["told"]) == (None, 1)
    assert len([submit for submit in harness.fal.submits if submit.accepted]) <= 1
    assert sum(entry["spend_delta"] for entry in entries) == rows[0]["charged"]
    is_own_end = cell.call == "result" and cell.answer == "own-error" and cell.span.seconds is not None
    if cell.call == "file" and (cell.call, cell.answer) in _REFUNDED and cell.span.seconds is None:
        assert [len(post.attachments) for post in posts] == [_COUNT - 1]
    elif (cell.call, cell.answer) in _REFUNDED or cell.call == "cancel" or is_own_end:
        assert rows[0]["state"] == "failed"
        assert posts == []
    else:
        assert rows[0]["state"] == "delivered", rows[0]["reason"]
        assert [len(post.attachments) for post in posts] == [_COUNT]
    assert fal_calls(harness) <= set(CALLS), "a call that no cell covers"


def test_the_sample_meets_every_call_and_span():
    sample = sampled(cells())

    assert {cell.call for cell in sample} == set(CALLS)
    assert {cell.span.name for cell in sample} == {span.name for span in SPANS}
