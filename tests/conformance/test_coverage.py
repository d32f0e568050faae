"""The tables of actions name everything that the bot has registered: what is new has to be added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.discord.modals import forms_of
from bot.discord.settings_panel import SECTIONS
from sandbox.discord.rules.commands import CHAT_INPUT
from tests.conformance.actions import ACTIONS, Kind
from tests.conformance.populated_guild import PopulatedGuild, open_populated_guild

_SUB_COMMANDS = 2


def _paths(part: dict[str, Any], before: str = "") -> Iterator[str]:
    path = f"{before} {part['name']}".strip()
    deeper = [option for option in part.get("options") or [] if option["type"] <= _SUB_COMMANDS]
    if not deeper:
        yield path
    for option in deeper:
        yield from _paths(option, path)


def _patterns(guild: PopulatedGuild) -> list[Any]:
    return list(guild.harness.app.bot._connection._view_store._dynamic_items)


@pytest.fixture
async def guild(tmp_path: Path) -> Any:
    async with open_populated_guild(tmp_path) as opened:
        yield opened


async def test_every_command_and_menu_is_among_the_acts(guild: PopulatedGuild) -> None:
    commands = guild.harness.discord.commands.all(None)

    paths = {path for c in commands if c["type"] == CHAT_INPUT for path in _paths(c)}
    menus = {command["name"] for command in commands if command["type"] != CHAT_INPUT}
    assert paths == {action.key for action in ACTIONS if action.kind is Kind.COMMAND}
    assert menus == {action.key for action in ACTIONS if action.kind is Kind.MENU}


async def test_every_button_and_select_is_among_the_acts_and_means_one_thing(guild: PopulatedGuild) -> None:
    clicked = [
        action.custom_id(guild, guild.harness.alice) for action in ACTIONS if action.kind is Kind.CLICK
    ]
    taken_by = {one: [p.pattern for p in _patterns(guild) if p.fullmatch(one)] for one in clicked}

    assert {one: found for one, found in taken_by.items() if len(found) != 1} == {}
    assert {p.pattern for p in _patterns(guild)} - {p for found in taken_by.values() for p in found} == set()


async def test_every_control_of_the_settings_is_among_the_acts(guild: PopulatedGuild) -> None:
    keys = {key for section in SECTIONS.values() for key in section} - {"refused_words"}
    wanted = {f"set:{key}" for key in keys} | {f"clear:{section}" for section in SECTIONS} | {"go", "words"}

    assert wanted == {
        action.key.removeprefix("easel:settings:")
        for action in ACTIONS
        if action.key.startswith("easel:settings:")
    }


async def test_every_form_is_among_the_acts(guild: PopulatedGuild) -> None:
    taken = set(forms_of(guild.harness.app.bot)._handlers)

    assert taken == {action.key.split(":")[1] for action in ACTIONS if action.kind is Kind.FORM}
