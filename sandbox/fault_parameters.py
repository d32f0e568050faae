"""Fault parameters: types and ranges of the values with which a visitor may arm a fault.

A fault's description ends with the names of its parameters, in parentheses or brackets.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

__all__ = ["FaultParameterError", "check_parameters", "parameter_names"]

_LIST = re.compile(r"[(\[]([^()\[\]]*)[)\]]\.?$")
_NAME = re.compile(r"\s*([a-z_]+)\b")
_LONGEST_TEXT = 1000
_DAY = 24 * 3600.0
# Smallest and largest value; a whole number unless it is in seconds.
_SECONDS = {"seconds": (-_DAY, _DAY), "retry_after": (0.0, _DAY)}
_INTEGERS = {
    "ahead": (0, 1_000_000),
    "bytes": (0, 1 << 28),
    "code": (0, 999_999),
    "count": (0, 10),
    "edge": (1, 30_000),
    "events": (0, 1000),
    "height": (1, 8192),
    "picture": (1, 16),
    "remaining": (0, 1000),
    "status": (200, 599),
    "width": (1, 8192),
}
# In the gateway's faults, a code closes a websocket.
_CLOSE_CODES = (4000, 4999)
_CHOICES = {"scope": ("user", "shared", "global"), "coding": ("gzip", "gzip, gzip", "deflate", "br")}
_FLAGS = {"resumable"}


class FaultParameterError(ValueError):
    """A fault has no such parameter, or not with this value; ``str()`` is a sentence for the visitor."""


def parameter_names(description: str) -> tuple[str, ...]:
    """Return the names of the parameters that a fault's description lists."""
    listed = _LIST.search(description)
    parts = listed[1].split(",") if listed is not None else ()
    return tuple(found[1] for part in parts if (found := _NAME.match(part)) is not None)


def check_parameters(fault: str, description: str, parameters: Mapping[str, Any]) -> None:
    """Raise :class:`FaultParameterError` unless the fault takes these parameters."""
    names = parameter_names(description)
    for name, value in parameters.items():
        if name not in names:
            taken = f"It takes {', '.join(names)}." if names else "It takes none."
            raise FaultParameterError(f"{fault} has no parameter {str(name)[:40]!r}. {taken}")
        if (expected := _expected(fault, name, value)) is not None:
            raise FaultParameterError(f"{name} of {fault} is {expected}.")


def _expected(fault: str, name: str, value: Any) -> str | None:
    """Return a description of the allowed values, or ``None`` if the value is one of them."""
    number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if name in _SECONDS:
        low, high = _SECONDS[name]
        right, expected = number and low <= value <= high, f"a number of seconds from {low:.0f} to {high:.0f}"
    elif name in _INTEGERS:
        gateway = name == "code" and fault.startswith("discord.gateway.")
        first, last = _CLOSE_CODES if gateway else _INTEGERS[name]
        right = number and isinstance(value, int) and first <= value <= last
        expected = f"a whole number from {first} to {last}"
    elif name in _CHOICES:
        right, expected = value in _CHOICES[name], f"one of {', '.join(_CHOICES[name])}"
    elif name in _FLAGS:
        right, expected = isinstance(value, bool), "true or false"
    elif name == "loc":
        right, expected = _is_path(value), "a list of up to ten short texts and whole numbers"
    elif name == "headers":
        right, expected = _is_headers(value), "an object with up to ten short texts in one line"
    else:
        right, expected = _is_text(value), f"a text of up to {_LONGEST_TEXT} characters in one line"
    return None if right else expected


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT and value.isprintable()


def _is_path(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= 10
        and all(_is_text(one) or (isinstance(one, int) and abs(one) < 1_000_000) for one in value)
    )


def _is_headers(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= 10
        and all(re.fullmatch(r"[A-Za-z0-9-]{1,60}", name) and _is_text(one) for name, one in value.items())
    )
