"""Guild policy: it applies to commands, buttons and reactions alike."""

import pytest

from bot.audit.models import AdminActor
from sandbox.server import open_sandbox
from tests.e2e.harness import Harness, open_harness, running_bot
from tests.e2e.menu_helpers import open_menu


async def _decide(harness, **values):
    people = harness.people
    actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
    await harness.app.bot.services.guilds.change(actor, **values)


async def _refused_privately(harness, interaction):
    await harness.until(lambda: interaction.followups)
    (answer,) = interaction.followups
    assert answer.ephemeral_to is interaction.user
    assert answer.pinged == []
    return answer.content


async def test_a_command_in_a_forbidden_channel_is_refused_with_the_allowed_channels(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        await _decide(harness, channels=(people.quiet.id, people.after_dark.id))

        answer = await _refused_privately(harness, await harness.alice.slash("imagine", prompt="a kite"))
        quiet = harness.client(people.alice, people.quiet)
        post = await harness.result_of(await quiet.slash("imagine", prompt="a kite"))
        await harness.wait_idle()

        assert f"use it in <#{people.quiet.id}>, <#{people.after_dark.id}>." in answer
        assert post.channel is people.quiet
        assert len(await harness.rows()) == 1


async def test_a_thread_counts_as_its_channel_even_after_a_restart(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        people, mark = box.people, "🔁"
        inside = people.guild.create_thread(people.studio, "birds", people.alice)
        outside = people.guild.create_thread(people.quiet, "hush", people.alice)
        alice = harness.client(people.alice, inside)
        async with running_bot(harness, QUOTA_DAILY_CREDITS="1000", QUOTA_BOT_DAILY_CREDITS="none"):
            await _decide(harness, channels=(people.studio.id,), spoiler_channels=(people.studio.id,))
            refused = await harness.client(people.alice, outside).slash("imagine", prompt="a kite")
            assert f"<#{people.studio.id}>" in await _refused_privately(harness, refused)
            post = await harness.result_of(await alice.slash("imagine", prompt="a kite"))
            await harness.result_of(await alice.click(post, "Again"))
            await harness.wait_idle()
        async with running_bot(harness, QUOTA_DAILY_CREDITS="1000", QUOTA_BOT_DAILY_CREDITS="none") as app:
            await app.bot.wait_until_ready()
            # An archived thread is not in the cache; the row has its parent channel.
            app.bot.get_guild(people.guild.id)._threads.clear()
            await alice.react(post, mark)
            await harness.until(lambda: len(harness.results(inside)) == 3)
            await harness.wait_idle()

            assert {row["parent_channel_id"] for row in await harness.rows()} == {people.studio.id}
            names = [file.filename for found in harness.results(inside) for file in found.attachments]
            assert all(name.startswith("SPOILER_") for name in names)


async def test_only_allowed_roles_get_pictures(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        await _decide(harness, roles=(people.patrons.id,))

        answer = await _refused_privately(harness, await harness.alice.slash("imagine", prompt="a kite"))
        people.guild.set_roles(people.alice, [people.patrons])
        await harness.result_of(await harness.alice.slash("imagine", prompt="a kite"))

        assert f"use Easel: <@&{people.patrons.id}>." in answer


async def test_a_blocked_word_stops_command_button_and_reaction_without_being_quoted(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
        await harness.until(lambda: post.reactions)
        await _decide(harness, refused_words=("secretword", "kite"))

        typed = await _refused_privately(
            harness, await harness.alice.slash("imagine", prompt="A K\u200bITE!")
        )
        clicked = await _refused_privately(harness, await harness.alice.click(post, "Again"))
        await harness.alice.react(post, "🔁")
        direct = harness.world.open_dm(harness.people.alice)
        await harness.until(lambda: harness.world.messages(direct))
        told = harness.world.messages(direct)[0].content
        await harness.wait_idle()

        assert typed == clicked == told
        assert "contains a word that's blocked" in typed
        assert "secretword" not in typed
        assert len(harness.fal.submits) == 1


async def test_explicit_forbidden_choices_are_refused_and_omitted_ones_adjusted(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _decide(harness, qualities=("low",), sizes=("1536x1024", "2048x2048"), largest_count=2)

        quality = await harness.alice.slash("imagine", prompt="a", quality="high")
        size = await harness.alice.slash("imagine", prompt="b", size="1024x1024")
        count = await harness.alice.slash("imagine", prompt="c", count=4)
        left_out = await harness.alice.slash("imagine", prompt="d")

        assert "Allowed qualities: Low." in await _refused_privately(harness, quality)
        assert "Allowed sizes: Landscape 1536, Square 2048." in await _refused_privately(harness, size)
        assert "at most 2 pictures per request. Allowed counts: 1, 2." in await _refused_privately(
            harness, count
        )
        await harness.result_of(left_out)
        (submit,) = harness.fal.submits
        assert (submit.arguments["size"], submit.arguments["quality"]) == ("2048x2048", "low")


async def test_an_open_form_keeps_its_changes_and_adapts_to_new_settings(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await harness.result_of(
            await harness.alice.slash("imagine", prompt="a kite", quality="medium")
        )
        await harness.wait_idle()
        opened = [await (await harness.alice.click(post, "Edit")).acked() for _ in range(2)]
        await _decide(harness, qualities=("low",), sizes=("1536x1024", "2048x2048"))

        changed = await harness.alice.submit_modal(opened[0], {"prompt": "two kites", "size": ["1024x1536"]})
        assert "Allowed sizes: Landscape 1536, Square 2048." in await _refused_privately(harness, changed)
        await harness.result_of(await harness.alice.submit_modal(opened[1], {"prompt": "three kites"}))

        last = harness.fal.submits[-1].arguments
        assert (last["size"], last["quality"]) == ("2048x2048", "low")


def _offered(form):
    """Return the values of each select of a form."""
    parts = [label["component"] for label in form.modal["components"]]
    return {part["custom_id"]: [o["value"] for o in part["options"]] for part in parts if "options" in part}


async def test_a_form_offers_what_the_server_allows_and_nothing_else(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await harness.result_of(
            await harness.alice.slash("imagine", prompt="a kite", quality="medium")
        )
        await harness.wait_idle()
        await _decide(harness, qualities=("low",), sizes=("1536x1024", "2048x2048"), largest_count=2)
        ideas = await (await harness.alice.slash("ideas")).acked()

        forms = [
            await (await harness.alice.click(post, "Edit")).acked(),
            await (
                await harness.bob.click((await open_menu(harness, harness.bob, post)), "Start from here")
            ).acked(),
            await (await harness.alice.select(ideas.response, "easel:ideas:", ["night-market"])).acked(),
        ]

        offered = [_offered(form) for form in forms]
        sizes = ["1536x1024", "2048x2048"]
        assert offered[0]["size"] == sizes
        assert offered[0]["drawing"] == ["low:1", "low:2"]
        assert offered[1:] == [{"size": sizes, "quality": ["low"], "count": ["1", "2"]}] * 2
        await harness.result_of(await harness.alice.submit_modal(forms[0], {"prompt": "three kites"}))
        await harness.result_of(await harness.alice.submit_modal(forms[2], {}))
        drawn = [(s.arguments["size"], s.arguments["quality"]) for s in harness.fal.submits[1:]]
        assert drawn == [("2048x2048", "low"), ("1536x1024", "low")]


@pytest.mark.parametrize("way", ["button", "reaction"])
async def test_repeat_permission_follows_the_guild_then_the_operator(tmp_path, way):
    async with open_harness(
        tmp_path, REROLL_BY="anyone", QUOTA_DAILY_CREDITS="1000", QUOTA_BOT_DAILY_CREDITS="none"
    ) as harness:
        people = harness.people
        world = harness.world
        direct = world.open_dm(people.bob)
        post = await harness.result_of(await harness.alice.slash("imagine", prompt="mine"))
        await harness.until(lambda: post.reactions)

        async def ask():
            if way == "button":
                return await harness.bob.click(post, "Again")
            await harness.bob.unreact(post, "🔁")
            harness.clock.advance(120)
            await harness.bob.react(post, "🔁")
            return None

        async def refused(asked, nth):
            if asked is not None:
                return await _refused_privately(harness, asked)
            await harness.until(lambda: len(world.messages(direct)) == nth)
            return world.messages(direct)[-1].content

        await ask()
        await harness.until(lambda: len(harness.results()) == 2)
        await harness.wait_idle()

        await _decide(harness, repeat_by="requester")
        assert "Only the person who requested this picture" in await refused(await ask(), 1)

        await _decide(harness, repeat_by="roles", repeat_roles=(people.patrons.id,))
        said = await refused(await ask(), 2)
        assert (f"<@&{people.patrons.id}>" if way == "button" else "“Patrons”") in said

        people.guild.set_roles(people.bob, [people.patrons])
        await ask()
        await harness.until(lambda: len(harness.results()) == 3)
        await harness.wait_idle()


async def test_spoilered_pictures_are_found_again_and_use_the_guild_language(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _decide(harness, spoiler_channels=(harness.people.studio.id,), language="de")

        post = await harness.draw("a kite", count=2)
        (row,) = await harness.rows()
        job = await harness.app.services.job_store.get(row["id"])
        found = await harness.app.services.delivery.find_delivered(job)

        assert [a.filename[:8] for a in post.attachments] == ["SPOILER_"] * 2
        assert row["spoiler"] == 1
        assert row["locale"] == "de"
        assert found is not None
        assert found.message_id == post.id


@pytest.mark.parametrize(("operator", "server", "sent"), [("4", 1, 1), ("1", 2, 1), ("4", 6, 4)])
async def test_a_server_can_be_stricter_but_not_more_permissive_than_the_operator(
    tmp_path, operator, server, sent
):
    async with open_harness(tmp_path, SAFETY_TOLERANCE=operator) as harness:
        await _decide(harness, safety_tolerance=server)

        await harness.result_of(await harness.alice.slash("imagine", prompt="a kite"))

        assert harness.fal.submits[0].arguments["safety_tolerance"] == sent


async def test_another_servers_settings_do_not_apply(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        await _decide(harness, channels=(people.quiet.id,), refused_words=("kite",))

        other = harness.client(people.alice, people.other_general)
        await harness.result_of(await other.slash("imagine", prompt="a kite"))
