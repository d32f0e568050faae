"""🙈 Spoilers and 🗑️ deletion of public and private results."""

import asyncio

import pytest

from sandbox.discord.client_checks import ClientRefusedError
from tests.e2e.harness import open_harness
from tests.e2e.menu_helpers import asked_to_delete, details, drawn, first_row, labels, open_menu, pressed

# --- covering -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["alice", "mod"])
async def test_owner_and_moderator_cover_the_pictures_and_show_them_again(tmp_path, who):
    async with drawn(tmp_path, count=2) as (harness, post):
        person = getattr(harness, who)
        pictures = [a.blob.read() for a in post.attachments]
        texts = [a.description for a in post.attachments]
        files = [a.id for a in post.attachments]
        content, buttons = post.content, labels(post)
        menu = await open_menu(harness, person, post)
        covered = await pressed(harness, person, menu, "Hide as spoiler")
        await harness.until(lambda: "hidden behind a spoiler" in covered.response.content)

        generation = (await first_row(harness))["id"]
        assert [a.id for a in post.attachments] == files  # edited in place
        assert [a.spoiler for a in post.attachments] == [True, True]
        assert [a.blob.read() for a in post.attachments] == pictures
        assert [a.description for a in post.attachments] == texts
        assert (post.content, labels(post)) == (content, buttons)
        assert (await first_row(harness))["spoiler"] == 1
        assert labels(menu)[-2:] == ["Remove spoiler", "Delete"]

        shown = await pressed(harness, person, menu, "Remove spoiler")
        await harness.until(lambda: "no longer hidden" in shown.response.content)
        assert post.attachments[0].filename == f"easel-{generation}-1.png"
        assert [(a.id, a.spoiler) for a in post.attachments] == [(file, False) for file in files]
        assert [a.description for a in post.attachments] == texts
        assert (await first_row(harness))["spoiler"] == 0


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(
    ("fault", "options"),
    [("discord.message.ignored-spoiler", {}), ("discord.rest.400", {"route": "PATCH", "code": 50035})],
)
async def test_files_are_uploaded_again_if_discord_does_not_edit_a_spoiler(tmp_path, fault, options, private):
    async with drawn(tmp_path, private=private) as (harness, post):
        (picture,), menu = post.attachments, await open_menu(harness, harness.alice, post)
        content, alt = picture.blob.read(), picture.description
        if "route" in options:
            options = options | {
                "route": "PATCH @original" if private else "PATCH /channels/{channel_id}/messages"
            }
        harness.faults.arm(fault, **options)
        await pressed(harness, harness.alice, menu, "Hide as spoiler")
        await harness.until(lambda: post.attachments[0].spoiler)

        (again,) = post.attachments
        assert again.filename.startswith("SPOILER_easel-")
        assert (again.blob.read(), again.description) == (content, alt)
        await harness.until(lambda: "Remove spoiler" in labels(menu))
        await pressed(harness, harness.alice, menu, "Remove spoiler")
        await harness.until(lambda: not post.attachments[0].spoiler)
        assert post.attachments[0].filename.startswith("easel-")


async def test_setting_a_spoiler_twice_uploads_once(tmp_path):
    async with drawn(tmp_path) as (harness, post):
        menus = [await open_menu(harness, who, post) for who in (harness.alice, harness.mod)]
        first = await pressed(harness, harness.alice, menus[0], "Hide as spoiler")
        await harness.until(lambda: "hidden" in first.response.content)
        edits = len(post.edits)
        second = await pressed(harness, harness.mod, menus[1], "Hide as spoiler")
        await harness.until(lambda: "hidden" in second.response.content)

        assert len(post.edits) == edits


async def test_a_result_under_a_spoiler_can_be_repeated_and_the_repeat_has_the_spoiler(tmp_path):
    async with drawn(tmp_path) as (harness, post):
        menu = await open_menu(harness, harness.alice, post)
        await pressed(harness, harness.alice, menu, "Hide as spoiler")
        await harness.until(lambda: "hidden behind a spoiler" in menu.content)
        again = await harness.result_of(await harness.alice.click(post, "Again"))
        await harness.wait_idle()

        assert again.attachments[0].filename.startswith("SPOILER_easel-")


