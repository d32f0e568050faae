"""Escaping of typed text. Pure.

A quoted prompt must not ping, format the text after it, or change the direction of the line.
Mentions are also disabled on every message that is sent.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["ALT_LIMIT", "CONTENT_LIMIT", "QUOTE_LIMIT", "quote", "sanitize", "shorten"]

#: Discord's limits, in characters: a message's content, and an attachment's description.
CONTENT_LIMIT, ALT_LIMIT = 2000, 1024
#: Characters of a prompt that a message quotes; escaping may double them.
QUOTE_LIMIT = 400

_MARKDOWN = re.compile(r"([\\*_~`|>#\[\]()<])")
# Marks that reorder or hide text (bidirectional controls, zero-width characters).
_KEPT_FORMAT = frozenset("\u200d")  # joins emoji
_ZERO_WIDTH_SPACE = "\u200b"


def sanitize(text: str) -> str:
    """One line without control characters, direction marks or repeated spaces."""
    kept = "".join(
        c if unicodedata.category(c) not in {"Cf", "Cc", "Cs", "Co", "Cn"} or c in _KEPT_FORMAT else " "
        for c in text
    )
    return " ".join(_thin_out_marks(kept).split())


def shorten(text: str, limit: int) -> str:
    """At most ``limit`` characters, with an ellipsis if the text was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def quote(text: str, limit: int) -> str:
    """The text in quotation marks, as one escaped line; ``limit`` counts characters before escaping."""
    escaped = _MARKDOWN.sub(r"\\\1", shorten(sanitize(text), limit))
    # A backslash does not stop a mention or a link, a zero-width space does.
    for trigger in ("@", "://"):
        escaped = escaped.replace(trigger, trigger[0] + _ZERO_WIDTH_SPACE + trigger[1:])
    return f"“{escaped}”"


def _thin_out_marks(text: str) -> str:
    """At most three combining marks in a row, so that stacked marks cannot cover other lines."""
    out: list[str] = []
    run = 0
    for c in text:
        # By category: some that pile up (Thai, enclosing) have no combining class.
        run = run + 1 if unicodedata.category(c).startswith("M") else 0
        if run <= 3:
            out.append(c)
    return "".join(out)
