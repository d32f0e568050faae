"""Ways around the promises that a hostile look found; each test is the reproduction."""

import pytest
from sqlalchemy import select

from bot.db.schema import blocks
from bot.discord.report_message import ReportMessage
from bot.quota.service import AdminActor
from sandbox.bot_process import CrashPoint, running_process
from sandbox.discord.gateway import Event
from sandbox.server import open_sandbox
from tests.e2e.blocked_database import block_database
from tests.e2e.harness import CALM, Harness, open_harness, running_bot
from tests.e2e.menu_helpers import details, labels, open_menu, pressed
from tests.faults.fast_clock import fast_clock
from tests.faults.kill_tools import AWAY, LONG_AWAY
from tests.faults.waiting import wait_for, wait_settled


def _comes_again(harness, interaction):
    """Discord delivers the same event once more."""
    guild = interaction.guild
    event = Event(name="INTERACTION_CREATE", data=interaction.payload, guild_id=guild and guild.id)
    harness.discord.gateway.publish([event])


async def _drawn(harness, prompt="a red kite", **options):
    post = await harness.result_of(await harness.alice.slash("imagine", prompt=prompt, **options))
    await harness.wait_idle()
    return post


def _public(harness):
    return [m for m in harness.bob.visible_messages() if m.attachments]


async def _said(harness, click):
    await harness.until(lambda: click.response is not None and click.response.content)
    return click.response.content


async def _gone_page(harness, post):
    """The history page that offers to bring a deleted picture back."""
    harness.world.delete_message(post)
    page = await harness.alice.slash("history")
    await page.done()
    return page.response


# --- events that come again ---------------------------------------------------------------------


async def test_a_grant_that_discord_delivers_twice_is_given_once(tmp_path):
    async with open_harness(tmp_path) as harness:
        grant = await harness.mod.slash("quota-admin grant", member=harness.people.alice, credits=10)
        await _said(harness, grant)
        _comes_again(harness, grant)
        other = await harness.mod.slash("quota-admin show", member=harness.people.alice)
        await _said(harness, other)
        await harness.wait_idle()

        assert [e["kind"] for e in await harness.entries()] == ["grant"]
        assert "10" in grant.response.content


async def test_bringing_back_that_discord_delivers_twice_leaves_the_picture_where_it_is(tmp_path):
    async with open_harness(tmp_path) as harness:
        page = await _gone_page(harness, await _drawn(harness))
        click = await harness.alice.click(page, "Bring back")
        again = await harness.result_of(click)
        for _ in range(2):
            _comes_again(harness, click)
            await _said(harness, await harness.alice.slash("quota"))
            await harness.app.bot.services.clock.sleep(0)

        refused = await harness.alice.click(page, "Bring back")
        await harness.until(lambda: refused.followups)
        assert not again.deleted
        assert again.attachments
        assert "The post is still there" in refused.followups[0].content


async def test_a_request_that_comes_again_while_the_bot_stops_keeps_its_reply(tmp_path):
    async with open_harness(tmp_path) as harness:
        harness.faults.arm("fal.submit.429", times=1000, retry_after=3600)
        asked = await harness.alice.slash("imagine", prompt="a red kite")
        await harness.until(lambda: asked.response is not None and asked.response.content)
        harness.app.bot.services.jobs.close()
        _comes_again(harness, asked)
        refused = await harness.bob.slash("imagine", prompt="too late")
        await harness.until(lambda: refused.followups)

        assert not asked.response.deleted
        assert asked.followups == []


# --- deleting and sharing -----------------------------------------------------------------------


async def test_what_is_deleted_while_it_is_being_shared_does_not_become_public(tmp_path):
    async with open_harness(tmp_path) as harness:
        private = await _drawn(harness, private=True)
        harness.faults.arm("discord.rest.slow", route="POST /messages", seconds=20)
        share = await harness.alice.click(private, "Share")
        await wait_for(lambda: "discord.rest.slow" in harness.faults.taken)
        await open_menu(harness, harness.alice, private)
        for label in ("Delete", "Delete for good"):
            await harness.until(lambda wanted=label: wanted in labels(private))
            await pressed(harness, harness.alice, private, label)
        await harness.until(lambda: private.deleted)
        harness.clock.advance(21)
        answer = await _said(harness, share)

        assert answer == "That picture was deleted."
        assert _public(harness) == []


