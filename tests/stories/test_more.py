"""⋯ More: the menu, details, and a start of one's own, over real sockets."""

import pytest

from bot.discord import job_requests
from bot.jobs.retention import delete_expired
from sandbox.server import open_sandbox
from tests.stories.house import House, running_bot
from tests.stories.menus import details, drawn, labels, open_menu, pressed
from tests.stories.slow_database import hold_database

# --- the menu -----------------------------------------------------------------------------------


async def test_the_menu_is_private_and_offers_each_person_what_they_may_do(tmp_path):
    async with drawn(tmp_path) as (house, post):
        everybody = ["Start from here", "Copy as code", "Details"]
        for who, extra in (
            (house.alice, ["Hide as spoiler", "Delete"]),
            (house.mod, ["Hide as spoiler", "Delete"]),
            (house.bob, []),
        ):
            menu = await open_menu(house, who, post)

            assert menu.ephemeral_to is who.user
            assert labels(menu) == [*everybody, *extra]


async def test_a_slow_database_delays_the_menu_not_the_acknowledgement(tmp_path):
    async with drawn(tmp_path) as (house, post):
        with hold_database(house.app):
            clicked = await house.bob.click(post, "⋯ More")
            await clicked.acked()
            assert clicked.response.loading
            assert clicked.response.ephemeral_to is house.box.people.bob
        await house.until(lambda: clicked.response.components)


@pytest.mark.parametrize("label", ["Start from here", "Details", "Hide as spoiler", "Delete"])
async def test_a_slow_database_keeps_no_button_of_the_menu_from_answering(tmp_path, monkeypatch, label):
    monkeypatch.setattr(job_requests, "_READ_SECONDS", 0.05)
    async with drawn(tmp_path) as (house, post):
        menu = await open_menu(house, house.alice, post)
        with hold_database(house.app):
            clicked = await pressed(house, house.alice, menu, label)
            said = clicked.response.content
        if label == "Start from here":
            assert said.startswith("Looking that up took too long")
            assert clicked.response.ephemeral_to is house.box.people.alice
        await house.settled()
        assert not post.deleted


async def test_menu_and_every_button_of_it_work_after_a_restart(tmp_path):
    async with open_sandbox() as box:
        house = House(box=box, folder=tmp_path)
        async with running_bot(house):
            post = await house.pictures_of(await house.alice.slash("imagine", prompt="a red kite"))
            await house.settled()
        async with running_bot(house):
            menu = await open_menu(house, house.alice, post)
        async with running_bot(house):
            opened = await pressed(house, house.alice, menu, "Start from here")
            details = await pressed(house, house.alice, menu, "Details")
            await house.until(lambda: "Details of" in details.response.content)
            await pressed(house, house.alice, menu, "Hide as spoiler")
            await house.until(lambda: post.attachments[0].filename.startswith("SPOILER_"))
            asked = await pressed(house, house.alice, menu, "Delete")
            await house.until(lambda: asked.response.components)
        async with running_bot(house):
            await house.pictures_of(await house.alice.submit_modal(opened, {}))
            await house.settled()
            await pressed(house, house.alice, asked.response, "Delete for good")
            await house.until(lambda: post.deleted)


async def test_what_the_bot_no_longer_knows_is_too_old_for_everything(tmp_path):
    async with drawn(tmp_path) as (house, post):
        menu = await open_menu(house, house.alice, post)
        await delete_expired(house.app.database, now=house.box.clock.now() + 10 * 24 * 3600, days=9)
        late = await open_menu(house, house.alice, post)

        assert "too old" in late.content
        for label in ("Start from here", "Details", "Delete", "Hide as spoiler"):
            clicked = await pressed(house, house.alice, menu, label)
            await house.until(lambda c=clicked: any("too old" in m.content for m in c.messages))
        assert menu.content == "What would you like to do with this picture?"
        assert not post.deleted


# --- start from here ----------------------------------------------------------------------------


async def test_anybody_may_start_from_a_result_on_their_own_and_is_no_child_of_it(tmp_path):
    async with drawn(tmp_path) as (house, post):
        menu = await open_menu(house, house.bob, post)
        opened = await pressed(house, house.bob, menu, "Start from here")
        own = await house.pictures_of(await house.bob.submit_modal(opened, {"prompt": "a blue kite"}))
        await house.settled()

        assert own.ephemeral_to is None
        assert own.content.startswith(f"<@{house.box.people.bob.id}> asked for: “a blue kite”")
        row = (await house.rows())[1]
        assert (row["parent_id"], row["source"], row["user_id"]) == (None, "start", house.box.people.bob.id)


async def test_what_starts_from_a_shared_post_is_public(tmp_path):
    async with drawn(tmp_path, private=True) as (house, post):
        asked = await pressed(house, house.alice, post, "Share")
        await house.until(lambda: not asked.response.loading)
        shared = house.posts()[1]
        await house.settled()
        menu = await open_menu(house, house.bob, shared)
        opened = await pressed(house, house.bob, menu, "Start from here")
        own = await house.pictures_of(await house.bob.submit_modal(opened, {}))

        assert (post.ephemeral_to, own.ephemeral_to) == (house.box.people.alice, None)


# --- details ------------------------------------------------------------------------------------


async def test_details_tell_everything_and_link_the_chain_both_ways(tmp_path):
    async with drawn(tmp_path, QUOTA_DAILY_CREDITS="100") as (house, first):
        second = await house.pictures_of(await house.alice.click(first, "Again"))
        third = await house.pictures_of(await house.alice.click(second, "Again"))
        await house.settled()
        shown = await details(house, house.bob, second)

        one, two, three = await house.rows()
        assert shown.ephemeral_to is house.box.people.bob
        assert f"Details of {two['id']}" in shown.content
        assert f"Asked for by <@{house.box.people.alice.id}>" in shown.content
        assert "Prompt: “a red kite”" in shown.content
        assert "Square 1024 · Medium · 1 picture · `fal-ai/gpt-image-2`" in shown.content
        assert "Delivered for 6 credits" in shown.content
        assert f"Came from: [{one['id']}](https://discord.com/channels/" in shown.content
        assert f"/{first.id})" in shown.content
        assert f"Went on in: [{three['id']}]" in shown.content
        assert f"/{third.id})" in shown.content
        assert shown.pinged == []


@pytest.mark.parametrize("prompt", ["line\nbreaks", "x" * 4000, "||**@everyone** \u202e``` " * 160])
async def test_a_prompt_that_one_line_cannot_show_comes_as_a_file_to_the_letter(tmp_path, prompt):
    async with drawn(tmp_path, prompt=prompt) as (house, post):
        shown = await details(house, house.bob, post)

        (file,) = shown.attachments
        assert file.blob.read().decode() == prompt.strip()
        assert len(shown.content) <= 2000
        assert "\u202e" not in shown.content
        assert shown.pinged == []
