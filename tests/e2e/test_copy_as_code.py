"""Copy as code and /model."""

import ast
import re

from bot.audit.models import AdminActor
from tests.e2e.harness import open_harness

HOSTILE = "a \"red\" 'kite' \\ ```end``` @everyone\n漢字 👩‍👧"


def _arguments(content):
    code = re.search(r"```py\n(.*?)```", content, re.DOTALL)[1]
    call = next(n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.keyword) and n.arg == "arguments")
    return ast.literal_eval(call.value)


async def _all_of(harness, interaction):
    """The three messages, one per language."""
    await harness.until(lambda: len([m for m in interaction.messages if "```" in m.content]) == 3)
    return "\n".join(m.content for m in interaction.messages)


async def _in_python(harness, who, interaction):
    """The code for a result, turned to Python."""
    await interaction.done()
    assert "```ts" in interaction.response.content
    menu = interaction.response.components[0]["components"][0]
    assert [option["label"] for option in menu["options"]] == ["TypeScript", "Python", "HTTP"]
    await who.select(interaction.response, menu["custom_id"], ["python"])
    await harness.until(lambda: "```py" in interaction.response.content)
    return interaction.response.content


async def test_the_menu_of_a_result_shows_its_api_call_to_every_viewer(tmp_path):
    async with open_harness(tmp_path) as harness:
        drawn = await harness.alice.slash("imagine", prompt=HOSTILE, size="2048x1152", quality="low", count=2)
        post = await harness.result_of(drawn)

        copied = await harness.bob.context_menu("Copy as code", post)
        content = await _in_python(harness, harness.bob, copied)

        assert _arguments(content) == harness.fal.submits[0].arguments
        assert content.count("```") == 2
        assert [m.ephemeral_to for m in copied.messages] == [harness.bob.user]
        assert harness.fal.key.partition(":")[2] not in content


async def test_another_message_has_no_code(tmp_path):
    async with open_harness(tmp_path) as harness:
        message = await harness.alice.send("hello")

        answer = await harness.answer_text(await harness.bob.context_menu("Copy as code", message))

        assert "isn't a picture from Easel" in answer


async def test_options_give_code_and_draw_nothing(tmp_path):
    async with open_harness(tmp_path, SAFETY_TOLERANCE="3") as harness:
        asked = await harness.alice.slash("code", prompt="a red kite", quality="high")
        content = await _all_of(harness, asked)

        assert _arguments(content) == {
            "prompt": "a red kite",
            "size": "1024x1024",
            "quality": "high",
            "num_images": 1,
            "safety_tolerance": 3,
        }
        assert harness.fal.submits == []
        assert await harness.rows() == []


async def test_code_and_model_show_what_this_server_sends(tmp_path):
    async with open_harness(tmp_path, SAFETY_TOLERANCE="4") as harness:
        people = harness.people
        actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
        await harness.app.bot.services.guilds.change(actor, safety_tolerance=1)
        drawn = await harness.alice.slash("imagine", prompt="a red kite")
        post = await harness.result_of(drawn)

        content = await _in_python(harness, harness.bob, await harness.bob.context_menu("Copy as code", post))
        card = await harness.answer_text(await harness.alice.slash("model"))

        assert _arguments(content) == harness.fal.submits[0].arguments
        assert "always `1`" in card


async def test_a_long_prompt_is_attached_as_three_files(tmp_path):
    async with open_harness(tmp_path) as harness:
        interaction = await harness.alice.slash("code", prompt="x" * 4000)
        await harness.answer_text(interaction)

        files = {a.filename: a.data.decode() for a in interaction.response.attachments}
        assert set(files) == {"easel.ts", "easel.py", "easel.sh"}
        assert all("x" * 4000 in text for text in files.values())


async def test_an_invalid_prompt_is_refused(tmp_path):
    async with open_harness(tmp_path) as harness:
        answer = await harness.answer_text(await harness.alice.slash("code", prompt="x" * 4001))

        assert "the limit is 4,000" in answer


async def test_model_shows_the_endpoint_and_every_input(tmp_path):
    async with open_harness(tmp_path, SAFETY_TOLERANCE="4") as harness:
        interaction = await harness.alice.slash("model")
        content = await harness.answer_text(interaction)

        assert "`fal-ai/gpt-image-2`" in content
        for key in ("prompt", "size", "quality", "num_images", "safety_tolerance"):
            assert f"`{key}`" in content
        assert "always `4`" in content
        assert '"2048x1152"' in content
        assert interaction.response.ephemeral_to is harness.alice.user
