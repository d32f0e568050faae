"""Again button: the same repeat as the reaction, with an interaction."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot.db.schema import generations
from tests.simcord.simcord_harness import Workshop, answer

_OPEN_TO_ALL = pytest.mark.parametrize("shop", [{"REROLL_BY": "anyone"}], indirect=True)


async def _click(
    shop: Workshop, who: simcord.MemberActor, message: discord.Message
) -> simcord.InteractionResult:
    result = await who.click(message, label="Again")
    await shop.finished()
    return result


async def test_the_button_posts_a_separate_result(shop: Workshop) -> None:
    first = await shop.draw(prompt="two herons", count=2)

    result = await _click(shop, shop.alice, first)

    assert [call.json for call in shop.calls("POST", "/callback")] == [{"type": 5}] * 2
    assert [m.id for m in shop.results] == [first.id, answer(result).id]
    assert "another take on" in answer(result).content
    assert len(answer(result).attachments) == 2


async def test_the_first_result_is_unchanged(shop: Workshop) -> None:
    first = await shop.draw()

    await _click(shop, shop.alice, first)

    now = shop.results[0]
    assert (now.content, [a.id for a in now.attachments]) == (
        first.content,
        [a.id for a in first.attachments],
    )


async def test_every_result_has_its_own_button(shop: Workshop) -> None:
    first = await shop.draw()
    await _click(shop, shop.alice, first)

    await _click(shop, shop.alice, shop.results[-1])

    rows = sorted(await shop.rows(generations), key=lambda row: row["message_id"])
    assert [row["parent_id"] for row in rows] == [None, rows[0]["id"], rows[1]["id"]]


async def test_another_member_is_refused_privately(shop: Workshop) -> None:
    first = await shop.draw()

    result = await _click(shop, shop.bob, first)

    assert result.followups[0].ephemeral
    assert result.followups[0].content.startswith("Only the person who requested this picture")
    assert [m.id for m in shop.channel.history()] == [first.id]
    assert await shop.left(shop.bob) == 60
