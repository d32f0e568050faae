"""Faults of single HTTP exchanges: which one is armed, and what it does.

A fault either replaces the answer (:class:`FaultEffect` with an ``answer``) or does
something to the connection; the route decides where in its work that happens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.fal.errors import (
    ErrorAnswer,
    bare_detail,
    model_error,
    model_error_item,
    nginx,
    not_found,
    request_error,
    start_deadline_missed,
)
from sandbox.faults import Faults

__all__ = ["GARBAGE", "FaultEffect", "gateway_answer", "take_fault"]

GARBAGE = "<!doctype html><title>Just a moment...</title>"
"""What a 200 says that is not JSON."""

_SLOW_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultEffect:
    """What the armed fault does to this exchange.

    An ``answer`` means that the work is not done; beside ``reset`` it is never sent.
    """

    answer: ErrorAnswer | None = None
    reset: bool = False
    taken_then_reset: bool = False
    garbage: bool = False
    slow_seconds: float = 0.0


_QUIET = FaultEffect()

_DEEDS: Mapping[str, Callable[[Mapping[str, Any]], FaultEffect]] = {
    "reset": lambda _: FaultEffect(reset=True, answer=nginx(502)),
    "taken-then-reset": lambda _: FaultEffect(taken_then_reset=True),
    "garbage": lambda _: FaultEffect(garbage=True),
    "slow": lambda params: FaultEffect(slow_seconds=float(params.get("seconds", _SLOW_SECONDS))),
}


def take_fault(faults: Faults, family: str) -> FaultEffect:
    """The next armed fault called ``fal.<family>.<kind>``, if any; it is used up."""
    prefix = f"fal.{family}."
    for name in faults.armed():
        kind = name.removeprefix(prefix)
        if kind == name or not (kind in _DEEDS or kind in _ANSWERS):
            continue
        params = faults.take(name) or {}
        deed = _DEEDS.get(kind)
        return deed(params) if deed else FaultEffect(answer=gateway_answer(family, kind, params))
    return _QUIET


def gateway_answer(family: str, kind: str, params: Mapping[str, Any]) -> ErrorAnswer:
    """The error answer that a fault's ``kind`` names, such as ``429`` or ``503-nginx``."""
    if kind == "404" and family != "submit":
        return not_found()
    return _ANSWERS[kind](params)


def _locked(_: Mapping[str, Any]) -> ErrorAnswer:
    reason = "Exhausted balance. Top up your balance at fal.ai/dashboard/billing."
    return bare_detail(403, f"User is locked. Reason: {reason}")


def _refused_input(params: Mapping[str, Any]) -> ErrorAnswer:
    loc = params.get("loc", ("body", "prompt"))
    message = str(params.get("msg", "Input should be a valid string"))
    return model_error([model_error_item(loc, message, str(params.get("type", "string_type")))])


def _too_many(params: Mapping[str, Any]) -> ErrorAnswer:
    return request_error(
        429,
        "Too many requests, slow down",
        "concurrent_requests_limit",
        Retry_After=str(params.get("retry_after", 1)),
        X_Fal_needs_retry="1",
    )


def _nginx_of(params: Mapping[str, Any]) -> ErrorAnswer:
    return nginx(int(params.get("status", 502)))


_ANSWERS: Mapping[str, Callable[[Mapping[str, Any]], ErrorAnswer]] = {
    "401": lambda _: bare_detail(401, "No user found for Key ID and Secret"),
    "403": _locked,
    "403-balance": _locked,
    "404": lambda _: bare_detail(404, "Application not found"),
    "408": lambda _: request_error(408, "Request timed out", "request_timeout"),
    "409": lambda _: bare_detail(409, "Conflict"),
    "422": _refused_input,
    "429": _too_many,
    "500": lambda _: request_error(500, "Internal server error", "internal_error"),
    "503": lambda _: request_error(503, "No runner could be scheduled", "runner_scheduling_failure"),
    "nginx": _nginx_of,
    "502-nginx": lambda _: nginx(502),
    "503-nginx": lambda _: nginx(503),
    "504-nginx": lambda _: nginx(504),
    "504-timeout": lambda _: start_deadline_missed(),
}
