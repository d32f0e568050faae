"""Languages: each one has every key, the same variables, and its plural forms.

Nothing here names a topic or a key, so a new file of texts is held to the same from its first day.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

import pytest
from babel import Locale

from bot.discord.i18n import DEFAULT_LOCALE, load_texts
from tests.unit.cogs.ftl import LOCALES, TOPICS, by_key, entries_of

_OTHERS = [locale for locale in LOCALES if locale != DEFAULT_LOCALE]
_PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
# Discord: what a client shows of each kind of text, in characters. A button's label may have 80,
# of which a phone shows about 20.
_LONGEST = {
    "name": 32,
    "optname": 32,
    "command": 100,
    "option": 100,
    "choice": 100,
    "button": 20,
    "title": 45,
    "label": 45,
    "placeholder": 100,
}
_ENGLISH = by_key(DEFAULT_LOCALE)
# A command to type, the name of a setting.
_CODE = re.compile(r"`[^`]+`|\b[A-Z]+_[A-Z_]+\b")


def _categories(locale: str) -> set[str]:
    """The plural categories that a whole number up to ten thousand takes in a language."""
    plural_form = Locale.parse(locale, sep="-").plural_form
    return {plural_form(number) for number in range(10_001)}


def test_there_are_the_seven_languages() -> None:
    assert set(LOCALES) >= {"en-US", "de", "fr", "es-ES", "pt-BR", "ja", "zh-CN"}


@pytest.mark.parametrize("locale", _OTHERS)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_file_of_texts_has_the_same_keys_in_every_language(locale: str, topic: str) -> None:
    english = {key for key, entry in _ENGLISH.items() if entry.topic == topic}

    translated = {key for key, entry in by_key(locale).items() if entry.topic == topic}

    assert translated == english


@pytest.mark.parametrize("locale", LOCALES)
def test_no_key_is_duplicated(locale: str) -> None:
    counts = Counter(entry.key for entry in entries_of(locale))

    assert [key for key, times in counts.items() if times > 1] == []


@pytest.mark.parametrize("locale", _OTHERS)
def test_a_translation_uses_the_values_of_the_original(locale: str) -> None:
    different = {
        key: (entry.variables, _ENGLISH[key].variables)
        for key, entry in by_key(locale).items()
        if entry.variables != _ENGLISH[key].variables
    }

    assert different == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_count_has_every_plural_form_of_its_language_and_none_that_it_lacks(locale: str) -> None:
    known = _categories(locale)
    wrong = []
    for key, entry in by_key(locale).items():
        for variable, variants, default in entry.choices:
            plural = variants & _PLURALS
            if plural - {"other"} and (plural != known or default != "other"):
                wrong.append((key, variable, sorted(variants)))

    assert wrong == []


@pytest.mark.parametrize("locale", [o for o in _OTHERS if len(_categories(o)) > 1])
def test_every_plural_of_the_english_texts_is_a_plural_in_every_language(locale: str) -> None:
    def counted(key: str, language: str) -> set[str]:
        return {variable for variable, keys, _ in by_key(language)[key].choices if keys & {"one"}}

    forgotten = [key for key in by_key(locale) if counted(key, DEFAULT_LOCALE) - counted(key, locale)]

    assert forgotten == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_fixed_text_is_within_discords_limit_for_its_kind(locale: str) -> None:
    texts = load_texts()
    measured = {
        key: len(texts(key, locale))
        for key, entry in by_key(locale).items()
        if key.split("-")[0] in _LONGEST and not entry.variables
    }

    assert measured
    assert {key: n for key, n in measured.items() if not 1 <= n <= _LONGEST[key.split("-")[0]]} == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_name_is_accepted_by_discord(locale: str) -> None:
    texts = load_texts()
    names = {key: texts(key, locale) for key in by_key(locale) if key.startswith(("name-", "optname-"))}

    refused = {
        key: name
        for key, name in names.items()
        if name != name.lower()
        or not all(c in "-_'" or unicodedata.category(c)[0] in "LN" for c in name)
        or name != unicodedata.normalize("NFC", name)
    }

    assert names
    assert refused == {}


@pytest.mark.parametrize("locale", _OTHERS)
def test_a_translation_keeps_code_and_markup(locale: str) -> None:
    """Commands and settings in a sentence are what a person types: the same everywhere."""
    kept = {
        key
        for key, entry in by_key(locale).items()
        if sorted(set(_CODE.findall(entry.source))) == sorted(set(_CODE.findall(_ENGLISH[key].source)))
    }

    assert set(by_key(locale)) - kept == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_uses_the_command_names_of_the_readers_client(locale: str) -> None:
    """``/{ name-of-command }``, not the English word; commands with subcommands keep theirs."""
    groups = {"quota-admin", "operator", "privacy"}
    named = re.compile(r"(?<![\w<])/([a-z][a-z-]+)")

    spelled_out = {
        (key, name)
        for key, entry in by_key(locale).items()
        for name in named.findall(entry.source)
        if f"name-{name}" in _ENGLISH and name not in groups
    }

    assert spelled_out == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_uses_the_subcommand_names_of_the_readers_client(locale: str) -> None:
    """``/command { name-of-subcommand }``, not the English word."""
    spelled_out = re.compile(r"`/[a-z-]+ [^{`]")

    assert [key for key, entry in by_key(locale).items() if spelled_out.search(entry.source)] == []
