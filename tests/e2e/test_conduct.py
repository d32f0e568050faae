"""Policy cooldown and timed blocks, for members and administrators."""

from __future__ import annotations

from pathlib import Path

from bot.audit.models import AdminActor
from sandbox.discord import Interaction
from tests.e2e.harness import Harness, open_harness


async def _refused(harness: Harness, interaction: Interaction, text: str) -> str:
    await harness.until(lambda: any(text in m.content for m in interaction.messages))
    return next(m.content for m in interaction.messages if text in m.content)


async def test_three_policy_refusals_start_a_cooldown_for_that_member_in_that_guild_only(
    tmp_path: Path,
) -> None:
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.job.policy-422", times=3)
        for _ in range(3):
            await _refused(harness, await harness.alice.slash("imagine", prompt="not this"), "content policy")
        await harness.wait_idle()

        slowed = await _refused(
            harness, await harness.alice.slash("imagine", prompt="a red kite"), "3 of your prompts"
        )
        await harness.result_of(await harness.bob.slash("imagine", prompt="a red kite"))
        harness.clock.advance(301)
        await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))

        assert "<t:" in slowed
        assert len(harness.fal.submits) == 5


async def test_erasing_data_does_not_end_a_cooldown(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.job.policy-422", times=3)
        for _ in range(3):
            await _refused(harness, await harness.alice.slash("imagine", prompt="not this"), "content policy")
        await harness.wait_idle()
        asked = await harness.alice.slash("privacy delete")
        await harness.answer_text(asked)
        assert asked.response is not None
        await harness.alice.click(asked.response, "Erase my data")
        await _refused(harness, asked, "removed from 3 requests")

        await _refused(
            harness, await harness.alice.slash("imagine", prompt="a red kite"), "3 of your prompts"
        )
        harness.clock.advance(301)
        await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))


async def test_administrators_are_notified_once(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        people = harness.people
        channel = people.guild.create_channel("moderation")
        await harness.app.bot.services.guilds.change(
            AdminActor(guild_id=people.guild.id, user_id=people.mod.id), log_channel=channel.id
        )
        harness.faults.arm("fal.job.policy-422", times=3)
        for _ in range(3):
            await _refused(harness, await harness.alice.slash("imagine", prompt="not this"), "content policy")
        await harness.wait_idle()

        for _ in range(2):
            await _refused(harness, await harness.alice.slash("imagine", prompt="more"), "3 of your prompts")

        await harness.until(lambda: harness.world.messages(channel))
        (notice,) = harness.world.messages(channel)
        assert notice.content.startswith(f"The content policy blocked 3 prompts by <@{people.alice.id}>")
        assert "<t:" in notice.content
        assert notice.mentions == []


async def test_a_timed_block_states_its_end_to_both_and_expires(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        said = await harness.answer_text(
            await harness.mod.slash("quota-admin block", member=harness.people.alice, hours=2)
        )
        refused = await _refused(
            harness,
            await harness.alice.slash("imagine", prompt="a red kite"),
            "You can't use Easel on this server",
        )
        harness.clock.advance(2 * 3600 + 1)
        await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))

        end = said.split("<t:")[1].split(":")[0]
        assert f"<t:{end}:" in refused
