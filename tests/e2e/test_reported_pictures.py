"""Image reports: reporting a picture, and the moderators' actions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.audit.models import AdminActor
from bot.db.schema import blocks, report_cases, reports
from bot.discord.report_message import ReportMessage
from sandbox.discord import Interaction, Message
from sandbox.discord.entities import Channel, Overwrite
from sandbox.discord.permissions import Permission
from tests.e2e.harness import Harness, open_harness, running_bot
from tests.faults.waiting import wait_for

HOSTILE = "**@everyone** <@&1> `x` [a](https://example.invalid) " + "very long " * 300


async def _drawn(harness: Harness, prompt: str = "a red kite") -> Message:
    return await harness.result_of(await harness.alice.slash("imagine", prompt=prompt))


async def _log_channel(harness: Harness) -> Channel:
    """A channel for reports, chosen in the server's settings."""
    people = harness.people
    channel = people.guild.create_channel("moderation")
    await harness.app.bot.services.guilds.change(
        AdminActor(guild_id=people.guild.id, user_id=people.mod.id), log_channel=channel.id
    )
    return channel


async def _reported(harness: Harness, post: Message, channel: Channel) -> Message:
    """Bob reports the picture; the message that administrators read."""
    await harness.bob.context_menu("Report picture", post)
    world = harness.world
    await harness.until(lambda: world.messages(channel))
    return world.messages(channel)[-1]


async def _said(harness: Harness, interaction: Interaction, text: str) -> str:
    await harness.until(lambda: any(text in m.content for m in interaction.messages))
    return next(m.content for m in interaction.messages if text in m.content)


def _labels(message: Message) -> list[str]:
    return [button["label"] for row in message.components for button in row["components"]]


def _mod_in(harness: Harness, channel: Channel) -> Any:
    return harness.client(harness.people.mod, channel)


