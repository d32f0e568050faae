"""A member's own defaults, over real sockets."""

import pytest

from bot.quota.service import AdminActor
from tests.reliability.rest import happens
from tests.stories.house import open_house, running_bot


async def _open(house):
    interaction = await house.alice.slash("defaults")
    await interaction.done()
    return interaction.response


async def _set(house, message, name, value, who=None):
    before = len(message.edits)
    await (who or house.alice).select(message, f"easel:defaults:{name}", [value])
    await house.until(lambda: len(message.edits) > before)


async def test_what_is_in_force_is_shown_to_its_owner_only(tmp_path):
    async with open_house(tmp_path) as house:
        message = await _open(house)

        assert message.ephemeral_to is house.box.people.alice
        assert "Size: Square 1024 (nothing set)" in message.content
        assert "Only for you: no (nothing set)" in message.content


async def test_what_is_left_out_is_drawn_as_the_member_prefers_it_also_after_a_restart(tmp_path):
    async with open_house(tmp_path) as house:
        message = await _open(house)
        await _set(house, message, "size", "1536x1024")
        await _set(house, message, "quality", "low")
        await house.stopped()
        async with running_bot(house, PROGRESS_SECONDS="0.05", FAL_POLL_SECONDS="0.1"):
            await _set(house, message, "count", "2")
            assert "Number of pictures: 2 (your default)" in message.content
            await house.pictures_of(await house.alice.slash("imagine", prompt="one"))
            await house.pictures_of(
                await house.alice.slash("imagine", prompt="two", size="1024x1024", count=1)
            )
            await house.pictures_of(await house.bob.slash("imagine", prompt="three"))
            await house.settled()

            asked = {r["prompt"]: (r["size"], r["quality"], r["count"]) for r in await house.rows()}
            assert asked == {
                "one": ("1536x1024", "low", 2),
                "two": ("1024x1024", "low", 1),
                "three": ("1024x1024", "medium", 1),
            }


async def test_a_default_can_be_cleared_again(tmp_path):
    async with open_house(tmp_path) as house:
        message = await _open(house)
        await _set(house, message, "quality", "high")
        await _set(house, message, "quality", "-")
        await house.pictures_of(await house.alice.slash("imagine", prompt="one"))

        assert "Quality: Medium (nothing set)" in message.content
        assert (await house.rows())[0]["quality"] == "medium"


async def test_private_replies_can_be_the_default_and_left_for_one_request(tmp_path):
    async with open_house(tmp_path) as house:
        await _set(house, await _open(house), "private", "yes")
        usual = await house.pictures_of(await house.alice.slash("imagine", prompt="one"))
        public = await house.pictures_of(await house.alice.slash("imagine", prompt="two", private=False))

        assert usual.ephemeral_to is house.box.people.alice
        assert public.ephemeral_to is None


async def _narrow(house, **settings):
    guild, mod = house.box.people.studio.guild.id, house.box.people.mod.id
    actor = AdminActor(guild_id=guild, user_id=mod)
    await house.app.bot.services.servers.change(actor, **settings)


async def test_a_default_that_the_server_does_not_allow_is_ignored_and_that_is_said(tmp_path):
    async with open_house(tmp_path) as house:
        await _set(house, await _open(house), "quality", "high")
        await _narrow(house, qualities=("low", "medium"))
        interaction = await house.alice.slash("imagine", prompt="one")
        post = await house.pictures_of(interaction)
        await house.settled()

        assert (await house.rows())[0]["quality"] == "medium"
        assert "your default for Quality" in interaction.followups[0].content
        assert interaction.followups[0].ephemeral_to is house.box.people.alice
        assert post.ephemeral_to is None
        assert "Not offered on this server" in (await _open(house)).content


async def test_what_is_said_beside_a_request_does_not_hold_it_up(tmp_path):
    async with open_house(tmp_path) as house:
        await _set(house, await _open(house), "quality", "high")
        await _narrow(house, qualities=("low",))
        house.box.faults.arm("discord.rest.slow", route="PATCH @original", seconds=3600)
        asked = await house.alice.slash("imagine", prompt="a red kite")
        await happens(lambda: "discord.rest.slow" in house.box.faults.taken)
        house.box.clock.advance(6)

        await house.pictures_of(asked)
        assert len(asked.messages) == 1


async def test_nothing_is_said_about_a_default_that_was_not_needed(tmp_path):
    async with open_house(tmp_path) as house:
        await _set(house, await _open(house), "quality", "high")
        await _narrow(house, qualities=("low", "medium"))
        interaction = await house.alice.slash("imagine", prompt="one", quality="low")
        await house.pictures_of(interaction)

        assert interaction.followups == []


@pytest.mark.parametrize(("name", "value"), [("size", "9x9"), ("count", "99"), ("private", "maybe")])
async def test_a_value_that_the_menu_does_not_have_is_refused(tmp_path, name, value):
    async with open_house(tmp_path) as house:
        message = await _open(house)
        menu = next(r["components"][0] for r in message.components if name in r["components"][0]["custom_id"])
        menu["options"].append({"label": "?", "value": value})
        refused = await house.alice.select(message, menu["custom_id"], [value])
        await refused.acked()

        assert "This command has changed" in refused.response.content
        assert "your default" not in (await _open(house)).content
