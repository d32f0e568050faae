"""SIGKILL before, during and after every step; then the bot starts again and keeps its promises."""

from __future__ import annotations

import pytest

from sandbox.server import open_sandbox
from tests.reliability.doom import CALM, doomed_bot
from tests.reliability.kill_repeats import REPEAT_KILLS
from tests.reliability.kill_tools import AWAY, SANDBOX, struck_at
from tests.reliability.kill_until_rendered import UNTIL_RENDERED
from tests.reliability.kill_until_told import UNTIL_TOLD
from tests.reliability.matrix import Outcome, judge
from tests.reliability.rest import at_rest, hurried
from tests.stories.house import House, running_bot

KILLS = (*UNTIL_RENDERED, *UNTIL_TOLD)
CELLS = tuple(kill.cell for kill in (*KILLS, *REPEAT_KILLS))


def _explanations(house: House) -> list[str]:
    world = house.box.discord.world
    said = [m.content for channel in world.channels.values() for m in world.messages(channel)]
    return [text for text in said if "back with you" in text]


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.cell.name)
async def test_a_killed_bot_keeps_its_promise_after_the_next_start(tmp_path, kill):
    cell = kill.cell
    async with open_sandbox(**{**SANDBOX, **cell.sandbox}) as box:
        house = House(box=box, folder=tmp_path)
        cell.arrange(house)
        async with doomed_bot(box, tmp_path, kill.doom, **cell.settings) as bot:
            with struck_at(house, bot, kill.exchange):
                interaction = await house.alice.slash("imagine", prompt="a tin soldier", count=cell.count)
                if cell.during is not None:
                    await cell.during(house, interaction)
                    bot.strike()
                status = await bot.ended()
        box.faults.clear()
        box.clock.advance(kill.away)

        async with running_bot(house, **{**CALM, **cell.settings}):
            await at_rest(house)
            await judge(house, cell)

        assert status == -9, bot.log.read_text()
        assert len(_explanations(house)) == (cell.outcome is Outcome.REFUNDED)
        if cell.outcome is Outcome.DELIVERED:
            assert house.posts() == [interaction.response]
        if cell.outcome is Outcome.REFUNDED:
            assert interaction.response is not None
            assert _explanations(house) == [interaction.response.content]


@pytest.mark.parametrize("kill", REPEAT_KILLS, ids=lambda kill: kill.cell.name)
async def test_a_repeat_asked_for_by_reaction_survives_a_kill(tmp_path, kill):
    async with open_sandbox(**{**SANDBOX, **kill.cell.sandbox}) as box:
        house = House(box=box, folder=tmp_path)
        async with running_bot(house, **CALM), hurried(box):
            first = await house.pictures_of(await house.alice.slash("imagine", prompt="again", count=2))
            await house.until(lambda: first.reactions)
            await house.settled()
        async with doomed_bot(box, tmp_path, kill.doom) as bot, hurried(box, kill.pace):
            with struck_at(house, bot, kill.exchange):
                await kill.cell.during(house, None)
                status = await bot.ended()
        box.clock.advance(AWAY)

        async with running_bot(house, **CALM), hurried(box, kill.pace):
            await house.until(lambda: len(house.posts()) == 2)
            rows = await at_rest(house)
            entries = await house.entries()

        assert status == -9, bot.log.read_text()
        assert len(house.posts()) == 2
        assert [len(post.attachments) for post in house.posts()] == [2, 2]
        assert house.box.discord.world.messages(box.people.studio) == house.posts()
        assert [row["state"] for row in rows] == ["delivered", "delivered"]
        # The killed process had a clock of its own, so which row is older is chance.
        assert sorted(row["source"] for row in rows) == ["command", "reaction"]
        assert sum(entry["spend_delta"] for entry in entries) == sum(row["charged"] for row in rows) == 24
        assert len([submit for submit in box.fal.submits if submit.accepted]) == 2
