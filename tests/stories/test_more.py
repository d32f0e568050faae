"""⋯ More: the menu, details, a start of one's own, covering and deleting, over real sockets."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from bot.generation.retention import forget_old
from cogs import followups
from sandbox.discord.client_rules import ClientRefusedError
from sandbox.discord.permissions import Permission
from sandbox.server import open_sandbox
from tests.stories.house import House, open_house, running_bot
from tests.stories.slow_database import hold_database


async def _more(house, who, post):
    """The menu, as the message that it is: its own, or the private result itself."""
    clicked = await who.click(post, "⋯ More")
    await clicked.acked()
    await house.until(lambda: not clicked.response.loading)
    return clicked.response


def _labels(message):
    return [button["label"] for row in message.components for button in row["components"]]


async def _pressed(house, who, message, label):
    clicked = await who.click(message, label)
    await clicked.acked()
    return clicked


@asynccontextmanager
async def _drawn(folder, *, private=False, prompt="a red kite", count=1, **settings):
    async with open_house(folder, **settings) as house:
        guild = house.box.people.guild
        guild.set_roles(house.box.people.mod, [guild.create_role("Tidy", Permission.MANAGE_MESSAGES)])
        asked = house.alice.slash("imagine", prompt=prompt, count=count, private=private)
        post = await house.pictures_of(await asked)
        await house.settled()
        yield house, post


async def _row(house):
    return (await house.rows())[0]


# --- the menu -----------------------------------------------------------------------------------


async def test_the_menu_is_private_and_offers_each_person_what_they_may_do(tmp_path):
    async with _drawn(tmp_path) as (house, post):
        everybody = ["Start from here", "Copy as code", "Details"]
        for who, extra in (
            (house.alice, ["Hide as spoiler", "Delete"]),
            (house.mod, ["Hide as spoiler", "Delete"]),
            (house.bob, []),
        ):
            menu = await _more(house, who, post)

            assert menu.ephemeral_to is who.user
            assert _labels(menu) == [*everybody, *extra]


async def test_a_slow_database_delays_the_menu_not_the_acknowledgement(tmp_path):
    async with _drawn(tmp_path) as (house, post):
        with hold_database(house.app):
            clicked = await house.bob.click(post, "⋯ More")
            await clicked.acked()
            assert clicked.response.loading
            assert clicked.response.ephemeral_to is house.box.people.bob
        await house.until(lambda: clicked.response.components)


@pytest.mark.parametrize("label", ["Start from here", "Details", "Hide as spoiler", "Delete"])
async def test_a_slow_database_keeps_no_button_of_the_menu_from_answering(tmp_path, monkeypatch, label):
    monkeypatch.setattr(followups, "_READ_SECONDS", 0.05)
    async with _drawn(tmp_path) as (house, post):
        menu = await _more(house, house.alice, post)
        with hold_database(house.app):
            clicked = await _pressed(house, house.alice, menu, label)
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
            menu = await _more(house, house.alice, post)
        async with running_bot(house):
            opened = await _pressed(house, house.alice, menu, "Start from here")
            details = await _pressed(house, house.alice, menu, "Details")
            await house.until(lambda: "Details of" in details.response.content)
            await _pressed(house, house.alice, menu, "Hide as spoiler")
            await house.until(lambda: post.attachments[0].filename.startswith("SPOILER_"))
            asked = await _pressed(house, house.alice, menu, "Delete")
            await house.until(lambda: asked.response.components)
        async with running_bot(house):
            await house.pictures_of(await house.alice.submit_modal(opened, {}))
            await house.settled()
            await _pressed(house, house.alice, asked.response, "Delete for good")
            await house.until(lambda: post.deleted)


async def test_what_the_bot_no_longer_knows_is_too_old_for_everything(tmp_path):
    async with _drawn(tmp_path) as (house, post):
        menu = await _more(house, house.alice, post)
        await forget_old(house.app.database, now=house.box.clock.now() + 10 * 24 * 3600, days=9)
        late = await _more(house, house.alice, post)

        assert "too old" in late.content
        for label in ("Start from here", "Details", "Delete", "Hide as spoiler"):
            clicked = await _pressed(house, house.alice, menu, label)
            await house.until(lambda c=clicked: any("too old" in m.content for m in c.messages))
        assert menu.content == "What would you like to do with this picture?"
        assert not post.deleted


# --- start from here ----------------------------------------------------------------------------


async def test_anybody_may_start_from_a_result_on_their_own_and_is_no_child_of_it(tmp_path):
    async with _drawn(tmp_path) as (house, post):
        menu = await _more(house, house.bob, post)
        opened = await _pressed(house, house.bob, menu, "Start from here")
        own = await house.pictures_of(await house.bob.submit_modal(opened, {"prompt": "a blue kite"}))
        await house.settled()

        assert own.ephemeral_to is None
        assert own.content.startswith(f"<@{house.box.people.bob.id}> asked for: “a blue kite”")
        row = (await house.rows())[1]
        assert (row["parent_id"], row["source"], row["user_id"]) == (None, "start", house.box.people.bob.id)


# --- details ------------------------------------------------------------------------------------


async def _details(house, who, post):
    menu = await _more(house, who, post)
    shown = await _pressed(house, who, menu, "Details")
    await house.until(lambda: not shown.response.loading)
    return shown.response


async def test_details_tell_everything_and_link_the_chain_both_ways(tmp_path):
    async with _drawn(tmp_path, QUOTA_DAILY_CREDITS="100") as (house, first):
        second = await house.pictures_of(await house.alice.click(first, "Again"))
        third = await house.pictures_of(await house.alice.click(second, "Again"))
        await house.settled()
        shown = await _details(house, house.bob, second)

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
    async with _drawn(tmp_path, prompt=prompt) as (house, post):
        shown = await _details(house, house.bob, post)

        (file,) = shown.attachments
        assert file.blob.read().decode() == prompt.strip()
        assert len(shown.content) <= 2000
        assert "\u202e" not in shown.content
        assert shown.pinged == []


# --- covering -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["alice", "mod"])
async def test_owner_and_moderator_cover_the_pictures_and_show_them_again(tmp_path, who):
    async with _drawn(tmp_path, count=2) as (house, post):
        person = getattr(house, who)
        pictures = [a.blob.read() for a in post.attachments]
        texts = [a.description for a in post.attachments]
        content, buttons = post.content, _labels(post)
        menu = await _more(house, person, post)
        covered = await _pressed(house, person, menu, "Hide as spoiler")
        await house.until(lambda: "hidden as a spoiler" in covered.response.content)

        generation = (await _row(house))["id"]
        assert [a.filename for a in post.attachments] == [
            f"SPOILER_easel-{generation}-1.png",
            f"SPOILER_easel-{generation}-2.png",
        ]
        assert [a.blob.read() for a in post.attachments] == pictures
        assert [a.description for a in post.attachments] == texts
        assert (post.content, _labels(post)) == (content, buttons)
        assert (await _row(house))["spoiler"] == 1
        assert _labels(menu)[-2:] == ["Show openly", "Delete"]

        shown = await _pressed(house, person, menu, "Show openly")
        await house.until(lambda: "shown openly" in shown.response.content)
        assert post.attachments[0].filename == f"easel-{generation}-1.png"
        assert (await _row(house))["spoiler"] == 0


async def test_covering_twice_uploads_once(tmp_path):
    async with _drawn(tmp_path) as (house, post):
        menus = [await _more(house, who, post) for who in (house.alice, house.mod)]
        first = await _pressed(house, house.alice, menus[0], "Hide as spoiler")
        await house.until(lambda: "hidden" in first.response.content)
        edits = len(post.edits)
        second = await _pressed(house, house.mod, menus[1], "Hide as spoiler")
        await house.until(lambda: "hidden" in second.response.content)

        assert len(post.edits) == edits


async def test_a_covered_result_works_on_and_what_comes_of_it_is_covered(tmp_path):
    async with _drawn(tmp_path) as (house, post):
        menu = await _more(house, house.alice, post)
        await _pressed(house, house.alice, menu, "Hide as spoiler")
        await house.until(lambda: "hidden as a spoiler" in menu.content)
        again = await house.pictures_of(await house.alice.click(post, "Again"))
        await house.settled()

        assert again.attachments[0].filename.startswith("SPOILER_easel-")


async def test_a_menu_whose_owner_lost_the_right_changes_nothing(tmp_path):
    async with _drawn(tmp_path) as (house, post):
        menu = await _more(house, house.mod, post)
        asked = await _pressed(house, house.mod, menu, "Delete")
        await house.until(lambda: asked.response.components)
        house.box.people.guild.set_roles(house.box.people.mod, [])
        for message, label in (
            (menu, "Hide as spoiler"),
            (menu, "Delete"),
            (asked.response, "Delete for good"),
        ):
            clicked = await _pressed(house, house.mod, message, label)
            await house.until(
                lambda c=clicked: any("Manage Messages permission" in m.content for m in c.messages)
            )

        assert not post.deleted
        assert not post.attachments[0].filename.startswith("SPOILER_")
        assert menu.content == "What would you like to do with this picture?"


# --- deleting -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["alice", "mod"])
async def test_deleting_asks_once_says_what_is_lost_and_is_noted(tmp_path, who):
    async with _drawn(tmp_path) as (house, post):
        person = getattr(house, who)
        menu = await _more(house, person, post)
        asked = await _pressed(house, person, menu, "Delete")
        await house.until(lambda: asked.response.components)

        assert "credits are not given back" in asked.response.content
        assert not post.deleted
        done = await _pressed(house, person, asked.response, "Delete for good")
        await house.until(lambda: asked.response.content == "Deleted.")
        await house.settled()

        assert post.deleted
        assert asked.response.components == []
        row = await _row(house)
        assert (row["deleted_by"], row["charged"]) == (person.user.id, 6)
        assert row["deleted_ms"] is not None
        assert done.response is asked.response
        again = await _more_of_deleted(house, menu)
        assert "was deleted" in again


async def _more_of_deleted(house, menu):
    who = house.actor(menu.ephemeral_to)
    clicked = await _pressed(house, who, menu, "Details")
    await house.until(lambda: clicked.response.content)
    return clicked.response.content


async def test_a_double_click_deletes_once_and_the_second_is_told_so(tmp_path):
    async with _drawn(tmp_path) as (house, post):
        menu = await _more(house, house.alice, post)
        asked = await _pressed(house, house.alice, menu, "Delete")
        await house.until(lambda: asked.response.components)
        clicks = await asyncio.gather(
            *(house.alice.click(asked.response, "Delete for good") for _ in range(2))
        )
        await house.until(lambda: asked.response.content == "Deleted.")
        for clicked in clicks:
            await clicked.acked()
        await house.settled()

        assert post.deleted
        said = [m.content for clicked in clicks for m in clicked.followups]
        assert said in ([], ["That picture was deleted."])


async def test_nothing_is_gone_on_from_a_picture_that_was_deleted_meanwhile(tmp_path):
    async with _drawn(tmp_path) as (house, post):
        form = await _pressed(house, house.alice, post, "Edit")
        offer = await _pressed(house, house.alice, post, "Finer")
        await house.until(lambda: offer.response.components)
        menu = await _more(house, house.alice, post)
        asked = await _pressed(house, house.alice, menu, "Delete")
        await house.until(lambda: asked.response.components)
        await _pressed(house, house.alice, asked.response, "Delete for good")
        await house.until(lambda: asked.response.content == "Deleted.")
        start = await _pressed(house, house.alice, menu, "Start from here")
        sent = await house.alice.submit_modal(form, {"prompt": "a blue kite"})
        taken = await house.alice.click(offer.response, "Draw it: 22 credits")
        await house.until(lambda: sent.followups and taken.followups)

        assert start.response.content == "That picture was deleted."
        assert sent.followups[0].content == "That picture was deleted."
        assert taken.followups[0].content == "That picture was deleted."
        assert len(await house.rows()) == 1


async def test_a_post_that_is_gone_already_is_noted_as_deleted(tmp_path):
    async with _drawn(tmp_path) as (house, post):
        menu = await _more(house, house.alice, post)
        asked = await _pressed(house, house.alice, menu, "Delete")
        await house.until(lambda: asked.response.components)
        await house.mod.delete_message(post)
        await _pressed(house, house.alice, asked.response, "Delete for good")
        await house.until(lambda: asked.response.content == "Deleted.")

        assert (await _row(house))["deleted_ms"] is not None


async def test_a_child_of_a_deleted_result_does_not_link_to_nothing(tmp_path):
    async with _drawn(tmp_path) as (house, first):
        second = await house.pictures_of(await house.alice.click(first, "Again"))
        menu = await _more(house, house.alice, first)
        asked = await _pressed(house, house.alice, menu, "Delete")
        await house.until(lambda: asked.response.components)
        await _pressed(house, house.alice, asked.response, "Delete for good")
        await house.until(lambda: first.deleted and asked.response.content == "Deleted.")
        shown = await _details(house, house.alice, second)

        assert f"Came from: `{(await _row(house))['id']}`" in shown.content


async def test_where_the_bot_may_not_look_it_says_what_it_needs(tmp_path):
    async with open_house(tmp_path) as house:
        alice = house.actor(house.box.people.alice, house.box.people.gallery)
        post = await house.pictures_of(await alice.slash("imagine", prompt="a red kite"))
        await house.settled()
        menu = await _more(house, alice, post)
        asked = await _pressed(house, alice, menu, "Delete")
        await house.until(lambda: asked.response.components)
        for message, label in ((menu, "Hide as spoiler"), (asked.response, "Delete for good")):
            clicked = await _pressed(house, alice, message, label)
            await house.until(lambda c=clicked: c.followups)

            assert "Read Message History" in clicked.followups[0].content
        row = await _row(house)
        assert (row["spoiler"], row["deleted_ms"], post.deleted) == (0, None, False)


# --- private results ----------------------------------------------------------------------------


async def test_a_private_result_takes_the_menu_as_a_second_row_and_gives_it_back(tmp_path):
    async with _drawn(tmp_path, private=True) as (house, post):
        before = _labels(post)
        menu = await _more(house, house.alice, post)

        assert menu is post
        assert _labels(post) == [
            *before,
            "Start from here",
            "Copy as code",
            "Details",
            "Hide as spoiler",
            "Delete",
        ]
        await _more(house, house.alice, post)
        assert _labels(post) == before


async def test_a_private_result_is_covered_and_shown_in_place_at_any_age(tmp_path):
    async with _drawn(tmp_path, private=True) as (house, post):
        content = post.content
        await _more(house, house.alice, post)
        house.box.clock.advance(3 * 24 * 3600)
        await _pressed(house, house.alice, post, "Hide as spoiler")
        await house.until(lambda: "Show openly" in _labels(post))

        assert post.attachments[0].filename.startswith("SPOILER_easel-")
        assert post.content == content
        await _pressed(house, house.alice, post, "Show openly")
        await house.until(lambda: "Hide as spoiler" in _labels(post))
        assert post.attachments[0].filename.startswith("easel-")


async def test_a_private_result_is_deleted_in_place_after_the_question(tmp_path):
    async with _drawn(tmp_path, private=True) as (house, post):
        await _more(house, house.alice, post)
        house.box.clock.advance(3 * 24 * 3600)
        asked = await _pressed(house, house.alice, post, "Delete")
        await house.until(lambda: asked.followups)
        assert "credits are not given back" in asked.followups[0].content
        done = await _pressed(house, house.alice, post, "Delete for good")
        await house.until(lambda: done.followups)

        assert done.followups[0].content == "Deleted."
        assert post.deleted
        assert (await _row(house))["deleted_by"] == house.box.people.alice.id


async def test_what_starts_from_a_private_result_is_private(tmp_path):
    async with _drawn(tmp_path, private=True) as (house, post):
        await _more(house, house.alice, post)
        opened = await _pressed(house, house.alice, post, "Start from here")
        own = await house.pictures_of(await house.alice.submit_modal(opened, {}))

        assert own.ephemeral_to is house.box.people.alice
        with pytest.raises(ClientRefusedError):
            await house.bob.click(own, "⋯ More")
