"""Replies: no input pings anyone, breaks a rule of Discord's API, or makes a private answer public."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.logging import set_up_logging
from sandbox.discord import Change, Message
from tests.conformance.actions import ACTIONS, Action, By
from tests.conformance.populated_guild import PopulatedGuild, failed, ids_in, open_populated_guild, says

_HOSTILE = (
    "@everyone @here <@&1> **bold** ```\n# big\n``` ||x|| \u202egnitset [a](https://evil.example) " * 40
)


class _Posted:
    """Every message the bot has posted or edited, including deleted ones."""

    def __init__(self, guild: PopulatedGuild) -> None:
        self._bot = guild.harness.world.bot
        self.messages: dict[int, Message] = {}
        guild.harness.world.watch(self._see)

    def _see(self, change: Change) -> None:
        if isinstance(change.subject, Message) and change.subject.author is self._bot:
            self.messages[change.subject.id] = change.subject


@pytest.mark.parametrize("locale", ["en-US", "de", "ja"])
async def test_no_reply_pings_breaks_a_limit_or_reveals_private_data(tmp_path: Path, locale: str) -> None:
    log = io.StringIO()
    set_up_logging(level="INFO", form="json", stream=log)
    async with open_populated_guild(tmp_path, prompt=_HOSTILE) as guild:
        people, record = guild.people, guild.harness.discord.traffic
        for person in (people.alice, people.mod, people.olivia):
            person.locale = locale
            person.name = "@everyone `<@&1>`"
        people.patrons.name = "@everyone **patrons**"
        people.bob.locale, posted, seen = locale, _Posted(guild), {}
        for action in ACTIONS:
            seen[action] = await _done(guild, action)
            await guild.settle()

        shown = {
            action.name for action, messages in seen.items() if not action.public and _is_public(messages)
        }
        assert shown == set()
        assert len(posted.messages) > len(ACTIONS)
        assert [m.content for m in posted.messages.values() if m.pinged or m.mention_everyone] == []
        assert [(r.path, r.json, r.response) for r in record.requests if r.status == 400] == []
        assert failed(log) == []


async def _done(guild: PopulatedGuild, action: Action) -> list[Message]:
    who = action.who(guild)
    note = await guild.note(who)
    interaction = await action.do(guild, who, on=note)
    await says(interaction)
    return interaction.messages


def _is_public(messages: list[Message]) -> bool:
    return any(message.ephemeral_to is None for message in messages)


async def test_a_refusal_of_a_public_request_is_private(tmp_path: Path) -> None:
    async with open_populated_guild(tmp_path) as guild:
        await says(await guild.harness.mod.slash("quota-admin block", member=guild.people.alice))
        for action in ACTIONS:
            if action.public and action.by in {By.ANYONE, By.OWNER}:
                messages = await _done(guild, action)
                left = [m for m in messages if not m.deleted]
                assert [m.ephemeral_to for m in left] == [guild.people.alice], action.name
                assert ids_in(left[0], "again") == []
