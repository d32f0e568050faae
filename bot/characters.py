"""Character classes: patterns based on the Unicode tables of ``regex``, which are newer than Python's. Pure.

An unassigned code point is probably a new emoji and counts as visible, unless Unicode reserves it for invisible
characters.
"""

from __future__ import annotations

import regex

__all__ = ["INVISIBLE_CLASS", "JOINERS", "MARK", "MARK_CLASS", "VISIBLE"]

#: Joiners of emoji and of scripts such as Persian and Bengali.
JOINERS = "\u200c\u200d"

# Control characters, surrogates, private use, white space, and characters that Unicode marks as ignorable.
# The Braille blank and the annotation characters have no glyph, but belong to none of these classes.
INVISIBLE_CLASS = (
    r"\p{Cc}\p{Cs}\p{Co}\p{Z}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb"
)
#: Characters that combine with the one before them.
MARK_CLASS = r"\p{M}"

MARK = regex.compile(f"[{MARK_CLASS}]")
#: A character with a glyph of its own.
VISIBLE = regex.compile(f"[^{INVISIBLE_CLASS}{MARK_CLASS}]")
