"""Compressed guild cache: guilds show Discord's current state when accessed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.tuning.guild_cache import CompactConnectionState
from sandbox.discord.gateway import IdleGuilds
from sandbox.discord.permissions import Permission
from tests.e2e.harness import Harness, open_harness


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncIterator[Harness]:
    async with open_harness(tmp_path, sandbox={"idle_guilds": IdleGuilds(200)}) as opened:
        assert opened.app is not None
        await opened.app.bot.wait_until_ready()
        yield opened


def _seen(harness: Harness) -> discord.Guild:
    guild = harness.app.bot.get_guild(harness.people.guild.id)
    assert guild is not None
    return guild


async def _heard(harness: Harness) -> None:
    """A command and its answer: every event before it has arrived by then."""
    await (await harness.alice.slash("quota")).done()


async def test_new_changed_and_deleted_channels_and_roles_are_visible(harness: Harness) -> None:
    guild = harness.people.guild
    channel, role = guild.create_channel("fresh"), guild.create_role("Fresh")
    await _heard(harness)
    seen = _seen(harness)
    assert seen.get_channel(channel.id) is not None
    assert seen.get_role(role.id) is not None

    guild.delete_channel(channel)
    guild.update_role(role, int(Permission.MANAGE_GUILD))
    await _heard(harness)
    seen = _seen(harness)
    assert seen.get_channel(channel.id) is None
    changed = seen.get_role(role.id)
    assert changed is not None
    assert changed.permissions.manage_guild
    assert changed.name == "Fresh"


async def test_the_bots_permissions_in_a_channel_match_discords(harness: Harness) -> None:
    seen = _seen(harness)
    people = harness.people
    gallery, studio = seen.get_channel(people.gallery.id), seen.get_channel(people.studio.id)
    assert isinstance(gallery, discord.TextChannel)
    assert isinstance(studio, discord.TextChannel)

    assert not gallery.permissions_for(seen.me).view_channel
    assert studio.permissions_for(seen.me).view_channel


async def test_few_objects_are_kept_for_any_number_of_accessed_servers(harness: Harness) -> None:
    state: Any = harness.app.bot._connection
    assert isinstance(state, CompactConnectionState)
    for guild_id in list(state.guild_cache):
        assert state.guild_cache[guild_id].id == guild_id

    assert len(state.guild_cache) == 202
    assert len(state.guild_cache.made) <= 128


async def test_a_server_that_is_left_is_gone(harness: Harness) -> None:
    harness.world.delete_guild(harness.people.other_guild)
    await _heard(harness)

    assert harness.app.bot.get_guild(harness.people.other_guild.id) is None
