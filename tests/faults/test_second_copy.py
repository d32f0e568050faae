"""Two copies of the bot with one token: exactly one of them acts, and the operators are alerted."""

from __future__ import annotations

import io
from contextlib import asynccontextmanager

import pytest

from bot.logging import set_up_logging
from sandbox.server import Sandbox, open_sandbox
from tests.e2e.harness import CALM, Harness, running_bot
from tests.faults.fast_clock import idle_clock, wake_sleepers

SMALL = {"picture_bytes": 20_000}
REQUESTS = 6


@asynccontextmanager
async def _two_copies(box: Sandbox, tmp_path, **settings: str):
    """Two bots, each with its own database, as on two machines."""
    copies = [Harness(box, tmp_path / name) for name in ("one", "two")]
    for copy in copies:
        copy.folder.mkdir()
    async with running_bot(copies[0], **CALM, **settings), running_bot(copies[1], **CALM, **settings):
        await box.discord.until(lambda: sum(s.connected for s in box.discord.gateway.sessions) == 2)
        yield copies
        await wake_sleepers(box)


async def test_each_request_is_drawn_by_one_copy_and_each_operator_is_alerted_once(tmp_path):
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    async with (
        open_sandbox(**SMALL) as box,
        _two_copies(box, tmp_path, OPERATOR_CHANNEL_ID=str(box.people.after_dark.id)) as copies,
    ):
        for number in range(REQUESTS):
            # Each copy is the slower one half of the time.
            interaction = await copies[0].alice.slash("imagine", prompt=f"kite {number}")
            await copies[0].result_of(interaction)
        for copy in copies:
            await copy.wait_idle()
        rows = [await copy.rows() for copy in copies]
        notices = [m.content for m in box.discord.world.messages(box.people.after_dark)]

    assert len(box.fal.submits) == REQUESTS
    assert sum(map(len, rows)) == REQUESTS
    losers = sum(len(own) < REQUESTS for own in rows)
    assert len(notices) == losers >= 1
    assert all("Another process with this bot's token" in notice for notice in notices)
    assert lines.getvalue().count("operator-second-process") == losers


async def test_a_copy_that_no_other_one_outruns_is_alerted_to_its_sessions_once(tmp_path):
    async with open_sandbox(**SMALL) as box:
        first, second = Harness(box, tmp_path), Harness(box, tmp_path / "second")
        second.folder.mkdir()
        channel = box.people.after_dark
        async with running_bot(first, **CALM, OPERATOR_CHANNEL_ID=str(channel.id)):
            await box.discord.gateway.wait_identified()
            box.discord.gateway.invalidate()
            await box.discord.until(lambda: box.discord.gateway.session_limit()["remaining"] == 998)
            async with idle_clock(box):
                await box.discord.until(lambda: _looks(box) > 2, timeout=60)
                alone = box.discord.world.messages(channel)
                async with running_bot(second, **CALM):
                    seen = _looks(box)
                    await box.discord.until(
                        lambda: _looks(box) > seen + 2 and box.discord.world.messages(channel), timeout=60
                    )
            notices = [message.content for message in box.discord.world.messages(channel)]
            await wake_sleepers(box)

    assert alone == []
    assert len(notices) == 1
    assert "Another process with this bot's token is connected" in notices[0]


def _looks(box: Sandbox) -> int:
    """The number of times that a bot has read the session limit."""
    return len(box.discord.traffic.matching("GET /gateway/bot"))


async def test_an_administrators_change_is_applied_and_recorded_once(tmp_path):
    async with open_sandbox(**SMALL) as box, _two_copies(box, tmp_path) as copies:
        olivia = copies[0].client(box.people.olivia)
        interaction = await olivia.slash("quota-admin set", target=box.people.alice, limit=50)
        await interaction.done()
        for copy in copies:
            await copy.wait_idle()
        pages = [await copy.app.bot.services.audit_log.page(interaction.guild.id) for copy in copies]

    assert sum(len(page.records) for page in pages) == 1


@pytest.mark.parametrize("command", ["about", "ideas"])
async def test_an_immediate_response_by_the_other_copy_is_not_an_error(tmp_path, command):
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    async with open_sandbox(**SMALL) as box, _two_copies(box, tmp_path) as copies:
        interaction = await copies[0].alice.slash(command)
        await box.discord.until(
            lambda: sum(r.status == 400 for r in box.discord.traffic.matching("POST callback")) == 1
        )
        await interaction.done()
        messages = interaction.messages

    assert len(messages) == 1
    assert "command failed" not in lines.getvalue()
    assert "Traceback" not in lines.getvalue()


async def test_a_lost_response_to_an_acknowledgement_is_not_a_second_copy(tmp_path):
    async with open_sandbox(**SMALL) as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM, OPERATOR_CHANNEL_ID=str(box.people.after_dark.id)):
            harness.faults.arm("discord.rest.lost-answer", route="POST callback")
            await harness.draw("a red kite")
            notices = box.discord.world.messages(box.people.after_dark)
            await wake_sleepers(box)

    assert notices == []
    assert len(box.fal.submits) == 1


async def test_a_request_is_drawn_once_if_both_copies_lose_their_first_connection(tmp_path):
    async with open_sandbox(**SMALL) as box, _two_copies(box, tmp_path) as copies:
        box.faults.arm("discord.rest.reset", route="POST callback", times=2)
        interaction = await copies[0].alice.slash("imagine", prompt="a red kite")
        await copies[0].result_of(interaction)
        async with idle_clock(box):
            await box.discord.until(lambda: len(box.discord.traffic.matching("GET @original")) == 1)
            for copy in copies:
                await copy.wait_idle()
        rows = [row for copy in copies for row in await copy.rows()]

    assert [row["state"] for row in rows] == ["delivered"]
    assert len(box.fal.submits) == 1


async def test_an_alert_that_discord_does_not_accept_is_posted_later(tmp_path):
    async with open_sandbox(**SMALL) as box:
        harness, channel = Harness(box, tmp_path), box.people.after_dark
        async with running_bot(harness, **CALM, OPERATOR_CHANNEL_ID=str(channel.id)) as app:
            harness.faults.arm("discord.rest.foreign", status=403, times=3, route=f"POST {channel.id}")
            harness.faults.arm("discord.rest.lost-answer", route=f"POST {channel.id}")
            await app.bot.services.operator.notify("operator-second-process")
            async with idle_clock(box):
                await box.discord.until(lambda: not harness.faults.armed())
            notices = [message.content for message in box.discord.world.messages(channel)]
            await wake_sleepers(box)

    assert len(notices) == 1
