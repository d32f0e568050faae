"""The command index: typed commands against any registered commands."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.clock import SandboxClock
from sandbox.discord import DefaultWorld, DiscordSimulator, create_default_world
from sandbox.driver import CommandIndex, InputError
from sandbox.faults import Faults

SIZES = [{"name": "Square 1024", "value": "1024x1024"}, {"name": "Wide", "value": "2048x1152"}]
COMMANDS: list[dict[str, Any]] = [
    {
        "name": "draw",
        "description": "Draw",
        "options": [
            {"type": 3, "name": "prompt", "description": "What", "required": True},
            {"type": 3, "name": "size", "description": "Size", "choices": SIZES},
            {"type": 4, "name": "count", "description": "How many"},
            {"type": 10, "name": "weight", "description": "How heavy"},
            {"type": 5, "name": "spoiler", "description": "Hide it"},
        ],
    },
    {
        "name": "quota-admin",
        "description": "Manage",
        "options": [
            {
                "type": 1,
                "name": "grant",
                "description": "Grant",
                "options": [
                    {"type": 6, "name": "member", "description": "Who", "required": True},
                    {"type": 9, "name": "target", "description": "Who or which role"},
                    {"type": 8, "name": "role", "description": "Which role"},
                    {"type": 7, "name": "where", "description": "Which channel"},
                ],
            }
        ],
    },
    {"name": "Draw again", "type": 3, "description": ""},
]


@pytest.fixture
def world() -> tuple[CommandIndex, DefaultWorld]:
    discord = DiscordSimulator(clock=SandboxClock(), faults=Faults())
    standard = create_default_world(discord.world)
    discord.commands.overwrite(None, COMMANDS)
    return CommandIndex(discord=discord, channel=standard.studio), standard


@pytest.fixture
def index(world: tuple[CommandIndex, DefaultWorld]) -> CommandIndex:
    return world[0]


def test_typed_text_becomes_the_clients_values(index: CommandIndex):
    path, options = index.parse("/draw prompt:a fox size:wide count:4 weight:1.5 spoiler:True")

    assert path == "draw"
    assert options == {
        "prompt": "a fox",
        "size": "2048x1152",
        "count": 4,
        "weight": 1.5,
        "spoiler": True,
    }


def test_users_roles_and_channels_are_found_by_name(world: tuple[CommandIndex, DefaultWorld]):
    index, people = world

    path, options = index.parse("/quota-admin grant member:@alice target:Patrons role:@Staff where:#gallery")

    assert path == "quota-admin grant"
    assert options == {
        "member": people.alice,
        "target": people.patrons,
        "role": people.staff,
        "where": people.gallery,
    }


def test_a_member_takes_precedence_over_a_role_of_the_same_name(world: tuple[CommandIndex, DefaultWorld]):
    index, people = world
    people.guild.create_role("alice")

    _, options = index.parse("/quota-admin grant member:alice target:alice")

    assert options["target"] is people.alice


def test_a_servers_own_command_hides_a_global_one(world: tuple[CommandIndex, DefaultWorld]):
    index, people = world
    own = {"name": "draw", "description": "Ours", "options": []}
    index.discord.commands.overwrite(people.guild.id, [own])

    command = index.find("/draw now")

    assert (command.names, command.rest) == ({}, "now")
    assert set(index.commands) == {"draw", "quota-admin"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/drow prompt:x", "/drow is no command here. Did you mean /draw?"),
        ("/quota-admin", "/quota-admin needs one of: grant."),
        ("/quota-admin grand", "grand is no part of /quota-admin here. Did you mean grant?"),
        ("/draw", "/draw needs prompt: type /draw prompt:…"),
        ("/draw prompt:x size:9", "size cannot be '9'. Choose from: 1024x1024, 2048x1152."),
        ("/draw prompt:x count:many", "count must be a number, not 'many'."),
        ("/draw prompt:x count:1.5", "count must be a number, not '1.5'."),
        ("/draw prompt:x spoiler:yes", "spoiler must be true or false, not 'yes'."),
        ("/quota-admin grant member:@alic", "member: there is no @alic here. Did you mean @alice?"),
        (
            "/quota-admin grant member:bob where:#galery",
            "where: there is no #galery here. Did you mean #gallery?",
        ),
        (
            "/draw prompt:a fox weihgt:2",
            "There is no option weihgt. Did you mean weight? If it belongs to the text, put the text "
            "into double quotes.",
        ),
        (
            "/draw wheight:2 or so",
            "There is no option wheight. Did you mean weight? If it belongs to the text, put the text "
            "into double quotes.",
        ),
        (
            "/draw colour:red fox",
            "There is no option colour. There are: prompt, size, count, weight, spoiler. "
            "If it belongs to the text, put the text into double quotes.",
        ),
        ("/Draw again", "/Draw is no command here. Did you mean /draw?"),
    ],
)
def test_an_oversized_input_is_refused_with_a_hint(index: CommandIndex, typed: str, said: str):
    with pytest.raises(InputError) as refused:
        index.parse(typed)

    assert str(refused.value) == said


def test_a_colon_in_a_text_is_not_a_misspelled_option(index: CommandIndex):
    _, options = index.parse('/draw prompt:a sign: "seize: the day", at 12:30 count:2')

    assert options == {"prompt": 'a sign: "seize: the day", at 12:30', "count": 2}


def test_text_in_quotes_is_not_parsed_as_an_option(index: CommandIndex):
    assert index.parse('/draw prompt:"weihgt:2"')[1] == {"prompt": "weihgt:2"}


def test_commands_are_found_by_their_names_in_the_users_language_and_by_default_ones(index: CommandIndex):
    part = {"name": "prompt", "name_localizations": {"de": "beschreibung"}, "type": 3, "description": "x"}
    command = {
        "name": "draw",
        "name_localizations": {"de": "zeichnen"},
        "description": "x",
        "options": [{**part, "required": True}, {"name": "count", "type": 4, "description": "x"}],
    }
    index.discord.commands.overwrite(None, [command])
    german = CommandIndex(discord=index.discord, channel=index.channel, locale="de")

    for text in ("/draw prompt:ein Fuchs count:2", "/zeichnen beschreibung:ein Fuchs count:2"):
        assert german.parse(text)[1] == {"beschreibung": "ein Fuchs", "count": 2}
    assert list(german.commands) == ["zeichnen"]
    assert german.parse('/draw "ein: Fuchs"')[1] == {"beschreibung": "ein: Fuchs"}
    assert index.parse("/draw prompt:a fox")[1] == {"prompt": "a fox"}
