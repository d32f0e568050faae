"""Fault grid: every call of the bot, times every answer it can get, times the duration of that answer.

A :class:`Call` names a route and a scenario in which the bot makes it; an :class:`Answer` is a fault of the
sandbox; a :class:`Span` is its duration. :func:`cells` multiplies them. Another service is added with its own
calls and answers.

An ordinary run takes one cell of each call. ``make fault-grid`` runs every cell.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.fal.traffic_log import Exchange
from tests.e2e.harness import Harness

__all__ = [
    "ANSWERS",
    "CALLS",
    "SPANS",
    "Answer",
    "Call",
    "Cell",
    "Span",
    "cells",
    "fal_calls",
    "missing_calls",
    "sampled",
]

#: Set to run every cell.
FULL = "EASEL_FAULT_GRID_FULL"
MANY = 100_000
_VIA = {"Via": "1.1 proxy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A fault of the sandbox. ``own``: Discord itself refuses the call, which is final."""

    name: str
    fault: str
    params: dict[str, Any] = field(default_factory=dict)
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How long the answer is given: ``seconds`` from the first call on, or once."""

    name: str
    seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A route, as ``METHOD template``, and the words with which a fault is armed for it.

    ``before``: the fault is armed before the bot starts.
    """

    route: str
    words: str
    scenario: str
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One combination."""

    call: Call
    answer: Answer
    span: Span

    @property
    def name(self) -> str:
        """The test's ID."""
        words = self.call.words.replace("/", " ").replace("@", "").split()
        return "-".join((*words, self.answer.name, self.span.name))

    def arm(self, harness: Harness) -> None:
        """Arm the fault."""
        times, until = (1, {}) if self.span.seconds is None else (MANY, {"until": self._until(harness)})
        harness.faults.arm(
            self.answer.fault, times=times, route=self.call.words, **{**self.answer.params, **until}
        )

    def _until(self, harness: Harness) -> float:
        return harness.clock.now() + (self.span.seconds or 0.0)


ANSWERS = (
    Answer(name="own-error", fault="discord.rest.403", own=True),
    Answer(name="page", fault="discord.rest.foreign", params={"status": 403}),
    Answer(name="429", fault="discord.rest.429", params={"retry_after": 20}),
    Answer(
        name="429-bare", fault="discord.rest.foreign", params={"status": 429, "body": "{}", "headers": _VIA}
    ),
    Answer(name="hang", fault="discord.rest.slow", params={"seconds": 5000.0}),
    Answer(name="reset", fault="discord.rest.reset"),
    Answer(name="garbage", fault="discord.rest.foreign", params={"status": 200, "body": b'{"id": "12\xff'}),
    Answer(name="half", fault="discord.rest.half-answer"),
    Answer(name="slow", fault="discord.rest.slow", params={"seconds": 30.0}),
)
SPANS = (
    Span(name="once", seconds=None),
    Span(name="a-minute", seconds=60.0),
    Span(name="an-hour", seconds=3600.0),
)

_WEBHOOK = "/webhooks/{application_id}/{token}"
_ORIGINAL = f"{_WEBHOOK}/messages/@original"
_CHANNEL = "/channels/{channel_id}/messages"
_MESSAGE = f"{_CHANNEL}/{{message_id}}"
_REACTION = f"{_MESSAGE}/reactions/{{emoji}}"
_GUILD = "/guilds/{guild_id}"
_COMMANDS = "/applications/{application_id}/commands"

CALLS = (
    Call(route="GET /users/@me", words="GET /users/@me", scenario="draw", before=True),
    Call(route="GET /oauth2/applications/@me", words="GET /oauth2", scenario="draw", before=True),
    Call(route="GET /gateway/bot", words="GET /gateway/bot", scenario="draw", before=True),
    Call(route=f"GET {_COMMANDS}", words=f"GET {_COMMANDS}", scenario="draw", before=True),
    Call(route=f"PUT {_COMMANDS}", words=f"PUT {_COMMANDS}", scenario="draw", before=True),
    Call(
        route="POST /interactions/{interaction_id}/{token}/callback", words="POST callback", scenario="draw"
    ),
    Call(route=f"PATCH {_ORIGINAL}", words="PATCH @original", scenario="draw"),
    Call(route=f"GET {_ORIGINAL}", words="GET @original", scenario="lost_answer"),
    Call(route=f"DELETE {_ORIGINAL}", words="DELETE @original", scenario="refused"),
    Call(route=f"POST {_WEBHOOK}", words="POST /webhooks", scenario="refused"),
    Call(route=f"PUT {_REACTION}/@me", words="PUT reactions", scenario="draw"),
    Call(route=f"POST {_CHANNEL}", words="POST /channels messages", scenario="late"),
    Call(route=f"GET {_CHANNEL}", words=f"GET {_CHANNEL}", scenario="late_lost_answer"),
    Call(route=f"DELETE {_MESSAGE}", words="DELETE /channels messages", scenario="late"),
    Call(route="POST /users/@me/channels", words="POST /users/@me/channels", scenario="direct"),
    Call(route=f"PATCH {_MESSAGE}", words="PATCH /channels messages", scenario="repeat"),
    Call(route=f"GET {_MESSAGE}", words=f"GET {_MESSAGE}", scenario="missed_reaction"),
    Call(route=f"GET {_REACTION}", words="GET reactions", scenario="missed_reaction"),
    Call(route=f"GET {_GUILD}/members/{{user_id}}", words="GET members", scenario="missed_reaction"),
    Call(route=f"GET {_GUILD}", words=f"GET {_GUILD}", scenario="preview_everyone"),
    Call(route=f"GET {_GUILD}/roles/member-counts", words="GET member-counts", scenario="preview_role"),
)


def cells(calls: Iterable[Call] = CALLS, answers: Iterable[Answer] = ANSWERS) -> Iterator[Cell]:
    """Every combination, in order."""
    for call in calls:
        for answer in answers:
            for span in SPANS:
                yield Cell(call=call, answer=answer, span=span)


def sampled(found: Iterable[Cell]) -> list[Cell]:
    """Return every cell with ``EASEL_FAULT_GRID_FULL``, otherwise one cell of each call.

    The sample meets every answer and every span.
    """
    everything = list(found)
    if os.environ.get(FULL):
        return everything
    by_call: dict[Call, list[Cell]] = {}
    for cell in everything:
        by_call.setdefault(cell.call, []).append(cell)
    # The step has no common divisor with the number of a call's cells, so it walks through all of them.
    return [of_call[number * 10 % len(of_call)] for number, of_call in enumerate(by_call.values())]


def fal_calls(harness: Harness) -> set[str]:
    """Return the names of the calls to fal in the traffic log; an unknown one is named by its method and path."""
    return {_fal_call(exchange) for exchange in harness.fal.exchanges}


def _fal_call(exchange: Exchange) -> str:
    path = exchange.path.partition("?")[0]
    if exchange.host == "files":
        return "file"
    for end, name in (("/status/stream", "stream"), ("/status", "status"), ("/cancel", "cancel")):
        if path.endswith(end):
            return name
    if "openapi" in path:
        return "schema"
    if "/requests/" in path and exchange.method == "GET":
        return "result"
    return "submit" if exchange.method == "POST" else f"{exchange.method} {path}"


def missing_calls(harness: Harness) -> set[str]:
    """Return the routes in the traffic log that no :class:`Call` covers."""
    known = {call.route for call in CALLS}
    seen = {f"{request.method} {request.route_template}" for request in harness.discord.traffic.requests}
    return seen - known
