"""A private result becomes public when its owner says so, once."""

import asyncio

import pytest

from sandbox.discord.entities import Overwrite
from sandbox.discord.permissions import Permission
from sandbox.server import open_sandbox
from tests.reliability.doom import CALM, Doom, doomed_bot
from tests.reliability.kill_tools import AWAY, LONG_AWAY
from tests.reliability.rest import happens, hurried
from tests.stories.house import House, open_house, running_bot
from tests.stories.menus import labels


async def _private(house, **options):
    request = {"prompt": "a secret garden", "private": True, "count": 2, **options}
    post = await house.pictures_of(await house.alice.slash("imagine", **request))
    await house.settled()
    return post


async def _said(house, click):
    await house.until(lambda: click.response is not None and click.response.content)
    return click.response.content


def _covered(message):
    return [a.filename.startswith("SPOILER_") for a in message.attachments]


def _public(house):
    return [m for m in house.bob.visible_messages() if m.attachments]


async def test_sharing_posts_the_same_pictures_for_everybody_and_says_where(tmp_path):
    async with open_house(tmp_path) as house:
        private = await _private(house)
        click = await house.alice.click(private, "Share")
        answer = await _said(house, click)

        (shared,) = _public(house)
        assert str(shared.id) in answer
        assert click.response.ephemeral_to is house.box.people.alice
        assert [a.data for a in shared.attachments] == [a.data for a in private.attachments]
        assert [a.description for a in shared.attachments] == [a.description for a in private.attachments]
        assert shared.content.startswith(f"<@{house.box.people.alice.id}> shares: ")
        assert "credits" not in shared.content
        assert not shared.pinged
        assert (await house.rows())[0]["shared_message_id"] == shared.id


async def test_a_second_share_says_where_it_is_and_posts_nothing(tmp_path):
    async with open_house(tmp_path) as house:
        private = await _private(house)
        clicks = await asyncio.gather(*(house.alice.click(private, "Share") for _ in range(4)))
        answers = [await _said(house, click) for click in clicks]
        again = await _said(house, await house.alice.click(private, "Share"))

        (shared,) = _public(house)
        assert all(str(shared.id) in answer for answer in [*answers, again])
        assert sum(answer.startswith("Shared:") for answer in answers) == 1
        assert again.startswith("You have shared this already")


async def test_the_shared_message_can_be_repeated_in_public(tmp_path):
    async with open_house(tmp_path) as house:
        private = await _private(house, count=1)
        await _said(house, await house.alice.click(private, "Share"))
        (shared,) = _public(house)
        await house.until(lambda: shared.reactions)
        await house.alice.react(shared, "🔁")
        await house.until(lambda: len(_public(house)) == 2)
        await house.settled()
        await house.pictures_of(await house.alice.click(shared, "Again"))
        await house.settled()

        repeats = _public(house)[1:]
        assert [str(shared.id) in repeat.content for repeat in repeats] == [True, True]
        assert [row["private"] for row in await house.rows()] == [1, 0, 0]


async def test_a_reaction_on_a_shared_message_is_noticed_after_an_absence(tmp_path):
    async with open_sandbox() as box:
        house = House(box=box, folder=tmp_path)
        async with running_bot(house, **CALM), hurried(box):
            private = await _private(house, count=1)
            await _said(house, await house.alice.click(private, "Share"))
            (shared,) = _public(house)
            await house.until(lambda: shared.reactions)
        await house.alice.react(shared, "🔁")
        async with running_bot(house, **CALM), hurried(box):
            await house.until(lambda: len(_public(house)) == 2)
            await house.settled()


async def test_who_may_not_send_messages_may_not_share(tmp_path):
    async with open_house(tmp_path) as house:
        private = await _private(house)
        people = house.box.people
        mute = Overwrite(deny=int(Permission.SEND_MESSAGES), is_member=True)
        people.guild.set_overwrite(people.studio, people.alice, mute)
        answer = await _said(house, await house.alice.click(private, "Share"))

        assert "You may not send messages in this channel" in answer
        assert _public(house) == []


