"""The guide is played, and held against what the bot registers and puts under its messages."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from bot.discord.i18n import load_texts
from sandbox.guide import play_all
from sandbox.guide.drawing import draw
from sandbox.guide.hand import Hand

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("guide.md", "admin-guide.md", "operations.md")
GUIDE = "\n".join((DOCS / name).read_text(encoding="utf-8") for name in PAGES)
TEXTS = load_texts()
_LARGEST = 600_000


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Hand:
    """Every scene of the guide, played once."""
    return asyncio.run(play_all(tmp_path_factory.mktemp("guide"), picture_bytes=20_000))


def paths(command: dict[str, Any], before: str = "/") -> Iterator[str]:
    """What can be typed of a registered command: ``/quota-admin set``."""
    name = f"{before}{command['name']}"
    deeper = [one for one in command.get("options") or [] if one["type"] <= 2]
    if not deeper:
        yield name
    for one in deeper:
        yield from paths(one, f"{name} ")


def test_every_registered_command_and_menu_is_played_and_told(played: Hand):
    registered = played.box.discord.commands.all(None)
    slash = {path for one in registered if one["type"] == 1 for path in paths(one)}
    menus = {one["name"] for one in registered if one["type"] != 1}

    assert sorted(slash - played.seen) == []
    assert sorted(menus - played.seen) == []
    assert [path for path in sorted(slash) if f"`{path}" not in GUIDE] == []
    assert [name for name in sorted(menus) if f"**{name}**" not in GUIDE] == []


def test_every_picture_of_the_guide_is_made_by_a_scene_and_shown_with_its_words(played: Hand):
    linked = dict(re.findall(r"!\[([^\]]+)\]\((guide/[^)]+)\)", GUIDE))

    assert {f"guide/{shot.name}.svg" for shot in played.shots} == set(linked.values())
    assert {shot.alt for shot in played.shots} == set(linked)
    for shot in played.shots:
        ElementTree.fromstring(draw(shot.cards, shot.alt))
    assert all((DOCS / path).is_file() for path in linked.values())
    assert all((DOCS / "guide" / name).is_file() for name in played.files)


def test_a_command_in_a_picture_is_called_what_the_members_client_calls_it(played: Hand):
    said = {shot.name: shot.cards[0].blocks[0].text.plain for shot in played.shots if shot.cards}

    for shot, name, locale in (("german", "name-imagine", "de"), ("japanese", "name-defaults", "ja")):
        assert said[shot].split()[0] == f"/{TEXTS(name, locale)}"


RESULT = [
    "again",
    "edit",
    "finer",
    "start",
    "code",
    "details",
    "cover",
    "uncover",
    "delete",
    "share",
    "bring-back",
    "cancel",
]


@pytest.mark.parametrize("key", RESULT)
def test_every_button_of_a_result_is_told(key: str):
    label = TEXTS(f"button-{key}", "en-US")

    assert re.search(rf"\*+[^*\n]*{re.escape(label)}\*+", GUIDE)


def test_the_pictures_are_light_and_say_what_is_on_them():
    pictures = list((DOCS / "guide").iterdir())

    assert sum(one.stat().st_size for one in pictures) < _LARGEST
    assert all("<title>" in one.read_text(encoding="utf-8") for one in pictures if one.suffix == ".svg")
