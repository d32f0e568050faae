"""Variations: the next higher quality or size in the catalogue."""

from dataclasses import replace

import pytest

from bot.errors import RefusedError
from bot.jobs.variation import digest, higher_quality_request
from config import load_catalogue
from tests.unit.bot.factories import make_request

MODEL = load_catalogue().get("fal-ai/gpt-image-2")


def _finer(size, quality, **allowed):
    request = higher_quality_request(MODEL, make_request(size=size, quality=quality, count=2), **allowed)
    return request.size, request.quality


@pytest.mark.parametrize(
    ("size", "quality", "expected"),
    [
        ("1024x1024", "low", ("1024x1024", "medium")),
        ("1024x1024", "medium", ("1024x1024", "high")),
        ("1024x1024", "high", ("2048x2048", "high")),
        ("1536x1024", "medium", ("1536x1024", "high")),
    ],
)
def test_quality_goes_up_first_and_then_the_size_of_the_same_shape(size, quality, expected):
    assert _finer(size, quality) == expected


@pytest.mark.parametrize("size", ["2048x2048", "1536x1024", "1024x1536", "2048x1152", "1152x2048"])
def test_the_highest_quality_has_no_next_step(size):
    with pytest.raises(RefusedError) as refused:
        _finer(size, "high")

    assert refused.value.key == "refused-finest"


def test_defaults_that_the_guild_disallows_are_skipped():
    assert _finer("1024x1024", "low", qualities=("low", "high")) == ("1024x1024", "high")
    assert _finer("1024x1024", "medium", qualities=("low", "medium")) == ("2048x2048", "medium")
    with pytest.raises(RefusedError):
        _finer("1024x1024", "high", sizes=("1024x1024",))


@pytest.mark.parametrize(("size", "quality"), [("640x480", "low"), ("1024x1024", "ultra")])
def test_removed_choices_are_reported(size, quality):
    with pytest.raises(RefusedError) as refused:
        _finer(size, quality)

    assert refused.value.key == "refused-choices-gone"


def test_the_prompt_and_the_count_are_kept():
    request = higher_quality_request(MODEL, make_request(prompt="two herons", count=4))

    assert (request.prompt, request.count) == ("two herons", 4)


def test_only_equal_requests_have_the_same_digest():
    request = higher_quality_request(MODEL, make_request(prompt="two herons", count=4))

    assert digest(request) == digest(replace(request))
    assert digest(request) != digest(replace(request, prompt="two heron"))
    assert digest(request) != digest(replace(request, count=2))
