"""Custom IDs of components and modals: ``easel:<verb>:<argument>``. Pure.

Messages from earlier versions remain in channels for years, so a verb never changes its meaning.
"""

from __future__ import annotations

import re

__all__ = ["JOB_ID", "custom_id", "parse_custom_id"]

#: Pattern for the argument of most components, with one group.
JOB_ID = "([0-9a-z]{1,16})"

_CUSTOM_ID = re.compile(r"easel:([a-z-]{1,20}):(.*)", re.DOTALL)


def custom_id(verb: str, *arguments: object) -> str:
    """Build a custom ID; several arguments are joined by colons."""
    return f"easel:{verb}:{':'.join(map(str, arguments))}"


def parse_custom_id(text: str) -> tuple[str, str] | None:
    """Split a custom ID into verb and argument; ``None`` if it is not one of ours."""
    match = _CUSTOM_ID.fullmatch(text)
    return (match[1], match[2]) if match else None
