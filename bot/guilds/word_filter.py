"""Word filter: detects a guild's blocked words in a prompt. Pure.

Only whole words match, except in scripts written without spaces. The comparison ignores case, width,
accents, invisible characters, punctuation and repeated spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache

__all__ = ["LONGEST_WORD", "MOST_WORDS", "contains_blocked_word", "normalize", "parse_word_list"]

#: Maximum number of words per guild, and of characters per word.
MOST_WORDS = 200
LONGEST_WORD = 60

_SEPARATORS = re.compile(r"[\n\r,;，、；،]+")
# Distinct letters, although Unicode decomposes them: "año" is not "ano".
_WHOLE_LETTERS = frozenset("ñйў")
# Invisible despite their category: joiners, fillers, variation selectors.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_BLANK = "\u2800"
# Combining accents of Latin, Greek and Cyrillic; all accented letters are below the code point that follows.
_ACCENTS = re.compile("[\u0300-\u036f]")
_LAST_ACCENTED = 0x0530
# Thai, Lao, Tibetan, Burmese, Khmer, kana, Han and related blocks.
_SPACELESS = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff]")


class _Kind(Enum):
    NO_LETTER = 0
    SPACED = 1
    SPACELESS = 2
    # Words are separated by spaces, but particles are appended to them.
    HANGUL = 3


def parse_word_list(text: str) -> tuple[str, ...]:
    """Parse a list of words separated by line breaks or commas; remove duplicates, keep the order."""
    found: dict[str, str] = {}
    for part in _SEPARATORS.split(text):
        word = " ".join(part.split())
        if key := normalize(word):
            found.setdefault(key, word)
    return tuple(found.values())


def contains_blocked_word(prompt: str, words: Sequence[str]) -> bool:
    """Return whether the prompt contains any of ``words``."""
    if not words:
        return False
    text = normalize(prompt)
    return any(_holds(text, word) for word in _comparable_words(tuple(words)))


def normalize(text: str) -> str:
    """Normalize text for comparison, with single spaces between words."""
    unified = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(_kept(unified)).split())


def _kept(text: str) -> Iterable[str]:
    for c in text:
        category = unicodedata.category(c)
        if category in {"Cf", "Me"} or _UNSEEN.match(c) or _ACCENTS.match(c):
            continue
        if category[0] in "PZ" or category == "Cc" or c == _BLANK:
            yield " "
        elif c in _WHOLE_LETTERS:
            yield c
        else:
            yield _without_accents(c)


def _without_accents(c: str) -> str:
    parts = unicodedata.normalize("NFD", c)
    if len(parts) == 1 or ord(parts[0]) >= _LAST_ACCENTED:
        return c
    return _ACCENTS.sub("", parts)


@lru_cache(maxsize=256)
def _comparable_words(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(normalize, words)))


def _holds(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        if _begins(text, word, at) and _ends(text, word, at + len(word)):
            return True
        at = text.find(word, at + 1)
    return False


def _begins(text: str, word: str, at: int) -> bool:
    kind = _kind(word[0])
    return at == 0 or kind in {_Kind.NO_LETTER, _Kind.SPACELESS} or _kind(text[at - 1]) is not kind


def _ends(text: str, word: str, end: int) -> bool:
    return end == len(text) or _kind(word[-1]) is not _Kind.SPACED or _kind(text[end]) is not _Kind.SPACED


def _kind(c: str) -> _Kind:
    if _SPACELESS.match(c):
        return _Kind.SPACELESS
    if _HANGUL.match(c):
        return _Kind.HANGUL
    # A mark belongs to the preceding letter.
    return _Kind.SPACED if c.isalnum() or unicodedata.category(c)[0] == "M" else _Kind.NO_LETTER
