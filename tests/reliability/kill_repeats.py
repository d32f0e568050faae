"""Kills around a repeat that was asked for by reaction."""

from __future__ import annotations

from typing import Any

from tests.reliability.doom import Doom
from tests.reliability.kill_tools import JOBS, Kill, reply_when_drawing
from tests.reliability.matrix import Cell, Outcome, Step
from tests.stories.house import House


async def _react(house: House, _interaction: Any) -> None:
    await house.alice.react(house.posts()[0], "🔁")


def _repeat(
    name: str, fault: str, doom: Doom | None = None, exchange: Any = None, during: Any = _react
) -> Kill:
    cell = Cell(
        name=f"kill-repeat-{name}",
        step=Step.REACTION,
        fault=f"killed {fault}",
        outcome=Outcome.DELIVERED,
        during=during,
        sandbox={} if during is _react else {"render_seconds": 60.0},
        note="for the repeat as for the first request",
    )
    return Kill(cell=cell, doom=doom, exchange=exchange, pace=0.5 if during is _react else 0.0)


REPEAT_KILLS: tuple[Kill, ...] = (
    _repeat("before-placing", "before a reaction is stored: it is noticed on start", Doom(at=JOBS + "place")),
    _repeat(
        "note-uncommitted",
        "before a reaction's transaction commits",
        Doom(at="bot.db.jobs:note_reaction", when="after"),
    ),
    _repeat("after-placing", "after a reaction is stored", Doom(at=JOBS + "place", when="after")),
    _repeat(
        "while-replying",
        "after Discord took the reply to a reaction, before its answer",
        exchange=lambda e: e.method == "POST" and e.route_template.endswith("/messages"),
        during=reply_when_drawing,
    ),
    _repeat(
        "before-noting-reply",
        "before that reply's id is written",
        Doom(at=JOBS + "record_reply"),
        during=reply_when_drawing,
    ),
    _repeat(
        "after-noting-reply",
        "after that reply's id is written",
        Doom(at=JOBS + "record_reply", when="after"),
        during=reply_when_drawing,
    ),
    _repeat(
        "while-posting",
        "after Discord took the repeat's pictures, before its answer",
        exchange=lambda e: "/messages" in e.route_template and bool(e.files),
    ),
    _repeat("before-noting", "before the repeat's message id is written", Doom(at=JOBS + "finish_delivered")),
)
