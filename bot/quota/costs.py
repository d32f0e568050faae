"""Cost of requests at fal: the catalogue's estimates compared with what fal billed. Pure.

Amounts are in millionths of a US dollar. A request has an estimate once its result was read, and a bill if fal stated
the billed units and the price of a unit is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

__all__ = ["Cost", "CostGroup", "CostReport", "CostStore", "GroupCost", "cost_report", "days_before"]

_REPORTED_DAYS = 30


class CostGroup(StrEnum):
    """Grouping of summed costs."""

    DAY = "day"
    SERVER = "server"
    MEMBER = "member"
    MODEL = "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Sums over requests: ``billed`` covers ``billed_requests``, whose estimates are ``billed_estimate``."""

    requests: int = 0
    estimated: int = 0
    billed_requests: int = 0
    billed_estimate: int = 0
    billed: int = 0

    @property
    def drift(self) -> float | None:
        """Return the share by which fal billed more than estimated, such as 0.1; ``None`` if it is unknown."""
        return self.billed / self.billed_estimate - 1 if self.billed_estimate else None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCost:
    """Cost of a group; ``key`` is a day, a model ID, or the ID of a server or member."""

    key: str
    cost: Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class CostReport:
    """Cost of today and of the last 30 days including today."""

    today: Cost
    month: Cost


class CostStore(Protocol):
    """Port: sums over all servers. Days are ``YYYY-MM-DD``; ranges include both ends."""

    async def total(self, first: str, last: str) -> Cost:
        """Return the cost of the requests of these days."""
        ...

    async def groups(self, group: CostGroup, first: str, last: str, *, limit: int) -> Sequence[GroupCost]:
        """Return at most ``limit`` groups: days in order, others with the largest estimates first."""
        ...


async def cost_report(store: CostStore, today: str) -> CostReport:
    """Return the report; ``today`` is the current quota day."""
    return CostReport(
        today=await store.total(today, today),
        month=await store.total(days_before(today, _REPORTED_DAYS - 1), today),
    )


def days_before(day: str, days: int) -> str:
    """Return the day that is ``days`` before ``day``, or the first day that exists."""
    return date.fromordinal(max(1, date.fromisoformat(day).toordinal() - days)).isoformat()
