"""Fluent files as syntax trees: messages, references and selectors of each key, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fluent.syntax import FluentParser, FluentSerializer, ast

import bot

__all__ = ["FOLDER", "LOCALES", "TOPICS", "Entry", "by_key", "entries_of"]

FOLDER = Path(bot.__file__ or "").parent / "discord" / "i18n" / "locales"
LOCALES = sorted(path.name for path in FOLDER.iterdir() if any(path.glob("*.ftl")))
#: Every file name that any language has.
TOPICS = sorted({path.name for path in FOLDER.glob("*/*.ftl")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One key in one language."""

    locale: str
    topic: str
    message: ast.Message

    @property
    def key(self) -> str:
        return str(self.message.id.name)

    @property
    def source(self) -> str:
        """The entry as it would stand in a file."""
        return str(FluentSerializer().serialize_entry(self.message))

    @property
    def variables(self) -> set[str]:
        """Every value that the sentence, or a message that it refers to, fills in or chooses by."""
        own = {node.id.name for node in _walk(self.message) if isinstance(node, ast.VariableReference)}
        parts = {node.id.name for node in _walk(self.message) if isinstance(node, ast.MessageReference)}
        return own.union(*(by_key(self.locale)[part].variables for part in parts))

    @property
    def choices(self) -> list[tuple[str, set[str], str]]:
        """Every ``{ $variable -> ... }``: the variable, the keys of its variants, and the default's."""
        found = []
        for node in _walk(self.message):
            if isinstance(node, ast.SelectExpression):
                variables = [n.id.name for n in _walk(node.selector) if isinstance(n, ast.VariableReference)]
                keys = {_variant_key(variant) for variant in node.variants}
                default = next(_variant_key(variant) for variant in node.variants if variant.default)
                found.append((variables[0], keys, default))
        return found


@cache
def entries_of(locale: str) -> tuple[Entry, ...]:
    """Every key of one language, in the order of the files; fails on what Fluent cannot read."""
    parser, found = FluentParser(), []
    for path in sorted((FOLDER / locale).glob("*.ftl")):
        for node in parser.parse(path.read_text("utf-8")).body:
            assert not isinstance(node, ast.Junk), f"{locale}/{path.name}: {node.content}"
            if isinstance(node, ast.Message):
                found.append(Entry(locale=locale, topic=path.name, message=node))
    return tuple(found)


@cache
def by_key(locale: str) -> Mapping[str, Entry]:
    """The keys of one language."""
    return MappingProxyType({entry.key: entry for entry in entries_of(locale)})


def _variant_key(variant: ast.Variant) -> str:
    key = variant.key
    return str(key.name if isinstance(key, ast.Identifier) else key.value)


def _walk(node: object) -> Iterator[ast.SyntaxNode]:
    if isinstance(node, ast.SyntaxNode):
        yield node
        for value in vars(node).values():
            yield from _walk(value)
    elif isinstance(node, list):
        for item in node:
            yield from _walk(item)
