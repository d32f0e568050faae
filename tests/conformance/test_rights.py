"""Permissions: a forbidden action is refused and changes nothing, whatever the client sends."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from bot.logging import set_up_logging
from sandbox.discord.entities import User
from tests.conformance.actions import ACTIONS, Action, By, Kind, Thing
from tests.conformance.populated_guild import PopulatedGuild, open_populated_guild, refused, says, tables


@pytest.fixture
async def guild(tmp_path: Path) -> Any:
    log = io.StringIO()
    set_up_logging(level="INFO", form="json", stream=log)
    async with open_populated_guild(tmp_path) as opened:
        opened.log = log
        await opened.settle()
        yield opened


async def _refused(
    guild: PopulatedGuild, folder: Path, action: Action, user: User, channel: Any = None
) -> str:
    """The problems of an action that should have been refused."""
    who = guild.client(user, channel)
    note = await guild.note(who)
    before, posts, refusals = tables(folder), _shown(guild), len(refused(guild.log))
    interaction = await action.do(guild, who, on=note, force=True)
    answer = await says(interaction)
    problems = []
    if tables(folder) != before:
        problems.append("changed the database")
    if _shown(guild) != posts:
        problems.append("changed a public message")
    if len(refused(guild.log)) == refusals or not answer.strip():
        problems.append("was not refused")
    if any(m.ephemeral_to is not user for m in interaction.messages if not m.deleted):
        problems.append("was refused in public")
    return ", ".join(problems)


def _shown(guild: PopulatedGuild) -> list[Any]:
    """Every public post except the progress of the waiting job, which changes by itself."""
    return [
        (m.id, m.content, [a.filename for a in m.attachments], m.components)
        for m in guild.bots_messages()
        if m.ephemeral_to is None and m is not guild.progress
    ]


def _found(problems: dict[str, str]) -> dict[str, str]:
    return {name: problem for name, problem in problems.items() if problem}


async def test_members_cannot_use_the_administrators_actions(guild: PopulatedGuild, tmp_path: Path) -> None:
    actions = [action for action in ACTIONS if action.by is By.ADMIN]

    problems = {action.name: await _refused(guild, tmp_path, action, guild.people.bob) for action in actions}

    assert _found(problems) == {}


@pytest.mark.parametrize("person", ["bob", "mod"])
async def test_only_the_operator_can_use_the_operators_commands(
    guild: PopulatedGuild, tmp_path: Path, person: str
) -> None:
    actions = [action for action in ACTIONS if action.by is By.OPERATOR]

    user = getattr(guild.people, person)
    problems = {action.name: await _refused(guild, tmp_path, action, user) for action in actions}

    assert _found(problems) == {}


async def test_a_member_cannot_use_the_actions_of_a_results_owner(
    guild: PopulatedGuild, tmp_path: Path
) -> None:
    actions = [action for action in ACTIONS if action.by is By.OWNER]

    problems = {action.name: await _refused(guild, tmp_path, action, guild.people.bob) for action in actions}

    assert _found(problems) == {}


@pytest.mark.parametrize("person", ["alice", "eve"])
async def test_objects_of_one_guild_cannot_be_used_from_another(
    guild: PopulatedGuild, tmp_path: Path, person: str
) -> None:
    """Neither its requester, who is a member there, nor an administrator there may use it."""
    # "Keep it" does nothing, wherever it is clicked.
    actions = [
        action
        for action in ACTIONS
        if action.thing is not Thing.NONE and action.kind is Kind.CLICK and "keep" not in action.key
    ]

    user, elsewhere = getattr(guild.people, person), guild.people.other_general
    problems = {action.name: await _refused(guild, tmp_path, action, user, elsewhere) for action in actions}

    assert _found(problems) == {}
