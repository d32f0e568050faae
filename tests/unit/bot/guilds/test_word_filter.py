"""Word filter: blocked words match as whole words, however disguised; other words with the same letters do not."""

from __future__ import annotations

import sys
import unicodedata
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guilds.word_filter import contains_blocked_word, normalize, parse_word_list


@pytest.mark.parametrize(
    ("word", "prompt"),
    [
        ("cat", "a cat in a hat"),
        ("cat", "CAT!"),
        ("CAT", "a_cat_portrait"),
        ("cat", "a c\u200ba\u200dt"),
        ("cat", "a c\u00ad\u2060at"),
        ("cat", "a c\u034fat"),
        ("cat", "ｃａｔ"),
        ("cat", "𝐜𝐚𝐭"),
        ("cat", "a cát"),
        ("cat", "a c\u0336a\u0336t\u0336"),
        ("café", "a cafe"),
        ("black cat", "a black   cat"),
        ("black cat", "a black\n-\ncat"),
        ("black cat", "a black\u2800cat"),
        ("straße", "a STRASSE"),
        ("кот", "чёрный КОТ"),
        ("ёж", "большой еж"),
        ("σας", "ΣΑΣ"),
        ("don't", "I DON’T know"),
        ("裸", "赤裸々な絵"),
        ("nude", "裸nude写真"),
        ("ネコ", "黒ネコの絵"),
        ("แมว", "รูปแมวดำ"),
        ("칼", "칼을 든 사람"),
        ("🍆", "an🍆emoji"),
        ("c++", "code in C++ on a wall"),
    ],
)
def test_a_blocked_word_is_found(word: str, prompt: str) -> None:
    assert contains_blocked_word(prompt, ["something else", word])


@pytest.mark.parametrize(
    ("word", "prompt"),
    [
        ("cat", "a catalogue of cathedrals"),
        ("cat", "a concatenation"),
        ("cat", "a dog"),
        ("ass", "a glass of grass"),
        ("ano", "feliz año nuevo"),
        ("мои", "мой дом"),
        ("ばか", "はかまの人"),
        ("칼", "주머니칼"),
        ("black cat", "a black dog and a cat"),
        ("नी", "पानी"),
        ("c++", "c"),
    ],
)
def test_a_word_that_merely_contains_the_letters_does_not_match(word: str, prompt: str) -> None:
    assert not contains_blocked_word(prompt, [word])


def test_without_blocked_words_no_prompt_matches() -> None:
    assert not contains_blocked_word("anything", [])
    assert not contains_blocked_word("anything", ["\u200b", "..."])


def test_a_list_is_split_by_lines_and_commas_without_duplicates() -> None:
    assert parse_word_list(" cat, Dog\n\nblack   bear;CAT、猫，... ") == ("cat", "Dog", "black bear", "猫")


@given(st.text(max_size=80))
def test_normalization_is_idempotent(text: str) -> None:
    once = normalize(text)

    assert normalize(once) == once


@given(st.text(min_size=1, max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_a_word_between_spaces_is_always_found(word: str, before: str, after: str) -> None:
    (kept,) = parse_word_list(word)[:1] or ("",)

    assert contains_blocked_word(f"{before} {kept} {after}", [kept]) is bool(normalize(kept))


@given(
    st.text(alphabet="abcdefgäöé", min_size=1, max_size=10),
    st.lists(
        st.sampled_from("\u200b\u200c\u200d\u00ad\u2060\ufeff\u0301\u0336\ufe0f"), min_size=1, max_size=5
    ),
    st.booleans(),
)
def test_invisible_characters_do_not_hide_a_word(word: str, unseen: list[str], apart: bool) -> None:
    hidden = "".join(c + unseen[n % len(unseen)] for n, c in enumerate(word))
    typed = unicodedata.normalize("NFD" if apart else "NFC", hidden.upper())

    assert contains_blocked_word(f"a {typed}, please", [word])


def _steps(prompt: str, words: list[str]) -> int:
    """The number of lines that one check runs, after the words have been compiled."""
    contains_blocked_word(prompt, words)
    lines = 0

    def count(_: FrameType, event: str, __: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        contains_blocked_word(prompt, words)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("unit", ["i", "人"])
def test_the_work_depends_on_the_prompt_and_not_on_the_words(unit: str) -> None:
    many = [unit * length + "x" for length in range(1, 60)]

    few_steps, many_steps = _steps(unit * 4000, many[:1]), _steps(unit * 4000, many)

    assert many_steps < 60 * 4000
    assert many_steps < 1.5 * few_steps


def test_a_prompt_that_expands_to_too_much_text_counts_as_a_match() -> None:
    assert contains_blocked_word("\ufdfa" * 4000, ["cat"])
    assert not contains_blocked_word("\u2172" * 4000, ["cat"])
