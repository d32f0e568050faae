"""A reaction that is found by looking while the same person's reaction comes as an event."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.stories.house import House, open_house

_AGAIN = "🔁"


class _Held:
    """A method whose answer is held back until the test lets go of it."""

    def __init__(self, owner: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self._call = getattr(owner, name)
        self.answered, self.go = asyncio.Event(), asyncio.Event()
        monkeypatch.setattr(owner, name, self)

    async def __call__(self, *arguments: Any, **options: Any) -> Any:
        answer = await self._call(*arguments, **options)
        self.answered.set()
        await self.go.wait()
        return answer


async def _result(house: House) -> Any:
    post = await house.pictures_of(await house.alice.slash("imagine", prompt="a red kite"))
    await house.until(lambda: post.reactions)
    await house.settled()
    return post


@pytest.mark.parametrize("read_before", ["recent_results", "treated"])
async def test_a_reaction_that_is_treated_while_it_is_looked_for_is_one_request(
    tmp_path, monkeypatch, read_before
):
    async with open_house(tmp_path, sandbox={"picture_bytes": 20_000}) as house:
        bot = house.app.bot
        await bot.wait_until_ready()
        post = await _result(house)
        house.box.faults.arm("discord.gateway.miss-event", event="MESSAGE_REACTION_ADD")
        await house.alice.react(post, _AGAIN)
        held = _Held(bot.services.reactions, read_before, monkeypatch)
        look = asyncio.create_task(bot.get_cog("CatchUp").on_ready())
        await held.answered.wait()

        await house.alice.unreact(post, _AGAIN)
        await house.alice.react(post, _AGAIN)
        await house.until(lambda: len(house.posts()) == 2)
        await house.settled()
        held.go.set()
        await look
        await house.settled()

        assert len(house.box.fal.submits) == 2
        assert [row["source"] for row in await house.rows()] == ["command", "reaction"]
        assert house.box.discord.world.messages(house.box.people.studio) == house.posts()
