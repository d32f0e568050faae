"""Copy as code and /model, as a member meets them."""

import ast
import re

from bot.quota.service import AdminActor
from tests.stories.house import open_house

HOSTILE = "a \"red\" 'kite' \\ ```end``` @everyone\n漢字 👩‍👧"


def _arguments(content):
    code = re.search(r"```py\n(.*?)```", content, re.DOTALL)[1]
    call = next(n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.keyword) and n.arg == "arguments")
    return ast.literal_eval(call.value)


async def _all_of(house, interaction):
    """The three messages, one a form."""
    await house.until(lambda: len([m for m in interaction.messages if "```" in m.content]) == 3)
    return "\n".join(m.content for m in interaction.messages)


async def test_the_menu_of_a_result_gives_its_call_to_whoever_sees_it(tmp_path):
    async with open_house(tmp_path) as house:
        drawn = await house.alice.slash("imagine", prompt=HOSTILE, size="2048x1152", quality="low", count=2)
        post = await house.pictures_of(drawn)

        copied = await house.bob.context_menu("Copy as code", post)
        content = await _all_of(house, copied)

        assert _arguments(content) == house.box.fal.submits[0].arguments
        assert content.count("```") == 6
        assert [m.ephemeral_to for m in copied.messages] == [house.bob.user] * 3
        assert "sandbox-secret" not in content


async def test_another_message_has_no_code(tmp_path):
    async with open_house(tmp_path) as house:
        message = await house.alice.send("hello")

        answer = await house.answer_of(await house.bob.context_menu("Copy as code", message))

        assert "not a picture of Easel's" in answer


async def test_options_give_code_and_draw_nothing(tmp_path):
    async with open_house(tmp_path, SAFETY_TOLERANCE="3") as house:
        asked = await house.alice.slash("code", prompt="a red kite", quality="high")
        content = await _all_of(house, asked)

        assert _arguments(content) == {
            "prompt": "a red kite",
            "size": "1024x1024",
            "quality": "high",
            "num_images": 1,
            "safety_tolerance": 3,
        }
        assert house.box.fal.submits == []
        assert await house.rows() == []


async def test_code_and_model_show_what_this_server_sends(tmp_path):
    async with open_house(tmp_path, SAFETY_TOLERANCE="4") as house:
        people = house.box.people
        actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
        await house.app.bot.services.servers.change(actor, safety_tolerance=1)
        drawn = await house.alice.slash("imagine", prompt="a red kite")
        post = await house.pictures_of(drawn)

        content = await _all_of(house, await house.bob.context_menu("Copy as code", post))
        card = await house.answer_of(await house.alice.slash("model"))

        assert _arguments(content) == house.box.fal.submits[0].arguments
        assert "always `1`" in card


async def test_a_long_prompt_comes_as_three_files(tmp_path):
    async with open_house(tmp_path) as house:
        interaction = await house.alice.slash("code", prompt="x" * 4000)
        await house.answer_of(interaction)

        files = {a.filename: a.data.decode() for a in interaction.response.attachments}
        assert set(files) == {"easel.ts", "easel.py", "easel.sh"}
        assert all("x" * 4000 in text for text in files.values())


async def test_a_prompt_that_cannot_be_drawn_gets_its_refusal(tmp_path):
    async with open_house(tmp_path) as house:
        answer = await house.answer_of(await house.alice.slash("code", prompt="x" * 4001))

        assert "4,000 is the most" in answer


async def test_model_shows_the_endpoint_and_every_input(tmp_path):
    async with open_house(tmp_path, SAFETY_TOLERANCE="4") as house:
        interaction = await house.alice.slash("model")
        content = await house.answer_of(interaction)

        assert "`fal-ai/gpt-image-2`" in content
        for key in ("prompt", "size", "quality", "num_images", "safety_tolerance"):
            assert f"`{key}`" in content
        assert "always `4`" in content
        assert '"2048x1152"' in content
        assert interaction.response.ephemeral_to is house.alice.user
