"""Ways around the promises that a hostile look found; each test is the reproduction."""

import pytest
from sqlalchemy import select

from bot.db.schema import blocks
from bot.quota.service import AdminActor
from sandbox.discord.gateway import Event
from sandbox.server import open_sandbox
from tests.reliability.doom import CALM, Doom, doomed_bot
from tests.reliability.kill_tools import AWAY, LONG_AWAY
from tests.reliability.rest import at_rest, happens, hurried
from tests.stories.house import House, open_house, running_bot
from tests.stories.menus import details, labels, open_menu, pressed
from tests.stories.slow_database import hold_database


def _comes_again(house, interaction):
    """Discord delivers the same event once more."""
    guild = interaction.guild
    event = Event(name="INTERACTION_CREATE", data=interaction.payload, guild_id=guild and guild.id)
    house.box.discord.gateway.publish([event])


async def _drawn(house, prompt="a red kite", **options):
    post = await house.pictures_of(await house.alice.slash("imagine", prompt=prompt, **options))
    await house.settled()
    return post


def _public(house):
    return [m for m in house.bob.visible_messages() if m.attachments]


async def _said(house, click):
    await house.until(lambda: click.response is not None and click.response.content)
    return click.response.content


async def _gone_page(house, post):
    """The history page that offers to bring a deleted picture back."""
    house.box.discord.world.delete_message(post)
    page = await house.alice.slash("history")
    await page.done()
    return page.response


# --- events that come again ---------------------------------------------------------------------


async def test_a_grant_that_discord_delivers_twice_is_given_once(tmp_path):
    async with open_house(tmp_path) as house:
        grant = await house.mod.slash("quota-admin grant", member=house.box.people.alice, credits=10)
        await _said(house, grant)
        _comes_again(house, grant)
        other = await house.mod.slash("quota-admin show", member=house.box.people.alice)
        await _said(house, other)
        await house.settled()

        assert [e["kind"] for e in await house.entries()] == ["grant"]
        assert "10" in grant.response.content


async def test_bringing_back_that_discord_delivers_twice_leaves_the_picture_where_it_is(tmp_path):
    async with open_house(tmp_path) as house:
        page = await _gone_page(house, await _drawn(house))
        click = await house.alice.click(page, "Bring back")
        again = await house.pictures_of(click)
        for _ in range(2):
            _comes_again(house, click)
            await _said(house, await house.alice.slash("quota"))
            await house.app.bot.services.clock.sleep(0)

        refused = await house.alice.click(page, "Bring back")
        await house.until(lambda: refused.followups)
        assert not again.deleted
        assert again.attachments
        assert "The post is still there" in refused.followups[0].content


async def test_a_request_that_comes_again_while_the_bot_stops_keeps_its_reply(tmp_path):
    async with open_house(tmp_path) as house:
        house.box.faults.arm("fal.submit.429", times=1000, retry_after=3600)
        asked = await house.alice.slash("imagine", prompt="a red kite")
        await house.until(lambda: asked.response is not None and asked.response.content)
        house.app.bot.services.studio.close()
        _comes_again(house, asked)
        refused = await house.bob.slash("imagine", prompt="too late")
        await house.until(lambda: refused.followups)

        assert not asked.response.deleted
        assert asked.followups == []


# --- deleting and sharing -----------------------------------------------------------------------


async def test_what_is_deleted_while_it_is_being_shared_does_not_become_public(tmp_path):
    async with open_house(tmp_path) as house:
        private = await _drawn(house, private=True)
        house.box.faults.arm("discord.rest.slow", route="POST /messages", seconds=20)
        share = await house.alice.click(private, "Share")
        await happens(lambda: "discord.rest.slow" in house.box.faults.taken)
        await open_menu(house, house.alice, private)
        for label in ("Delete", "Delete for good"):
            await house.until(lambda wanted=label: wanted in labels(private))
            await pressed(house, house.alice, private, label)
        await house.until(lambda: private.deleted)
        house.box.clock.advance(21)
        answer = await _said(house, share)

        assert answer == "That picture was deleted."
        assert _public(house) == []


