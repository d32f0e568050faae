"""Ending a job without pictures: the reason and the refund in one transaction."""

from __future__ import annotations

import structlog

from bot.db.jobs import JobStore
from bot.fal.errors import FailureKind, FalFailure
from bot.jobs.models import Job

__all__ = ["end_cancelled", "fail", "fail_at_fal"]

log = structlog.stdlib.get_logger(__name__)

# Failures that only the operator can mend, and how.
_ADVICE = {
    FailureKind.CREDENTIALS: "fal does not accept FAL_KEY: check the key and its permissions",
    FailureKind.BALANCE: "fal has locked the account or its balance is spent: top it up at fal",
    FailureKind.NOT_FOUND: "fal does not know the endpoint or the request: check FAL_MODEL",
}


async def fail(store: JobStore, job: Job, reason: str, **values: str | int | float) -> Job:
    """Any open state -> failed, everything refunded; ``reason`` names the sentence (``failed-...``)."""
    log.info("failed", reason=reason, refunded=job.cost)
    return await store.finish_unfulfilled(job.id, reason=reason, values=values)


async def end_cancelled(store: JobStore, job: Job) -> Job:
    """Any open state -> cancelled, everything refunded; the row knows who wanted that."""
    log.info("cancelled", refunded=job.cost)
    return await store.finish_cancelled(job.id)


async def fail_at_fal(store: JobStore, job: Job, failure: FalFailure) -> Job:
    """The same for what fal said, with a line that the operator can act on where it is theirs."""
    facts = {"kind": failure.kind.value, "status": failure.status, "type": failure.error_type or None}
    if failure.kind in _ADVICE:
        log.error(_ADVICE[failure.kind], **facts)
    else:
        log.info("fal refused", **facts)
    return await fail(store, job, f"fal-{failure.kind}", quote=failure.quote)
