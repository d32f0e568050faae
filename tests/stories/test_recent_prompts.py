"""Own recent prompts among the suggestions of /imagine, over real sockets."""

from tests.stories.house import open_house
from tests.stories.slow_database import hold_database

_LONG = "a lighthouse " * 60


async def _draw(house, prompt, who=None):
    interaction = await (who or house.alice).slash("imagine", prompt=prompt, quality="low")
    await house.pictures_of(interaction)
    await house.settled()
    house.box.clock.advance(5)


async def test_own_different_prompts_come_first_newest_first_then_the_prompt_templates(tmp_path):
    async with open_house(tmp_path) as house:
        for prompt in ("a red kite", "a blue kite", "a red kite"):
            await _draw(house, prompt)
        await _draw(house, "not mine", house.bob)
        names = [c["name"] for c in await house.alice.autocomplete("imagine", "prompt", "")]

        assert names[:2] == ["🕘 a red kite", "🕘 a blue kite"]
        assert names[2].startswith("Night market in the rain: ")
        assert len(names) == 14


async def test_a_long_prompt_is_chosen_whole(tmp_path):
    async with open_house(tmp_path) as house:
        await _draw(house, _LONG)
        choice = (await house.alice.autocomplete("imagine", "prompt", "🕘 A LIGHTHOUSE"))[0]
        await _draw(house, choice["value"])

        assert len(choice["name"]) <= 100
        assert [row["prompt"] for row in await house.rows()] == [_LONG.strip()] * 2


async def test_never_more_suggestions_than_discord_takes(tmp_path):
    async with open_house(tmp_path, QUOTA_DAILY_CREDITS="1000") as house:
        for number in range(30):
            await _draw(house, f"{number} \u202e@everyone **{'x' * 150}")
        choices = await house.alice.autocomplete("imagine", "prompt", "")

        assert len(choices) == 25
        assert sum(c["value"].startswith("recent:") for c in choices) == 13
        assert all(1 <= len(c["name"]) <= 100 and len(c["value"]) <= 100 for c in choices)
        assert "\u202e" not in "".join(c["name"] for c in choices)


async def test_somebody_elses_prompt_is_not_had_by_its_reference(tmp_path):
    async with open_house(tmp_path) as house:
        await _draw(house, "a secret")
        theirs = (await house.rows())[0]["id"]
        answers = []
        for reference in (theirs, "0" * 10):
            interaction = await house.bob.slash("imagine", prompt=f"recent:{reference}")
            await interaction.acked()
            answers.append((interaction.response.content, interaction.response.ephemeral_to))

        assert answers[0] == answers[1]
        assert answers[0][0].startswith("That earlier prompt is no longer there")
        assert answers[0][1] is house.box.people.bob
        assert len(await house.rows()) == 1


async def test_a_slow_database_leaves_the_prompt_templates(tmp_path):
    async with open_house(tmp_path) as house:
        await _draw(house, "a red kite")
        with hold_database(house.app):
            choices = await house.alice.autocomplete("imagine", "prompt", "")

        assert [c["value"] for c in choices] == [p.key for p in house.app.bot.services.prompt_templates]


async def test_a_reference_is_refused_in_time_while_the_database_is_slow(tmp_path):
    async with open_house(tmp_path) as house:
        await _draw(house, "a red kite")
        reference = (await house.rows())[0]["id"]
        with hold_database(house.app):
            interaction = await house.alice.slash("imagine", prompt=f"recent:{reference}")
            await interaction.acked()

        assert "took too long" in interaction.response.content
        assert interaction.response.ephemeral_to is house.box.people.alice
