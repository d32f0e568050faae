"""Strangers: one server cannot use up the other servers' credits or places in the queue."""

from __future__ import annotations

import io
from pathlib import Path

from bot.audit.models import AdminActor
from bot.logging import set_up_logging
from sandbox.discord import Interaction, Message, UserClient
from tests.e2e.harness import Harness, open_harness


def _eve(harness: Harness) -> UserClient:
    """Eve owns another server, to which she invited the bot."""
    return harness.client(harness.people.eve, harness.people.other_general)


async def _refusal(harness: Harness, interaction: Interaction) -> str:
    answer: Message = await harness.answer_of(interaction)
    assert not answer.attachments
    return answer.content


async def test_a_strangers_server_cannot_spend_all_daily_credits(tmp_path: Path) -> None:
    # A medium picture costs 6 credits; a fifth of the cap is 12.
    async with open_harness(tmp_path, QUOTA_BOT_DAILY_CREDITS="60") as harness:
        eve = _eve(harness)
        await harness.answer_of(await eve.slash("quota-admin default", limit=1_000_000))
        await harness.answer_of(await eve.slash("quota-admin grant", member=eve.user, credits=1_000_000))
        await harness.draw(client=eve, count=2)
        refusal = await _refusal(harness, await eve.slash("imagine", prompt="one more", quality="low"))
        post = await harness.draw(client=harness.bob)

        assert "limit is set by the bot's operator" in refusal
        assert "set by the bot's operator" in refusal
        assert post.attachments


async def test_the_only_server_can_spend_all_daily_credits(tmp_path: Path) -> None:
    async with open_harness(tmp_path, QUOTA_BOT_DAILY_CREDITS="60") as harness:
        harness.people.other_guild.remove_member(harness.world.bot)
        await harness.until(lambda: harness.app.bot.serves_single_guild)

        assert (await harness.draw(count=4)).attachments
        assert harness.app.bot.services.quota.caps.server is None


async def test_the_operator_is_alerted_when_a_second_server_joins(tmp_path: Path) -> None:
    lines = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=lines)
    async with open_harness(tmp_path) as harness:
        await harness.until(lambda: "client ready" in lines.getvalue())
        for name in ("Third", "Fourth"):
            harness.world.create_guild(name, harness.people.eve)
        await harness.until(lambda: lines.getvalue().count("guild joined") == 2)
        await harness.until(lambda: "operator alert" in lines.getvalue())
        await harness.draw()

    (alert,) = [line for line in lines.getvalue().splitlines() if "operator alert" in line]
    assert "operator-server-cap" in alert
    assert "cap=100 " in alert


async def test_credits_are_checked_before_blocked_words(tmp_path: Path) -> None:
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="6") as harness:
        actor = AdminActor(guild_id=harness.people.guild.id, user_id=harness.people.mod.id)
        await harness.app.bot.services.guilds.change(actor, refused_words=("bear",))
        affordable = await _refusal(harness, await harness.alice.slash("imagine", prompt="a bear"))
        too_dear = await _refusal(harness, await harness.alice.slash("imagine", prompt="a bear", count=2))

        assert "word" in affordable
        assert "credits" in too_dear


async def test_a_strangers_server_cannot_fill_the_queue(tmp_path: Path) -> None:
    box = {"render_seconds": 1000.0}
    room = {"JOBS_RUNNING": "1", "JOBS_WAITING": "20", "QUOTA_DAILY_CREDITS": "1000"}
    async with open_harness(tmp_path, sandbox=box, **room) as harness:
        eve = _eve(harness)
        asked = [await eve.slash("imagine", prompt=f"eve {number}", quality="low") for number in range(7)]
        refusals = [lambda one=one: harness.answers(one) for one in asked]
        await harness.until(lambda: any(one() for one in refusals))
        (refusal,) = [text for one in refusals for text in one()]
        mine = await harness.bob.slash("imagine", prompt="bob", quality="low")

        assert "This server already has 5 requests waiting" in refusal
        await harness.until(lambda: mine.response is not None and "queue" in mine.response.content)
