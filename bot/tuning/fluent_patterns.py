"""Compact Fluent patterns: a parser and formatter of the part of Fluent that Easel's texts use.

fluent.runtime imports Babel and its locale data, which take 6 MB and a twelfth of the start time, and builds a syntax
tree per message. The texts need little of it: values, references to other messages, choices by value or plural
form, and ``NUMBER`` with a number of decimals. :func:`parse` refuses everything else, and the message is then
formatted by fluent.runtime. No private API is used, but the module duplicates rules of Fluent's grammar
(https://github.com/projectfluent/fluent/blob/main/spec/fluent.ebnf) and of Unicode's CLDR, as in Babel.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn

__all__ = [
    "LANGUAGES",
    "Formatter",
    "Pattern",
    "UnsupportedSyntaxError",
    "format_number",
    "parse",
    "plural_form",
]


class UnsupportedSyntaxError(ValueError):
    """The message uses a part of Fluent that this module does not implement."""


@dataclass(frozen=True, slots=True)
class Value:
    """``{ $name }``"""

    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """``{ NUMBER($name, minimumFractionDigits: 2, maximumFractionDigits: 2) }``"""

    name: str
    least_decimals: int
    most_decimals: int


@dataclass(frozen=True, slots=True)
class Reference:
    """``{ other-message }``"""

    key: str


@dataclass(frozen=True, slots=True)
class Choice:
    """``{ $name -> [one] ... *[other] ... }``; keys are plural forms, values or whole numbers."""

    name: str
    variants: Mapping[str | int, Pattern]
    default: Pattern


Part = str | Value | Number | Reference | Choice
Pattern = tuple[Part, ...]

# Most decimals of a number without options.
_DECIMALS = 3
_VALUE = re.compile(r"\$([a-zA-Z][\w-]*)")
_KEY = re.compile(r"[a-z][\w-]*")
_CALL = re.compile(r"NUMBER\(\s*\$([a-zA-Z][\w-]*)\s*((?:,\s*\w+:\s*\d+\s*)*)\)")
_OPTION = re.compile(r"(\w+):\s*(\d+)")
_VARIANT = re.compile(r"(\*?)\[\s*(?:([a-zA-Z][\w-]*)|(\d+))\s*\]")
_BLANK = re.compile(r"[ \n]*")
_SPACES = re.compile(r" *")
_TEXT = re.compile(r"[^{}\n]+")
_NEWLINES = re.compile(r"(?: *\n)+")


def parse(source: str) -> Pattern:
    """Parse the pattern of a message, that is, what follows the equal sign of its entry.

    Raises :class:`UnsupportedSyntaxError`.
    """
    reader = _Reader(source)
    pattern = reader.pattern()
    reader.skip(_BLANK)
    if reader.position < len(source):
        reader.fail()
    return pattern


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self.position = 0

    def fail(self) -> NoReturn:
        raise UnsupportedSyntaxError(f"at character {self.position}")

    def skip(self, form: re.Pattern[str]) -> re.Match[str] | None:
        """Skip what matches ``form`` at the current position."""
        found = form.match(self._source, self.position)
        if found is not None:
            self.position = found.end()
        return found

    def pattern(self) -> Pattern:
        """Read text and placeables up to the end of the entry or variant."""
        # Line breaks and the indentation after them, as (breaks, spaces) until all indentations are known.
        parts: list[Part | tuple[int, int]] = []
        self.skip(_SPACES)
        if (indent := self._indent()) is not None:
            parts.append((0, indent[1]))
        while True:
            if (text := self.skip(_TEXT)) is not None:
                parts.append(text[0])
            elif self._next() == "{":
                self.position += 1
                self.skip(_BLANK)
                parts.append(self._placeable())
                self.skip(_BLANK)
                if self._next() != "}":
                    self.fail()
                self.position += 1
            elif (indent := self._indent()) is not None:
                parts.append(indent)
            else:
                return _dedented(parts)

    def _next(self) -> str:
        return self._source[self.position : self.position + 1]

    def _indent(self) -> tuple[int, int] | None:
        """Read line breaks and the indentation that continues the pattern, or nothing at its end."""
        start = self.position
        found = self.skip(_NEWLINES)
        spaces = self.skip(_SPACES)
        if found is not None and spaces is not None:
            following = self._next()
            if following == "{" or (following not in {"", "}", "[", "*", "."} and spaces[0]):
                return found[0].count("\n"), len(spaces[0])
        self.position = start
        return None

    def _placeable(self) -> Part:
        if (call := self.skip(_CALL)) is not None:
            return _number(call[1], call[2]) or self.fail()
        if (key := self.skip(_KEY)) is not None:
            return Reference(key[0])
        value = self.skip(_VALUE) or self.fail()
        self.skip(_BLANK)
        if self._source.startswith("->", self.position):
            self.position += 2
            return self._choice(value[1])
        return Value(value[1])

    def _choice(self, name: str) -> Choice:
        variants: dict[str | int, Pattern] = {}
        default: Pattern | None = None
        self.skip(_BLANK)
        while (variant := self.skip(_VARIANT)) is not None:
            pattern = self.pattern()
            self.skip(_BLANK)
            variants.setdefault(variant[2] or int(variant[3]), pattern)
            if variant[1]:
                default = pattern
        return Choice(name, variants, self.fail() if default is None else default)


def _number(name: str, options: str) -> Number | None:
    found = {key: int(value) for key, value in _OPTION.findall(options)}
    least = found.pop("minimumFractionDigits", 0)
    most = found.pop("maximumFractionDigits", _DECIMALS)
    return None if found or least > most else Number(name, least, most)


def _dedented(parts: list[Part | tuple[int, int]]) -> Pattern:
    """Replace indentations by what exceeds the least of them, join texts and strip trailing white space."""
    least = min((part[1] for part in parts if isinstance(part, tuple)), default=0)
    joined: list[Part] = []
    for part in parts:
        plain = "\n" * part[0] + " " * (part[1] - least) if isinstance(part, tuple) else part
        if isinstance(plain, str) and joined and isinstance(joined[-1], str):
            joined[-1] += plain
        else:
            joined.append(plain)
    if joined and isinstance(joined[-1], str):
        joined[-1] = joined[-1].rstrip(" \n")
    return tuple(part for part in joined if part)


def _plural_of_two(number: float) -> str:
    return "one" if number == 1 else "other"


def _plural_from_zero(number: float) -> str:
    return "one" if 0 <= abs(number) < 2 else "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    group: str
    decimal: str
    plural: Callable[[float], str]


# English and German need no digits after the decimal point for "one"; a float such as 1.0 counts as 1.
LANGUAGES: Mapping[str, _Rules] = {
    "en-US": _Rules(group=",", decimal=".", plural=_plural_of_two),
    "de": _Rules(group=".", decimal=",", plural=_plural_of_two),
    "es-ES": _Rules(group=".", decimal=",", plural=_plural_of_two),
    "fr": _Rules(group="\u202f", decimal=",", plural=_plural_from_zero),
    "ja": _Rules(group=",", decimal=".", plural=lambda _: "other"),
    "pt-BR": _Rules(group=".", decimal=",", plural=_plural_from_zero),
    "zh-CN": _Rules(group=",", decimal=".", plural=lambda _: "other"),
}
"""Rules of the languages that can be formatted without Babel. The form *many* of Romance languages is not told
from *other*, because no text has it."""


def plural_form(locale: str, number: float) -> str:
    """Return ``one`` or ``other``."""
    return LANGUAGES[locale].plural(number)


def format_number(locale: str, number: float, least: int = 0, most: int = _DECIMALS) -> str:
    """Format ``number`` with grouped digits and ``least`` to ``most`` decimals, rounded half to even."""
    rules = LANGUAGES[locale]
    whole, _, decimals = f"{round(Decimal(str(+number)), most):,f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    whole = whole.replace(",", rules.group)
    return f"{whole}{rules.decimal}{decimals}" if decimals else whole


class Formatter:
    """Formats the patterns of one language. ``pattern_of`` returns the pattern of another message.

    It raises :class:`LookupError` for an unknown one.
    """

    def __init__(self, locale: str, pattern_of: Callable[[str], Pattern]) -> None:
        self._locale = locale
        self._pattern_of = pattern_of

    def format(self, pattern: Pattern, values: Mapping[str, Any]) -> str:
        """Fill in ``values``. Raises :class:`LookupError` for a missing value or message."""
        return "".join(part if isinstance(part, str) else self._format(part, values) for part in pattern)

    def _format(self, part: Part, values: Mapping[str, Any]) -> str:
        match part:
            case Value(name):
                value = values[name]
                return value if isinstance(value, str) else format_number(self._locale, value)
            case Choice():
                return self.format(self._chosen(part, values[part.name]), values)
            case Reference(key):
                return self.format(self._pattern_of(key), values)
            case Number(name, least, most):
                return format_number(self._locale, values[name], least, most)
            case _:
                return str(part)

    def _chosen(self, choice: Choice, value: str | float) -> Pattern:
        """Return the first variant that matches, as Fluent does: a plural form may precede a number."""
        form = None if isinstance(value, str) else plural_form(self._locale, value)
        for key, pattern in choice.variants.items():
            if key in (value, form):
                return pattern
        return choice.default