async def test_a_menu_whose_owner_lost_the_right_changes_nothing(tmp_path):
    async with drawn(tmp_path) as (harness, post):
        menu, question = [await open_menu(harness, harness.mod, post) for _ in range(2)]
        await asked_to_delete(harness, harness.mod, question)
        harness.people.guild.set_roles(harness.people.mod, [])
        for message, label in (
            (menu, "Hide as spoiler"),
            (menu, "Delete"),
            (question, "Delete permanently"),
        ):
            clicked = await pressed(harness, harness.mod, message, label)
            await harness.until(
                lambda c=clicked: any("Manage Messages permission" in m.content for m in c.messages)
            )

        assert not post.deleted
        assert not post.attachments[0].spoiler
        assert menu.content == "What would you like to do with this picture?"


# --- deleting -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["alice", "mod"])
async def test_deletion_asks_once_explains_the_consequences_and_is_recorded(tmp_path, who):
    async with drawn(tmp_path) as (harness, post):
        person = getattr(harness, who)
        other, menu = [await open_menu(harness, person, post) for _ in range(2)]
        await asked_to_delete(harness, person, menu)

        assert "credits aren't refunded" in menu.content
        assert not post.deleted
        done = await pressed(harness, person, menu, "Delete permanently")
        await harness.until(lambda: menu.content == "Deleted.")
        await harness.wait_idle()

        assert post.deleted
        assert menu.components == []
        row = await first_row(harness)
        assert (row["deleted_by"], row["charged"]) == (person.user.id, 6)
        assert row["deleted_ms"] is not None
        assert done.response is menu
        again = await _more_of_deleted(harness, other)
        assert "was deleted" in again


async def _more_of_deleted(harness, menu):
    who = harness.client(menu.ephemeral_to)
    clicked = await pressed(harness, who, menu, "Details")
    await harness.until(lambda: clicked.followups)
    return clicked.followups[0].content


async def test_a_double_click_deletes_once_and_both_clicks_get_a_reply(tmp_path):
    async with drawn(tmp_path) as (harness, post):
        menu = await open_menu(harness, harness.alice, post)
        await asked_to_delete(harness, harness.alice, menu)
        clicks = await asyncio.gather(*(harness.alice.click(menu, "Delete permanently") for _ in range(2)))
        await harness.until(lambda: menu.content == "Deleted.")
        for clicked in clicks:
            await clicked.acked()
        await harness.wait_idle()

        assert post.deleted
        said = [m.content for clicked in clicks for m in clicked.followups]
        assert said in ([], ["That picture was deleted."])


async def test_a_deleted_picture_cannot_be_reused(tmp_path):
    async with drawn(tmp_path) as (harness, post):
        form = await pressed(harness, harness.alice, post, "Edit")
        offer = await pressed(harness, harness.alice, post, "Higher quality")
        await harness.until(lambda: offer.response.components)
        other, menu = [await open_menu(harness, harness.alice, post) for _ in range(2)]
        await asked_to_delete(harness, harness.alice, menu)
        await pressed(harness, harness.alice, menu, "Delete permanently")
        await harness.until(lambda: menu.content == "Deleted.")
        start = await pressed(harness, harness.alice, other, "Start from here")
        sent = await harness.alice.submit_modal(form, {"prompt": "a blue kite"})
        taken = await harness.alice.click(offer.response, "Draw: 22 credits")
        await harness.until(lambda: sent.followups and taken.followups)

        assert start.response.content == "That picture was deleted."
        assert sent.followups[0].content.startswith("That picture was deleted.")
        assert taken.followups[0].content == "That picture was deleted."
        assert len(await harness.rows()) == 1


async def test_a_missing_post_is_recorded_as_deleted(tmp_path):
    async with drawn(tmp_path) as (harness, post):
        menu = await open_menu(harness, harness.alice, post)
        await asked_to_delete(harness, harness.alice, menu)
        await harness.mod.delete_message(post)
        await pressed(harness, harness.alice, menu, "Delete permanently")
        await harness.until(lambda: menu.content == "Deleted.")

        assert (await first_row(harness))["deleted_ms"] is not None


