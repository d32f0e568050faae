"""Ways around the promises that a hostile look found; each test is the reproduction."""

import pytest

from sandbox.discord.gateway import Event
from sandbox.server import open_sandbox
from tests.reliability.doom import CALM, Doom, doomed_bot
from tests.reliability.kill_tools import AWAY, LONG_AWAY
from tests.reliability.rest import happens, hurried
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
    doom = Doom(at="bot.storage.shares:ShareStore.note", when="before")
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
        Doom(at="bot.generation.history:History.note_new_post", when="before"),
        Doom(at="bot.generation.history:History.note_new_post", when="after"),
        Doom(at="cogs.bring_back:BringBack._post", when="before"),
        Doom(at="cogs.bring_back:BringBack._post", when="after"),
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
