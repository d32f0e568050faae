"""The steps of a job at which the database can fail, with the promised outcomes, on both engines."""

from __future__ import annotations

from tests.e2e.harness import Harness
from tests.faults.fault_case import FaultCase, Outcome, Step

__all__ = ["STEPS", "database_case"]

#: By method of the job store: the step, the outcome, and when the fault strikes.
STEPS = {
    "create": (Step.RESERVED, Outcome.REFUSED, "when a request is stored"),
    "claim": (Step.SUBMITTING, Outcome.DELIVERED, "when *submitting* is written"),
    "record_submitted": (Step.SUBMITTED, Outcome.DELIVERED, "when fal's request id is written"),
    "record_rendered": (Step.RESULT, Outcome.DELIVERED, "when the pictures' addresses are written"),
    "finish_delivered": (Step.POSTED, Outcome.DELIVERED, "when the post is written"),
    "finish_failed": (Step.NOTIFIED, Outcome.REFUNDED, "when a failure is written"),
    "record_notified": (Step.NOTIFIED, Outcome.REFUNDED, "when the notification is recorded"),
}


def database_case(name: str, fault: str, method: str, *, calls: int = 1) -> FaultCase:
    """The case of a ``fault`` at ``calls`` calls in a row of the store's ``method``."""
    step, outcome, when = STEPS[method]
    return FaultCase(
        name=f"{name}-{method}" + (f"-{calls}-times" if calls > 1 else ""),
        step=step,
        fault=f"{fault} {when}" + (f", {calls} times in a row" if calls > 1 else ""),
        outcome=outcome,
        **({"arrange": _fails} if step is Step.NOTIFIED else {}),
    )


def _fails(harness: Harness) -> None:
    harness.faults.arm("fal.job.policy-422")
