"""Slowing down and timed blocks, as members and administrators meet them."""

from __future__ import annotations

from pathlib import Path

from bot.quota.service import AdminActor
from sandbox.discord import Interaction
from tests.stories.house import House, open_house


async def _refused(house: House, interaction: Interaction, text: str) -> str:
    await house.until(lambda: any(text in m.content for m in interaction.messages))
    return next(m.content for m in interaction.messages if text in m.content)


async def test_three_policy_refusals_slow_a_member_down_here_and_nobody_else(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        house.box.faults.arm("fal.job.policy-422", times=3)
        for _ in range(3):
            await _refused(house, await house.alice.slash("imagine", prompt="not this"), "content policy")
        await house.settled()

        slowed = await _refused(
            house, await house.alice.slash("imagine", prompt="a red kite"), "3 of your prompts"
        )
        await house.pictures_of(await house.bob.slash("imagine", prompt="a red kite"))
        house.box.clock.advance(301)
        await house.pictures_of(await house.alice.slash("imagine", prompt="a red kite"))

        assert "<t:" in slowed
        assert len(house.box.fal.submits) == 5


async def test_erasing_ones_data_does_not_end_the_wait(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        house.box.faults.arm("fal.job.policy-422", times=3)
        for _ in range(3):
            await _refused(house, await house.alice.slash("imagine", prompt="not this"), "content policy")
        await house.settled()
        asked = await house.alice.slash("privacy delete")
        await house.answer_of(asked)
        assert asked.response is not None
        await house.alice.click(asked.response, "Erase my data")
        await _refused(house, asked, "3 requests were emptied")

        await _refused(house, await house.alice.slash("imagine", prompt="a red kite"), "3 of your prompts")
        house.box.clock.advance(301)
        await house.pictures_of(await house.alice.slash("imagine", prompt="a red kite"))


async def test_administrators_are_told_of_it_once(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        people = house.box.people
        channel = people.guild.create_channel("moderation")
        assert house.app is not None
        await house.app.bot.services.servers.change(
            AdminActor(guild_id=people.guild.id, user_id=people.mod.id), log_channel=channel.id
        )
        house.box.faults.arm("fal.job.policy-422", times=3)
        for _ in range(3):
            await _refused(house, await house.alice.slash("imagine", prompt="not this"), "content policy")
        await house.settled()

        for _ in range(2):
            await _refused(house, await house.alice.slash("imagine", prompt="more"), "3 of your prompts")

        await house.until(lambda: house.box.discord.world.messages(channel))
        (notice,) = house.box.discord.world.messages(channel)
        assert notice.content.startswith(
            f"The model's content policy has refused 3 prompts of <@{people.alice.id}>"
        )
        assert "<t:" in notice.content
        assert notice.mentions == []


async def test_a_block_for_hours_says_its_end_to_both_sides_and_ends(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        said = await house.answer_of(
            await house.mod.slash("quota-admin block", member=house.box.people.alice, hours=2)
        )
        refused = await _refused(
            house, await house.alice.slash("imagine", prompt="a red kite"), "switched drawing off"
        )
        house.box.clock.advance(2 * 3600 + 1)
        await house.pictures_of(await house.alice.slash("imagine", prompt="a red kite"))

        end = said.split("<t:")[1].split(":")[0]
        assert f"<t:{end}:" in refused
