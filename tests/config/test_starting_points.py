"""The packaged starting points, and how a mistake in their file is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config import CatalogueError, StartingPoint, load_catalogue, load_starting_points

CATALOGUE = load_catalogue()
MODEL = CATALOGUE.get("fal-ai/gpt-image-2")
POINT = """
[[starting_points]]
key = "one"
title = "One"
shows = "Something"
size = "1024x1024"
quality = "medium"
prompt = "A fox."
"""


def mistakes_of(folder: Path, text: str) -> tuple[str, ...]:
    path = folder / "points.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_starting_points(MODEL, path)
    return caught.value.mistakes


@pytest.mark.parametrize("model_id", CATALOGUE.ids)
def test_the_packaged_points_suit_every_model(model_id: str) -> None:
    points = load_starting_points(CATALOGUE.get(model_id))

    assert len(points) >= 10
    assert all(isinstance(point, StartingPoint) for point in points)


def test_the_packaged_points_fit_where_discord_shows_them() -> None:
    for point in load_starting_points(MODEL):
        assert len(point.key) <= 40
        assert len(point.title) <= 80
        assert len(point.shows) <= 100
        assert len(point.prompt) <= 900
        assert point.prompt == point.prompt.strip()


def test_the_packaged_points_use_every_size_but_repeat_no_text() -> None:
    points = load_starting_points(MODEL)

    assert len({point.title for point in points}) == len({point.prompt for point in points}) == len(points)
    assert {point.size for point in points} >= {
        "1024x1024",
        "1536x1024",
        "1024x1536",
        "2048x2048",
        "2048x1152",
    }


def test_text_to_be_drawn_has_both_its_quotation_marks() -> None:
    for point in load_starting_points(MODEL):
        quoted = re.findall(r'"([^"]*)"', point.prompt)

        assert point.prompt.count('"') == 2 * len(quoted)
        assert all(text == text.strip() != "" for text in quoted)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('size = "1024x1024"', 'size = "640x480"', "starting_points.0.size: no size '640x480'"),
        ('quality = "medium"', 'quality = "ultra"', "starting_points.0.quality: no quality 'ultra'"),
        ('key = "one"', 'key = "One Fox"', "starting_points.0.key: "),
        ('title = "One"', f'title = "{"x" * 81}"', "starting_points.0.title: "),
        ('prompt = "A fox."', f'prompt = "{"x" * 901}"', "starting_points.0.prompt: "),
        ('prompt = "A fox."', 'prompt = "  "', "starting_points.0.prompt: "),
        ('shows = "Something"\n', "", "starting_points.0.shows: expected a value, but it is missing"),
        ('shows = "Something"', 'shows = "S"\nmood = 1', "starting_points.0.mood: is not a known key"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    (line,) = mistakes_of(tmp_path, POINT.replace(old, new))

    assert line.startswith(f"points.toml: {told}")


def test_a_key_used_twice_is_refused(tmp_path: Path) -> None:
    (line,) = mistakes_of(tmp_path, POINT + POINT)

    assert line == "points.toml: starting_points: expected different keys, got 'one' 2 times"


def test_a_file_without_points_is_refused(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path, "starting_points = []")
    assert mistakes_of(tmp_path, "")
