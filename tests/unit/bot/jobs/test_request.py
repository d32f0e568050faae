"""Requests: valid by construction for any client input."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import RefusedError
from bot.jobs.request import GenerationRequest, clean_prompt
from config import Model, load_catalogue

MODELS = {one: load_catalogue().get(one) for one in ("fal-ai/gpt-image-2", "openai/gpt-image-2")}
MODEL = MODELS["fal-ai/gpt-image-2"]

# Every code point, lone surrogates included: JSON can carry them, and UTF-8 cannot.
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)
ODD = st.text(st.sampled_from("a\r\n\t\x00\x1c\x85\u2028\u2029\u200b\u200d\u202e\ud800\udc00\ufeff \u3164"))


def parse(prompt: str = "a lamp", model: Model = MODEL, **choices: Any) -> GenerationRequest:
    return GenerationRequest.parse(
        model, prompt=prompt, **({"size": None, "quality": None, "count": None} | choices)
    )


# --- any text ---------------------------------------------------------------------------------------


@given(ANY_TEXT | ODD)
@example("\ud83d")
@example("\ud83d\ude00")
def test_a_cleaned_prompt_can_be_stored_sent_and_cleaned_again(text: str) -> None:
    cleaned = clean_prompt(text)

    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert cleaned == cleaned.strip() == clean_prompt(cleaned)
    assert all(c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"} for c in cleaned)


@given(ANY_TEXT | ODD)
def test_cleaning_keeps_visible_characters(text: str) -> None:
    def seen(prompt: str) -> list[str]:
        return [c for c in prompt if unicodedata.category(c)[0] in "LMNPS"]

    assert seen(clean_prompt(text)) == seen(text)


@given(ANY_TEXT | ODD)
def test_any_text_is_accepted_or_refused_with_a_message(text: str) -> None:
    try:
        request = parse(text)
    except RefusedError as refusal:
        assert refusal.key in {"refused-prompt-blank", "refused-prompt-long"}
    else:
        assert 0 < len(request.prompt) <= MODEL.prompt_max_length
        assert request.prompt == clean_prompt(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a lamp \n", "a lamp"),
        ("two\r\nlines", "two\nlines"),
        ("two\rlines", "two\nlines"),
        ("two\u2028lines", "two\nlines"),
        ("a\x00b\x1bc", "abc"),
        ("a\ud800b", "ab"),
        ("**bold** @everyone <@1> `code`", "**bold** @everyone <@1> `code`"),
        ("\u202eright to left", "\u202eright to left"),
        ("a family 👩\u200d👩\u200d👧", "a family 👩\u200d👩\u200d👧"),
        ("tab\there", "tab\there"),
    ],
)
def test_typed_text_is_kept_except_invisible_and_unencodable_characters(typed: str, kept: str) -> None:
    assert parse(typed).prompt == kept


@pytest.mark.parametrize("typed", ["🩷🫎", "\U0001fae9", "\U0001fa8b", "\u0600"], ids=ascii)
def test_a_character_unknown_to_python_is_accepted(typed: str) -> None:
    assert parse(typed).prompt == typed


@pytest.mark.parametrize(
    "blank",
    [
        "",
        "   ",
        "\n\t",
        "\u200b\u200d",
        "\u3164",
        "\u2800\u2800",
        "\x00",
        "\ud800",
        "\u202e",
        "\u00a0",
        "\ufe0f",
        "\ufdd0\U0001fffe",
        "\U000e0fff",
    ],
    ids=ascii,
)
def test_a_prompt_without_visible_characters_is_refused(blank: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        parse(blank)

    assert refusal.value.key == "refused-prompt-blank"


def test_the_longest_prompt_fits_and_one_more_character_does_not() -> None:
    longest = MODEL.prompt_max_length

    assert len(parse("x" * longest).prompt) == longest
    with pytest.raises(RefusedError) as refusal:
        parse("x" * (longest + 1))

    assert refusal.value.key == "refused-prompt-long"
    assert refusal.value.values == {"length": longest + 1, "limit": longest}


def test_stripped_characters_do_not_count_towards_the_length() -> None:
    longest = "x" * MODEL.prompt_max_length

    assert parse(f"  \x00{longest}\n").prompt == longest


# --- choices -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())
def test_an_omitted_option_takes_the_models_default(model: Model) -> None:
    request = parse(model=model)

    assert (request.size, request.quality, request.count) == (model.default_size, "medium", 1)
    assert request.model == model.id


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS.keys())
def test_every_offered_choice_is_accepted(model: Model) -> None:
    for size in model.sizes:
        for quality in model.qualities:
            for count in model.counts:
                request = parse(model=model, size=size.value, quality=quality.value, count=count)

                assert (request.size, request.quality, request.count) == (size.value, quality.value, count)


@given(
    choice=st.one_of(
        st.tuples(st.just("size"), ANY_TEXT.filter(lambda s: s not in MODEL.credit_table)),
        st.tuples(st.just("quality"), ANY_TEXT.filter(lambda q: q not in {"low", "medium", "high"})),
        st.tuples(st.just("count"), st.integers().filter(lambda n: n not in {1, 2, 4}) | st.booleans()),
    )
)
@example(("count", 3))
@example(("count", True))
@example(("size", "1024X1024"))
def test_a_choice_that_is_not_offered_is_refused_by_name(choice: tuple[str, Any]) -> None:
    option, value = choice

    with pytest.raises(RefusedError) as refusal:
        parse(**{option: value})

    assert refusal.value.key == f"refused-{option}"


def test_a_refusal_never_repeats_what_was_typed() -> None:
    with pytest.raises(RefusedError) as refusal:
        parse(size="<@everyone>")

    assert "everyone" not in f"{refusal.value} {refusal.value.detail} {refusal.value.values}"