async def test_a_child_of_a_deleted_result_does_not_link_to_nothing(tmp_path):
    async with drawn(tmp_path) as (harness, first):
        second = await harness.result_of(await harness.alice.click(first, "Again"))
        menu = await open_menu(harness, harness.alice, first)
        await asked_to_delete(harness, harness.alice, menu)
        await pressed(harness, harness.alice, menu, "Delete permanently")
        await harness.until(lambda: first.deleted and menu.content == "Deleted.")
        shown = await details(harness, harness.alice, second)

        assert f"Based on: `{(await first_row(harness))['id']}`" in shown.content


async def test_without_access_to_the_history_the_bot_names_the_missing_permission(tmp_path):
    async with open_harness(tmp_path) as harness:
        alice = harness.client(harness.people.alice, harness.people.gallery)
        post = await harness.result_of(await alice.slash("imagine", prompt="a red kite"))
        await harness.wait_idle()
        menu, question = [await open_menu(harness, alice, post) for _ in range(2)]
        await asked_to_delete(harness, alice, question)
        for message, label in ((menu, "Hide as spoiler"), (question, "Delete permanently")):
            clicked = await pressed(harness, alice, message, label)
            await harness.until(lambda c=clicked: c.followups)

            assert "Read Message History" in clicked.followups[0].content
        row = await first_row(harness)
        assert (row["spoiler"], row["deleted_ms"], post.deleted) == (0, None, False)


# --- private results ----------------------------------------------------------------------------


async def test_a_private_result_shows_and_hides_the_menu_as_a_second_row(tmp_path):
    async with drawn(tmp_path, private=True) as (harness, post):
        before = labels(post)
        menu = await open_menu(harness, harness.alice, post)

        assert menu is post
        assert labels(post) == [
            *before,
            "Start from here",
            "Upscale",
            "Remove background",
            "Copy as code",
            "Details",
            "Hide as spoiler",
            "Delete",
        ]
        await open_menu(harness, harness.alice, post)
        assert labels(post) == before


async def test_the_spoiler_of_a_private_result_can_be_changed_at_any_age(tmp_path):
    async with drawn(tmp_path, private=True) as (harness, post):
        content = post.content
        await open_menu(harness, harness.alice, post)
        harness.clock.advance(3 * 24 * 3600)
        await pressed(harness, harness.alice, post, "Hide as spoiler")
        await harness.until(lambda: "Remove spoiler" in labels(post))

        assert post.attachments[0].spoiler
        assert post.content == content
        await pressed(harness, harness.alice, post, "Remove spoiler")
        await harness.until(lambda: "Hide as spoiler" in labels(post))
        assert not post.attachments[0].spoiler


async def test_a_private_result_is_deleted_in_place_after_the_question(tmp_path):
    async with drawn(tmp_path, private=True) as (harness, post):
        await open_menu(harness, harness.alice, post)
        harness.clock.advance(3 * 24 * 3600)
        asked = await pressed(harness, harness.alice, post, "Delete")
        await harness.until(lambda: asked.followups)
        assert "credits aren't refunded" in asked.followups[0].content
        done = await pressed(harness, harness.alice, post, "Delete permanently")
        await harness.until(lambda: done.followups)

        assert done.followups[0].content == "Deleted."
        assert post.deleted
        assert (await first_row(harness))["deleted_by"] == harness.people.alice.id


async def test_a_request_started_from_a_private_result_is_private(tmp_path):
    async with drawn(tmp_path, private=True) as (harness, post):
        await open_menu(harness, harness.alice, post)
        opened = await pressed(harness, harness.alice, post, "Start from here")
        own = await harness.result_of(await harness.alice.submit_modal(opened, {}))

        assert own.ephemeral_to is harness.people.alice
        with pytest.raises(ClientRefusedError):
            await harness.bob.click(own, "⋯ More")
