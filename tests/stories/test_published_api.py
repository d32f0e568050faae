"""Every request that the bot makes, held against Discord's published API description."""

from pathlib import Path

import pytest

from sandbox.discord.openapi import OpenApiCheck
from tests.every.acts import ACTS
from tests.every.stock import open_stock, says
from tests.stories.house import open_house

SPEC = Path(__file__).parents[3] / "shared" / "discord-openapi.json"


@pytest.mark.skipif(not SPEC.exists(), reason="Discord's API description is not beside the project")
async def test_a_whole_story_breaks_no_rule_of_the_published_api(tmp_path):
    check = OpenApiCheck(SPEC)
    async with open_house(tmp_path, sandbox={"validate": check, "render_seconds": 0.2}) as house:
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="by the book", count=2))
        await house.until(lambda: post.reactions)
        await house.alice.react(post, "🔁")
        await house.until(lambda: len(house.posts()) == 2)
        again = await house.alice.click(post, "Again")
        await house.pictures_of(again)
        await house.answer_of(await house.alice.slash("quota"))
        await house.answer_of(await house.alice.slash("imagine", prompt="too dear", quality="high", count=4))
        member = house.box.people.alice
        await house.answer_of(await house.mod.slash("quota-admin grant", member=member, credits=100))
        await house.answer_of(await house.mod.slash("quota-admin set", target=member, limit=100))
        await house.answer_of(await house.mod.slash("quota-admin show", member=member))
        await house.alice.autocomplete("imagine", "prompt", "post")
        await house.answer_of(await house.alice.slash("imagine", prompt="forbidden-422"))
        await house.settled()

        assert len(house.box.discord.traffic.requests) > 25
        assert house.box.discord.traffic.violations == []


@pytest.mark.skipif(not SPEC.exists(), reason="Discord's API description is not beside the project")
@pytest.mark.parametrize("locale", ["en-US", "ja"])
async def test_nothing_that_can_be_done_breaks_a_rule_of_the_published_api(tmp_path, locale):
    """Registration, every command and menu, every button, select and form, the list of them held elsewhere."""
    async with open_stock(tmp_path, validate=OpenApiCheck(SPEC)) as stock:
        for person in (stock.people.alice, stock.people.bob, stock.people.mod, stock.people.olivia):
            person.locale = locale
        for act in ACTS:
            await says(await act.do(stock, act.who(stock)))
            await stock.settle()
        await stock.house.alice.autocomplete("imagine", "prompt", "")
        stock.people.guild.set_roles(stock.people.mod, [])
        for act in ACTS:
            await says(await act.do(stock, stock.house.mod, force=True))
            await stock.settle()

        record = stock.house.box.discord.traffic
        assert len(record.requests) > 3 * len(ACTS)
        assert {(v.exchange.route_template, v.problem) for v in record.violations} == set()
