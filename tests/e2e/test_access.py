"""Access: calls that Discord would refuse are not made, and refused calls are not repeated immediately."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.discord.notifiers import DiscordGuildNotifier, NoticeSender
from sandbox.discord.entities import Overwrite
from sandbox.discord.permissions import Permission
from sandbox.server import open_sandbox
from tests.e2e.harness import QUICK, Harness, open_harness, running_bot

_READ = "GET /channels/{channel_id}/messages/{message_id}"


def _statuses(harness: Harness, call: str) -> list[int]:
    return [one.status for one in harness.discord.traffic.matching(call)]


async def test_a_hidden_channel_is_not_read(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        bot, people = harness.app.bot, harness.people
        await harness.until(lambda: bot.channel_of(people.guild.id, people.gallery.id) is not None)
        alice = harness.client(people.alice, people.gallery)
        for number in range(3):
            await harness.draw(f"kite {number}", client=alice)
        for _ in range(5):
            await harness.answer_of(await alice.slash("history"))

        statuses = [one.status for one in harness.discord.traffic.requests]
        assert 200 in statuses
        assert {401, 403} & set(statuses) == set()
        assert harness.app.bot.invalid_requests.count == 0


async def test_a_refusal_by_discord_is_remembered_for_a_minute(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        for number in range(3):
            await harness.draw(f"kite {number}")
        harness.discord.traffic.clear()
        harness.faults.arm("discord.rest.403", route=_READ, times=100)
        await harness.answer_of(await harness.alice.slash("history"))
        first = len(_statuses(harness, _READ))
        for _ in range(5):
            await harness.answer_of(await harness.alice.slash("history"))
        later = len(_statuses(harness, _READ))
        harness.clock.advance(61)
        await harness.answer_of(await harness.alice.slash("history"))

        assert 1 <= first <= 3
        assert later == first
        assert len(_statuses(harness, _READ)) > later
        assert harness.app.bot.invalid_requests.count == len(
            [status for status in _statuses(harness, _READ) if status == 403]
        )


async def test_no_notice_is_posted_without_permission(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        people, bot = harness.people, harness.app.bot
        await harness.until(lambda: bot.channel_of(people.guild.id, people.gallery.id) is not None)
        notifier = DiscordGuildNotifier(bot, bot.services.guilds, NoticeSender(bot))
        for channel in (people.gallery, people.studio):
            await notifier.notify(
                people.guild.id, channel.id, "spending-cap-notice-day-80", {"spent": 8, "cap": 10}
            )

        (call,) = harness.discord.traffic.matching("POST /channels/{channel_id}/messages")
        assert str(people.studio.id) in call.path


@pytest.mark.parametrize("denied", [Permission.SEND_MESSAGES, Permission.ATTACH_FILES])
async def test_a_reaction_draws_nothing_without_permission_to_post(
    tmp_path: Path, denied: Permission
) -> None:
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        overwrite = Overwrite(deny=int(denied), is_member=True)
        channel = box.people.guild.create_channel("quiet", {box.discord.world.bot: overwrite})
        async with running_bot(harness, **QUICK):
            alice = harness.client(box.people.alice, channel)
            post = await harness.draw(client=alice)
            await alice.react(post, "🔁")
            told = box.discord.world.messages
            direct = box.discord.world.open_dm(box.people.alice)
            await harness.until(lambda: any("nothing was drawn" in one.content for one in told(direct)))

            assert len(harness.fal.submits) == 1
            assert harness.app.bot.invalid_requests.count == 0


async def test_reactions_draw_once_a_minute_while_discord_refuses_posts(tmp_path: Path) -> None:
    async with open_harness(tmp_path, REROLL_BY="anyone") as harness:
        post = await harness.draw()
        for route in ("POST /channels", "PATCH /channels", "POST /users"):
            harness.faults.arm("discord.rest.403", route=route, times=100)
        for member in (harness.alice, harness.bob, harness.mod):
            await member.react(post, "🔁")
            await harness.until(lambda: len(harness.fal.submits) == 2)
            await harness.wait_idle()
            await asyncio.sleep(0.1)
        assert len(harness.fal.submits) == 2

        harness.clock.advance(61)
        await harness.alice.unreact(post, "🔁")
        await harness.alice.react(post, "🔁")
        await harness.until(lambda: len(harness.fal.submits) == 3)
        await harness.wait_idle()
