"""Kill cases of a repeat requested by reaction."""

from __future__ import annotations

from typing import Any

from sandbox.bot_process import CrashPoint
from tests.e2e.harness import Harness
from tests.faults.fault_case import FaultCase, Outcome, Step
from tests.faults.kill_tools import JOBS, Kill, reply_when_drawing


async def _react(harness: Harness, _interaction: Any) -> None:
    await harness.alice.react(harness.results()[0], "🔁")


def _repeat(
    name: str, fault: str, crash_at: CrashPoint | None = None, exchange: Any = None, during: Any = _react
) -> Kill:
    case = FaultCase(
        name=f"kill-repeat-{name}",
        step=Step.REACTION,
        fault=f"killed {fault}",
        outcome=Outcome.DELIVERED,
        during=during,
        sandbox={} if during is _react else {"render_seconds": 60.0},
        note="for the repeat as for the first request",
    )
    return Kill(case=case, crash_at=crash_at, exchange=exchange, pace=0.5 if during is _react else 0.0)


REPEAT_KILLS: tuple[Kill, ...] = (
    _repeat(
        "before-placing",
        "before a reaction is stored: it is noticed on start",
        CrashPoint(at=JOBS + "create"),
    ),
    _repeat(
        "note-uncommitted",
        "before a reaction's transaction commits",
        CrashPoint(at="bot.db.jobs:record_reaction", when="after"),
    ),
    _repeat("after-placing", "after a reaction is stored", CrashPoint(at=JOBS + "create", when="after")),
    _repeat(
        "while-replying",
        "after Discord took the reply to a reaction, before its answer",
        exchange=lambda e: e.method == "POST" and e.route_template.endswith("/messages"),
        during=reply_when_drawing,
    ),
    _repeat(
        "before-noting-reply",
        "before that reply's id is written",
        CrashPoint(at=JOBS + "record_reply"),
        during=reply_when_drawing,
    ),
    _repeat(
        "after-noting-reply",
        "after that reply's id is written",
        CrashPoint(at=JOBS + "record_reply", when="after"),
        during=reply_when_drawing,
    ),
    _repeat(
        "while-posting",
        "after Discord took the repeat's pictures, before its answer",
        exchange=lambda e: "/messages" in e.route_template and bool(e.files),
    ),
    _repeat(
        "before-noting", "before the repeat's message id is written", CrashPoint(at=JOBS + "finish_delivered")
    ),
)
