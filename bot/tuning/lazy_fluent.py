"""One language's sentences, each parsed when it is first said.

Fluent's parser is written in Python: all sentences of all languages took half of the bot's start and
of its memory, and most of them are never said. So a file is only cut into entries here, by what
Fluent says where one begins: a name and "=" at the start of a line.
https://projectfluent.org/fluent/guide/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

__all__ = ["Language"]

_ENTRY = re.compile(r"^(-?[a-zA-Z][a-zA-Z0-9_-]*) *=", re.MULTILINE)
# A sentence that stands on one line and has nothing to fill in: its text is what Fluent would say.
_PLAIN = re.compile(r"[^=\n]*= *([^{}\n]*[^{} \n])[ \n]*")
_COMMENT = re.compile(r"^#.*\n?", re.MULTILINE)
# Whatever may name another entry, which has to be parsed before this one can be said.
_NAME = re.compile(r"-?[a-zA-Z][a-zA-Z0-9_-]*")


class Language:
    """The entries of ``sources``, which are the files of the language ``name``; read when first needed."""

    def __init__(self, name: str, sources: Iterable[str]) -> None:
        self._name = name
        self._sources = sources
        self._plain: dict[str, str] = {}
        self._parsed: set[str] = set()

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self._entries

    def say(self, key: str, values: Mapping[str, Any]) -> str:
        """The sentence, filled in; raises as :class:`~bot.discord.i18n.bundle.Texts` says."""
        if (plain := self._plain.get(key)) is not None:
            return plain
        if (found := _PLAIN.fullmatch(self._entries.get(key, ""))) is not None:
            return self._plain.setdefault(key, found[1])
        self._parse(key)
        pattern = self._bundle.get_message(key).value if self._bundle.has_message(key) else None
        if pattern is None:
            raise LookupError(f"the text {key!r} is empty")
        text, errors = self._bundle.format_pattern(pattern, dict(values))
        if errors:
            raise ValueError(f"{key}: {errors[0]}")
        return str(text)

    @cached_property
    def _entries(self) -> Mapping[str, str]:
        """What stands in the files, by key."""
        entries: dict[str, str] = {}
        for source in self._sources:
            for key, entry in _cut(source):
                entries.setdefault(key, entry)
        return entries

    @cached_property
    def _bundle(self) -> FluentBundle:
        # Late: what is said while the bot starts is plain and needs no Fluent.
        from fluent.runtime import FluentBundle

        # No isolation marks around values: Discord shows them as boxes in some fonts, and
        # whatever a member typed is made safe before it gets here.
        return FluentBundle([self._name], use_isolating=False)

    def _parse(self, key: str) -> None:
        """Hand an entry, and those that it may refer to, to Fluent; once."""
        source = self._entries.get(key)
        if source is None or key in self._parsed:
            return
        from fluent.runtime import FluentResource

        self._parsed.add(key)
        self._bundle.add_resource(FluentResource(source))
        if "{" in source:
            for name in _NAME.findall(source):
                self._parse(name)


def _cut(source: str) -> Iterator[tuple[str, str]]:
    """The entries of a file with their keys."""
    text = _COMMENT.sub("", source)
    entries = list(_ENTRY.finditer(text))
    ends = [entry.start() for entry in entries[1:]] + [len(text)]
    for entry, end in zip(entries, ends, strict=True):
        yield entry[1], text[entry.start() : end]
