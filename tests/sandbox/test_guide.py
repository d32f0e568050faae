"""The guide's scenes, compared with the registered commands, the buttons and the pages."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.discord.i18n import load_texts
from sandbox.scenarios.guide import play_all
from sandbox.scenarios.guide.guide_driver import GuideDriver

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("guide.md", "admin-guide.md", "operations.md")
GUIDE = "\n".join((DOCS / name).read_text(encoding="utf-8") for name in PAGES)
TEXTS = load_texts()
_LARGEST = 900_000


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> GuideDriver:
    """Every scene of the guide, played once."""
    return asyncio.run(play_all(tmp_path_factory.mktemp("guide"), picture_bytes=20_000))


def paths(command: dict[str, Any], before: str = "/") -> Iterator[str]:
    """The paths of a registered command: ``/quota-admin set``."""
    name = f"{before}{command['name']}"
    deeper = [one for one in command.get("options") or [] if one["type"] <= 2]
    if not deeper:
        yield name
    for one in deeper:
        yield from paths(one, f"{name} ")


def test_every_registered_command_and_menu_is_played_and_described(played: GuideDriver):
    registered = played.discord.commands.all(None)
    slash = {path for one in registered if one["type"] == 1 for path in paths(one)}
    menus = {one["name"] for one in registered if one["type"] != 1}

    assert sorted(slash - played.commands_played) == []
    assert sorted(menus - played.commands_played) == []
    assert [path for path in sorted(slash) if f"`{path}" not in GUIDE] == []
    assert [name for name in sorted(menus) if f"**{name}**" not in GUIDE] == []


def test_every_picture_belongs_to_a_scene_and_is_shown_with_its_alt_text(played: GuideDriver):
    linked = {path: alt for alt, path in re.findall(r"!\[([^\]]+)\]\((guide/[^)]+)\)", GUIDE)}

    assert {f"guide/{shot.name}.webp": shot.alt for shot in played.shots} == linked
    assert {f"guide/{path.name}" for path in (DOCS / "guide").iterdir()} == set(linked)


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
def test_every_button_of_a_result_is_described(key: str):
    label = TEXTS(f"button-{key}", "en-US")

    assert re.search(rf"\*+[^*\n]*{re.escape(label)}\*+", GUIDE)


def test_the_pictures_are_small():
    assert 0 < sum(one.stat().st_size for one in (DOCS / "guide").iterdir()) < _LARGEST
