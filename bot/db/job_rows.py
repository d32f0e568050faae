"""Job rows: the statements that every job executes, and the conversion of rows to jobs.

The statements are built once, because building and hashing one takes longer than SQLite needs to execute
it. A parameter named after a column sets that column; the others select rows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import structlog
from sqlalchemy import (
    Row,
    RowMapping,
    Update,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from bot.db.schema import generations
from bot.jobs.billing import Bill
from bot.jobs.models import Job, JobState

__all__ = [
    "CONFLICTING",
    "FENCED",
    "FETCH",
    "INSERT",
    "RECENT_DURATIONS",
    "UNFENCED",
    "UNNOTIFIED",
    "WAITING",
    "Changes",
    "cost_values",
    "ended_values",
    "job_from_row",
    "jobs_from_rows",
]

log = structlog.stdlib.get_logger(__name__)

_NAMES = tuple(generations.c.keys())
# Number of finished jobs of the same kind on which a duration estimate is based.
_DURATION_SAMPLE = 25

_C = generations.c
FETCH = select(generations).where(_C.id == bindparam("job_id"))
INSERT = insert(generations).returning(generations)
_FULL_CHARGE = _C.unit_credits * bindparam("posted")


class Changes:
    """Statements that change the job ``rows`` selects: in any state, or only in ``in_state``.

    ``move`` and ``deliver`` return the row.
    """

    def __init__(self, rows: Update) -> None:
        self.set = rows
        self.set_in_state = rows.where(_C.state == bindparam("in_state"))
        self.move = self.set_in_state.returning(generations)
        self.deliver = self.move.values(
            # The same rule as Job.charge_for().
            charged=case(
                (_C.drawn_credits < _FULL_CHARGE, _C.drawn_credits),
                else_=_FULL_CHARGE,
            ),
            delivered_count=bindparam("posted"),
        )


_ONE = update(generations).where(_C.id == bindparam("job_id"))
#: Changes by any process.
UNFENCED = Changes(_ONE)
#: Changes only by the process that knows the fence.
FENCED = Changes(_ONE.where(_C.fence == bindparam("with_fence")))
#: Members who have yet to be notified, which includes every open job. Without a parameter, because a partial
#: index serves only queries that contain its condition.
UNNOTIFIED = _C.told == literal_column("0")
CONFLICTING = select(_C.cause).where(
    or_(_C.cause == bindparam("this_cause"), _C.busy_key == bindparam("this_key"))
)
# One expression used twice: with separate parameters, PostgreSQL would see two different expressions.
_IS_OWN = _C.user_id == bindparam("own_id")
_IS_IN_GUILD = _C.guild_id == bindparam("in_guild_id")
WAITING = (
    select(_IS_OWN, _IS_IN_GUILD, func.count())
    .where(UNNOTIFIED, _C.state == JobState.QUEUED.value)
    .group_by(_IS_OWN, _IS_IN_GUILD)
)
RECENT_DURATIONS = (
    select(_C.rendered_ms - func.coalesce(_C.started_ms, _C.submitted_ms))
    .where(
        _C.model == bindparam("of_model"),
        _C.size == bindparam("of_size"),
        _C.quality == bindparam("of_quality"),
    )
    .where(_C.rendered_ms.is_not(None), _C.ended_ms.is_not(None))
    .order_by(_C.ended_ms.desc())
    .limit(_DURATION_SAMPLE)
)


def cost_values(bill: Bill | None) -> dict[str, Any]:
    """Return the columns of a request's cost; none without a bill."""
    if bill is None:
        return {}
    return {"estimated_cost": bill.estimate, "billed_units": bill.units, "unit_price": bill.unit_price}


def ended_values(now_ms: int) -> dict[str, Any]:
    """Return the columns of a delivered job that its end sets or clears."""
    return {"ended_ms": now_ms, "updated_ms": now_ms, "busy_key": None, "token": None}


def job_from_row(row: Row[Any]) -> Job:
    """Convert a row that has all columns in table order."""
    return Job.from_row(dict(zip(_NAMES, row, strict=True)))


def jobs_from_rows(rows: Iterable[RowMapping]) -> list[Job]:
    """Convert the rows in order; log an error for each unreadable row and skip it.

    A row may be unreadable if it was edited by hand or written by a newer version. Its credits remain
    reserved until the operator fixes it.
    """
    found = []
    for row in rows:
        try:
            found.append(Job.from_row(dict(row)))
        except (TypeError, ValueError) as error:
            # The error contains no user input: conversion cannot fail for fields with user input.
            log.error("unreadable job skipped", job=row["id"], error=str(error))
    return found
