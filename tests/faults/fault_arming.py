"""Helpers that arm the faults of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tests.e2e.harness import Harness
from tests.faults.fault_case import FaultCase, Outcome, Step

__all__ = ["FOREIGN", "LONGER", "MANY", "PASSING", "armed", "both", "passes"]

_Trouble = tuple[str, str, str, dict[str, Any]]

_FIREWALL = '{"message": "internal network error", "code": 40333}'
_GARBAGE = b'{"id": "12\xff\x00'
_VIA = {"Via": "1.1 proxy"}

#: More strikes than any case has: the fault never ends.
MANY = 10_000

#: Temporary faults of any call to Discord: (name, fault, words, parameters).
PASSING: tuple[_Trouble, ...] = (
    ("429", "discord.rest.429", "429 of the route", {"retry_after": 1.5}),
    ("429-global", "discord.rest.429", "429 for the whole bot", {"retry_after": 1.5, "scope": "global"}),
    ("500-once", "discord.rest.500", "500, once", {}),
    ("503-once", "discord.rest.503", "503, once", {}),
    ("reset", "discord.rest.reset", "the connection breaks before anything happens", {}),
    ("lost-answer", "discord.rest.lost-answer", "it is done, and the answer is lost", {}),
    ("half-answer", "discord.rest.half-answer", "it is done, and the answer breaks off", {}),
    ("slow", "discord.rest.slow", "the answer comes late", {"seconds": 2.0}),
)
#: Temporary faults, provided the call may be repeated later.
LONGER: tuple[_Trouble, ...] = (
    ("429-cloudflare", "discord.rest.429-cloudflare", "429 of the firewall in front", {}),
    ("500-for-long", "discord.rest.500", "500 for half a minute", {"times": 7}),
    ("503-for-long", "discord.rest.503", "503 for half a minute", {"times": 5}),
    ("reset-for-long", "discord.rest.reset", "no connection lasts, four times", {"times": 4}),
    ("lost-answers", "discord.rest.lost-answer", "it is done, and each answer is lost", {"times": 3}),
    ("very-slow", "discord.rest.slow", "the answer comes very late", {"seconds": 40.0}),
)
#: A server other than Discord responds, once.
FOREIGN: tuple[_Trouble, ...] = tuple(
    (name, "discord.rest.foreign", words, params)
    for name, words, params in (
        ("firewall", "403 of the firewall in front", {"status": 403, "body": _FIREWALL}),
        ("page-403", "403 with a page", {"status": 403}),
        ("page-401", "401 with a page", {"status": 401}),
        ("page-200", "200 with a page", {"status": 200}),
        ("page-502", "502 with a page", {"status": 502}),
        ("proxy-404", "404 of a proxy", {"status": 404, "body": '{"code": 404, "message": "no route"}'}),
        ("gateway-401", "401 of a gateway", {"status": 401, "body": '{"message": "Unauthorized"}'}),
        ("429-bare", "429 without fields", {"status": 429, "body": "{}", "headers": _VIA}),
        ("429-page", "429 with a page", {"status": 429, "headers": {**_VIA, "Retry-After": "2"}}),
        ("garbage", "200 with bytes that are no JSON", {"status": 200, "body": _GARBAGE}),
        ("garbage-400", "400 with bytes that are no JSON", {"status": 400, "body": _GARBAGE}),
        ("redirect", "a redirect to a sign-in page", {"status": 302, "location": "/sign-in"}),
    )
)


def armed(name: str, *, times: int = 1, **params: Any) -> Callable[[Harness], None]:
    """Arm one fault of the sandbox."""

    def arrange(harness: Harness) -> None:
        harness.faults.arm(name, times=times, **params)

    return arrange


def both(*arrangements: Callable[[Harness], None]) -> Callable[[Harness], None]:
    """Arm several."""

    def arrange(harness: Harness) -> None:
        for one in arrangements:
            one(harness)

    return arrange


def passes(
    prefix: str,
    step: Step,
    route: str,
    what: str,
    *,
    of: Iterable[_Trouble] = PASSING,
    outcome: Outcome = Outcome.DELIVERED,
    **more: Any,
) -> tuple[FaultCase, ...]:
    """A case for each trouble on one of Discord's routes; ``more`` goes to every case."""
    return tuple(
        FaultCase(
            name=f"{prefix}-{name}",
            step=step,
            fault=f"{what}: {words}",
            outcome=outcome,
            arrange=armed(fault, route=route, **params),
            **more,
        )
        for name, fault, words, params in of
    )
