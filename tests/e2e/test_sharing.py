"""Share: a private result becomes public once, at its owner's request."""

import asyncio

import pytest

from sandbox.bot_process import CrashPoint, running_process
from sandbox.discord.entities import Overwrite
from sandbox.discord.permissions import Permission
from sandbox.server import open_sandbox
from tests.e2e.harness import CALM, Harness, open_harness, running_bot
from tests.e2e.menu_helpers import labels
from tests.faults.fast_clock import fast_clock
from tests.faults.kill_tools import AWAY, LONG_AWAY
from tests.faults.waiting import wait_for


async def _private(harness, **options):
    request = {"prompt": "a secret garden", "private": True, "count": 2, **options}
    post = await harness.result_of(await harness.alice.slash("imagine", **request))
    await harness.wait_idle()
    return post


def _covered(message):
    return [a.spoiler for a in message.attachments]


def _public(harness):
    return [m for m in harness.bob.visible_messages() if m.attachments]


@pytest.mark.usefixtures("each_engine")
async def test_sharing_posts_the_same_pictures_publicly_and_links_to_the_post(tmp_path):
    async with open_harness(tmp_path) as harness:
        private = await _private(harness)
        click = await harness.alice.click(private, "Share")
        answer = await harness.content_of(click)

        (shared,) = _public(harness)
        assert str(shared.id) in answer
        assert click.response.ephemeral_to is harness.people.alice
        assert [a.data for a in shared.attachments] == [a.data for a in private.attachments]
        assert [a.description for a in shared.attachments] == [a.description for a in private.attachments]
        assert f" shared by <@{harness.people.alice.id}>" in shared.content
        assert "credits" not in shared.content
        assert not shared.pinged
        assert (await harness.rows())[0]["shared_message_id"] == shared.id


@pytest.mark.usefixtures("each_engine")
async def test_a_second_share_links_to_the_first_and_posts_nothing(tmp_path):
    async with open_harness(tmp_path) as harness:
        private = await _private(harness)
        clicks = await asyncio.gather(*(harness.alice.click(private, "Share") for _ in range(4)))
        answers = [await harness.content_of(click) for click in clicks]
        again = await harness.content_of(await harness.alice.click(private, "Share"))

        (shared,) = _public(harness)
        assert all(str(shared.id) in answer for answer in [*answers, again])
        assert sum(answer.startswith("Shared:") for answer in answers) == 1
        assert again.startswith("You already shared this")


async def test_the_shared_message_can_be_repeated_in_public(tmp_path):
    async with open_harness(tmp_path) as harness:
        private = await _private(harness, count=1)
        await harness.content_of(await harness.alice.click(private, "Share"))
        (shared,) = _public(harness)
        await harness.until(lambda: shared.reactions)
        await harness.alice.react(shared, "🔁")
        await harness.until(lambda: len(_public(harness)) == 2)
        await harness.wait_idle()
        await harness.result_of(await harness.alice.click(shared, "Again"))
        await harness.wait_idle()

        repeats = _public(harness)[1:]
        assert [str(shared.id) in repeat.content for repeat in repeats] == [True, True]
        assert [row["private"] for row in await harness.rows()] == [1, 0, 0]


async def test_a_reaction_to_a_shared_message_is_recovered_after_downtime(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM), fast_clock(box):
            private = await _private(harness, count=1)
            await harness.content_of(await harness.alice.click(private, "Share"))
            (shared,) = _public(harness)
            await harness.until(lambda: shared.reactions)
        await harness.alice.react(shared, "🔁")
        async with running_bot(harness, **CALM), fast_clock(box):
            await harness.until(lambda: len(_public(harness)) == 2)
            await harness.wait_idle()


async def test_a_member_who_may_not_send_messages_may_not_share(tmp_path):
    async with open_harness(tmp_path) as harness:
        private = await _private(harness)
        people = harness.people
        mute = Overwrite(deny=int(Permission.SEND_MESSAGES), is_member=True)
        people.guild.set_overwrite(people.studio, people.alice, mute)
        answer = await harness.content_of(await harness.alice.click(private, "Share"))

        assert "You can't send messages in this channel" in answer
        assert _public(harness) == []


