"""Language style: punctuation and consistent terms of each language (docs/translating.md)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.cogs.ftl import LOCALES, by_key

_GUIDE = (Path(__file__).parents[3] / "docs" / "translating.md").read_text("utf-8")
# A row of the table of words that are not used: | `de` | Auftrag, Posts |
_AVOIDED = {
    locale: words.split(", ")
    for locale, words in re.findall(r"^\| `([A-Za-z-]+)` \| (.+?) \|$", _GUIDE, re.MULTILINE)
}
_WIDE = r"[\u3040-\u30ff\u4e00-\u9fff）」”]"
_COUNTER = "(?:クレジット|枚|件|秒|人|日|文字|語|回)"
# What must not stand in a text of the language, and why.
_SLIPS = {
    "en-US": {"’": "a typographic apostrophe among straight ones"},
    "fr": {
        r"[ \u00a0][;:!?»]|«[ \u00a0]|[^\s\u202f][;!?»]|«[^\u202f]": "not a narrow no-break space",
        r"\w'\w": "a straight apostrophe",
        r"\d %|\} %": "a per cent sign that can break away",
    },
    "de": {r"\d %|\} %": "a per cent sign that can break away", r"\w ?…": "no no-break space before …"},
    "es-ES": {r"\d %|\} %": "a per cent sign that can break away"},
    "pt-BR": {r"[\d}]\s%": "a space before a per cent sign"},
    "ja": {
        rf"{_WIDE}[,;:!?.]|{_WIDE} ?: |[？！] ": "half-width punctuation after Japanese",
        rf"\}} {_COUNTER}|{_WIDE} \{{ \$\w+ \}}{_COUNTER}": "a space beside a number and its counter",
    },
    "zh-CN": {rf"{_WIDE}[,;:!?.]|{_WIDE} ?: |[？！] ": "half-width punctuation after Chinese"},
}


def _said(source: str) -> str:
    """The entry's own words, without its key and what is typed as it stands."""
    return re.sub(r"`[^`]*`|<[^>]*>|\{ NUMBER[^}]*\}|\{ [a-z-]+ \}", "x", source.split("=", 1)[1])


@pytest.mark.parametrize("locale", sorted(_SLIPS))
def test_a_text_has_the_punctuation_of_its_language(locale: str) -> None:
    slips = [
        (key, why)
        for key, entry in by_key(locale).items()
        for pattern, why in _SLIPS[locale].items()
        if re.search(pattern, _said(entry.source))
    ]

    assert slips == []


def test_a_spanish_question_has_both_marks() -> None:
    sources = {key: entry.source for key, entry in by_key("es-ES").items()}

    one_sided = [
        k for k, s in sources.items() if s.count("¿") != s.count("?") or s.count("¡") != s.count("!")
    ]

    assert one_sided == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_concept_has_one_term_per_language(locale: str) -> None:
    """The guide for translators lists the words that stand for something another word is used for."""
    avoided = re.compile("|".join(rf"(?<!\w){re.escape(word)}" for word in _AVOIDED[locale]), re.IGNORECASE)
    if locale in {"ja", "zh-CN"}:
        avoided = re.compile("|".join(map(re.escape, _AVOIDED[locale])))

    found = {
        key: match.group()
        for key, entry in by_key(locale).items()
        if (match := avoided.search(_said(entry.source)))
    }

    assert found == {}
