"""Escaping of user input. Pure.

A quoted prompt must not ping anyone, format the text after it, or change the line's text direction.
In addition, mentions are disabled on every outgoing message.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.characters import INVISIBLE_CLASS, JOINERS, MARK_CLASS, compiled, is_mark

if TYPE_CHECKING:
    import regex

__all__ = ["ALT_LIMIT", "CAPTION_LIMIT", "CONTENT_LIMIT", "QUOTE_LIMIT", "quote", "sanitize", "shorten"]

#: Discord's limits in characters: message content and attachment description.
CONTENT_LIMIT, ALT_LIMIT = 2000, 1024
#: Maximum number of prompt characters quoted in a message, and above pictures or progress; escaping may
#: double them.
QUOTE_LIMIT, CAPTION_LIMIT = 400, 150

_MARKDOWN = re.compile(r"([\\*_~`|>#\[\]()<])")
# The tags of a regional flag are invisible, but determine the flag.
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{1,8}\U000e007f")
# Hidden without a space in their place, because they occur within words: soft hyphen, direction marks, word joiner.
_WITHIN_WORDS = re.compile("[\u00ad\u061c\u200e\u200f\u2060\ufeff]")
_HIDDEN = f"(?V1)[[{INVISIBLE_CLASS}]--[{MARK_CLASS}{JOINERS}]]"
_HIDDEN_ASCII = re.compile(r"[\x00-\x20\x7f]")
# The dot of an address without a scheme. Discord shows a card for its invites, gifts and templates.
_DOT = "[.\u3002\uff0e\uff61]"
_BARE_LINK_DOT = re.compile(
    rf"(?:(?<=discord)|(?<=discordapp)|(?<=\bdsc)|(?<=\w)(?={_DOT}\w[\w.-]*/)){_DOT}(?=\w)", re.IGNORECASE
)
_ZERO_WIDTH_SPACE = "\u200b"
# Marks of any letter, which can be stacked without limit, and how many of them are kept. Scripts such as
# Hebrew and Burmese legitimately put more marks of their own on a letter.
_STACKING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_MOST_MARKS, _MOST_SCRIPT_MARKS = 3, 8
_MARK_RUN = rf"[{MARK_CLASS}][{MARK_CLASS}{JOINERS}]{{{_MOST_MARKS},}}"
# Characters read per character quoted; the others may be hidden ones.
_HIDDEN_SHARE = 4
# Number of characters that :func:`shorten` searches backward for the beginning of an emoji or letter.
_LOOK_BACK = 16


def sanitize(text: str) -> str:
    """Return the text as one line without control characters, direction marks or repeated spaces."""
    kept, end = [], 0
    for flag in _FLAG.finditer(text):
        kept += [_hide(text[end : flag.start()]), flag.group()]
        end = flag.end()
    return " ".join(_thin_out_marks("".join([*kept, _hide(text[end:])])).split())


def shorten(text: str, limit: int) -> str:
    """Truncate the text to ``limit`` characters, not within an emoji, ending in an ellipsis if it was cut."""
    if len(text) <= limit:
        return text
    end = limit - 1
    for _ in range(min(_LOOK_BACK, end - 1)):
        if not _is_joined(text[end - 1], text[end]):
            break
        end -= 1
    return text[:end].rstrip() + "…"


def quote(text: str, limit: int) -> str:
    """Return the text as one escaped line in quotation marks; ``limit`` applies before escaping."""
    # Bounds the work: the rest of a long prompt is never shown.
    most = limit * _HIDDEN_SHARE
    text = text if len(text) <= most else f"{text[:most]}…"
    # A backslash does not disable a mention or a link; a zero-width space does.
    inert = _BARE_LINK_DOT.sub(rf"\g<0>{_ZERO_WIDTH_SPACE}", shorten(sanitize(text), limit))
    escaped = _MARKDOWN.sub(r"\\\1", inert)
    for trigger in ("@", "://"):
        escaped = escaped.replace(trigger, trigger[0] + _ZERO_WIDTH_SPACE + trigger[1:])
    return f"“{escaped}”"


def _hide(text: str) -> str:
    if text.isascii():
        return _HIDDEN_ASCII.sub(" ", text)
    return compiled(_HIDDEN).sub(" ", _WITHIN_WORDS.sub("", text))


def _is_joined(before: str, c: str) -> bool:
    """Return whether two characters belong to the same emoji or letter; a pair of flag letters may not."""
    is_modifier = "\U0001f3fb" <= c <= "\U0001f3ff" or "\U000e0020" <= c <= "\U000e007f"
    return is_mark(c) or is_modifier or c in JOINERS or before == "\u200d"


def _thin_out_marks(text: str) -> str:
    """Limit runs of combining marks, so that stacked marks cannot cover other lines."""
    # By category, because some stacking marks (Thai, enclosing) have no combining class.
    return text if text.isascii() else compiled(_MARK_RUN).sub(_shorten_run, text)


def _shorten_run(run: regex.Match[str]) -> str:
    marks = run.group()
    is_script = len(set(marks)) == len(marks) and not _STACKING.search(marks)
    return marks[: _MOST_SCRIPT_MARKS if is_script else _MOST_MARKS]
