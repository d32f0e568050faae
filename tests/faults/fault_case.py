"""Fault case: a step of a job, a fault that can strike there, and the promised outcome.

Every test module of this package has a tuple ``CASES`` and one test that runs each of them.
``document.py`` writes the appendix of ``docs/reliability.md`` from the same cases; a test compares them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.e2e.harness import Harness

__all__ = ["FaultCase", "Outcome", "Step", "check_outcome"]


class Step(StrEnum):
    """The step of a job at which a fault strikes, in order."""

    RECEIVED = "command received"
    RESERVED = "reserved"
    SUBMITTING = "submitting"
    SUBMITTED = "submitted"
    STATUS = "status read"
    RESULT = "result read"
    FETCHED = "picture fetched"
    FITTED = "picture fitted"
    POSTING = "posting"
    POSTED = "posted"
    SETTLED = "settled"
    REACTION = "reaction added"
    NOTIFIED = "failure explained"
    CANCEL = "cancel clicked"


class Outcome(StrEnum):
    """The promised outcome, checked against Discord, fal, the rows and the ledger."""

    DELIVERED = "pictures posted once, charged once"
    PARTLY = "available pictures posted once; the rest refunded"
    REFUNDED = "explained, refunded in full, not sent again"
    ELSEWHERE = "pictures posted once by another route, charged once"
    REFUSED = "not accepted, nothing charged; Easel or Discord notifies the member"
    UNDELIVERABLE = "refunded in full; the member cannot be reached; file addresses kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultCase:
    """One case. ``name`` is the test's id; ``fault`` is a sentence fragment for the document.

    ``arrange`` arms the fault before the request; ``during`` acts while the request is under way.
    ``sandbox`` and ``settings`` configure the harness. ``submits`` is the maximum number of
    submits that fal may accept. ``says`` is part of the text that the member reads at the end. ``charged`` is the
    expected charge, if it differs from the price of the posted pictures. ``clock_step`` is the pace of the clock,
    for cases that last hours.
    """

    name: str
    step: Step
    fault: str
    outcome: Outcome
    arrange: Callable[[Harness], Any] = lambda _harness: None
    during: Callable[[Harness, Any], Awaitable[Any]] | None = None
    sandbox: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    count: int = 2
    submits: int = 1
    says: str = ""
    charged: int | None = None
    note: str = ""
    clock_step: float = 0.5


async def check_outcome(harness: Harness, case: FaultCase) -> None:
    """Check Discord, fal, the rows and the ledger against the promised outcome."""
    await harness.wait_idle()  # no job is open, and every counter is the sum of its entries
    rows, entries = await harness.rows(), await harness.entries()
    posts = [m for c in harness.world.channels.values() for m in harness.results(c)]
    taken = [s for s in harness.fal.submits if s.accepted]
    assert len(taken) <= case.submits, "more than one submit was taken"
    assert all(row["token"] is None for row in rows), "an interaction token was kept"
    assert all(row["told"] == 1 for row in rows), "a member was never notified"
    closes = [e["generation_id"] for e in entries if e["phase"] == "close"]
    assert sorted(closes) == sorted(row["id"] for row in rows), "a reservation did not end exactly once"

    delivered = [row for row in rows if row["state"] == "delivered"]
    spent = sum(e["spend_delta"] for e in entries)
    assert spent == sum(row["charged"] for row in rows)
    if case.outcome in (Outcome.DELIVERED, Outcome.ELSEWHERE, Outcome.PARTLY):
        assert len(rows) == len(delivered) == len(posts) == 1, "not exactly one post"
        shown = len(posts[0].attachments)
        assert shown == delivered[0]["delivered_count"]
        full = shown * delivered[0]["unit_credits"]
        assert delivered[0]["charged"] == (full if case.charged is None else case.charged) == spent
        assert (shown == case.count) == (case.outcome is not Outcome.PARTLY)
    else:
        assert posts == [], "pictures were posted for a request that was refunded or refused"
        assert spent == 0, "something was charged"
        assert not delivered
        assert bool(rows) == (case.outcome is not Outcome.REFUSED)
    if case.outcome is Outcome.UNDELIVERABLE:
        assert rows[0]["pictures"], "the addresses of the pictures are gone"