@pytest.mark.parametrize("away", [AWAY, LONG_AWAY])
async def test_a_share_that_was_cut_off_in_a_busy_channel_is_found_again(tmp_path, away):
    doom = Doom(at="bot.db.shares:ShareStore.note", when="before")
    async with open_sandbox(picture_bytes=20_000) as box:
        house = House(box=box, folder=tmp_path)
        async with running_bot(house, **CALM), hurried(box):
            private = await _drawn(house, private=True)
        for number in range(60):
            await house.bob.send(f"chatter {number}")
        async with doomed_bot(box, tmp_path, doom) as bot:
            await house.alice.click(private, "Share")
            assert await bot.ended() == -9, bot.log.read_text()
        box.clock.advance(away)

        async with running_bot(house, **CALM), hurried(box):
            await _said(house, await house.alice.click(private, "Share"))
            assert len(_public(house)) == 1


# --- bringing back ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "doom",
    [
        Doom(at="bot.jobs.history:History.note_new_post", when="before"),
        Doom(at="bot.jobs.history:History.note_new_post", when="after"),
        Doom(at="cogs.repost:Repost._post", when="before"),
        Doom(at="cogs.repost:Repost._post", when="after"),
    ],
    ids=["before-note", "after-note", "before-post", "after-post"],
)
async def test_a_bot_that_is_killed_while_it_brings_back_leaves_one_post(tmp_path, doom):
    async with open_sandbox(picture_bytes=20_000) as box:
        house = House(box=box, folder=tmp_path)
        async with running_bot(house, **CALM), hurried(box):
            page = await _gone_page(house, await _drawn(house))
        async with doomed_bot(box, tmp_path, doom) as bot:
            await house.alice.click(page, "Bring back")
            assert await bot.ended() == -9, bot.log.read_text()
        box.clock.advance(LONG_AWAY)

        async with running_bot(house, **CALM), hurried(box):
            click = await house.alice.click(page, "Bring back")
            await house.until(lambda: click.followups or (click.response and click.response.attachments))
            assert len(_public(house)) == 1


# --- what others learn --------------------------------------------------------------------------


async def test_details_name_no_private_picture_to_others(tmp_path):
    async with open_house(tmp_path) as house:
        post = await _drawn(house)
        rows = await house.rows()
        private = await _drawn(house, "a secret garden", private=True)
        child = (await house.rows())[1]["id"]
        async with house.app.database.write() as connection:
            await connection.exec_driver_sql(
                f"UPDATE generations SET parent_id = '{rows[0]['id']}' WHERE id = '{child}'"
            )
        assert private.ephemeral_to is not None
        told = {}
        for name, who in (("owner", house.alice), ("other", house.bob)):
            told[name] = (await details(house, who, post)).content

        assert child in told["owner"]
        assert child not in told["other"]


# --- a stop -------------------------------------------------------------------------------------


async def test_an_administrators_change_that_waits_for_the_database_is_answered_before_a_stop(tmp_path):
    async with open_sandbox() as box:
        house = House(box=box, folder=tmp_path)
        async with running_bot(house, **CALM) as app:
            await _said(house, await house.mod.slash("quota"))
            with hold_database(app):
                grant = await house.mod.slash("quota-admin grant", member=box.people.alice, credits=10)
                await grant.acked()
                app.stop()
                await happens(lambda: app.bot.services.studio._closing)
        assert grant.response.content


# --- notices ------------------------------------------------------------------------------------


