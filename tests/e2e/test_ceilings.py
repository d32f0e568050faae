"""Spending caps of a guild: set, enforced, announced once, and undone."""

from __future__ import annotations

import pytest

from bot.audit.models import AdminActor
from tests.e2e.harness import Harness, open_harness
from tests.faults.waiting import wait_for


def _is_notice(text: str) -> bool:
    return text.startswith(("This server has used or reserved", "This server has reached"))


def _notices(harness: Harness) -> list[str]:
    posts = harness.world.messages(harness.people.studio)
    return [m.content for m in posts if m.author is harness.world.bot and _is_notice(m.content)]


async def _ceiling(harness: Harness, **options) -> object:
    asked = await harness.mod.slash("quota-admin ceiling", **options)
    await harness.until(lambda: asked.response and asked.response.content)
    return asked


async def _refused(harness: Harness, prompt: str) -> str:
    """Bob asks, and reads why not: the public "thinking…" goes first."""
    asked = await harness.bob.slash("imagine", prompt=prompt)

    def said() -> list[str]:
        return [m.content for m in asked.messages if m.content.startswith("This server")]

    await harness.until(said)
    return said()[0]


@pytest.mark.usefixtures("each_engine")
async def test_a_guild_cap_is_enforced_and_announced_once(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        asked = await _ceiling(harness, day=12, month=300, channel=people.studio)
        await harness.result_of(await harness.alice.slash("imagine", prompt="one"))
        quiet = _notices(harness)
        await harness.result_of(await harness.alice.slash("imagine", prompt="two"))
        await harness.until(lambda: len(_notices(harness)) == 1)
        refusal = await _refused(harness, "three")
        await harness.wait_idle()

        assert "Today: 0 of 12 credits" in asked.response.content
        assert "This month: 0 of 300 credits" in asked.response.content
        assert f"<#{people.studio.id}>" in asked.response.content
        assert quiet == []
        assert ": 12 of 12 used. Easel resumes" in _notices(harness)[0]
        assert "This server has used up its credits for today" in refusal


@pytest.mark.usefixtures("each_engine")
async def test_a_monthly_cap_refusal_states_its_end_and_undo_removes_the_cap(tmp_path):
    async with open_harness(tmp_path) as harness:
        asked = await _ceiling(harness, month=7, channel=harness.people.studio)
        await harness.result_of(await harness.alice.slash("imagine", prompt="one"))
        refusal = await _refused(harness, "two")
        await harness.until(lambda: len(_notices(harness)) == 2)
        await harness.mod.click(asked.response, "Undo")
        await harness.until(lambda: asked.response.content.startswith("**Undone**"))
        post = await harness.result_of(await harness.bob.slash("imagine", prompt="two"))

        assert "used up its credits for this month" in refusal
        assert "6 of its 7 credits" in _notices(harness)[0]
        assert ": 6 of 7 used. Easel resumes" in _notices(harness)[1]
        assert asked.response.content.count("changed") == 2
        assert post.attachments


async def test_zero_removes_a_cap_and_no_value_only_shows_it(tmp_path):
    async with open_harness(tmp_path, QUOTA_SERVER_DAILY_CREDITS="500") as harness:
        await _ceiling(harness, day=12, month=300)
        await _ceiling(harness, day=0)
        shown = await _ceiling(harness)
        audit = await harness.answer_text(await harness.mod.slash("quota-admin audit"))

        assert "used, no cap" in shown.response.content
        assert "This month: 0 of 300 credits" in shown.response.content
        assert "No warnings are sent" in shown.response.content
        assert "500 credits a day" in shown.response.content
        assert shown.response.components == []
        assert audit.count("“Daily spending cap”") == 2
        assert audit.count("changed") == 3


async def test_a_channel_that_the_bot_may_not_write_in_is_refused(tmp_path):
    async with open_harness(tmp_path) as harness:
        asked = await _ceiling(harness, day=12, channel=harness.people.gallery)

        assert f"Easel can't post in <#{harness.people.gallery.id}>" in asked.response.content
        assert "used, no cap" in (await _ceiling(harness)).response.content


async def test_warnings_mention_no_user_and_a_missing_channel_does_not_block_requests(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        await _ceiling(harness, day=6, channel=people.after_dark)
        people.guild.delete_channel(people.after_dark)

        post = await harness.result_of(await harness.alice.slash("imagine", prompt="one"))
        refusal = await _refused(harness, "two")
        await harness.wait_idle()

        assert post.attachments
        assert "used up its credits for today" in refusal


async def test_a_slow_notice_delays_neither_refusals_nor_requests(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
        channel = people.guild.create_channel("notices")
        await harness.app.bot.services.guilds.change(actor, ceiling_day=7, ceiling_channel=channel.id)
        await harness.draw()
        await harness.until(lambda: harness.world.messages(channel))
        harness.faults.arm("discord.rest.slow", route="POST /messages", seconds=600)
        refused = await harness.bob.slash("imagine", prompt="too much")
        await wait_for(lambda: "discord.rest.slow" in harness.faults.taken)

        # A notice is given up after five seconds.
        await harness.until(
            lambda: any("This server has used up" in m.content for m in refused.messages), timeout=30.0
        )
        assert len(harness.world.messages(channel)) == 1
