"""Custom ids of components and modals: ``easel:<verb>:<argument>``. Pure.

Messages of earlier versions stay in channels for years, so a verb never changes its meaning.
"""

from __future__ import annotations

import re

__all__ = ["JOB_ID", "custom_id", "parse_custom_id"]

#: The argument of most components, as a regular expression with one group.
JOB_ID = "([0-9a-z]{1,16})"

_CUSTOM_ID = re.compile(r"easel:([a-z-]{1,20}):(.*)", re.DOTALL)


def custom_id(verb: str, *arguments: object) -> str:
    """Build a custom id; several arguments are joined by colons."""
    return f"easel:{verb}:{':'.join(map(str, arguments))}"


def parse_custom_id(text: str) -> tuple[str, str] | None:
    """Split a custom id into verb and argument; ``None`` if it is not one of ours."""
    match = _CUSTOM_ID.fullmatch(text)
    return (match[1], match[2]) if match else None