@pytest.mark.parametrize("away", [AWAY, LONG_AWAY])
async def test_a_share_that_was_cut_off_in_a_busy_channel_is_found_again(tmp_path, away):
    crash_at = CrashPoint(at="bot.db.shares:ShareStore.complete", when="before")
    async with open_sandbox(picture_bytes=20_000) as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM), fast_clock(box):
            private = await _drawn(harness, private=True)
        for number in range(60):
            await harness.bob.send(f"chatter {number}")
        async with running_process(box, tmp_path, crash_at=crash_at, **CALM) as bot:
            await harness.alice.click(private, "Share")
            assert await bot.wait() == -9, bot.log.read_text()
        box.clock.advance(away)

        async with running_bot(harness, **CALM), fast_clock(box):
            await _said(harness, await harness.alice.click(private, "Share"))
            assert len(_public(harness)) == 1


# --- bringing back ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "crash_at",
    [
        CrashPoint(at="bot.jobs.history:History.record_repost", when="before"),
        CrashPoint(at="bot.jobs.history:History.record_repost", when="after"),
        CrashPoint(at="bot.discord.reposting:_post", when="before"),
        CrashPoint(at="bot.discord.reposting:_post", when="after"),
    ],
    ids=["before-note", "after-note", "before-post", "after-post"],
)
async def test_a_bot_that_is_killed_while_it_brings_back_leaves_one_post(tmp_path, crash_at):
    async with open_sandbox(picture_bytes=20_000) as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM), fast_clock(box):
            page = await _gone_page(harness, await _drawn(harness))
        async with running_process(box, tmp_path, crash_at=crash_at, **CALM) as bot:
            await harness.alice.click(page, "Bring back")
            assert await bot.wait() == -9, bot.log.read_text()
        box.clock.advance(LONG_AWAY)

        async with running_bot(harness, **CALM), fast_clock(box):
            click = await harness.alice.click(page, "Bring back")
            await harness.until(lambda: click.followups or (click.response and click.response.attachments))
            assert len(_public(harness)) == 1


# --- what others learn --------------------------------------------------------------------------


