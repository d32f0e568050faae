"""/ideas: the list, the form and the pictures of a prompt template."""

import pytest

from sandbox.discord.client_checks import ClientRefusedError
from tests.e2e.harness import open_harness, running_bot

_MENU = "easel:ideas:"


async def _list(harness):
    interaction = await harness.alice.slash("ideas")
    await interaction.acked()
    return interaction.response


async def _form(harness, message, key="night-market"):
    interaction = await harness.alice.select(message, _MENU, [key])
    await interaction.acked()
    return interaction


async def test_the_list_shows_every_idea_with_its_price_privately(tmp_path):
    async with open_harness(tmp_path) as harness:
        message = await _list(harness)

        points = harness.app.bot.services.prompt_templates
        options = message.components[0]["components"][0]["options"]
        assert message.ephemeral_to is harness.people.alice
        assert len(message.content.splitlines()) == 2
        assert [option["label"] for option in options] == [p.title for p in points]
        assert options[0]["description"] == (
            "5 credits · Landscape 1536 · Medium · Many legible signs in one busy scene"
        )


async def test_an_idea_opens_as_a_prefilled_form_and_is_drawn_as_sent(tmp_path):
    async with open_harness(tmp_path) as harness:
        opened = await _form(harness, await _list(harness))
        sent = await harness.alice.submit_modal(
            opened, {"prompt": "a narrow alley, no signs", "size": ["1024x1024"], "count": ["2"]}
        )
        post = await harness.result_of(sent)
        await harness.wait_idle()

        assert post.ephemeral_to is None
        assert len(post.attachments) == 2
        (row,) = await harness.rows()
        asked = (row["prompt"], row["size"], row["quality"], row["count"])
        assert asked == ("a narrow alley, no signs", "1024x1024", "medium", 2)


async def test_an_unchanged_form_draws_the_idea_itself(tmp_path):
    async with open_harness(tmp_path) as harness:
        opened = await _form(harness, await _list(harness), "book-cover")
        await harness.result_of(await harness.alice.submit_modal(opened, {}))

        point = next(p for p in harness.app.bot.services.prompt_templates if p.key == "book-cover")
        (row,) = await harness.rows()
        assert (row["prompt"], row["size"], row["quality"]) == (point.prompt, point.size, point.quality)


async def test_a_form_opened_before_a_restart_can_be_sent(tmp_path):
    async with open_harness(tmp_path) as harness:
        opened = await _form(harness, await _list(harness))
        await harness.stop_bot()
        async with running_bot(harness, PROGRESS_SECONDS="0.05", FAL_POLL_SECONDS="0.1"):
            post = await harness.result_of(await harness.alice.submit_modal(opened, {"prompt": "still here"}))
            await harness.wait_idle()

            assert "still here" in post.content


async def test_the_menu_works_after_a_restart(tmp_path):
    async with open_harness(tmp_path) as harness:
        message = await _list(harness)
        await harness.stop_bot()
        async with running_bot(harness):
            opened = await _form(harness, message)

            assert opened.modal["title"] == "Night market in the rain"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"prompt": "\u200b\u200b"}, "prompt is empty"),
        ({"size": ["9999x9999"]}, "Closest sizes: Square 1024, Square 2048"),
        ({"count": ["four"]}, "isn't one of the choices for count"),
        ({"count": ["3"]}, "Available counts: 1, 2, 4."),
    ],
)
async def test_a_forged_form_is_refused_in_private(tmp_path, values, why):
    async with open_harness(tmp_path) as harness:
        opened = await _form(harness, await _list(harness))
        sent = await harness.alice.submit_modal(opened, values, force=True)
        await sent.acked()

        assert why in sent.response.content
        assert sent.response.ephemeral_to is harness.people.alice
        assert await harness.rows() == []


async def test_a_form_without_a_handler_is_answered(tmp_path):
    async with open_harness(tmp_path) as harness:
        opened = await _form(harness, await _list(harness))
        opened.modal["custom_id"] = "easel:forgotten:x"
        sent = await harness.alice.submit_modal(opened, {})
        await sent.acked()

        assert "This command has changed" in sent.response.content


async def test_the_client_offers_only_the_choices_of_the_form(tmp_path):
    async with open_harness(tmp_path) as harness:
        opened = await _form(harness, await _list(harness))

        with pytest.raises(ClientRefusedError, match="does not offer"):
            await harness.alice.submit_modal(opened, {"size": ["9999x9999"]})
