"""The artist's files: exact sizes, the same again, and never a crash over a word."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from sandbox.fal import Artist, FixedSizeArtist
from sandbox.fal.artist.lettering import showable
from sandbox.fal.artist.palette import suitable_palettes
from sandbox.fal.artist.scenes import suitable_scenes

SIZES = [(1024, 1024), (1536, 1024), (1024, 1536), (2048, 1152)]
SUBJECTS = (
    *("fox", "cat", "owl", "bear", "fruit", "lighthouse", "boat", "hills", "lake", "city"),
    *("planet", "quilt", "papercut", "map", "leaves", "poster", "silk"),
)


def _open(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_picture_is_a_png_of_exactly_the_size_that_was_asked_for(width: int, height: int) -> None:
    picture = _open(Artist().draw("a red fox at dawn", width, height, "low", 0))

    assert (picture.format, picture.size) == ("PNG", (width, height))


def test_equal_arguments_give_equal_bytes_and_each_argument_matters() -> None:
    base = ("a lamp", 256, 256, "medium", 0)
    others = [
        ("a lamb", 256, 256, "medium", 0),
        ("a lamp", 256, 256, "high", 0),
        ("a lamp", 256, 256, "medium", 1),
    ]

    assert Artist().draw(*base) == Artist().draw(*base)
    assert len({Artist().draw(*arguments) for arguments in [base, *others]}) == 4


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_scene_can_be_asked_for_and_paints_more_than_one_colour(subject: str) -> None:
    asked, _ = suitable_scenes([subject])

    picture = _open(Artist().draw(subject, 320, 256, "high", 0))

    assert asked
    assert picture.size == (320, 256)
    assert len(picture.quantize(8).getcolors() or ()) > 3


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        " ",
        "日本語の夢",
        "🔁🎨",
        "ÅÉÎ – «ñ»",
        "العربية",
        "\x00\x07\n",
        "x" * 5000,
        "\ud800",
        "supercalifragilistic " * 40,
    ],
)
def test_any_prompt_is_drawn(prompt: str) -> None:
    for index in range(4):
        assert _open(Artist().draw(prompt, 200, 160, "low", index)).size == (200, 160)


def test_the_four_pictures_of_a_request_are_different_compositions() -> None:
    small = [
        _open(Artist().draw("a quiet evening", 256, 256, "low", index)).resize((8, 8)) for index in range(4)
    ]

    assert len({picture.tobytes() for picture in small}) == 4


def test_a_picture_says_that_it_is_simulated_in_a_dark_ribbon_with_light_letters() -> None:
    picture = _open(Artist().draw("a cat", 1024, 1024, "medium", 0))

    ribbon = picture.crop((680, 30, 995, 60)).convert("L")
    darkest, lightest = ribbon.getextrema()

    assert isinstance(darkest, int)
    assert isinstance(lightest, int)
    assert lightest > 240
    assert darkest < 110


def test_words_of_the_prompt_choose_the_colours() -> None:
    assert suitable_palettes(["neon", "street"])[0].name == "neon"
    assert suitable_palettes(["snow"])[0].name == "frost"


def test_letters_that_the_font_lacks_are_replaced_or_left_out() -> None:
    assert showable("Schloß über Łódź 🔁 日本\nok") == "Schloss uber odz ok"


@pytest.mark.parametrize("weight", [200_000, 2_000_000, 6_000_000])
def test_a_filled_picture_weighs_about_what_was_asked_for(weight: int) -> None:
    artist = FixedSizeArtist(weight)

    data = artist.draw("anything", 1024, 1024, "high", 3)

    assert abs(len(data) - weight) < 0.05 * weight
    assert _open(data).size == (1024, 1024)
    assert artist.draw("else", 1024, 1024, "low", 0) is data
