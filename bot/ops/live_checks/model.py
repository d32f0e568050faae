"""Value objects of the live checks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ops.live_checks.session import LiveSession

__all__ = ["LiveCheck", "NotSettledError", "Observation", "Verdict", "broken", "holds", "settled"]


class Verdict(StrEnum):
    """Verdict on an assumption."""

    HOLDS = "holds"
    BROKEN = "broken"
    NOT_SETTLED = "not settled"


class NotSettledError(Exception):
    """A check could not be decided; the text is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A verdict and what was observed, in one line without secrets."""

    verdict: Verdict
    observed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveCheck:
    """A check of one assumption.

    ``if_broken`` is the consequence for this installation if the assumption does not hold. ``run`` may
    raise :class:`NotSettledError`.
    """

    id: str
    assumption: str
    if_broken: str
    run: Callable[[LiveSession], Awaitable[Observation]]


def holds(observed: str) -> Observation:
    """Return the observation of an assumption that holds."""
    return Observation(verdict=Verdict.HOLDS, observed=observed)


def broken(observed: str) -> Observation:
    """Return the observation of an assumption that does not hold."""
    return Observation(verdict=Verdict.BROKEN, observed=observed)


def settled(condition: object, observed: str) -> Observation:
    """Return the observation of an assumption that holds if and only if ``condition`` is true."""
    return holds(observed) if condition else broken(observed)
