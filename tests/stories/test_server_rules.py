"""What a server decided holds for every way to ask: command, button and reaction, over real sockets."""

import pytest

from bot.quota.service import AdminActor
from sandbox.server import open_sandbox
from tests.stories.house import House, open_house, running_bot
from tests.stories.menus import open_menu


async def _decide(house, **values):
    people = house.box.people
    actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
    await house.app.bot.services.servers.change(actor, **values)


async def _refused_privately(house, interaction):
    await house.until(lambda: interaction.followups)
    (answer,) = interaction.followups
    assert answer.ephemeral_to is interaction.user
    assert answer.pinged == []
    return answer.content


async def test_a_command_in_another_channel_is_refused_with_the_channels_that_are_open(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        await _decide(house, channels=(people.quiet.id, people.after_dark.id))

        answer = await _refused_privately(house, await house.alice.slash("imagine", prompt="a kite"))
        quiet = house.actor(people.alice, people.quiet)
        post = await house.pictures_of(await quiet.slash("imagine", prompt="a kite"))
        await house.settled()

        assert f"it works in <#{people.quiet.id}>, <#{people.after_dark.id}>." in answer
        assert post.channel is people.quiet
        assert len(await house.rows()) == 1


async def test_a_thread_counts_as_its_channel_for_command_button_and_reaction_also_after_a_restart(tmp_path):
    async with open_sandbox() as box:
        house = House(box=box, folder=tmp_path)
        people, mark = box.people, "🔁"
        inside = people.guild.create_thread(people.studio, "birds", people.alice)
        outside = people.guild.create_thread(people.quiet, "hush", people.alice)
        alice = house.actor(people.alice, inside)
        async with running_bot(house, QUOTA_DAILY_CREDITS="1000"):
            await _decide(house, channels=(people.studio.id,), spoiler_channels=(people.studio.id,))
            refused = await house.actor(people.alice, outside).slash("imagine", prompt="a kite")
            assert f"<#{people.studio.id}>" in await _refused_privately(house, refused)
            post = await house.pictures_of(await alice.slash("imagine", prompt="a kite"))
            await house.pictures_of(await alice.click(post, "Again"))
            await house.settled()
        async with running_bot(house, QUOTA_DAILY_CREDITS="1000") as app:
            await app.bot.wait_until_ready()
            # An archived thread is in nobody's cache; the row knows where it belongs.
            app.bot.get_guild(people.guild.id)._threads.clear()
            await alice.react(post, mark)
            await house.until(lambda: len(house.posts(inside)) == 3)
            await house.settled()

            assert {row["parent_channel_id"] for row in await house.rows()} == {people.studio.id}
            names = [file.filename for found in house.posts(inside) for file in found.attachments]
            assert all(name.startswith("SPOILER_") for name in names)


async def test_only_the_roles_that_may_draw_get_pictures(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        await _decide(house, roles=(people.patrons.id,))

        answer = await _refused_privately(house, await house.alice.slash("imagine", prompt="a kite"))
        people.guild.set_roles(people.alice, [people.patrons])
        await house.pictures_of(await house.alice.slash("imagine", prompt="a kite"))

        assert f"one of these roles: <@&{people.patrons.id}>." in answer


async def test_a_refused_word_stops_command_button_and_reaction_and_is_not_repeated_back(tmp_path):
    async with open_house(tmp_path) as house:
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="a red kite"))
        await house.until(lambda: post.reactions)
        await _decide(house, refused_words=("secretword", "kite"))

        typed = await _refused_privately(house, await house.alice.slash("imagine", prompt="A K\u200bITE!"))
        clicked = await _refused_privately(house, await house.alice.click(post, "Again"))
        await house.alice.react(post, "🔁")
        direct = house.box.discord.world.open_dm(house.box.people.alice)
        await house.until(lambda: house.box.discord.world.messages(direct))
        told = house.box.discord.world.messages(direct)[0].content
        await house.settled()

        assert typed == clicked == told
        assert "refuse a word in that prompt" in typed
        assert "secretword" not in typed
        assert len(house.box.fal.submits) == 1


async def test_choices_are_refused_where_they_were_made_and_fitted_where_not(tmp_path):
    async with open_house(tmp_path) as house:
        await _decide(house, qualities=("low",), sizes=("1536x1024", "2048x2048"), largest_count=2)

        quality = await house.alice.slash("imagine", prompt="a", quality="high")
        size = await house.alice.slash("imagine", prompt="b", size="1024x1024")
        count = await house.alice.slash("imagine", prompt="c", count=4)
        left_out = await house.alice.slash("imagine", prompt="d")

        assert "Allowed here: Low." in await _refused_privately(house, quality)
        assert "Allowed here: Landscape 1536, Square 2048." in await _refused_privately(house, size)
        assert "at most 2 pictures at once. Allowed here: 1, 2." in await _refused_privately(house, count)
        await house.pictures_of(left_out)
        (submit,) = house.box.fal.submits
        assert (submit.arguments["size"], submit.arguments["quality"]) == ("2048x2048", "low")


