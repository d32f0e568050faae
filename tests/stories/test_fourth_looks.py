"""What administrators read back when they type what nobody expects."""

from __future__ import annotations

from pathlib import Path

from sandbox.discord import Interaction, UserClient
from tests.stories.house import House, open_house


async def _said(house: House, who: UserClient, path: str, **options: object) -> str:
    asked: Interaction = await (await who.slash(path, **options)).done()
    await house.until(lambda: asked.response is not None and asked.response.content)
    assert asked.response is not None
    return asked.response.content


async def test_everybodys_role_is_named_and_not_mentioned_twice_over(tmp_path: Path):
    async with open_house(tmp_path) as house:
        everyone = house.box.people.guild.everyone

        answers = [
            await _said(house, house.mod, "quota-admin set", target=everyone, limit=5, preview=True),
            await _said(house, house.mod, "quota-admin set", target=everyone, limit=30),
            await _said(house, house.alice, "quota"),
            await _said(house, house.mod, "quota-admin show", member=house.box.people.alice),
            await _said(house, house.mod, "quota-admin unset", target=everyone),
            await _said(house, house.mod, "quota-admin unset", target=everyone),
        ]

        for answer in answers:
            assert "@everyone" in answer
            assert f"<@&{everyone.id}>" not in answer


async def test_the_first_days_of_the_calendar_are_exported_like_any_others(tmp_path: Path):
    async with open_house(tmp_path) as house:
        answer = await _said(house, house.mod, "quota-admin export", to="0001-01-05")

        assert "0001-01-01 to 0001-01-05" in answer
