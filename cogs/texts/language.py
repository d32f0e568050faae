"""One language's sentences, each parsed when it is first said.

Fluent's parser is written in Python: all sentences of all languages took half of the bot's start and
of its memory, and most of them are never said. So a file is only cut into entries here, by what
Fluent says where one begins: a name and "=" at the start of a line.
https://projectfluent.org/fluent/guide/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

__all__ = ["Language"]

_ENTRY = re.compile(r"^(-?[a-zA-Z][a-zA-Z0-9_-]*) *=", re.MULTILINE)
_COMMENT = re.compile(r"^#.*\n?", re.MULTILINE)
# Whatever may name another entry, which has to be parsed before this one can be said.
_NAME = re.compile(r"-?[a-zA-Z][a-zA-Z0-9_-]*")


class Language:
    """The entries of ``sources``, which are the files of the language ``name``."""

    def __init__(self, name: str, sources: Iterable[str]) -> None:
        # No isolation marks around values: Discord shows them as boxes in some fonts, and
        # whatever a member typed is made safe before it gets here.
        self._bundle = FluentBundle([name], use_isolating=False)
        self._unparsed: dict[str, str] = {}
        for source in sources:
            self._cut(source)
        self._keys = frozenset(self._unparsed)

    def has(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self._keys

    def say(self, key: str, values: Mapping[str, Any]) -> str:
        """The sentence, filled in; raises as :class:`~cogs.texts.catalogue.Texts` says."""
        self._parse(key)
        pattern = self._bundle.get_message(key).value if self._bundle.has_message(key) else None
        if pattern is None:
            raise LookupError(f"the text {key!r} is empty")
        text, errors = self._bundle.format_pattern(pattern, dict(values))
        if errors:
            raise ValueError(f"{key}: {errors[0]}")
        return str(text)

    def _cut(self, source: str) -> None:
        text = _COMMENT.sub("", source)
        entries = list(_ENTRY.finditer(text))
        ends = [entry.start() for entry in entries[1:]] + [len(text)]
        for entry, end in zip(entries, ends, strict=True):
            self._unparsed.setdefault(entry[1], text[entry.start() : end])

    def _parse(self, key: str) -> None:
        """Hand an entry, and those that it may refer to, to Fluent; once."""
        source = self._unparsed.pop(key, None)
        if source is None:
            return
        self._bundle.add_resource(FluentResource(source))
        if "{" in source:
            for name in _NAME.findall(source):
                self._parse(name)
