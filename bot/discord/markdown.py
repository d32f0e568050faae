"""Escaping of user input. Pure.

A quoted prompt must not ping anyone, format the text after it, or change the line's text direction.
In addition, mentions are disabled on every outgoing message.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["ALT_LIMIT", "CONTENT_LIMIT", "QUOTE_LIMIT", "quote", "sanitize", "shorten"]

#: Discord's limits in characters: message content and attachment description.
CONTENT_LIMIT, ALT_LIMIT = 2000, 1024
#: Maximum number of prompt characters quoted in a message; escaping may double them.
QUOTE_LIMIT = 400

_MARKDOWN = re.compile(r"([\\*_~`|>#\[\]()<])")
# Characters that reorder or hide text (bidirectional controls, zero-width characters).
_KEPT_FORMAT = frozenset("\u200d")  # joins emoji
# The dot of an address without a scheme. Discord shows a card for its invites, gifts and templates.
_DOT = "[.\u3002\uff0e\uff61]"
_BARE_LINK_DOT = re.compile(
    rf"(?:(?<=discord)|(?<=discordapp)|(?<=\bdsc)|(?<=\w)(?={_DOT}\w[\w.-]*/)){_DOT}(?=\w)", re.IGNORECASE
)
_ZERO_WIDTH_SPACE = "\u200b"
_MOST_MARKS = 3
_MARK_RUN = re.compile(rf"m{{{_MOST_MARKS},}}")


def sanitize(text: str) -> str:
    """Return the text as one line without control characters, direction marks or repeated spaces."""
    hidden = {ord(c): " " for c in set(text) if not c.isprintable() and c not in _KEPT_FORMAT}
    return " ".join(_thin_out_marks(text.translate(hidden)).split())


def shorten(text: str, limit: int) -> str:
    """Truncate the text to ``limit`` characters, ending in an ellipsis if it was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def quote(text: str, limit: int) -> str:
    """Return the text as one escaped line in quotation marks; ``limit`` applies before escaping."""
    # A backslash does not disable a mention or a link; a zero-width space does.
    inert = _BARE_LINK_DOT.sub(rf"\g<0>{_ZERO_WIDTH_SPACE}", shorten(sanitize(text), limit))
    escaped = _MARKDOWN.sub(r"\\\1", inert)
    for trigger in ("@", "://"):
        escaped = escaped.replace(trigger, trigger[0] + _ZERO_WIDTH_SPACE + trigger[1:])
    return f"“{escaped}”"


def _thin_out_marks(text: str) -> str:
    """Limit runs of combining marks to three, so that stacked marks cannot cover other lines."""
    # By category, because some stacking marks (Thai, enclosing) have no combining class.
    classes = {ord(c): "m" if unicodedata.category(c)[0] == "M" else " " for c in set(text)}
    kept, end = [], 0
    for run in _MARK_RUN.finditer(text.translate(classes)):
        kept.append(text[end : run.start() + _MOST_MARKS])
        end = run.end()
    return "".join([*kept, text[end:]])
