"""Custom IDs: posted ones keep their meaning."""

from __future__ import annotations

import pytest

from bot.discord.custom_ids import custom_id, parse_custom_id
from bot.discord.interactions import EaselInteraction
from bot.discord.router import InteractionRouter


async def _ignore(_interaction: EaselInteraction, *_arguments: str) -> None: ...


@pytest.mark.parametrize(
    ("verb", "arguments", "text"),
    [
        ("again", ("0123456789",), "easel:again:0123456789"),
        ("spoiler", ("0123456789", "on"), "easel:spoiler:0123456789:on"),
        ("ideas", (), "easel:ideas:"),
        ("settings", ("set", "repeat_by"), "easel:settings:set:repeat_by"),
        ("erase", (42, 1_800_000_000), "easel:erase:42:1800000000"),
    ],
)
def test_an_id_is_parsed_as_it_was_built(verb: str, arguments: tuple[object, ...], text: str) -> None:
    assert custom_id(verb, *arguments) == text
    assert parse_custom_id(text) == (verb, ":".join(map(str, arguments)))


def test_an_argument_can_contain_any_character() -> None:
    assert parse_custom_id("easel:pages:n.1.a.two\nlines: x") == ("pages", "n.1.a.two\nlines: x")


@pytest.mark.parametrize(
    "text", ["", "easel", "easel:again", "easel:AGAIN:1", "other:again:1", " easel:again:1"]
)
def test_foreign_ids_are_ignored(text: str) -> None:
    assert parse_custom_id(text) is None


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("easel:again:0123456789", True),
        ("easel:again:0123456789:x", False),
        ("easel:again:", False),
        ("easel:share:0123456789", False),
    ],
)
def test_a_router_accepts_registered_verbs_with_fitting_arguments(text: str, accepted: bool) -> None:
    router = InteractionRouter()
    router.register("again", _ignore)

    assert router.accepts(text) is accepted


def test_a_verb_has_one_handler() -> None:
    router = InteractionRouter()
    router.register("again", _ignore)

    with pytest.raises(ValueError, match="again"):
        router.register("again", _ignore)