async def test_a_form_that_was_open_before_keeps_what_was_changed_and_fits_what_still_stands(tmp_path):
    async with open_house(tmp_path) as house:
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="a kite", quality="medium"))
        await house.settled()
        opened = [await (await house.alice.click(post, "Edit")).acked() for _ in range(2)]
        await _decide(house, qualities=("low",), sizes=("1536x1024", "2048x2048"))

        changed = await house.alice.submit_modal(opened[0], {"prompt": "two kites", "size": ["1024x1536"]})
        assert "Allowed here: Landscape 1536, Square 2048." in await _refused_privately(house, changed)
        await house.pictures_of(await house.alice.submit_modal(opened[1], {"prompt": "three kites"}))

        last = house.box.fal.submits[-1].arguments
        assert (last["size"], last["quality"]) == ("2048x2048", "low")


async def test_a_form_offers_what_the_server_allows_and_nothing_else(tmp_path):
    async with open_house(tmp_path) as house:
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="a kite", quality="medium"))
        await house.settled()
        await _decide(house, qualities=("low",), sizes=("1536x1024", "2048x2048"), largest_count=2)
        ideas = await (await house.alice.slash("ideas")).acked()

        forms = [
            await (await house.alice.click(post, "Edit")).acked(),
            await (
                await house.bob.click((await open_menu(house, house.bob, post)), "Start from here")
            ).acked(),
            await (await house.alice.select(ideas.response, "easel:ideas:", ["night-market"])).acked(),
        ]

        for form in forms:
            offered = [
                [o["value"] for o in part["component"]["options"]] for part in form.modal["components"][1:]
            ]
            assert offered == [["1536x1024", "2048x2048"], ["low"], ["1", "2"]]
        await house.pictures_of(await house.alice.submit_modal(forms[0], {"prompt": "three kites"}))
        await house.pictures_of(await house.alice.submit_modal(forms[2], {}))
        drawn = [(s.arguments["size"], s.arguments["quality"]) for s in house.box.fal.submits[1:]]
        assert drawn == [("2048x2048", "low"), ("1536x1024", "low")]


@pytest.mark.parametrize("way", ["button", "reaction"])
async def test_who_may_repeat_follows_the_server_and_without_its_word_the_operator(tmp_path, way):
    async with open_house(tmp_path, REROLL_BY="anyone", QUOTA_DAILY_CREDITS="1000") as house:
        people = house.box.people
        world = house.box.discord.world
        direct = world.open_dm(people.bob)
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="mine"))
        await house.until(lambda: post.reactions)

        async def ask():
            if way == "button":
                return await house.bob.click(post, "Again")
            await house.bob.unreact(post, "🔁")
            house.box.clock.advance(120)
            await house.bob.react(post, "🔁")
            return None

        async def refused(asked, nth):
            if asked is not None:
                return await _refused_privately(house, asked)
            await house.until(lambda: len(world.messages(direct)) == nth)
            return world.messages(direct)[-1].content

        await ask()
        await house.until(lambda: len(house.posts()) == 2)
        await house.settled()

        await _decide(house, repeat_by="requester")
        assert "Only the person who asked" in await refused(await ask(), 1)

        await _decide(house, repeat_by="roles", repeat_roles=(people.patrons.id,))
        said = await refused(await ask(), 2)
        assert (f"<@&{people.patrons.id}>" if way == "button" else "“Patrons”") in said

        people.guild.set_roles(people.bob, [people.patrons])
        await ask()
        await house.until(lambda: len(house.posts()) == 3)
        await house.settled()


async def test_covered_pictures_are_found_again_and_speak_the_servers_language(tmp_path):
    async with open_house(tmp_path) as house:
        await _decide(house, spoiler_channels=(house.box.people.studio.id,), language="de")

        post = await house.pictures_of(await house.alice.slash("imagine", prompt="a kite", count=2))
        await house.settled()
        (row,) = await house.rows()
        job = await house.app.bot.store.get(row["id"])
        found = await house.app.bot.courier.find_delivered(job)

        assert [a.filename[:8] for a in post.attachments] == ["SPOILER_"] * 2
        assert row["spoiler"] == 1
        assert row["locale"] == "de"
        assert found is not None
        assert found.message_id == post.id


@pytest.mark.parametrize(("operator", "server", "sent"), [("4", 1, 1), ("1", 2, 1), ("4", 6, 4)])
async def test_a_server_may_be_stricter_than_its_operator_but_never_looser(tmp_path, operator, server, sent):
    async with open_house(tmp_path, SAFETY_TOLERANCE=operator) as house:
        await _decide(house, safety_tolerance=server)

        await house.pictures_of(await house.alice.slash("imagine", prompt="a kite"))

        assert house.box.fal.submits[0].arguments["safety_tolerance"] == sent


async def test_another_servers_decisions_do_not_count_here(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        await _decide(house, channels=(people.quiet.id,), refused_words=("kite",))

        other = house.actor(people.alice, people.other_general)
        await house.pictures_of(await other.slash("imagine", prompt="a kite"))
