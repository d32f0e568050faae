"""/defaults: a user's own defaults and their effect on requests."""

import pytest

from bot.audit.models import AdminActor
from tests.e2e.harness import open_harness, running_bot
from tests.faults.waiting import wait_for


async def _open(harness):
    interaction = await harness.alice.slash("defaults")
    await interaction.done()
    return interaction.response


async def _set(harness, message, name, value, who=None):
    before = len(message.edits)
    await (who or harness.alice).select(message, f"easel:defaults:{name}", [value])
    await harness.until(lambda: len(message.edits) > before)


async def test_effective_defaults_are_shown_to_their_owner_only(tmp_path):
    async with open_harness(tmp_path) as harness:
        message = await _open(harness)

        assert message.ephemeral_to is harness.people.alice
        assert "Size:" not in message.content
        assert "Only visible to you" not in message.content
        assert "use the server's default (Square 1024)" in str(message.components)


async def test_omitted_options_take_the_members_defaults_even_after_a_restart(tmp_path):
    async with open_harness(tmp_path) as harness:
        message = await _open(harness)
        await _set(harness, message, "size", "1536x1024")
        await _set(harness, message, "quality", "low")
        await harness.stop_bot()
        async with running_bot(harness, PROGRESS_SECONDS="0.05", FAL_POLL_SECONDS="0.1"):
            await _set(harness, message, "count", "2")
            assert "Number of pictures: 2 (your default)" in message.content
            await harness.result_of(await harness.alice.slash("imagine", prompt="one"))
            await harness.result_of(
                await harness.alice.slash("imagine", prompt="two", size="1024x1024", count=1)
            )
            await harness.draw("three", client=harness.bob)

            asked = {r["prompt"]: (r["size"], r["quality"], r["count"]) for r in await harness.rows()}
            assert asked == {
                "one": ("1536x1024", "low", 2),
                "two": ("1024x1024", "low", 1),
                "three": ("1024x1024", "medium", 1),
            }


async def test_a_default_can_be_cleared_again(tmp_path):
    async with open_harness(tmp_path) as harness:
        message = await _open(harness)
        await _set(harness, message, "quality", "high")
        await _set(harness, message, "quality", "-")
        await harness.result_of(await harness.alice.slash("imagine", prompt="one"))

        assert "Quality:" not in message.content
        assert (await harness.rows())[0]["quality"] == "medium"


