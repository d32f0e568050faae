"""The parser of typed options."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.driver.parser import InputError, did_you_mean, split_options

NAMES = {name: name for name in ("prompt", "size", "quality", "count")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("prompt:a red fox count:4", {"prompt": "a red fox", "count": "4"}),
        ("  count:4   prompt: a fox  ", {"count": "4", "prompt": "a fox"}),
        ("prompt:a poster: big words", {"prompt": "a poster: big words"}),
        ("prompt:discount:4 and accounts", {"prompt": "discount:4 and accounts"}),
        ('prompt:"the words count:4" count:2', {"prompt": "the words count:4", "count": "2"}),
        ('prompt:"Low End", a poster', {"prompt": '"Low End", a poster'}),
        ('prompt:say "hi" count:1', {"prompt": 'say "hi"', "count": "1"}),
        ('prompt:"" count:1', {"prompt": "", "count": "1"}),
        ("a red fox count:4", {"prompt": "a red fox", "count": "4"}),
        ("prompt:", {"prompt": ""}),
    ],
)
def test_values_reach_to_the_next_option_of_the_command(text: str, expected: dict[str, str]):
    assert split_options(text, NAMES) == expected


def test_a_duplicate_option_is_named():
    with pytest.raises(InputError, match="count was given twice"):
        split_options("count:1 count:2", NAMES)


def test_text_after_a_command_without_options_is_refused():
    with pytest.raises(InputError, match="takes no options, but 'now'"):
        split_options("now", {})


pieces = st.sampled_from([" ", "count:4 ", "prompt:", "\n"]) | st.text(st.characters(exclude_characters='"'))
texts = st.lists(pieces, max_size=6).map("".join)


@given(st.dictionaries(st.sampled_from([*NAMES]), texts, min_size=1))
def test_quoted_values_are_returned_unchanged(options: dict[str, str]):
    typed = " ".join(f'{name}:"{value}"' for name, value in options.items())

    assert split_options(typed, NAMES) == options


@given(st.text(max_size=60))
def test_any_text_is_parsed_or_refused_with_a_sentence(text: str):
    try:
        options = split_options(text, NAMES)
    except InputError as error:
        assert str(error).endswith(".")
    else:
        assert set(options) <= set(NAMES)


def test_a_hint_names_the_nearest_word_or_all_of_a_few():
    assert did_you_mean("imagin", ["imagine", "quota"]) == " Did you mean imagine?"
    assert did_you_mean("zzz", ["imagine", "quota"]) == " There are: imagine, quota."
    assert did_you_mean("zzz", [f"word{number}" for number in range(50)]) == ""