async def test_where_the_bot_may_not_post_the_member_is_told_what_it_needs(tmp_path):
    async with open_house(tmp_path) as house:
        quiet = house.actor(house.box.people.alice, house.box.people.quiet)
        private = await house.pictures_of(await quiet.slash("imagine", prompt="hush", private=True))
        await house.settled()
        answer = await _said(house, await quiet.click(private, "Share"))

        assert "Attach Files" in answer
        assert house.box.discord.world.messages(house.box.people.quiet)[0] is private
        assert (await house.rows())[0]["shared_ms"] is None


async def test_a_blocked_member_does_not_share_what_was_drawn_before(tmp_path):
    async with open_house(tmp_path) as house:
        private = await _private(house)
        await (await house.mod.slash("quota-admin block", member=house.box.people.alice)).done()
        answer = await _said(house, await house.alice.click(private, "Share"))

        assert "switched drawing off for you" in answer
        assert _public(house) == []


async def test_what_discord_no_longer_has_comes_from_fal(tmp_path):
    async with open_house(tmp_path) as house:
        private = await _private(house)
        before = [a.data for a in private.attachments]
        private.attachments.clear()
        await _said(house, await house.alice.click(private, "Share"))

        (shared,) = _public(house)
        assert [a.data for a in shared.attachments] == before


async def test_an_answer_that_is_lost_does_not_share_twice(tmp_path):
    async with open_house(tmp_path) as house, hurried(house.box):
        private = await _private(house)
        house.box.faults.arm("discord.rest.lost-answer", route="POST /messages")
        answer = await _said(house, await house.alice.click(private, "Share"))

        (shared,) = _public(house)
        assert str(shared.id) in answer


async def _menu(house, private):
    await house.alice.click(private, "⋯ More")
    await house.until(lambda: "Hide as spoiler" in labels(private))


async def test_what_is_covered_while_it_is_being_shared_is_covered_in_public(tmp_path):
    async with open_house(tmp_path) as house:
        private, faults = await _private(house), house.box.faults
        await _menu(house, private)
        faults.arm("discord.rest.slow", route="POST /messages", seconds=20)
        share = await house.alice.click(private, "Share")
        await happens(lambda: "discord.rest.slow" in faults.taken)
        await house.alice.click(private, "Hide as spoiler")
        await house.until(lambda: "Remove spoiler" in labels(private))
        house.box.clock.advance(21)
        await _said(house, share)

        (shared,) = _public(house)
        row = (await house.rows())[0]
        assert all(_covered(private) + _covered(shared))
        assert (row["shared_message_id"], row["spoiler"]) == (shared.id, 1)


async def test_what_is_shared_while_it_is_being_covered_is_covered_in_public(tmp_path):
    async with open_house(tmp_path) as house:
        private, faults = await _private(house), house.box.faults
        await _menu(house, private)
        faults.arm("discord.rest.slow", route="PATCH @original", seconds=20)
        await house.alice.click(private, "Hide as spoiler")
        await happens(lambda: "discord.rest.slow" in faults.taken)
        await _said(house, await house.alice.click(private, "Share"))
        (shared,) = _public(house)
        before = _covered(shared)
        house.box.clock.advance(21)
        await house.until(lambda: "Remove spoiler" in labels(private))

        assert not any(before)
        assert all(_covered(private) + _covered(shared))
        assert (await house.rows())[0]["spoiler"] == 1


@pytest.mark.parametrize("away", [AWAY, LONG_AWAY])
@pytest.mark.parametrize(
    "doom",
    [
        Doom(at="bot.db.shares:ShareStore.begin", when="after"),
        Doom(at="bot.db.shares:ShareStore.note", when="before"),
        Doom(at="bot.db.shares:ShareStore.note", when="after"),
    ],
    ids=["begun", "posted", "noted"],
)
async def test_a_bot_that_is_killed_while_it_shares_shares_once(tmp_path, doom, away):
    async with open_sandbox(picture_bytes=20_000) as box:
        house = House(box=box, folder=tmp_path)
        async with running_bot(house, **CALM), hurried(box):
            private = await _private(house)
        async with doomed_bot(box, tmp_path, doom) as bot:
            await house.alice.click(private, "Share")
            assert await bot.ended() == -9, bot.log.read_text()
        box.clock.advance(away)

        async with running_bot(house, **CALM), hurried(box):
            answer = await _said(house, await house.alice.click(private, "Share"))

            (shared,) = _public(house)
            assert str(shared.id) in answer
            assert (await house.rows())[0]["shared_message_id"] == shared.id
