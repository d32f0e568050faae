"""Word filter: detects a guild's blocked words in a prompt. Pure.

Only whole words match, except in scripts written without spaces. The comparison ignores case, width,
accents, invisible characters, punctuation and repeated spaces.

The words are compiled into one Aho-Corasick automaton, so the time is linear in the length of the prompt. It can
be a few milliseconds, so the filter runs in a thread.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

__all__ = ["LONGEST_WORD", "MOST_WORDS", "contains_blocked_word", "normalize", "parse_word_list"]

#: Maximum number of words per guild, and of characters per word.
MOST_WORDS = 200
LONGEST_WORD = 60

# Maximum length of a normalized prompt. A character can become 18; only padding exceeds this.
_LONGEST_TEXT = 20_000

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


def parse_word_list(text: str) -> tuple[str, ...]:
    """Parse a list of words separated by line breaks or commas; remove duplicates, keep the order."""
    found: dict[str, str] = {}
    for part in _SEPARATORS.split(text):
        word = " ".join(part.split())
        if key := normalize(word):
            found.setdefault(key, word)
    return tuple(found.values())


def contains_blocked_word(prompt: str, words: Sequence[str]) -> bool:
    """Return whether the prompt contains any of ``words``, or expands to more text than can be checked."""
    if not words:
        return False
    text = normalize(prompt)
    return len(text) > _LONGEST_TEXT or _compile(tuple(words)).matches(text)


def normalize(text: str) -> str:
    """Normalize text for comparison, with single spaces between words."""
    unified = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_mapped(unified, _comparable).split())


def _comparable(c: str) -> str:
    category = unicodedata.category(c)
    if category in {"Cf", "Me"} or _UNSEEN.match(c) or _ACCENTS.match(c):
        return ""
    if category[0] in "PZ" or category == "Cc" or c == _BLANK:
        return " "
    return c if c in _WHOLE_LETTERS else _without_accents(c)


def _without_accents(c: str) -> str:
    parts = unicodedata.normalize("NFD", c)
    if len(parts) == 1 or ord(parts[0]) >= _LAST_ACCENTED:
        return c
    return _ACCENTS.sub("", parts)


def _kind(c: str) -> str:
    """Return the kind of a character by which word boundaries are found."""
    if _SPACELESS.match(c):
        return "-"
    if _HANGUL.match(c):
        # Words are separated by spaces, but particles are appended to them.
        return "h"
    # A mark belongs to the preceding letter.
    return "w" if c.isalnum() or unicodedata.category(c)[0] == "M" else " "


def _mapped(text: str, function: Callable[[str], str]) -> str:
    """Replace each character, computing every distinct one once."""
    return text.translate({ord(c): function(c) for c in set(text)})


@lru_cache(maxsize=16)
def _compile(words: tuple[str, ...]) -> _Automaton:
    return _Automaton(filter(None, map(normalize, words)))


class _Automaton:
    """Aho-Corasick automaton of normalized words.

    A word matches only where a word can begin. That depends only on a character and the one before it,
    so it is part of the symbol; within a word it is the same wherever the word occurs. Where a word can end
    is the same for all words that end there, so one check per character is enough.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._next: list[dict[str, int]] = [{}]
        self._is_end = [False]
        for word in words:
            self._add(_symbols(word, _mapped(word, _kind)))
        self._fallback = [0] * len(self._next)
        pending = deque(self._next[0].values())
        while pending:
            node = pending.popleft()
            for symbol, child in self._next[node].items():
                fallback = self._fallback[child] = self._step(self._fallback[node], symbol)
                self._is_end[child] = self._is_end[child] or self._is_end[fallback]
                pending.append(child)

    def matches(self, text: str) -> bool:
        """Return whether the normalized text contains one of the words."""
        kinds, node = _mapped(text, _kind), 0
        for symbol, kind, following in zip(_symbols(text, kinds), kinds, kinds[1:] + " ", strict=False):
            node = self._step(node, symbol)
            # A letter directly after the last one continues the word.
            if self._is_end[node] and not kind == following == "w":
                return True
        return False

    def _add(self, symbols: Iterable[str]) -> None:
        node = 0
        for symbol in symbols:
            child = self._next[node].setdefault(symbol, len(self._next))
            if child == len(self._next):
                self._next.append({})
                self._is_end.append(False)
            node = child
        self._is_end[node] = True

    def _step(self, node: int, symbol: str) -> int:
        while symbol not in self._next[node]:
            if not node:
                return 0
            node = self._fallback[node]
        return self._next[node][symbol]


def _symbols(text: str, kinds: str) -> list[str]:
    """Return the characters, those at which no word can begin with a mark."""
    pairs = zip(text, kinds, "^" + kinds, strict=False)
    return [f"{c}+" if kind == before and kind in "hw" else c for c, kind, before in pairs]
