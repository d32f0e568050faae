"""Character classes of typed text, also for characters that are newer than Python's Unicode tables. Pure.

A code point without an entry in the tables (category ``Cn``) is probably a new emoji, and is therefore visible,
except where the Unicode standard reserves code points for invisible characters.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["is_invisible", "is_mark"]

# Code points that are invisible whatever Unicode assigns to them: noncharacters (core specification, section
# 23.7), and those with Default_Ignorable_Code_Point (DerivedCoreProperties.txt) outside of the format category.
_NEVER_SEEN = re.compile(
    "[\ufdd0-\ufdef\ufff0-\ufff8\u2065\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff"
    + "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
# Letters and symbols that are blank by design: Braille blank, Hangul fillers.
_BLANK = frozenset("\u2800\u3164\u115f\u1160\uffa0")
_INVISIBLE = frozenset({"Cc", "Cs", "Co", "Zs", "Zl", "Zp"})
# Directions of format characters that have a glyph, such as the Arabic number sign; others have none.
_GLYPH_DIRECTIONS = frozenset({"AN", "AL", "L"})
_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c")


def is_invisible(c: str) -> bool:
    """Return whether a character has no glyph of its own; combining marks do not count as invisible."""
    category = unicodedata.category(c)
    if category == "Cf":
        return c in _DIRECTION_MARKS or unicodedata.bidirectional(c) not in _GLYPH_DIRECTIONS
    return category in _INVISIBLE or c in _BLANK or _NEVER_SEEN.match(c) is not None


def is_mark(c: str) -> bool:
    """Return whether a character combines with the one before it."""
    return unicodedata.category(c)[0] == "M"