async def test_private_replies_can_be_the_default_and_be_overridden(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _set(harness, await _open(harness), "private", "yes")
        usual = await harness.result_of(await harness.alice.slash("imagine", prompt="one"))
        public = await harness.result_of(await harness.alice.slash("imagine", prompt="two", private=False))

        assert usual.ephemeral_to is harness.people.alice
        assert public.ephemeral_to is None


async def _narrow(harness, **settings):
    guild, mod = harness.people.studio.guild.id, harness.people.mod.id
    actor = AdminActor(guild_id=guild, user_id=mod)
    await harness.app.bot.services.guilds.change(actor, **settings)


async def test_a_default_that_the_server_forbids_is_ignored_with_a_notice(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _set(harness, await _open(harness), "quality", "high")
        await _narrow(harness, qualities=("low", "medium"))
        interaction = await harness.alice.slash("imagine", prompt="one")
        post = await harness.result_of(interaction)
        await harness.wait_idle()

        assert (await harness.rows())[0]["quality"] == "medium"
        assert "Your default for Quality" in interaction.followups[0].content
        assert interaction.followups[0].ephemeral_to is harness.people.alice
        assert post.ephemeral_to is None
        assert "Not available on this server" in (await _open(harness)).content


async def test_a_private_notice_does_not_delay_its_request(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _set(harness, await _open(harness), "quality", "high")
        await _narrow(harness, qualities=("low",))
        harness.faults.arm("discord.rest.slow", route="PATCH @original", seconds=3600)
        asked = await harness.alice.slash("imagine", prompt="a red kite")
        await wait_for(lambda: "discord.rest.slow" in harness.faults.taken)
        harness.clock.advance(6)

        await harness.result_of(asked)
        assert len(asked.messages) == 1


async def test_an_overridden_default_causes_no_notice(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _set(harness, await _open(harness), "quality", "high")
        await _narrow(harness, qualities=("low", "medium"))
        interaction = await harness.alice.slash("imagine", prompt="one", quality="low")
        await harness.result_of(interaction)

        assert interaction.followups == []


@pytest.mark.parametrize(("name", "value"), [("size", "9x9"), ("count", "99"), ("private", "maybe")])
async def test_a_value_that_the_menu_does_not_have_is_refused(tmp_path, name, value):
    async with open_harness(tmp_path) as harness:
        message = await _open(harness)
        menu = next(r["components"][0] for r in message.components if name in r["components"][0]["custom_id"])
        menu["options"].append({"label": "?", "value": value})
        refused = await harness.alice.select(message, menu["custom_id"], [value])
        await refused.acked()

        assert "This command has changed" in refused.response.content
        assert "your default" not in (await _open(harness)).content


# --- the mention of a ready result ---------------------------------------------------------------


def _mentions(harness, post):
    """The messages that tell Alice, and only her, that this result is ready."""
    alice = harness.people.alice
    said = f"<@{alice.id}>, your picture"
    found = [m for m in harness.discord.world.messages(post.channel) if m.content.startswith(said)]
    assert all(m.pinged == [alice.id] for m in found)
    return found


@pytest.mark.parametrize("trigger", ["command", "button", "reaction"])
async def test_a_member_can_be_mentioned_once_when_the_result_is_ready(tmp_path, trigger):
    async with open_harness(tmp_path) as harness:
        post = await harness.draw("a red kite")
        assert _mentions(harness, post) == []
        await _set(harness, await _open(harness), "mention", "yes")
        if trigger == "command":
            asked = await harness.alice.slash("imagine", prompt="@everyone", count=2)
        elif trigger == "button":
            asked = await harness.alice.click(post, "Again")
        else:
            await harness.alice.react(post, "🔁")
        await harness.until(lambda: _mentions(harness, post))
        result = harness.results()[-1]
        await harness.wait_idle()

        (mention,) = _mentions(harness, post)
        assert mention.reference_id == result.id
        assert mention.ephemeral_to is None
        pictures = "pictures are" if trigger == "command" else "picture is"
        assert mention.content == f"<@{harness.people.alice.id}>, your {pictures} ready."
        assert trigger == "reaction" or asked.response is result


async def test_private_results_and_results_of_others_cause_no_mention(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _set(harness, await _open(harness), "mention", "yes")
        await harness.draw("a secret", private=True)
        post = await harness.draw("a red kite", client=harness.bob)

        assert _mentions(harness, post) == []


async def test_without_permission_to_post_the_mention_uses_the_token(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _set(harness, await _open(harness), "mention", "yes")
        alice = harness.client(harness.people.alice, harness.people.gallery)
        asked = await alice.slash("imagine", prompt="a red kite")
        await harness.result_of(asked)
        await harness.until(lambda: asked.followups)

        (mention,) = asked.followups
        assert mention.pinged == [harness.people.alice.id]
        assert mention.ephemeral_to is None


@pytest.mark.parametrize("trigger", ["command", "reaction"])
async def test_an_unrecorded_result_is_mentioned_once_after_a_restart(tmp_path, trigger):
    async with open_harness(tmp_path) as harness:
        post = await harness.draw("a red kite")
        await _set(harness, await _open(harness), "mention", "yes")

        async def dies(*_args, **_kwargs):
            raise OSError("the process ends here")

        harness.app.services.job_store.finish_delivered = dies
        if trigger == "command":
            await harness.alice.slash("imagine", prompt="once")
        else:
            await harness.alice.react(post, "🔁")
        await harness.until(lambda: len(harness.results()) == 2)
        await harness.stop_bot()
        assert _mentions(harness, post) == []
        async with running_bot(harness):
            await harness.until(lambda: _mentions(harness, post))
            await harness.wait_idle()

        (mention,) = _mentions(harness, post)
        assert mention.reference_id == harness.results()[-1].id
        assert len(harness.results()) == 2