async def test_without_permission_to_post_the_reply_names_the_missing_permission(tmp_path):
    async with open_harness(tmp_path) as harness:
        quiet = harness.client(harness.people.alice, harness.people.quiet)
        private = await harness.result_of(await quiet.slash("imagine", prompt="hush", private=True))
        await harness.wait_idle()
        answer = await harness.content_of(await quiet.click(private, "Share"))

        assert "Attach Files" in answer
        assert harness.world.messages(harness.people.quiet)[0] is private
        assert (await harness.rows())[0]["shared_ms"] is None


async def test_a_blocked_member_cannot_share_earlier_results(tmp_path):
    async with open_harness(tmp_path) as harness:
        private = await _private(harness)
        await (await harness.mod.slash("quota-admin block", member=harness.people.alice)).done()
        answer = await harness.content_of(await harness.alice.click(private, "Share"))

        assert "You can't use Easel on this server" in answer
        assert _public(harness) == []


async def test_a_file_missing_at_discord_is_fetched_from_fal(tmp_path):
    async with open_harness(tmp_path) as harness:
        private = await _private(harness)
        before = [a.data for a in private.attachments]
        private.attachments.clear()
        await harness.content_of(await harness.alice.click(private, "Share"))

        (shared,) = _public(harness)
        assert [a.data for a in shared.attachments] == before


async def test_a_lost_response_does_not_share_twice(tmp_path):
    async with open_harness(tmp_path) as harness, fast_clock(harness.sandbox):
        private = await _private(harness)
        harness.faults.arm("discord.rest.lost-answer", route="POST /messages")
        answer = await harness.content_of(await harness.alice.click(private, "Share"))

        (shared,) = _public(harness)
        assert str(shared.id) in answer


async def _menu(harness, private):
    await harness.alice.click(private, "⋯ More")
    await harness.until(lambda: "Hide as spoiler" in labels(private))


async def test_a_spoiler_set_while_sharing_applies_to_the_public_post(tmp_path):
    async with open_harness(tmp_path) as harness:
        private, faults = await _private(harness), harness.faults
        await _menu(harness, private)
        faults.arm("discord.rest.slow", route="POST /messages", seconds=20)
        share = await harness.alice.click(private, "Share")
        await wait_for(lambda: "discord.rest.slow" in faults.taken)
        await harness.alice.click(private, "Hide as spoiler")
        await harness.until(lambda: "Remove spoiler" in labels(private))
        harness.clock.advance(21)
        await harness.content_of(share)

        (shared,) = _public(harness)
        row = (await harness.rows())[0]
        assert all(_covered(private) + _covered(shared))
        assert (row["shared_message_id"], row["spoiler"]) == (shared.id, 1)


async def test_a_result_shared_while_its_spoiler_is_set_has_the_spoiler_in_public(tmp_path):
    async with open_harness(tmp_path) as harness:
        private, faults = await _private(harness), harness.faults
        await _menu(harness, private)
        faults.arm("discord.rest.slow", route="PATCH @original", seconds=20)
        await harness.alice.click(private, "Hide as spoiler")
        await wait_for(lambda: "discord.rest.slow" in faults.taken)
        await harness.content_of(await harness.alice.click(private, "Share"))
        (shared,) = _public(harness)
        before = _covered(shared)
        harness.clock.advance(21)
        await harness.until(lambda: "Remove spoiler" in labels(private))

        assert not any(before)
        assert all(_covered(private) + _covered(shared))
        assert (await harness.rows())[0]["spoiler"] == 1


@pytest.mark.parametrize("away", [AWAY, LONG_AWAY])
@pytest.mark.parametrize(
    "crash_at",
    [
        CrashPoint(at="bot.db.shares:SqlShareStore.begin", when="after"),
        CrashPoint(at="bot.db.shares:SqlShareStore.complete", when="before"),
        CrashPoint(at="bot.db.shares:SqlShareStore.complete", when="after"),
    ],
    ids=["begun", "posted", "noted"],
)
async def test_a_bot_killed_while_sharing_shares_once(tmp_path, crash_at, away):
    async with open_sandbox(picture_bytes=20_000) as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM), fast_clock(box):
            private = await _private(harness)
        async with running_process(box, tmp_path, crash_at=crash_at, **CALM) as bot:
            await harness.alice.click(private, "Share")
            assert await bot.wait() == -9, bot.log.read_text()
        box.clock.advance(away)

        async with running_bot(harness, **CALM), fast_clock(box):
            answer = await harness.content_of(await harness.alice.click(private, "Share"))

            (shared,) = _public(harness)
            assert str(shared.id) in answer
            assert (await harness.rows())[0]["shared_message_id"] == shared.id
