"""Published API: every request of the bot conforms to Discord's OpenAPI description."""

from pathlib import Path

import pytest

from tests.conformance.actions import ACTIONS
from tests.conformance.populated_guild import open_populated_guild, says
from tests.e2e.harness import open_harness
from tests.openapi_check import OpenApiCheck

SPEC = Path(__file__).parents[3] / "shared" / "discord-openapi.json"


@pytest.mark.skipif(not SPEC.exists(), reason="Discord's API description is not beside the project")
async def test_a_whole_story_breaks_no_rule_of_the_published_api(tmp_path):
    check = OpenApiCheck(SPEC)
    async with open_harness(tmp_path, sandbox={"validate": check, "render_seconds": 0.2}) as harness:
        post = await harness.result_of(await harness.alice.slash("imagine", prompt="by the book", count=2))
        await harness.until(lambda: post.reactions)
        await harness.alice.react(post, "🔁")
        await harness.until(lambda: len(harness.results()) == 2)
        again = await harness.alice.click(post, "Again")
        await harness.result_of(again)
        await harness.answer_text(await harness.alice.slash("quota"))
        await harness.answer_text(
            await harness.alice.slash("imagine", prompt="too dear", quality="high", count=4)
        )
        member = harness.people.alice
        await harness.answer_text(await harness.mod.slash("quota-admin grant", member=member, credits=100))
        await harness.answer_text(await harness.mod.slash("quota-admin set", target=member, limit=100))
        await harness.answer_text(await harness.mod.slash("quota-admin show", member=member))
        await harness.alice.autocomplete("imagine", "prompt", "post")
        await harness.answer_text(await harness.alice.slash("imagine", prompt="forbidden-422"))
        await harness.wait_idle()

        assert len(harness.discord.traffic.requests) > 25
        assert harness.discord.traffic.violations == []


@pytest.mark.skipif(not SPEC.exists(), reason="Discord's API description is not beside the project")
@pytest.mark.parametrize("locale", ["en-US", "ja"])
async def test_nothing_that_can_be_done_breaks_a_rule_of_the_published_api(tmp_path, locale):
    """Registration, every command and menu, every button, select and form, the list of them held elsewhere."""
    async with open_populated_guild(tmp_path, validate=OpenApiCheck(SPEC)) as guild:
        for person in (guild.people.alice, guild.people.bob, guild.people.mod, guild.people.olivia):
            person.locale = locale
        for action in ACTIONS:
            await says(await action.do(guild, action.who(guild)))
            await guild.settle()
        await guild.harness.alice.autocomplete("imagine", "prompt", "")
        guild.people.guild.set_roles(guild.people.mod, [])
        for action in ACTIONS:
            await says(await action.do(guild, guild.harness.mod, force=True))
            await guild.settle()

        record = guild.harness.discord.traffic
        assert len(record.requests) > 3 * len(ACTIONS)
        assert {(v.exchange.route_template, v.problem) for v in record.violations} == set()
