"""Recent prompts among the suggestions of /imagine."""

from tests.e2e.blocked_database import block_database
from tests.e2e.harness import open_harness

_LONG = "a lighthouse " * 60


async def _draw(harness, prompt, who=None):
    interaction = await (who or harness.alice).slash("imagine", prompt=prompt, quality="low")
    await harness.result_of(interaction)
    await harness.wait_idle()
    harness.clock.advance(5)


async def test_own_different_prompts_come_first_newest_first_then_the_prompt_templates(tmp_path):
    async with open_harness(tmp_path) as harness:
        for prompt in ("a red kite", "a blue kite", "a red kite"):
            await _draw(harness, prompt)
        await _draw(harness, "not mine", harness.bob)
        names = [c["name"] for c in await harness.alice.autocomplete("imagine", "prompt", "")]

        assert names[:2] == ["🕘 a red kite", "🕘 a blue kite"]
        assert names[2].startswith("Night market in the rain: ")
        assert len(names) == 14


async def test_a_long_prompt_is_chosen_whole(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _draw(harness, _LONG)
        choice = (await harness.alice.autocomplete("imagine", "prompt", "🕘 A LIGHTHOUSE"))[0]
        await _draw(harness, choice["value"])

        assert len(choice["name"]) <= 100
        assert [row["prompt"] for row in await harness.rows()] == [_LONG.strip()] * 2


async def test_suggestions_stay_within_discords_limit(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="1000", QUOTA_BOT_DAILY_CREDITS="none") as harness:
        for number in range(30):
            await _draw(harness, f"{number} \u202e@everyone **{'x' * 150}")
        choices = await harness.alice.autocomplete("imagine", "prompt", "")

        assert len(choices) == 25
        assert sum(c["value"].startswith("recent:") for c in choices) == 13
        assert all(1 <= len(c["name"]) <= 100 and len(c["value"]) <= 100 for c in choices)
        assert "\u202e" not in "".join(c["name"] for c in choices)


async def test_the_prompt_of_another_member_cannot_be_read_by_reference(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _draw(harness, "a secret")
        theirs = (await harness.rows())[0]["id"]
        answers = []
        for reference in (theirs, "0" * 10):
            interaction = await harness.bob.slash("imagine", prompt=f"recent:{reference}")
            await interaction.acked()
            answers.append((interaction.response.content, interaction.response.ephemeral_to))

        assert answers[0] == answers[1]
        assert answers[0][0].startswith("That earlier prompt is no longer available")
        assert answers[0][1] is harness.people.bob
        assert len(await harness.rows()) == 1


async def test_a_slow_database_leaves_the_prompt_templates(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _draw(harness, "a red kite")
        with block_database(harness.app):
            choices = await harness.alice.autocomplete("imagine", "prompt", "")

        assert [c["value"] for c in choices] == [p.key for p in harness.app.bot.services.prompt_templates]


async def test_a_reference_is_refused_in_time_while_the_database_is_slow(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _draw(harness, "a red kite")
        reference = (await harness.rows())[0]["id"]
        with block_database(harness.app):
            interaction = await harness.alice.slash("imagine", prompt=f"recent:{reference}")
            await interaction.acked()

        assert "took too long" in interaction.response.content
        assert interaction.response.ephemeral_to is harness.people.alice
