"""Option parser: splits typed options such as ``prompt:a red fox count:4`` into one string per option.

A value ends at the command's next option name, so it may contain spaces and colons; in double quotes it
may contain option names as well. As in Discord's client, text before the first option name belongs to the
first option.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

__all__ = ["InputError", "did_you_mean", "split_options"]


class InputError(Exception):
    """Invalid user input; ``str()`` is a sentence for the user."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the closest known word, or list all of them if there are at most twelve."""
    names = list(known)
    if near := difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0.5):
        return f" Did you mean {near[0]}?"
    return f" There are: {', '.join(names)}." if 0 < len(names) <= 12 else ""


def split_options(text: str, names: Mapping[str, str]) -> dict[str, str]:
    """Split ``text`` into option values, keyed by the values of ``names``.

    ``names`` maps every accepted spelling to the option's name; its first value takes leading text.
    Raises :class:`InputError` for a repeated option, text without an option or a probable misspelling.
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


def _pieces(text: str, names: Iterable[str]) -> list[tuple[str | None, str]]:
    """Return the stripped values in order, each with its option name; ``None`` for leading text."""
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    # A quoted value is part of the match, so that no option name is found inside it.
    option = re.compile(rf'(?:^|(?<=\s))({either}):(?:\s*"[^"]*"(?=\s|$))?' if either else r"(?!)")
    found = list(option.finditer(text))
    edges = [*(one.start() for one in found), len(text)]
    leading = text[: edges[0]].strip()
    named = [(one[1], text[one.end(1) + 1 : end].strip()) for one, end in zip(found, edges[1:], strict=True)]
    return [(None, leading), *named] if leading else list(named)


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
