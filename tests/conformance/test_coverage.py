"""Coverage: the tables of actions name everything the bot has registered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.discord.custom_ids import parse_custom_id
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


def _custom_ids(guild: PopulatedGuild, kind: Kind) -> list[str]:
    return [action.custom_id(guild, guild.harness.alice) for action in ACTIONS if action.kind is kind]


@pytest.fixture
async def guild(tmp_path: Path) -> Any:
    async with open_populated_guild(tmp_path) as opened:
        yield opened


async def test_every_command_and_menu_is_among_the_actions(guild: PopulatedGuild) -> None:
    commands = guild.harness.discord.commands.all(None)

    paths = {path for c in commands if c["type"] == CHAT_INPUT for path in _paths(c)}
    menus = {command["name"] for command in commands if command["type"] != CHAT_INPUT}
    assert paths == {action.key for action in ACTIONS if action.kind is Kind.COMMAND}
    assert menus == {action.key for action in ACTIONS if action.kind is Kind.MENU}


async def test_every_button_and_select_is_among_the_actions(guild: PopulatedGuild) -> None:
    router, clicked = guild.harness.app.bot.components, _custom_ids(guild, Kind.CLICK)

    assert {parse_custom_id(one)[0] for one in clicked} == router.verbs
    assert [one for one in clicked if not router.accepts(one)] == []


async def test_every_control_of_the_settings_is_among_the_actions(guild: PopulatedGuild) -> None:
    # The models can be set only if several are enabled.
    keys = {key for section in SECTIONS.values() for key in section} - {"refused_words", "models"}
    wanted = {f"set:{key}" for key in keys} | {f"clear:{section}" for section in SECTIONS} | {"go", "words"}

    assert wanted == {
        action.key.removeprefix("easel:settings:")
        for action in ACTIONS
        if action.key.startswith("easel:settings:")
    }


async def test_every_form_is_among_the_actions(guild: PopulatedGuild) -> None:
    router, submitted = guild.harness.app.bot.modals, _custom_ids(guild, Kind.FORM)

    assert {parse_custom_id(one)[0] for one in submitted} == router.verbs
    assert [one for one in submitted if not router.accepts(one)] == []
