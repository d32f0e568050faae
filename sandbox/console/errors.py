"""What the console cannot make sense of, as a sentence with a hint."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = ["ConsoleError", "did_you_mean"]


class ConsoleError(Exception):
    """``str()`` is for the person at the keyboard."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint at the nearest known word, or at all of them when none is near and they are few."""
    names = list(known)
    near = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0.5)
    if near:
        return f" Did you mean {near[0]}?"
    return f" There are: {', '.join(names)}." if 0 < len(names) <= 12 else ""
