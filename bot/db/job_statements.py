"""SQL statements that every job executes, built once.

Building and hashing a statement takes longer than SQLite needs to execute it. A parameter named after a
column sets that column; the others select rows.
"""

from __future__ import annotations

from sqlalchemy import bindparam, func, insert, or_, select, update

from bot.db.schema import generations
from bot.jobs.models import JobState

__all__ = [
    "DELIVER",
    "FETCH",
    "NOTE",
    "NOTE_IN",
    "PLACE",
    "SAME_OR_BUSY",
    "STEP",
    "USUAL",
    "WAITING",
]

# Number of finished jobs of the same kind on which a duration estimate is based.
_USUAL_SAMPLE = 25

_C = generations.c
FETCH = select(generations).where(_C.id == bindparam("job_id"))
PLACE = insert(generations).returning(generations)
NOTE = update(generations).where(_C.id == bindparam("job_id"))
NOTE_IN = NOTE.where(_C.state == bindparam("in_state"))
STEP = NOTE_IN.returning(generations)
DELIVER = STEP.values(
    charged=_C.unit_credits * bindparam("posted"),
    delivered_count=bindparam("posted"),
)
SAME_OR_BUSY = select(_C.cause).where(
    or_(_C.cause == bindparam("this_cause"), _C.busy_key == bindparam("this_key"))
)
# One expression used twice: with separate parameters, PostgreSQL would see two different expressions.
_IS_OWN = _C.user_id == bindparam("own_id")
WAITING = (
    select(_IS_OWN, func.count()).where(_C.state == JobState.QUEUED.value, _C.told == 0).group_by(_IS_OWN)
)
USUAL = (
    select(_C.rendered_ms - func.coalesce(_C.started_ms, _C.submitted_ms))
    .where(
        _C.model == bindparam("of_model"),
        _C.size == bindparam("of_size"),
        _C.quality == bindparam("of_quality"),
    )
    .where(_C.rendered_ms.is_not(None), _C.ended_ms.is_not(None))
    .order_by(_C.ended_ms.desc())
    .limit(_USUAL_SAMPLE)
)