async def test_a_notice_that_is_slow_keeps_neither_a_refusal_nor_a_request_waiting(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
        channel = people.guild.create_channel("notices")
        await house.app.bot.services.servers.change(actor, ceiling_day=7, ceiling_channel=channel.id)
        await _drawn(house)
        await house.until(lambda: house.box.discord.world.messages(channel))
        house.box.faults.arm("discord.rest.slow", route="POST /messages", seconds=600)
        refused = await house.bob.slash("imagine", prompt="too much")
        await happens(lambda: "discord.rest.slow" in house.box.faults.taken)

        # A notice is given up after five seconds.
        await house.until(
            lambda: any("This server has spent" in m.content for m in refused.messages), timeout=3.0
        )
        assert len(house.box.discord.world.messages(channel)) == 1


# --- reports ------------------------------------------------------------------------------------


async def _reported(house):
    """A picture of Alice's that Bob has reported: the message that administrators read."""
    people = house.box.people
    actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
    channel = people.guild.create_channel("moderation")
    await house.app.bot.services.servers.change(actor, log_channel=channel.id)
    post = await _drawn(house)
    await house.bob.context_menu("Report picture", post)
    await house.until(lambda: house.box.discord.world.messages(channel))
    return house.box.discord.world.messages(channel)[0], post


async def test_members_who_report_at_the_same_time_are_all_in_the_one_message(tmp_path):
    async with open_house(tmp_path) as house:
        people = house.box.people
        actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
        channel = people.guild.create_channel("moderation")
        await house.app.bot.services.servers.change(actor, log_channel=channel.id)
        post, letters = await _drawn(house), []
        cog = house.app.bot.get_cog("ImageReports")
        compose = cog.letter

        async def counted(*asked):
            letters.append(await compose(*asked))
            return letters[-1]

        cog.letter = counted
        house.box.faults.arm("discord.rest.slow", route="POST /messages", seconds=20)
        first = await house.bob.context_menu("Report picture", post)
        await happens(lambda: "discord.rest.slow" in house.box.faults.taken)
        second = await house.mod.context_menu("Report picture", post)
        await happens(lambda: len(letters) == 2)
        house.box.clock.advance(21)
        for report in (first, second):
            await _said(house, report)

        (message,) = house.box.discord.world.messages(channel)
        assert "1 other" in message.content


async def test_a_block_for_a_day_from_an_old_report_does_not_shorten_one_for_good(tmp_path):
    async with open_house(tmp_path) as house:
        message, _ = await _reported(house)
        await _said(house, await house.mod.slash("quota-admin block", member=house.box.people.alice))
        before = len(message.edits)
        moderator = house.actor(house.box.people.mod, message.channel)
        await moderator.click(message, "Block for a day")
        await house.until(lambda: len(message.edits) > before)

        standing = await _said(
            house, await house.mod.slash("quota-admin show", member=house.box.people.alice)
        )
        assert "<t:" not in message.content.splitlines()[-1]
        assert "blocked" in standing.lower()


async def test_a_report_about_somebody_who_was_erased_blocks_nobody(tmp_path):
    async with open_house(tmp_path) as house:
        message, _ = await _reported(house)
        await house.app.bot.services.privacy.erase(house.box.people.alice.id)
        moderator = house.actor(house.box.people.mod, message.channel)
        click = await moderator.click(message, "Block")
        await house.until(lambda: click.followups)

        async with house.app.database.read() as connection:
            assert (await connection.execute(select(blocks))).all() == []


# --- cancelling ---------------------------------------------------------------------------------


async def test_what_is_being_cancelled_says_so_to_everybody_who_reads_its_progress(tmp_path):
    async with open_house(tmp_path, sandbox={"render_seconds": 600.0}) as house:
        asked = await house.alice.slash("imagine", prompt="a red kite")
        await house.until(lambda: asked.response and asked.response.content.startswith("Drawing"))
        house.box.faults.arm("fal.cancel.reset", times=1000)
        await house.alice.click(asked.response, "Cancel")

        await house.until(lambda: asked.response.content.startswith("Cancelling"))


# --- a crash in a busy channel ------------------------------------------------------------------


async def test_a_late_result_in_a_busy_channel_is_found_after_a_crash_and_not_posted_again(tmp_path):
    """Its token is dead, so it is a message of its own, and much is said before the bot is back."""
    doom = Doom(at="bot.db.jobs:JobStore.finish_delivered", when="before")
    async with open_sandbox(render_seconds=1200.0, picture_bytes=20_000) as box:
        house = House(box=box, folder=tmp_path)
        async with doomed_bot(box, tmp_path, doom, JOB_DEADLINE_SECONDS="3600") as bot:
            await house.alice.slash("imagine", prompt="once")
            await box.fal.until(lambda: any(r.stream_reads for r in box.fal.requests.values()))
            box.clock.advance(1300)
            assert await bot.ended() == -9, bot.log.read_text()
        for number in range(60):
            await house.bob.send(f"chatter {number}")
        box.clock.advance(LONG_AWAY)

        async with running_bot(house, **CALM), hurried(box):
            (row,) = await at_rest(house)
            assert len(house.posts()) == 1
            assert row["state"] == "delivered"
