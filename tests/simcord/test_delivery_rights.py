"""Delivery routes if the bot lacks a permission or Discord refuses a call."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot.db.schema import generations, ledger
from tests.simcord.simcord_harness import Workshop, answer

_SLOW = pytest.mark.parametrize(
    "shop", [{"render_seconds": 9000.0, "JOB_DEADLINE_SECONDS": "80000"}], indirect=True
)


def _channel_without(shop: Workshop, **rights: bool) -> simcord.ChannelHandle:
    """A channel where the bot itself is denied something."""
    own = shop.guild.me
    assert own is not None
    return shop.guild.create_text_channel("quiet", overwrites={own: discord.PermissionOverwrite(**rights)})


async def test_without_permission_to_react_the_result_has_no_reaction(shop: Workshop) -> None:
    quiet = _channel_without(shop, add_reactions=False)

    result = await shop.alice.slash(quiet, "imagine", prompt="a red kite")
    await shop.finished()

    assert len(answer(result).attachments) == 1
    assert answer(result).message.reactions == []
    assert shop.calls("PUT", "/reactions/") == []


async def test_a_refused_reaction_changes_nothing(shop: Workshop) -> None:
    shop.env.inject_error("PUT", "/channels/*/reactions/*", status=403, code=90001)

    message = await shop.draw()

    assert len(message.attachments) == 1
    assert (await shop.rows(generations))[0]["state"] == "delivered"


async def test_without_permission_to_send_the_reply_still_arrives(shop: Workshop) -> None:
    quiet = _channel_without(shop, send_messages=False)

    result = await shop.alice.slash(quiet, "imagine", prompt="a red kite")
    await shop.finished()

    assert len(answer(result).attachments) == 1


@_SLOW
async def test_a_late_result_is_a_direct_message_if_the_channel_is_closed(shop: Workshop) -> None:
    quiet = _channel_without(shop, send_messages=False)
    await shop.alice.slash(quiet, "imagine", prompt="a red kite")
    await shop.at_fal()
    await shop.pass_time(15 * 60)

    shop.fal_clock.advance(9000)
    await shop.finished()

    (direct,) = shop.alice.user.dm_channel.history()
    assert len(direct.attachments) == 1
    assert "this is a new message" in direct.content
    assert await shop.left(shop.alice) == 54


async def test_a_reply_that_the_member_deleted_is_replaced_by_a_message(shop: Workshop) -> None:
    shop.env.inject_error("PATCH", "/webhooks/*", status=404, code=10008, times=None)

    await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")
    await shop.finished()

    (posted,) = shop.results
    assert "this is a new message" in posted.content
    assert await shop.left(shop.alice) == 54


async def test_without_a_delivery_route_the_request_is_refunded(shop: Workshop) -> None:
    for path in ("/webhooks/*", "/channels/*"):
        shop.env.inject_error("*", path, status=403, code=50013, times=None)

    await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")
    await shop.finished()

    (row,) = await shop.rows(generations)
    assert (row["state"], row["reason"]) == ("failed", "undeliverable")
    assert [entry["kind"] for entry in await shop.rows(ledger)] == ["reserve", "refund"]
    assert await shop.left(shop.alice) == 60