async def test_a_report_reaches_the_log_channel_with_everything_to_act_on(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        post, channel = await _drawn(harness, HOSTILE), await _log_channel(harness)

        interaction = await harness.bob.context_menu("Report picture", post)
        thanks = await _said(harness, interaction, "Thanks")

        (report,) = harness.world.messages(channel)
        people = harness.people
        assert "have been notified" in thanks
        assert interaction.response is not None
        assert interaction.response.ephemeral_to is people.bob
        assert f"/{post.channel.id}/{post.id})" in report.content
        assert f"<@{people.alice.id}>" in report.content
        assert f"Reported by <@{people.bob.id}>" in report.content
        assert len(report.content) <= 2000
        assert report.mentions == []
        assert "@everyone" not in report.content
        assert _labels(report) == ["Remove picture", "Block for a day", "Block", "Dismiss"]


async def test_a_second_member_is_counted_and_the_same_one_is_not(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        post, channel = await _drawn(harness), await _log_channel(harness)
        report = await _reported(harness, post, channel)

        again = await harness.bob.context_menu("Report picture", post)
        refused = await _said(harness, again, "already")
        await harness.mod.context_menu("Report picture", post)
        await harness.until(lambda: "and by 1 other member" in report.content)

        assert "You already reported this picture" in refused
        assert harness.world.messages(channel) == [report]


async def test_without_a_log_channel_the_reply_explains_what_is_missing(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        post = await _drawn(harness)

        refused = await _said(harness, await harness.bob.context_menu("Report picture", post), "/settings")

        assert "choose a log channel" in refused
        async with harness.app.database.read() as connection:
            assert await connection.scalar(select(func.count()).select_from(report_cases)) == 0


async def test_a_report_is_kept_while_the_log_channel_is_closed_and_sent_by_the_next_report(
    tmp_path: Path,
) -> None:
    async with open_harness(tmp_path) as harness:
        post, channel = await _drawn(harness), await _log_channel(harness)
        silent = Overwrite(deny=int(Permission.SEND_MESSAGES), is_member=True)
        channel.overwrites[harness.world.bot.id] = silent

        refused = await _said(harness, await harness.bob.context_menu("Report picture", post), "was saved")
        channel.overwrites.clear()
        await _said(harness, await harness.bob.context_menu("Report picture", post), "Thanks")

        assert "can't post in the log channel" in refused
        assert len(harness.world.messages(channel)) == 1
        async with harness.app.database.read() as connection:
            assert await connection.scalar(select(func.count()).select_from(reports)) == 1


async def test_one_click_removes_the_picture_and_leaves_a_record(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        post, channel = await _drawn(harness), await _log_channel(harness)
        await harness.wait_idle()
        report = await _reported(harness, post, channel)

        await _mod_in(harness, channel).click(report, "Remove picture")
        await harness.until(lambda: "Removed <t:" in report.content)

        audit = await harness.mod.slash("quota-admin audit")
        record = await _said(harness, audit, "removed a picture")
        assert post.deleted
        assert _labels(report) == ["Block for a day", "Block"]
        assert f"<@{harness.people.alice.id}>" in record
        (row,) = await harness.rows()
        assert row["deleted_by"] == harness.people.mod.id
        assert row["charged"] == 6


async def test_a_result_removed_by_a_moderator_cannot_be_reposted(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        post, channel = await _drawn(harness), await _log_channel(harness)
        await harness.wait_idle()
        report = await _reported(harness, post, channel)
        await _mod_in(harness, channel).click(report, "Remove picture")
        await harness.until(lambda: "Removed <t:" in report.content)

        history = await harness.alice.slash("history")
        await harness.until(lambda: history.response is not None and history.response.components)
        assert history.response is not None
        refused = await _said(
            harness, await harness.alice.click(history.response, "Restore"), "can't be restored"
        )

        assert "A moderator removed that post" in refused


@pytest.mark.parametrize(
    ("button", "expected"), [("Block for a day", "until <t:"), ("Block", "no longer use Easel here")]
)
async def test_one_click_blocks_the_member(tmp_path: Path, button: str, expected: str) -> None:
    async with open_harness(tmp_path) as harness:
        post, channel = await _drawn(harness), await _log_channel(harness)
        report = await _reported(harness, post, channel)

        await _mod_in(harness, channel).click(report, button)
        await harness.until(lambda: expected in report.content)
        refused = await _said(
            harness, await harness.alice.slash("imagine", prompt="more"), "You can't use Easel on this server"
        )

        assert "You can't use Easel on this server" in refused
        assert _labels(report) == ["Remove picture", "Dismiss"]


async def test_a_dismissal_is_recorded_with_its_author(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        post, channel = await _drawn(harness), await _log_channel(harness)
        report = await _reported(harness, post, channel)

        await _mod_in(harness, channel).click(report, "Dismiss")
        await harness.until(lambda: "dismissed this report" in report.content)

        assert f"<@{harness.people.mod.id}> dismissed this report" in report.content
        assert "Dismiss" not in _labels(report)
        assert not post.deleted


@pytest.mark.parametrize("button", ["Remove picture", "Block", "Dismiss"])
async def test_a_reader_of_the_log_channel_cannot_act_on_reports(tmp_path: Path, button: str) -> None:
    async with open_harness(tmp_path) as harness:
        post, channel = await _drawn(harness), await _log_channel(harness)
        report = await _reported(harness, post, channel)
        before = report.content

        click = await harness.client(harness.people.bob, channel).click(report, button)
        await _said(harness, click, "permission")

        assert report.content == before
        assert not post.deleted
        await harness.result_of(await harness.alice.slash("imagine", prompt="still drawing"))


async def test_the_buttons_work_after_a_restart_and_are_idempotent(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        post, channel = await _drawn(harness), await _log_channel(harness)
        await harness.wait_idle()
        report = await _reported(harness, post, channel)
        await harness.stop_bot()
        async with running_bot(harness):
            mod = _mod_in(harness, channel)
            first = await mod.click(report, "Remove picture")
            second = await mod.click(report, "Remove picture")
            await first.acked()
            await second.acked()
            await harness.until(lambda: "Removed <t:" in report.content)

        assert post.deleted


async def test_another_message_cannot_be_reported(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        await _log_channel(harness)
        message = await harness.alice.send("hello")

        await _said(
            harness, await harness.bob.context_menu("Report picture", message), "isn't a picture from Easel"
        )


async def test_an_age_restricted_picture_cannot_be_reused_elsewhere(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        dark = harness.client(harness.people.alice, harness.people.after_dark)
        interaction = await dark.slash("imagine", prompt="a red kite")
        post = await harness.result_of(interaction)
        await harness.wait_idle()

        again = await dark.click(post, "Again")
        await harness.result_of(again)
        shown = await harness.alice.slash("history")
        await harness.until(lambda: shown.response is not None and shown.response.components)
        (row, *_) = await harness.rows()
        assert shown.response is not None
        elsewhere = await harness.alice.click(shown.response, _again_id(shown.response, row["id"]))
        refused = await _said(harness, elsewhere, "age-restricted")

        assert "You weren't charged" in refused
        assert len(harness.fal.submits) == 2


def _again_id(message: Message, job_id: str) -> str:
    """The custom id of a button that draws this generation again."""
    found: list[str] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            custom_id = str(part.get("custom_id", ""))
            if custom_id.endswith((f"again:{job_id}", f"rerun:{job_id}")):
                found.append(custom_id)
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(message.components)
    return found[0]


async def test_concurrent_reports_are_all_in_one_message(tmp_path, monkeypatch):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
        channel = people.guild.create_channel("moderation")
        await harness.app.bot.services.guilds.change(actor, log_channel=channel.id)
        post, letters = await harness.draw(), []
        compose = ReportMessage.compose

        async def counted(*asked):
            letters.append(await compose(*asked))
            return letters[-1]

        monkeypatch.setattr(ReportMessage, "compose", counted)
        harness.faults.arm("discord.rest.slow", route="POST /messages", seconds=20)
        first = await harness.bob.context_menu("Report picture", post)
        await wait_for(lambda: "discord.rest.slow" in harness.faults.taken)
        second = await harness.mod.context_menu("Report picture", post)
        await wait_for(lambda: len(letters) == 2)
        harness.clock.advance(21)
        for report in (first, second):
            await harness.content_of(report)

        (message,) = harness.world.messages(channel)
        assert "1 other" in message.content


async def _reported_by_bob(harness):
    """A picture of Alice's that Bob has reported: the message that administrators read."""
    people = harness.people
    actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
    channel = people.guild.create_channel("moderation")
    await harness.app.bot.services.guilds.change(actor, log_channel=channel.id)
    post = await harness.draw()
    await harness.bob.context_menu("Report picture", post)
    await harness.until(lambda: harness.world.messages(channel))
    return harness.world.messages(channel)[0], post


async def test_a_day_block_from_an_old_report_does_not_shorten_a_permanent_one(tmp_path):
    async with open_harness(tmp_path) as harness:
        message, _ = await _reported_by_bob(harness)
        await harness.content_of(await harness.mod.slash("quota-admin block", member=harness.people.alice))
        before = len(message.edits)
        moderator = harness.client(harness.people.mod, message.channel)
        await moderator.click(message, "Block for a day")
        await harness.until(lambda: len(message.edits) > before)

        standing = await harness.content_of(
            await harness.mod.slash("quota-admin show", member=harness.people.alice)
        )
        assert "<t:" not in message.content.splitlines()[-1]
        assert "blocked" in standing.lower()


async def test_a_report_about_an_erased_member_cannot_block_another(tmp_path):
    async with open_harness(tmp_path) as harness:
        message, _ = await _reported_by_bob(harness)
        await harness.app.bot.services.personal_data.erase(harness.people.alice.id)
        moderator = harness.client(harness.people.mod, message.channel)
        click = await moderator.click(message, "Block")
        await harness.until(lambda: click.followups)

        async with harness.app.database.read() as connection:
            assert (await connection.execute(select(blocks))).all() == []
