"""⋯ More: the menu, the details, and Start from here."""

import pytest

from bot.db.retention import delete_expired
from bot.discord import job_requests
from sandbox.server import open_sandbox
from tests.e2e.blocked_database import block_database
from tests.e2e.harness import Harness, open_harness, running_bot
from tests.e2e.menu_helpers import asked_to_delete, details, drawn, labels, open_menu, pressed

# --- the menu -----------------------------------------------------------------------------------


async def test_the_menu_is_private_and_contains_permitted_actions(tmp_path):
    async with drawn(tmp_path) as (harness, post):
        common = ["Start from here", "Upscale", "Remove background", "Copy as code", "Details"]
        for who, extra in (
            (harness.alice, ["Hide as spoiler", "Delete"]),
            (harness.mod, ["Hide as spoiler", "Delete"]),
            (harness.bob, []),
        ):
            menu = await open_menu(harness, who, post)

            assert menu.ephemeral_to is who.user
            assert labels(menu) == [*common, *extra]


async def test_a_slow_database_delays_the_menu_not_the_acknowledgement(tmp_path):
    async with drawn(tmp_path) as (harness, post):
        with block_database(harness.app):
            clicked = await harness.bob.click(post, "⋯ More")
            await clicked.acked()
            assert clicked.response.loading
            assert clicked.response.ephemeral_to is harness.people.bob
        await harness.until(lambda: clicked.response.components)


@pytest.mark.parametrize("label", ["Start from here", "Details", "Hide as spoiler", "Delete"])
async def test_every_menu_button_replies_despite_a_slow_database(tmp_path, monkeypatch, label):
    monkeypatch.setattr(job_requests, "_READ_SECONDS", 0.05)
    async with drawn(tmp_path) as (harness, post):
        menu = await open_menu(harness, harness.alice, post)
        with block_database(harness.app):
            clicked = await pressed(harness, harness.alice, menu, label)
            said = clicked.response.content
        if label == "Start from here":
            assert said.startswith("Looking that up took too long")
            assert clicked.response.ephemeral_to is harness.people.alice
        await harness.wait_idle()
        assert not post.deleted


async def test_menu_and_every_button_of_it_work_after_a_restart(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness):
            post = await harness.draw("a red kite")
        async with running_bot(harness):
            menu = await open_menu(harness, harness.alice, post)
        async with running_bot(harness):
            opened = await pressed(harness, harness.alice, menu, "Start from here")
            await pressed(harness, harness.alice, menu, "Details")
            await harness.until(lambda: "Details for" in menu.content)
        async with running_bot(harness):
            await pressed(harness, harness.alice, menu, "Back")
            await harness.until(lambda: "Hide as spoiler" in labels(menu))
            await pressed(harness, harness.alice, menu, "Hide as spoiler")
            await harness.until(lambda: "hidden behind a spoiler" in menu.content)
            assert post.attachments[0].spoiler
            await asked_to_delete(harness, harness.alice, menu)
        async with running_bot(harness):
            await harness.result_of(await harness.alice.submit_modal(opened, {}))
            await harness.wait_idle()
            await pressed(harness, harness.alice, menu, "Delete permanently")
            await harness.until(lambda: post.deleted)


async def test_an_unknown_result_is_too_old_for_every_action(tmp_path):
    async with drawn(tmp_path) as (harness, post):
        menu = await open_menu(harness, harness.alice, post)
        await delete_expired(harness.app.database, now=harness.clock.now() + 10 * 24 * 3600, days=9)
        late = await open_menu(harness, harness.alice, post)

        assert "too old" in late.content
        for label in ("Start from here", "Details", "Delete", "Hide as spoiler"):
            clicked = await pressed(harness, harness.alice, menu, label)
            await harness.until(lambda c=clicked: any("too old" in m.content for m in c.messages))
        assert menu.content == "What would you like to do with this picture?"
        assert not post.deleted


# --- start from here ----------------------------------------------------------------------------


