"""The local artist: pictures show the prompt's subject, have exact sizes, and can be repeated byte for byte."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from config import PromptTemplate, load_catalogue, load_prompt_templates
from sandbox.fal import Artist, FixedSizeArtist
from sandbox.fal.artist.canvas import Canvas, rgb
from sandbox.fal.artist.lettering import printable
from sandbox.fal.artist.prompt import read_prompt
from sandbox.fal.artist.scenes import LIGHTS, paint_page
from sandbox.fal.artist.svg import FIGURES, PAGES, WORDS, draw_figure

SIZES = [(1024, 1024), (1536, 1024), (1024, 1536), (2048, 1152)]
#: The design, the first subject and the setting that each shipped prompt is drawn with.
TEMPLATES = {
    "night-market": (None, None, "market"),
    "jazz-poster": ("poster", "guitar", None),
    "coffee-infographic": ("infographic", "cup", None),
    "perfume-shot": (None, "bottle", "studio"),
    "banking-app": ("app", None, None),
    "transit-map": ("map", None, None),
    "book-cover": ("cover", "lighthouse", "meadow"),
    "chalkboard-menu": ("chalkboard", None, None),
    "botanical-plate": ("plate", "foxglove", None),
    "four-panel-comic": ("comic", "robot", None),
    "isometric-workshop": ("isometric", None, None),
    "wide-landscape": (None, "train", "mountain"),
}


def _open(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


def _subjects(prompt: str) -> list[tuple[str, int]]:
    return [(subject.figure, subject.count) for subject in read_prompt(prompt).subjects]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_picture_is_a_png_of_exactly_the_requested_size(width: int, height: int) -> None:
    picture = _open(Artist().draw("a red fox at dawn", width, height, "low", 0))

    assert (picture.format, picture.size) == ("PNG", (width, height))


def test_equal_arguments_give_equal_bytes_and_each_argument_matters() -> None:
    base = ("a lamp", 256, 256, "medium", 0)
    others = [
        ("a lion", 256, 256, "medium", 0),
        ("a lamp", 256, 256, "high", 0),
        ("a lamp", 256, 256, "medium", 1),
    ]

    assert Artist().draw(*base) == Artist().draw(*base)
    assert len({Artist().draw(*arguments) for arguments in [base, *others]}) == 4


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_draws_several_colors_inside_its_box(name: str) -> None:
    figure = FIGURES[name]
    canvas = Canvas((300, 300), random.Random(1))

    draw_figure(canvas, figure, (0.5, 0.9), 0.6 * min(1.0, figure.height / figure.width))

    assert len(canvas.image.quantize(16).getcolors() or ()) > 3
    assert canvas.image.getbbox() is not None


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("light", LIGHTS)
def test_every_page_is_drawn_in_every_light(name: str, light: str) -> None:
    canvas = Canvas((240, 180), random.Random(1))

    paint_page(canvas, name, read_prompt('a fox "OPEN" "late"'), LIGHTS[light])

    assert len(canvas.image.quantize(16).getcolors() or ()) > 3


def test_each_word_of_a_figure_leads_to_a_figure() -> None:
    assert {figure for figure, _ in WORDS.values()} == set(FIGURES) - {"asleep"}


@pytest.mark.parametrize(
    ("prompt", "subjects"),
    [
        ("a red fox at dawn", [("fox", 1)]),
        ("two cats and a dog in the park", [("cat", 2), ("dog", 1)]),
        ("wolves under the moon", [("fox", 3), ("moon", 1)]),
        ("portrait of a cat", [("cat", 1)]),
        ("a portrait", [("person", 1)]),
        ("an orange tree", [("tree", 1)]),
        ("still life with a teapot and lemons", [("teapot", 1), ("bowl", 1)]),
        ("a red fox asleep in autumn leaves", [("asleep", 1)]),
        ("a bowl of ramen with an egg", [("noodles", 1)]),
        ("a bowl of lemons", [("bowl", 1)]),
        ("a paper boat on a lake", [("paperboat", 1)]),
        ("portrait of an old fisherman", [("man", 1)]),
        ("a street without people", []),
        ('a sign that reads "FOX"', []),
    ],
)
def test_the_subjects_are_those_in_the_prompt(prompt: str, subjects: list[tuple[str, int]]) -> None:
    assert _subjects(prompt) == subjects


def test_setting_light_medium_and_colors_follow_the_prompt() -> None:
    brief = read_prompt("A mountain lake at dusk with a yellow boat, watercolour, light rain")

    assert (brief.setting, brief.light, brief.medium) == ("lake", "sunset", "watercolour")
    assert brief.conditions == {"rain"}
    assert brief.subjects[0].tint == rgb("f2c531")


@pytest.mark.parametrize(
    ("prompt", "medium"),
    [
        ("portrait of an old man, black and white photo", "mono"),
        ("a polaroid photo of a cat", "photo"),
        ("a village at night in the style of van gogh", "oil"),
    ],
)
def test_a_medium_takes_precedence_over_words_of_photography(prompt: str, medium: str) -> None:
    assert read_prompt(prompt).medium == medium


def test_a_name_in_the_prompt_becomes_lettering() -> None:
    assert read_prompt("logo for a cafe called Bean There, blue").texts == ("Bean There",)


@pytest.mark.parametrize(
    "template", load_prompt_templates(load_catalogue().get("fal-ai/gpt-image-2")), ids=lambda one: one.key
)
def test_each_shipped_prompt_template_has_a_fitting_drawing(template: PromptTemplate) -> None:
    brief = read_prompt(template.prompt)
    first = brief.subjects[0].figure if brief.subjects else None
    design, subject, setting = TEMPLATES[template.key]

    assert brief.design == design
    assert subject in (None, first)
    assert setting in (None, brief.setting)


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


@pytest.mark.parametrize("prompt", ["a quiet evening", "a map of the metro", "an app", "a red kite"])
def test_the_four_pictures_of_a_request_are_different_compositions(prompt: str) -> None:
    pictures = [_open(Artist().draw(prompt, 256, 256, "low", index)) for index in range(4)]

    assert len({picture.resize((8, 8)).tobytes() for picture in pictures}) == 4


def test_a_picture_is_labeled_as_simulated_in_its_corner() -> None:
    picture = _open(Artist().draw("a cat", 1024, 1024, "medium", 0))

    label = picture.crop((680, 30, 995, 60)).convert("L")
    darkest, lightest = label.getextrema()

    assert isinstance(darkest, int)
    assert isinstance(lightest, int)
    assert lightest > 240
    assert darkest < 110


@pytest.mark.parametrize(
    "medium", ["watercolour", "pencil sketch", "oil painting", "pixel art", "film noir", "photo"]
)
def test_the_medium_changes_the_picture(medium: str) -> None:
    plain, finished = (
        _open(Artist().draw(f"a cat{tail}", 256, 256, "low", 0)) for tail in ("", f", {medium}")
    )

    assert plain.tobytes() != finished.tobytes()


def test_letters_missing_in_the_font_are_replaced_or_omitted() -> None:
    assert printable("Schloß über Łódź 🔁 日本\nok") == "Schloss uber odz ok"


@pytest.mark.parametrize("weight", [200_000, 2_000_000, 6_000_000])
def test_a_fixed_size_picture_has_about_the_requested_bytes(weight: int) -> None:
    artist = FixedSizeArtist(weight)

    data = artist.draw("anything", 1024, 1024, "high", 3)

    assert abs(len(data) - weight) < 0.05 * weight
    assert _open(data).size == (1024, 1024)
    assert artist.draw("else", 1024, 1024, "low", 0) is data
