"""The introduction after Easel was added to a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discord.i18n import load_texts
from sandbox.discord import Message
from sandbox.discord.entities import Channel, Guild, Overwrite
from sandbox.discord.permissions import Permission
from tests.e2e.harness import Harness, open_harness, running_bot

_NO_POSTS = Overwrite(deny=int(Permission.SEND_MESSAGES), is_member=True)


def _new_guild(harness: Harness, *, silent: bool = False) -> tuple[Guild, Channel, Channel]:
    """Return a guild without the bot: in its first channel the bot cannot post."""
    guild = harness.discord.world.create_guild("New", harness.people.mod, with_bot=False)
    bot = harness.discord.world.bot
    rules = guild.create_channel("rules", {bot: _NO_POSTS})
    general = guild.create_channel("general", {bot: _NO_POSTS} if silent else None)
    return guild, rules, general


def _posts(harness: Harness, *channels: Channel) -> list[Message]:
    return [message for channel in channels for message in harness.discord.world.messages(channel)]


async def _noticed(harness: Harness, guild: Guild) -> None:
    """Wait until the bot knows the guild and has nothing left to post."""
    await harness.until(lambda: harness.app.bot.get_guild(guild.id) is not None)
    await harness.wait_idle()


@pytest.mark.parametrize("locale", load_texts().locales)
async def test_a_new_server_gets_a_welcome_in_its_language(tmp_path: Path, locale: str) -> None:
    async with open_harness(tmp_path, SUPPORT_URL="https://example.org/help") as harness:
        guild, rules, general = _new_guild(harness)
        guild.locale = locale
        guild.add_bot()
        await harness.until(lambda: _posts(harness, general))

        (post,) = _posts(harness, rules, general)
        for command in ("imagine", "settings", "quota-admin default", "quota-admin ceiling"):
            assert f"</{command}:" in post.content
        assert "60" in post.content
        assert post.pinged == []
        assert post.components[0]["components"][1]["url"] == "https://example.org/help"
        member = harness.client(harness.people.mod, general)
        opened = await member.click(post, "easel:open-settings:")
        await opened.done()
        assert opened.response is not None
        assert opened.response.ephemeral_to is harness.people.mod
        assert load_texts()("settings-untouched", "en-US") in str(opened.response.components)


async def test_other_members_cannot_open_the_settings(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        guild, _, general = _new_guild(harness)
        guild.add_member(harness.people.bob)
        guild.add_bot()
        await harness.until(lambda: _posts(harness, general))
        clicked = await harness.client(harness.people.bob, general).click(
            _posts(harness, general)[0], "Open settings"
        )

        assert "Manage Server" in await harness.answer_text(clicked)


async def test_the_system_channel_comes_first_and_each_joining_is_greeted_once(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        guild, rules, general = _new_guild(harness)
        guild.system_channel = guild.create_channel("system")
        guild.add_bot()
        await harness.until(lambda: _posts(harness, guild.system_channel))
        await harness.stop_bot()
        async with running_bot(harness):
            await _noticed(harness, guild)
            known = harness.app.bot.get_guild(guild.id)
            await harness.app.bot.services.guild_welcome.post(known)
            assert len(_posts(harness, rules, general, guild.system_channel)) == 1
            harness.clock.advance(60)
            guild.remove_bot()
            guild.add_bot()
            await harness.until(lambda: len(_posts(harness, guild.system_channel)) == 2)


@pytest.mark.parametrize("why", ["no channel", "switched off", "not allowed"])
async def test_easel_stays_silent(tmp_path: Path, why: str) -> None:
    settings = {"switched off": {"WELCOME_MESSAGE": "no"}, "not allowed": {"ALLOWED_GUILD_IDS": "1"}}
    async with open_harness(tmp_path, **settings.get(why, {})) as harness:
        guild, rules, general = _new_guild(harness, silent=why == "no channel")
        guild.add_bot()
        await _noticed(harness, guild)
        known = harness.app.bot.get_guild(guild.id)
        await harness.app.bot.services.guild_welcome.post(known)

        assert _posts(harness, rules, general) == []
