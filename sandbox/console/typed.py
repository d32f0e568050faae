"""Typed commands: ``/imagine prompt:a red fox count:4`` to a path and the options' texts. Pure.

A value reaches up to the next `` option:`` of that command, so it may contain spaces and
colons; in double quotes it may contain anything else, too. As in Discord's client, text
that stands before any option belongs to the first one.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
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


def split_options(text: str, names: Sequence[str], also: Mapping[str, str] | None = None) -> dict[str, str]:
    """The options in ``text`` by name; ``names`` are those that the command has, in order.

    ``also`` has further names for them. Raises :class:`ConsoleError` for an option that comes twice, text
    that belongs to none, and what looks like a misspelt option.
    """
    also = also or {}
    known = [*names, *also]
    found: dict[str, str] = {}
    for typed_name, (value, is_quoted) in _pieces(text, known):
        if typed_name is None and not names:
            raise ConsoleError(f"This command takes no options, but {value!r} was typed.")
        name = names[0] if typed_name is None else also.get(typed_name, typed_name)
        if name in found:
            raise ConsoleError(f"The option {name} was given twice.")
        if not is_quoted:
            _check_spelling(value, names)
            if typed_name is None and (stranger := re.match(r"([^\W\d][\w-]*):(?=\S)", value)):
                raise _no_option(stranger[1], f"There are: {', '.join(names)}.")
        found[name] = value
    return found


def _check_spelling(value: str, names: Sequence[str]) -> None:
    """Refuse ``qualty:low`` inside of a text, before it becomes a part of the prompt."""
    for word in re.findall(r"(?:^|\s)([^\W\d][\w-]*):(?=\S)", value):
        if near := difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0.8):
            raise _no_option(word, f"Did you mean {near[0]}?")


def _no_option(word: str, hint: str) -> ConsoleError:
    return ConsoleError(
        f"There is no option {word}. {hint} If it belongs to the text, put the text into double quotes."
    )


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


def _pieces(text: str, names: Sequence[str]) -> list[tuple[str | None, tuple[str, bool]]]:
    """The options with their values; each value with whether it stood in quotes."""
    starts = list(_starts(text, names))
    edges = [begin for _, begin, _ in starts] + [len(text)]
    pieces: list[tuple[str | None, tuple[str, bool]]] = []
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
    option = re.compile(rf"(?:^|(?<=\s))({either}):")
    starts, at = [], 0
    while found := option.search(text, at):
        starts.append((found[1], found.start(), found.end()))
        at = _after_quotes(text, found.end())
    return starts


def _after_quotes(text: str, begin: int) -> int:
    """Where a quoted value ends, or ``begin`` when the value is not quoted."""
    found = re.compile(r'\s*"[^"]*"(?=\s|$)').match(text, begin)
    return found.end() if found else begin


def _unquoted(value: str) -> tuple[str, bool]:
    """Without the quotes around all of it, and whether there were any; quotes inside are part of it."""
    if re.fullmatch(r'"[^"]*"', value):
        return value[1:-1], True
    return value, False
