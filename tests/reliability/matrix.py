"""The fault matrix: what one cell is, and how its promise is judged.

A cell crosses a step of a generation with a fault that can strike there and names the
promised outcome. Every test module of this package has a tuple ``CELLS``; its one test runs
each. ``docs/reliability.md`` is written from the same cells (``document.py``) and a test holds
the two together.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.stories.house import House

__all__ = ["Cell", "Outcome", "Step", "judge"]


class Step(StrEnum):
    """Where in the life of a generation a fault strikes, in order."""

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
    TOLD = "failure told"
    CANCEL = "cancel clicked"


class Outcome(StrEnum):
    """What is promised. Each is checked against Discord, fal, the rows and the ledger."""

    DELIVERED = "pictures posted once, charged once"
    PARTLY = "the pictures there are, posted once; the rest refunded"
    REFUNDED = "explained, refunded in full, not sent again"
    ELSEWHERE = "posted once by another way, charged once"
    REFUSED = "not accepted, nothing charged, and the member knows or Discord says so"
    UNDELIVERABLE = "refunded in full; no way to the member is left; addresses kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell. ``name`` is the test's id; ``fault`` is a sentence fragment for the document.

    ``arrange`` arms the fault before the request, ``during`` acts once it is on its way.
    ``sandbox`` and ``settings`` go to the house. ``submits`` bounds what fal may have taken.
    ``says`` is a part of what the member must read in the end.
    """

    name: str
    step: Step
    fault: str
    outcome: Outcome
    arrange: Callable[[House], Any] = lambda _house: None
    during: Callable[[House, Any], Awaitable[Any]] | None = None
    sandbox: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    count: int = 2
    submits: int = 1
    says: str = ""
    note: str = ""


async def judge(house: House, cell: Cell) -> None:
    """Hold everything that can be seen against the cell's promise."""
    await house.settled()  # no job is open, and every counter is the sum of its entries
    rows, entries = await house.rows(), await house.entries()
    posts = [m for c in house.box.discord.world.channels.values() for m in house.posts(c)]
    taken = [s for s in house.box.fal.submits if s.accepted]
    assert len(taken) <= cell.submits, "more than one submit was taken"
    assert all(row["token"] is None for row in rows), "an interaction token was kept"
    assert all(row["told"] == 1 for row in rows), "a member was never told"
    closes = [e["generation_id"] for e in entries if e["phase"] == "close"]
    assert sorted(closes) == sorted(row["id"] for row in rows), "a reservation did not end exactly once"

    delivered = [row for row in rows if row["state"] == "delivered"]
    spent = sum(e["spend_delta"] for e in entries)
    assert spent == sum(row["charged"] for row in rows)
    if cell.outcome in (Outcome.DELIVERED, Outcome.ELSEWHERE, Outcome.PARTLY):
        assert len(rows) == len(delivered) == len(posts) == 1, "not exactly one post"
        shown = len(posts[0].attachments)
        assert shown == delivered[0]["delivered_count"]
        assert delivered[0]["charged"] == shown * delivered[0]["unit_credits"] == spent
        assert (shown == cell.count) == (cell.outcome is not Outcome.PARTLY)
    else:
        assert posts == [], "pictures were posted for a request that was refunded or refused"
        assert spent == 0, "something was charged"
        assert not delivered
        assert bool(rows) == (cell.outcome is not Outcome.REFUSED)
    if cell.outcome is Outcome.UNDELIVERABLE:
        assert rows[0]["pictures"], "the addresses of the pictures are gone"
