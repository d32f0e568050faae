"""Restart: components posted before a restart work after it."""

from __future__ import annotations

import io
import json
from pathlib import Path

from bot.logging import set_up_logging
from sandbox.discord import Interaction, Message
from tests.conformance.actions import ACTIONS, Action, Kind
from tests.conformance.populated_guild import (
    PATIENCE,
    PopulatedGuild,
    failed,
    open_populated_guild,
    refused,
    says,
)
from tests.pictures import png

# Offers of cheaper requests need their refusal: tests/e2e/test_failures.py restarts with one. The offer of a tool holds
# its pictures: tests/e2e/test_picture_tools.py restarts with one. The form of "Edit picture" is tested below.
_CONTROLS = [
    action
    for action in ACTIONS
    if action.kind in {Kind.CLICK, Kind.FORM}
    and not action.key.startswith(("easel:afford:", "easel:picture:", "easel:tool-message:"))
]

_OPENERS = ("easel:edit:", "easel:start:", "easel:ideas:", "easel:settings:words")


async def test_every_control_from_before_a_restart_works_after_it(tmp_path: Path) -> None:
    log, notes = io.StringIO(), dict[Action, Message]()
    set_up_logging(level="INFO", form="json", stream=log)

    async def before(guild: PopulatedGuild) -> None:
        for action in _CONTROLS:
            notes[action] = await guild.note(action.who(guild))

    async with open_populated_guild(tmp_path, before_restart=before) as guild:
        for action in _CONTROLS:
            answer = await says(await action.do(guild, action.who(guild), on=notes[action]))
            assert answer.strip(), action.name
            await guild.settle()

    assert failed(log) == []
    assert refused(log) == []


async def test_every_form_that_is_open_while_the_bot_restarts_can_be_sent(tmp_path: Path) -> None:
    log, opened = io.StringIO(), dict[str, Interaction]()
    set_up_logging(level="INFO", form="json", stream=log)

    async def before(guild: PopulatedGuild) -> None:
        for action in _CONTROLS:
            if action.key.startswith(_OPENERS) and action.kind is Kind.CLICK:
                interaction = await action.do(guild, action.who(guild))
                await interaction.acked(PATIENCE)
                if interaction.modal is not None:
                    opened[interaction.modal["custom_id"].split(":")[1]] = interaction

    async with open_populated_guild(tmp_path, before_restart=before) as guild:
        forms = {action.key.split(":")[1] for action in _CONTROLS if action.kind is Kind.FORM}
        assert set(opened) == forms
        for interaction in opened.values():
            who = guild.client(interaction.user)
            assert (await says(await who.submit_modal(interaction, {}))).strip()
            await guild.settle()

    assert failed(log) == []


async def test_a_form_for_picked_pictures_finds_those_of_a_result_after_a_restart(tmp_path: Path) -> None:
    """Discord shows the bot the pictures of a member's message only with the menu."""
    opened = list[Interaction]()

    async def before(guild: PopulatedGuild) -> None:
        alice = guild.harness.alice
        for message in (guild.post, await alice.send("my cat", files={"cat.png": png()})):
            opened.append(await (await alice.context_menu("Edit picture", message)).acked(PATIENCE))

    async with open_populated_guild(tmp_path, before_restart=before) as guild:
        of_result, of_message = opened
        submit = guild.harness.alice.submit_modal
        jobs = len(await guild.harness.rows())
        answer = await says(await submit(of_message, {"prompt": "a kite"}))
        assert "Your selection has expired. Open the message's menu again." in answer
        assert "a kite" in answer
        assert len(await guild.harness.rows()) == jobs

        await says(await submit(of_result, {"prompt": "a kite"}))
        await guild.settle()
        (last,) = (await guild.harness.rows())[jobs:]
        assert json.loads(last["reference_pictures"])[0]["source"]["job_id"] == guild.public
