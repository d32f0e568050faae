"""Compact Fluent patterns: the same text as fluent.runtime, for every message in every language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.utils import native_to_fluent

import bot.discord.i18n
from bot.tuning.fluent_patterns import LANGUAGES, UnsupportedSyntaxError, format_number, parse, plural_form
from bot.tuning.lazy_fluent import Language

_LOCALES = Path(bot.discord.i18n.__file__).parent / "locales"
_NAMES = re.compile(r"\$([a-zA-Z][\w-]*)")
_NUMBERS = (0, 1, 1.0, 1.5, 2, 17, 999, 1234, -1234, 1234567.8915, 0.125, 2.0005)
_VALUES: tuple[str | float, ...] = (0, 1, 2, 1234.5, "none", "all", "off", "today", "days")


def _sources(locale: str) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((_LOCALES / locale).glob("*.ftl"))]


def _format(language: Language, key: str, values: dict[str, Any]) -> str:
    try:
        return language.format(key, values)
    except ValueError:
        return "ValueError"


def test_every_language_is_formatted_without_babel() -> None:
    assert set(LANGUAGES) == {path.parent.name for path in _LOCALES.glob("*/*.ftl")}


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_message_is_the_same_as_with_fluent_runtime(
    locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources = _sources(locale)
    own = Language(locale, sources)
    monkeypatch.setenv("EASEL_TUNING_OFF", "fluent_patterns")
    reference = Language(locale, sources)
    names = set(_NAMES.findall("".join(sources)))

    for key in own._entries:
        for value in _VALUES:
            values: dict[str, Any] = dict.fromkeys(names, value)
            assert _format(own, key, values) == _format(reference, key, values), (key, value)
    assert "_bundle" not in vars(own)  # nothing needed fluent.runtime
    assert "_bundle" in vars(reference)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_numbers_and_plural_forms_are_those_of_babel(locale: str) -> None:
    bundle = FluentBundle([locale])

    for number in _NUMBERS:
        plural = bundle._plural_form(number)
        assert plural_form(locale, number) == ("one" if plural == "one" else "other"), number
        assert format_number(locale, number) == native_to_fluent(number).format(bundle._babel_locale), number


@pytest.mark.parametrize(
    "pattern",
    [
        "{ -brand }",
        "{ other.attribute }",
        '{ "literal" }',
        "{ 3 }",
        "{ DATETIME($at) }",
        '{ NUMBER($n, style: "percent") }',
        "{ NUMBER($n, minimumIntegerDigits: 2) }",
        "{ NUMBER($n) ->\n    [one] a\n   *[other] b\n}",
        "{ $n ->\n    [one] a\n}",
        "text\n    .attribute = a",
        "unbalanced }",
    ],
)
def test_other_syntax_is_left_to_fluent_runtime(pattern: str) -> None:
    with pytest.raises(UnsupportedSyntaxError):
        parse(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "one line",
        "\n    a\n      b\n\n    c  \n\n",
        "a { $x } b\n    c { $x }\n",
        "{ $x ->\n    [0] none\n    [one] one\n      more\n   *[other] { $x }\n      lines\n} end",
        "{ $x ->\n [one] a\n *[other] b { $x ->\n [5] five\n *[other] more\n }\n } after",
        "a\n{ $x }\nb",
        "{ $x }\n    [not a variant",
        "{NUMBER($x,maximumFractionDigits:1)}",
        "  leading and   inner spaces   ",
    ],
)
def test_white_space_and_nesting_are_those_of_fluent(pattern: str) -> None:
    bundle = FluentBundle(["en-US"], use_isolating=False)
    bundle.add_resource(FluentResource(f"key ={pattern}"))
    own = Language("en-US", [f"key ={pattern}"])

    for value in (0, 1, 5, 2.25):
        expected = bundle.format_pattern(bundle.get_message("key").value, {"x": value})[0]
        assert own.format("key", {"x": value}) == expected
