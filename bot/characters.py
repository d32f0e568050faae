"""Character classes: patterns based on the Unicode tables of ``regex``, which are newer than Python's. Pure.

An unassigned code point is probably a new emoji and counts as visible, unless Unicode reserves it for invisible
characters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

__all__ = ["INVISIBLE_CLASS", "JOINERS", "MARK_CLASS", "compiled", "has_visible", "is_mark"]

#: Joiners of emoji and of scripts such as Persian and Bengali.
JOINERS = "\u200c\u200d"

# Control characters, surrogates, private use, white space, and characters that Unicode marks as ignorable.
# The Braille blank and the annotation characters have no glyph, but belong to none of these classes.
INVISIBLE_CLASS = (
    r"\p{Cc}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb"
)
#: Characters that combine with the one before them.
MARK_CLASS = r"\p{M}"

_MARK = f"[{MARK_CLASS}]"
# A character with a glyph of its own.
_VISIBLE = f"[^{INVISIBLE_CLASS}{MARK_CLASS}]"
_VISIBLE_ASCII = re.compile("[!-~]")


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """Compile a pattern with ``regex``, which is imported late: ASCII text does not need it."""
    import regex

    return regex.compile(pattern)


def has_visible(text: str) -> bool:
    """Return whether any character has a glyph of its own."""
    return (_VISIBLE_ASCII if text.isascii() else compiled(_VISIBLE)).search(text) is not None


def is_mark(c: str) -> bool:
    """Return whether a character combines with the one before it."""
    return not c.isascii() and compiled(_MARK).match(c) is not None
