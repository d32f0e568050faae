"""Typed commands: ``/imagine prompt:a red fox count:4`` to a path and the options' texts. Pure.

A value reaches up to the next `` option:`` of that command, so it may contain spaces and
colons; in double quotes it may contain anything else, too. As in Discord's client, text
that stands before any option belongs to the first one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.console.errors import ConsoleError

__all__ = ["Cursor", "cursor_in", "quoted", "split_options"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where typing stands: the option whose ``value`` is being typed, and the options before it.

    ``option`` is ``None`` before the first option.
    """

    option: str | None
    value: str
    before: tuple[str, ...]


def split_options(text: str, names: Sequence[str]) -> dict[str, str]:
    """The options in ``text`` by name; ``names`` are those that the command has, in order.

    Raises :class:`ConsoleError` for an option that comes twice or text that belongs to none.
    """
    found: dict[str, str] = {}
    for typed_name, value in _pieces(text, names):
        if typed_name is None and not names:
            raise ConsoleError(f"This command takes no options, but {value!r} was typed.")
        name = names[0] if typed_name is None else typed_name
        if name in found:
            raise ConsoleError(f"The option {name} was given twice.")
        found[name] = value
    return found


def cursor_in(text: str, names: Sequence[str]) -> Cursor:
    """Where the end of ``text`` is, for completion."""
    starts = list(_starts(text, names))
    before = tuple(name for name, _, _ in starts)
    if not starts:
        return Cursor(option=None, value=text.lstrip(), before=())
    name, _, begin = starts[-1]
    return Cursor(option=name, value=text[begin:].lstrip().removeprefix('"'), before=before[:-1])


def quoted(value: str) -> str:
    """A value as it has to be typed so that it is read back the same."""
    return value if re.fullmatch(r"[^\s:]+", value) else f'"{value}"'


def _pieces(text: str, names: Sequence[str]) -> list[tuple[str | None, str]]:
    starts = list(_starts(text, names))
    edges = [begin for _, begin, _ in starts] + [len(text)]
    pieces: list[tuple[str | None, str]] = []
    if leading := text[: edges[0]].strip():
        pieces.append((None, _unquoted(leading)))
    for (name, _, value_begin), end in zip(starts, edges[1:], strict=True):
        pieces.append((name, _unquoted(text[value_begin:end].strip())))
    return pieces


def _starts(text: str, names: Sequence[str]) -> list[tuple[str, int, int]]:
    """Each ``name:`` outside of quotes: the name, where it begins, where its value begins."""
    if not names:
        return []
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    option = re.compile(rf"(?:^|(?<=\s))({either}):", re.ASCII)
    starts, at = [], 0
    while found := option.search(text, at):
        starts.append((found[1], found.start(), found.end()))
        at = _after_quotes(text, found.end())
    return starts


def _after_quotes(text: str, begin: int) -> int:
    """Where a quoted value ends, or ``begin`` when the value is not quoted."""
    found = re.compile(r'\s*"[^"]*"(?=\s|$)').match(text, begin)
    return found.end() if found else begin


def _unquoted(value: str) -> str:
    """Without the quotes around all of it; quotes inside a value are part of it."""
    if re.fullmatch(r'"[^"]*"', value):
        return value[1:-1]
    return value
