"""Access: a call that Discord would refuse is not made, and a refusal is not asked for again at once."""

from __future__ import annotations

from pathlib import Path

from bot.discord.notifiers import DiscordGuildNotifier, NoticeSender
from tests.e2e.harness import Harness, open_harness

_READ = "GET /channels/{channel_id}/messages/{message_id}"


def _statuses(harness: Harness, call: str) -> list[int]:
    return [one.status for one in harness.discord.traffic.matching(call)]


async def test_a_channel_that_the_bot_may_not_view_is_not_read(tmp_path: Path) -> None:
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


async def test_no_notice_is_posted_where_the_bot_may_not_write(tmp_path: Path) -> None:
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