async def test_any_member_can_start_from_a_result_without_a_link_to_it(tmp_path):
    async with drawn(tmp_path) as (harness, post):
        menu = await open_menu(harness, harness.bob, post)
        opened = await pressed(harness, harness.bob, menu, "Start from here")
        own = await harness.result_of(await harness.bob.submit_modal(opened, {"prompt": "a blue kite"}))
        await harness.wait_idle()

        assert own.ephemeral_to is None
        assert own.content.startswith(f"**“a blue kite”** by <@{harness.people.bob.id}>")
        row = (await harness.rows())[1]
        assert (row["parent_id"], row["source"], row["user_id"]) == (None, "start", harness.people.bob.id)


async def test_a_request_started_from_a_shared_post_is_public(tmp_path):
    async with drawn(tmp_path, private=True) as (harness, post):
        asked = await pressed(harness, harness.alice, post, "Share")
        await harness.until(lambda: not asked.response.loading)
        shared = harness.results()[1]
        await harness.wait_idle()
        menu = await open_menu(harness, harness.bob, shared)
        opened = await pressed(harness, harness.bob, menu, "Start from here")
        own = await harness.result_of(await harness.bob.submit_modal(opened, {}))

        assert (post.ephemeral_to, own.ephemeral_to) == (harness.people.alice, None)


# --- details ------------------------------------------------------------------------------------


async def test_details_are_complete_and_link_in_both_directions(tmp_path):
    async with drawn(tmp_path, QUOTA_DAILY_CREDITS="100") as (harness, first):
        second = await harness.result_of(await harness.alice.click(first, "Again"))
        third = await harness.result_of(await harness.alice.click(second, "Again"))
        await harness.wait_idle()
        shown = await details(harness, harness.bob, second)

        one, two, three = await harness.rows()
        assert shown.ephemeral_to is harness.people.bob
        assert f"Details for {two['id']}" in shown.content
        assert f"Requested by <@{harness.people.alice.id}>" in shown.content
        assert "Prompt: “a red kite”" in shown.content
        assert "Square 1024 · Medium · 1 picture · `fal-ai/gpt-image-2`" in shown.content
        assert "Delivered; 6 credits charged" in shown.content
        assert f"Based on: [{one['id']}](https://discord.com/channels/" in shown.content
        assert f"/{first.id})" in shown.content
        assert f"Later versions: [{three['id']}]" in shown.content
        assert f"/{third.id})" in shown.content
        assert shown.pinged == []


@pytest.mark.parametrize("prompt", ["line\nbreaks", "x" * 4000, "||**@everyone** \u202e``` " * 160])
async def test_a_prompt_that_does_not_fit_one_line_is_attached_verbatim(tmp_path, prompt):
    async with drawn(tmp_path, prompt=prompt) as (harness, post):
        shown = await details(harness, harness.bob, post)

        (file,) = shown.attachments
        assert file.blob.read().decode() == prompt.strip()
        assert len(shown.content) <= 2000
        assert "\u202e" not in shown.content
        assert shown.pinged == []


@pytest.mark.parametrize("label", ["Details", "Copy as code", "Delete"])
@pytest.mark.parametrize("prompt", ["a red kite", "x" * 4000])
async def test_back_shows_the_menu_again_in_the_same_message(tmp_path, label, prompt):
    async with drawn(tmp_path, prompt=prompt) as (harness, post):
        menu = await open_menu(harness, harness.alice, post)
        before = menu.content, menu.components
        clicked = await pressed(harness, harness.alice, menu, label)
        await harness.until(lambda: "Back" in labels(menu))
        assert menu.content != before[0]
        assert clicked.messages == []
        await pressed(harness, harness.alice, menu, "Back")
        await harness.until(lambda: "Back" not in labels(menu))

        assert (menu.content, menu.components) == before
        assert menu.attachments == []


async def test_details_name_no_private_picture_to_others(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await harness.draw()
        rows = await harness.rows()
        private = await harness.draw("a secret garden", private=True)
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
