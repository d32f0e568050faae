"""Lazy Fluent parsing: each message of a language is parsed on first use.

Fluent's parser is pure Python: parsing every message of every language took half of the start-up
time and memory, and most messages are never used. Files are therefore only split into entries,
which begin with an identifier and "=" at the start of a line
(https://projectfluent.org/fluent/guide/). Messages are formatted by :mod:`bot.tuning.fluent_patterns` where it can. No
private API of fluent.runtime (0.4) is used, but the split duplicates a rule of its grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.tuning import is_enabled
from bot.tuning.fluent_patterns import LANGUAGES, Formatter, Pattern, UnsupportedSyntaxError, parse

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

__all__ = ["Language"]

_ENTRY = re.compile(r"^(-?[a-zA-Z][a-zA-Z0-9_-]*) *=", re.MULTILINE)
# A single-line message without placeables is its own result.
_PLAIN = re.compile(r"[^=\n]*= *([^{}\n]*[^{} \n])[ \n]*")
_COMMENT = re.compile(r"^#.*\n?", re.MULTILINE)
# A possible reference to another entry, which must be parsed first.
_NAME = re.compile(r"-?[a-zA-Z][a-zA-Z0-9_-]*")


class Language:
    """The messages of one language. ``sources`` yields the contents of its files, which are read on first use.

    It can be iterated over again if that fails.
    """

    def __init__(self, name: str, sources: Iterable[str]) -> None:
        self._name = name
        self._sources = sources
        self._plain: dict[str, str] = {}
        self._parsed: set[str] = set()
        self._lazy = is_enabled("lazy_fluent")
        self._patterns: dict[str, Pattern] = {}
        own = self._lazy and is_enabled("fluent_patterns") and name in LANGUAGES
        self._formatter = Formatter(name, self._pattern_of) if own else None

    def has(self, key: str) -> bool:
        """Return whether the message exists."""
        return key in self._entries

    def format(self, key: str, values: Mapping[str, Any]) -> str:
        """Format the message. Raises the same errors as :class:`~bot.discord.i18n.bundle.Texts`."""
        if (plain := self._plain.get(key)) is not None:
            return plain
        if self._lazy and (found := _PLAIN.fullmatch(self._entries.get(key, ""))) is not None:
            return self._plain.setdefault(key, found[1])
        if self._formatter is not None:
            try:
                return self._formatter.format(self._pattern_of(key), values)
            except UnsupportedSyntaxError:
                pass  # fluent.runtime formats it
            except (LookupError, TypeError) as error:
                raise ValueError(f"{key}: {error}") from error
        if self._lazy:
            self._parse(key)
        pattern = self._bundle.get_message(key).value if self._bundle.has_message(key) else None
        if pattern is None:
            raise LookupError(f"the text {key!r} is empty")
        text, errors = self._bundle.format_pattern(pattern, dict(values))
        if errors:
            raise ValueError(f"{key}: {errors[0]}")
        return str(text)

    def _pattern_of(self, key: str) -> Pattern:
        if (known := self._patterns.get(key)) is not None:
            return known
        return self._patterns.setdefault(key, parse(self._entries[key].partition("=")[2]))

    @cached_property
    def _entries(self) -> Mapping[str, str]:
        """Unparsed entries by key."""
        entries: dict[str, str] = {}
        for source in self._sources:
            for key, entry in _split(source):
                entries.setdefault(key, entry)
        return entries

    @cached_property
    def _bundle(self) -> FluentBundle:
        # Imported late: messages used during start-up are plain and do not need Fluent.
        from fluent.runtime import FluentBundle

        # No isolation marks around values: some fonts show them as boxes in Discord, and user input
        # is already sanitized.
        bundle = FluentBundle([self._name], use_isolating=False)
        if not self._lazy:
            from fluent.runtime import FluentResource

            bundle.add_resource(FluentResource("\n".join(self._entries.values())))
        return bundle

    def _parse(self, key: str) -> None:
        """Parse an entry and all entries that it may reference, each once."""
        source = self._entries.get(key)
        if source is None or key in self._parsed:
            return
        from fluent.runtime import FluentResource

        self._parsed.add(key)
        self._bundle.add_resource(FluentResource(source))
        if "{" in source:
            for name in _NAME.findall(source):
                self._parse(name)


def _split(source: str) -> Iterator[tuple[str, str]]:
    """Split a file into (key, entry) pairs."""
    text = _COMMENT.sub("", source)
    entries = list(_ENTRY.finditer(text))
    ends = [entry.start() for entry in entries[1:]] + [len(text)]
    for entry, end in zip(entries, ends, strict=True):
        yield entry[1], text[entry.start() : end]