async def test_details_name_no_private_picture_to_others(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await _drawn(harness)
        rows = await harness.rows()
        private = await _drawn(harness, "a secret garden", private=True)
        child = (await harness.rows())[1]["id"]
        async with harness.app.database.write() as connection:
            await connection.exec_driver_sql(
                f"UPDATE generations SET parent_id = '{rows[0]['id']}' WHERE id = '{child}'"
            )
        assert private.ephemeral_to is not None
        told = {}
        for name, who in (("owner", harness.alice), ("other", harness.bob)):
            told[name] = (await details(harness, who, post)).content

        assert child in told["owner"]
        assert child not in told["other"]


# --- a stop -------------------------------------------------------------------------------------


async def test_an_administrators_change_that_waits_for_the_database_is_answered_before_a_stop(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness, **CALM) as app:
            await _said(harness, await harness.mod.slash("quota"))
            with block_database(app):
                grant = await harness.mod.slash("quota-admin grant", member=box.people.alice, credits=10)
                await grant.acked()
                app.stop()
                await wait_for(lambda: app.bot.services.jobs._closing)
        assert grant.response.content


# --- notices ------------------------------------------------------------------------------------


async def test_a_notice_that_is_slow_keeps_neither_a_refusal_nor_a_request_waiting(tmp_path):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
        channel = people.guild.create_channel("notices")
        await harness.app.bot.services.guilds.change(actor, ceiling_day=7, ceiling_channel=channel.id)
        await _drawn(harness)
        await harness.until(lambda: harness.world.messages(channel))
        harness.faults.arm("discord.rest.slow", route="POST /messages", seconds=600)
        refused = await harness.bob.slash("imagine", prompt="too much")
        await wait_for(lambda: "discord.rest.slow" in harness.faults.taken)

        # A notice is given up after five seconds.
        await harness.until(
            lambda: any("This server has spent" in m.content for m in refused.messages), timeout=3.0
        )
        assert len(harness.world.messages(channel)) == 1


# --- reports ------------------------------------------------------------------------------------


async def _reported(harness):
    """A picture of Alice's that Bob has reported: the message that administrators read."""
    people = harness.people
    actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
    channel = people.guild.create_channel("moderation")
    await harness.app.bot.services.guilds.change(actor, log_channel=channel.id)
    post = await _drawn(harness)
    await harness.bob.context_menu("Report picture", post)
    await harness.until(lambda: harness.world.messages(channel))
    return harness.world.messages(channel)[0], post


async def test_members_who_report_at_the_same_time_are_all_in_the_one_message(tmp_path, monkeypatch):
    async with open_harness(tmp_path) as harness:
        people = harness.people
        actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
        channel = people.guild.create_channel("moderation")
        await harness.app.bot.services.guilds.change(actor, log_channel=channel.id)
        post, letters = await _drawn(harness), []
        compose = ReportMessage.compose

        async def counted(*asked):
            letters.append(await compose(*asked))
            return letters[-1]

        monkeypatch.setattr(ReportMessage, "compose", counted)
        harness.faults.arm("discord.rest.slow", route="POST /messages", seconds=20)
        first = await harness.bob.context_menu("Report picture", post)
        await wait_for(lambda: "discord.rest.slow" in harness.faults.taken)
        second = await harness.mod.context_menu("Report picture", post)
        await wait_for(lambda: len(letters) == 2)
        harness.clock.advance(21)
        for report in (first, second):
            await _said(harness, report)

        (message,) = harness.world.messages(channel)
        assert "1 other" in message.content


async def test_a_block_for_a_day_from_an_old_report_does_not_shorten_one_for_good(tmp_path):
    async with open_harness(tmp_path) as harness:
        message, _ = await _reported(harness)
        await _said(harness, await harness.mod.slash("quota-admin block", member=harness.people.alice))
        before = len(message.edits)
        moderator = harness.client(harness.people.mod, message.channel)
        await moderator.click(message, "Block for a day")
        await harness.until(lambda: len(message.edits) > before)

        standing = await _said(
            harness, await harness.mod.slash("quota-admin show", member=harness.people.alice)
        )
        assert "<t:" not in message.content.splitlines()[-1]
        assert "blocked" in standing.lower()


async def test_a_report_about_somebody_who_was_erased_blocks_nobody(tmp_path):
    async with open_harness(tmp_path) as harness:
        message, _ = await _reported(harness)
        await harness.app.bot.services.personal_data.erase(harness.people.alice.id)
        moderator = harness.client(harness.people.mod, message.channel)
        click = await moderator.click(message, "Block")
        await harness.until(lambda: click.followups)

        async with harness.app.database.read() as connection:
            assert (await connection.execute(select(blocks))).all() == []


# --- cancelling ---------------------------------------------------------------------------------


async def test_what_is_being_cancelled_says_so_to_everybody_who_reads_its_progress(tmp_path):
    async with open_harness(tmp_path, sandbox={"render_seconds": 600.0}) as harness:
        asked = await harness.alice.slash("imagine", prompt="a red kite")
        await harness.until(lambda: asked.response and asked.response.content.startswith("Drawing"))
        harness.faults.arm("fal.cancel.reset", times=1000)
        await harness.alice.click(asked.response, "Cancel")

        await harness.until(lambda: asked.response.content.startswith("Cancelling"))


# --- a crash in a busy channel ------------------------------------------------------------------


async def test_a_late_result_in_a_busy_channel_is_found_after_a_crash_and_not_posted_again(tmp_path):
    """Its token is dead, so it is a message of its own, and much is said before the bot is back."""
    crash_at = CrashPoint(at="bot.db.jobs:JobStore.finish_delivered", when="before")
    async with open_sandbox(render_seconds=1200.0, picture_bytes=20_000) as box:
        harness = Harness(box, tmp_path)
        async with running_process(
            box, tmp_path, crash_at=crash_at, **CALM, JOB_DEADLINE_SECONDS="3600"
        ) as bot:
            await harness.alice.slash("imagine", prompt="once")
            await box.fal.until(lambda: any(r.stream_reads for r in box.fal.requests.values()))
            box.clock.advance(1300)
            assert await bot.wait() == -9, bot.log.read_text()
        for number in range(60):
            await harness.bob.send(f"chatter {number}")
        box.clock.advance(LONG_AWAY)

        async with running_bot(harness, **CALM), fast_clock(box):
            (row,) = await wait_settled(harness)
            assert len(harness.results()) == 1
            assert row["state"] == "delivered"
