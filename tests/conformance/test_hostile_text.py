"""Hostile text: no text that a user can type blocks the event loop.

The inputs come from the registered commands and from the forms that the bot opens, so a new input is
covered without a change here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.discord.custom_ids import parse_custom_id
from sandbox.discord.rules.commands import CHAT_INPUT
from sandbox.discord.rules.components import ComponentType, walk
from tests.conformance.actions import ACTIONS, Action, Kind
from tests.conformance.loop_meter import LoopMeter
from tests.conformance.populated_guild import PopulatedGuild, open_populated_guild, says

#: Steps in one iteration of the loop. A step takes less than 0.5 µs, so this is less than 50 ms.
MOST_STEPS = 60_000

_STRING, _SUB_COMMANDS = 3, 2
#: Maximum number of characters of a prompt, and of a form's text field.
_LONGEST = 4000
#: Words that share all prefixes.
_BLOCKED = "\n".join("i" * length for length in range(2, 60))
# Inputs that determine whether later requests are accepted come last.
_LAST = ("easel:serverwords:", "operator pause")

HOSTILE = {
    "three letters each": "\u2172",
    "eighteen letters each": "\ufdfa",
    "combining marks": "a\u0301\u0336\u0345\u0334",
    "marks in the wrong order": "\u0345\u0334",
    "nested markdown": "**__~~||`>#[(",
    "masked links": "[a](https://discord.gg/a ",
    "one letter": "i",
    "right to left": "\u202e\u05d0\u2066",
    "joined emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\ufe0f",
    "backslashes": "\\",
    "white space": " \u2003\n\t\r",
    "invisible": "\u200b\u3164\u2800\ufe0f",
    "separators": ",;\n",
    "bomb for regular expressions": "a!a?(a+)+$",
    "placeables": "{ $x }%s{0}",
    "mentions": "<@1>@everyone<t:1:R>",
    "digits": "9",
    "Chinese": "人大",
    "different letters": "".join(map(chr, range(0x4E00, 0x4E00 + 6000))),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextInput:
    """One text input: an option of a command or a field of a form."""

    action: Action
    name: str
    longest: int
    suggests: bool = False

    def hostile(self, unit: str) -> str:
        """The longest text of this kind that the input accepts, with a visible character."""
        length = min(self.longest, _LONGEST)
        return (unit * (length // len(unit) + 1))[: length - 1] + "x"

    async def send(self, guild: PopulatedGuild, text: str) -> None:
        """Submit ``text`` with the action's other values, and wait for the reply."""
        action, who = self.action, self.action.who(guild)
        given = {**action.given(guild), self.name: text}
        if action.kind is Kind.COMMAND:
            if self.suggests:
                await who.autocomplete(action.key, self.name, text)
            await says(await who.slash(action.key, force=True, **given))
        else:
            source = await guild.note(who)
            await says(await who.forge_form(action.custom_id(guild, who), given, source=source))


def _paths(part: dict[str, Any], before: str = "") -> Iterator[tuple[str, list[dict[str, Any]]]]:
    path, options = f"{before} {part['name']}".strip(), part.get("options") or []
    deeper = [option for option in options if option["type"] <= _SUB_COMMANDS]
    for option in deeper:
        yield from _paths(option, path)
    if not deeper:
        yield path, options


def _options(guild: PopulatedGuild) -> Iterator[TextInput]:
    """Every text option of every registered command."""
    actions = {action.key: action for action in ACTIONS if action.kind is Kind.COMMAND}
    for command in guild.harness.discord.commands.all(None):
        for path, options in _paths(command) if command["type"] == CHAT_INPUT else ():
            for option in options:
                if option["type"] == _STRING and not option.get("choices"):
                    yield TextInput(
                        action=actions[path],
                        name=option["name"],
                        longest=option.get("max_length") or _LONGEST,
                        suggests=option.get("autocomplete", False),
                    )


async def _fields(guild: PopulatedGuild) -> list[TextInput]:
    """Every text field of every form that a click or a message menu opens."""
    forms = {parse_custom_id(action.key)[0]: action for action in ACTIONS if action.kind is Kind.FORM}  # type: ignore[index]
    opened: dict[tuple[str, str], TextInput] = {}
    for action in ACTIONS:
        if action.kind not in {Kind.CLICK, Kind.MENU}:
            continue
        asked = await action.do(guild, action.who(guild))
        await says(asked)
        if asked.modal is None:
            continue
        verb, _ = parse_custom_id(asked.modal["custom_id"])  # type: ignore[misc]
        for part in walk(asked.modal["components"]):
            if part["type"] == ComponentType.TEXT_INPUT:
                longest = part.get("max_length") or _LONGEST
                name = part["custom_id"]
                opened[verb, name] = TextInput(action=forms[verb], name=name, longest=longest)
    assert {verb for verb, _ in opened} == set(forms)
    return list(opened.values())


@pytest.mark.timeout(600)
async def test_no_text_blocks_the_event_loop(tmp_path: Path) -> None:
    # Clicks that open forms run in a separate guild, because others delete or block.
    async with open_populated_guild(tmp_path / "forms") as guild:
        inputs = [*_options(guild), *await _fields(guild)]
    async with open_populated_guild(tmp_path / "texts") as guild:
        await _feed(guild, inputs)


async def _feed(guild: PopulatedGuild, inputs: list[TextInput]) -> None:
    inputs.sort(key=lambda one: one.action.key in _LAST)
    found = {f"{one.action.key} {one.name}" for one in inputs}
    assert {"imagine prompt", "history text", "operator pause message", "easel:serverwords: words"} <= found
    (words,) = [one for one in inputs if one.name == "words"]
    await words.send(guild, _BLOCKED)
    before = len(await guild.harness.rows())

    meter, slow = LoopMeter(), {}
    for one in inputs:
        for name, unit in HOSTILE.items():
            with meter:
                await one.send(guild, one.hostile(unit))
            if meter.most > MOST_STEPS:
                slow[one.action.key, one.name, name] = (meter.most, meter.where)
    with meter:
        await guild.settle()

    assert slow == {}
    assert meter.most <= MOST_STEPS
    # Most were accepted, so that the texts also went through the queue, the posts and the history.
    assert len(await guild.harness.rows()) - before > 2 * len(HOSTILE)


@pytest.mark.timeout(600)
async def test_no_action_on_a_hostile_prompt_blocks_the_event_loop(tmp_path: Path) -> None:
    each = _LONGEST // len(HOSTILE)
    prompt = "".join((unit * each)[:each] for unit in HOSTILE.values())
    slow = {}
    async with open_populated_guild(tmp_path, prompt=prompt) as guild:
        meter = LoopMeter()
        for action in ACTIONS:
            with meter:
                await says(await action.do(guild, action.who(guild)))
            if meter.most > MOST_STEPS:
                slow[action.name] = (meter.most, meter.where)

    assert slow == {}
