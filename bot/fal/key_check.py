"""Verdict on the fal key, from the response to a status read of a nonexistent request.

Only a response in fal's own form is evidence. A gateway, a captive portal or an overloaded server can return any
status, so everything else is inconclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.fal.errors import FailureKind, classify
from bot.fal.schemas import parse_status

__all__ = ["KeyCheck", "KeyVerdict", "judge_key"]


class KeyVerdict(StrEnum):
    """State of the key according to a response; ``LOCKED`` is a valid key of an account without balance."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LOCKED = "locked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCheck:
    """A verdict; for ``UNKNOWN``, ``observed`` describes the response and quotes none of its text.

    ``status`` is the HTTP status, ``None`` without a complete response; ``reached`` is false if no
    connection could be opened.
    """

    verdict: KeyVerdict
    observed: str = ""
    status: int | None = None
    reached: bool = True


def judge_key(status: int, body: Any) -> KeyCheck:
    """Evaluate a response by its HTTP ``status`` and its parsed ``body`` (``None`` if it is not JSON)."""
    if isinstance(body, Mapping):
        if status == 404 and body.get("status") == "NOT_FOUND":
            return KeyCheck(verdict=KeyVerdict.ACCEPTED, status=status)
        if status in {200, 202} and parse_status(body) is not None:
            return KeyCheck(verdict=KeyVerdict.ACCEPTED, status=status)
        if status in {401, 403} and isinstance(body.get("detail"), str):
            locked = classify(status, body).kind is FailureKind.BALANCE
            return KeyCheck(verdict=KeyVerdict.LOCKED if locked else KeyVerdict.REFUSED, status=status)
    return KeyCheck(verdict=KeyVerdict.UNKNOWN, observed=_observed(status, body), status=status)


def _observed(status: int, body: Any) -> str:
    form = "with a body that is not JSON" if body is None else "in a form that is not fal's"
    return f"status {status} {form}"
