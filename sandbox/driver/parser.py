"""Parser for typed options: ``prompt:a red fox count:4`` becomes a text for each option.

A value ends at the next `` option:`` of the same command, so it may contain spaces and colons;
in double quotes it may contain option names as well. As in Discord's client, text before the
first option name belongs to the first option.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["CurrentOption", "InputError", "current_option", "did_you_mean", "quoted", "split_options"]


class InputError(Exception):
    """Input that cannot be carried out; ``str()`` is a sentence for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentOption:
    """The option at the cursor, its ``value`` so far, and the options before it.

    ``option`` is ``None`` before the first option name.
    """

    option: str | None
    value: str
    before: tuple[str, ...]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Hint at the closest known word, or list all of them if there are at most twelve."""
    names = list(known)
    if near := difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0.5):
        return f" Did you mean {near[0]}?"
    return f" There are: {', '.join(names)}." if 0 < len(names) <= 12 else ""


def split_options(text: str, names: Mapping[str, str]) -> dict[str, str]:
    """Split ``text`` into option texts, keyed by the values of ``names``.

    ``names`` maps every accepted spelling to the option's name; its first value takes leading text.
    Raises :class:`InputError` for a repeated option, for text without an option, and for a
    probable misspelling.
    """
    known, found = list(dict.fromkeys(names.values())), {}
    for typed_name, value in _pieces(text, names):
        if typed_name is None and not known:
            raise InputError(f"This command takes no options, but {value!r} was typed.")
        name = known[0] if typed_name is None else names[typed_name]
        if name in found:
            raise InputError(f"The option {name} was given twice.")
        if re.fullmatch(r'"[^"]*"', value):
            found[name] = value[1:-1]
            continue
        _check_spelling(value, list(names), known, leading=typed_name is None)
        found[name] = value
    return found


def current_option(text: str, names: Mapping[str, str]) -> CurrentOption:
    """Locate the end of ``text``, for completion."""
    found = _option_names(text, names)
    if not found:
        return CurrentOption(option=None, value=text.lstrip(), before=())
    value = text[found[-1].end(1) + 1 :].lstrip().removeprefix('"')
    *before, option = (names[one[1]] for one in found)
    return CurrentOption(option=option, value=value, before=tuple(before))


def quoted(value: str) -> str:
    """Quote ``value`` where it would not be read back unchanged."""
    return value if re.fullmatch(r"[^\s:]+", value) else f'"{value}"'


def _pieces(text: str, names: Iterable[str]) -> list[tuple[str | None, str]]:
    """The stripped values in order, each with its option name; ``None`` for leading text."""
    found = _option_names(text, names)
    edges = [*(one.start() for one in found), len(text)]
    leading = text[: edges[0]].strip()
    named = [(one[1], text[one.end(1) + 1 : end].strip()) for one, end in zip(found, edges[1:], strict=True)]
    return [(None, leading), *named] if leading else list(named)


def _option_names(text: str, names: Iterable[str]) -> list[re.Match[str]]:
    """Every ``name:`` outside of a quoted value; group 1 is the name."""
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    if not either:
        return []
    return list(re.finditer(rf'(?:^|(?<=\s))({either}):(?:\s*"[^"]*"(?=\s|$))?', text))


def _check_spelling(value: str, names: list[str], known: list[str], *, leading: bool) -> None:
    """Refuse ``qualty:low`` in a text before it becomes part of a prompt."""
    for word in re.findall(r"(?:^|\s)([^\W\d][\w-]*):(?=\S)", value):
        if near := difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0.8):
            raise _no_option(word, f"Did you mean {near[0]}?")
    if leading and (unknown := re.match(r"([^\W\d][\w-]*):(?=\S)", value)):
        raise _no_option(unknown[1], f"There are: {', '.join(known)}.")


def _no_option(word: str, hint: str) -> InputError:
    return InputError(
        f"There is no option {word}. {hint} If it belongs to the text, put the text into double quotes."
    )
