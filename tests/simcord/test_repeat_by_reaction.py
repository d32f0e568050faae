"""🔁 on a result: repeats the request, for permitted members only."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot.db.schema import generations
from tests.simcord.simcord_harness import Workshop

_AGAIN = "🔁"
_OPEN_TO_ALL = pytest.mark.parametrize("shop", [{"REROLL_BY": "anyone"}], indirect=True)
_SLOW = pytest.mark.parametrize(
    "shop", [{"render_seconds": 9000.0, "JOB_DEADLINE_SECONDS": "80000"}], indirect=True
)
_SLOW_AND_OPEN = pytest.mark.parametrize(
    "shop",
    [{"render_seconds": 9000.0, "JOB_DEADLINE_SECONDS": "80000", "REROLL_BY": "anyone"}],
    indirect=True,
)


async def _react(
    shop: Workshop, who: simcord.MemberActor, message: discord.Message, emoji: str = _AGAIN
) -> None:
    """React, and wait for what comes of it."""
    await who.react(message, emoji)
    await shop.finished()


def _told(who: simcord.MemberActor) -> list[str]:
    return [message.content for message in who.user.dm_channel.history()]


def _close_direct_messages(shop: Workshop, who: simcord.MemberActor) -> None:
    """As when a member allows no messages from this server: Discord refuses the send."""
    path = f"/channels/{who.user.dm_channel.id}/messages"
    shop.env.inject_error("POST", path, status=403, code=50007, times=None)


# --- what it does ------------------------------------------------------------------------------


async def test_the_bot_adds_the_reaction_to_its_result(shop: Workshop) -> None:
    message = await shop.draw()

    assert [(str(reaction.emoji), reaction.count) for reaction in message.reactions] == [(_AGAIN, 1)]
    assert len(shop.calls("PUT", f"/messages/{message.id}/reactions/")) == 1


async def test_the_reaction_repeats_the_request_in_a_new_message(shop: Workshop) -> None:
    first = await shop.draw(prompt="two herons", size="1536x1024", quality="low", count=2)

    await _react(shop, shop.alice, first)

    again = shop.results[-1]
    assert again.id != first.id
    assert len(again.attachments) == 2
    assert again.reference is not None
    assert again.reference.message_id == first.id
    assert "another take on" in again.content
    assert f"/{shop.guild.id}/{shop.channel.id}/{first.id})" in again.content
    assert shop.fal.submits[0].arguments == shop.fal.submits[1].arguments
    assert await shop.left(shop.alice) == 56


async def test_a_repeat_can_itself_be_repeated(shop: Workshop) -> None:
    await _react(shop, shop.alice, await shop.draw())

    await _react(shop, shop.alice, shop.results[-1])

    assert len(shop.results) == 3


async def test_a_reaction_during_a_gateway_outage_is_recovered(shop: Workshop) -> None:
    message = await shop.draw()
    shard = shop.app.bot.shards[0]
    await shard.disconnect()
    await shop.alice.react(message, _AGAIN)
    missed = len(shop.results)

    await shard.reconnect()
    await shop.until(lambda: len(shop.results) == 2)
    await shop.finished()

    assert missed == 1
    assert await shop.left(shop.alice) == 48


# --- who pays ----------------------------------------------------------------------------------


@_OPEN_TO_ALL
async def test_the_limit_of_the_reacting_members_role_applies(shop: Workshop) -> None:
    role = shop.guild.create_role("Patrons")
    carol = shop.guild.add_member(shop.env.create_user("carol"), roles=[role])
    await shop.admin.slash(shop.channel, "quota-admin default", limit=6)
    await shop.admin.slash(shop.channel, "quota-admin set", target=role, limit=300)
    message = await shop.draw()

    await _react(shop, carol, message)

    assert shop.results[-1].attachments


async def test_a_reaction_beyond_the_quota_is_refused_in_a_direct_message(shop: Workshop) -> None:
    message = await shop.draw(quality="high", count=2)

    await _react(shop, shop.alice, message)

    (told,) = _told(shop.alice)
    assert "This costs 44 credits and you have 16 left" in told
    assert len(shop.channel.history()) == 1
    assert await shop.left(shop.alice) == 16


# --- what does not count ------------------------------------------------------------------------


@_OPEN_TO_ALL
async def test_the_bots_own_reaction_is_ignored(shop: Workshop) -> None:
    await shop.draw()
    (event,) = shop.events("MESSAGE_REACTION_ADD")
    del event["member"]

    shop.env.backend.emit("MESSAGE_REACTION_ADD", event)
    await shop.finished()

    assert event["user_id"] == str(shop.env.backend.bot_user.id)
    assert len(await shop.rows(generations)) == 1


@_OPEN_TO_ALL
async def test_another_bots_reaction_is_ignored(shop: Workshop) -> None:
    robot = shop.guild.add_member(shop.env.create_user("robot", bot=True))

    await _react(shop, robot, await shop.draw())

    assert len(shop.results) == 1


@pytest.mark.parametrize("emoji", ["👍", "🔂", "🔄", "repeat:1234567890123456789"])
async def test_another_emoji_is_ignored(shop: Workshop, emoji: str) -> None:
    await _react(shop, shop.alice, await shop.draw(), emoji)

    assert len(shop.results) == 1


async def test_a_reaction_to_another_authors_message_is_ignored(shop: Workshop) -> None:
    message = await shop.alice.send(shop.channel, "look at this")

    await _react(shop, shop.alice, message)

    assert await shop.untouched()
    assert _told(shop.alice) == []


async def test_a_reaction_to_a_message_without_pictures_is_ignored(shop: Workshop) -> None:
    shop.faults.arm("fal.job.no-pictures")
    explanation = await shop.draw()

    await _react(shop, shop.alice, explanation)

    assert len(await shop.rows(generations)) == 1


async def test_removing_the_reaction_does_nothing(shop: Workshop) -> None:
    message = await shop.draw()
    await _react(shop, shop.alice, message)

    await shop.alice.unreact(message, _AGAIN)
    await shop.finished()

    assert len(shop.results) == 2


# --- who is told, and how -----------------------------------------------------------------------


async def test_another_member_gets_the_same_refusal_once_a_minute_at_most(shop: Workshop) -> None:
    first, second = await shop.draw(), await shop.draw()
    await _react(shop, shop.bob, first)
    await _react(shop, shop.bob, second)
    in_the_same_minute = len(_told(shop.bob))

    await shop.pass_time(61)
    await shop.bob.unreact(second, _AGAIN)
    await _react(shop, shop.bob, second)

    assert in_the_same_minute == 1
    assert len(_told(shop.bob)) == 2


async def test_without_direct_messages_a_temporary_note_appears_in_the_channel(shop: Workshop) -> None:
    message = await shop.draw()
    _close_direct_messages(shop, shop.bob)

    await _react(shop, shop.bob, message)
    note = shop.channel.history()[-1]
    await shop.pass_time(21)

    assert note.content.startswith(f"<@{shop.bob.id}> Only the person who requested this picture")
    assert [m.id for m in shop.channel.history()] == [message.id]
    assert shop.pinged() == set()


async def test_an_undeliverable_refusal_is_harmless(shop: Workshop) -> None:
    message = await shop.draw()
    _close_direct_messages(shop, shop.bob)
    path = f"/channels/{shop.channel.id}/messages"
    shop.env.inject_error("POST", path, status=403, code=50013, times=None)

    await _react(shop, shop.bob, message)

    assert len(shop.channel.history()) == 1


# --- while one is running -----------------------------------------------------------------------


@_SLOW
async def test_a_second_reaction_while_the_repeat_is_drawn_is_refused(shop: Workshop) -> None:
    await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")
    await shop.at_fal()
    shop.fal_clock.advance(9000)
    await shop.finished()
    (message,) = shop.results
    await shop.alice.react(message, _AGAIN)
    await shop.at_fal(2)
    await shop.pass_time(3)

    await shop.alice.unreact(message, _AGAIN)
    await shop.alice.react(message, _AGAIN)
    await shop.until(lambda: _told(shop.alice))
    shop.fal_clock.advance(9000)
    await shop.finished()

    assert _told(shop.alice) == ["You're already rerunning this request. Wait for it to finish."]
    assert len(shop.fal.requests) == 2
    assert await shop.left(shop.alice) == 48


@_SLOW_AND_OPEN
async def test_two_members_can_repeat_one_picture_at_the_same_time(shop: Workshop) -> None:
    await shop.alice.slash(shop.channel, "imagine", prompt="a red kite")
    await shop.at_fal()
    shop.fal_clock.advance(9000)
    await shop.finished()
    (message,) = shop.results

    await shop.alice.react(message, _AGAIN)
    await shop.bob.react(message, _AGAIN)
    await shop.at_fal(3)
    shop.fal_clock.advance(9000)
    await shop.finished()

    assert len(shop.results) == 3
    assert (await shop.left(shop.alice), await shop.left(shop.bob)) == (48, 54)
