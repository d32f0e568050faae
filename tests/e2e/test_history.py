"""/history and /show: find, repeat and repost earlier results."""

import asyncio

import pytest

from bot.audit.models import AdminActor
from bot.clock import SystemClock
from bot.db.image_reports import SqlImageReportStore
from sandbox.discord.rules.components import ComponentType, walk
from tests.e2e.harness import open_harness, running_bot

QUICK = {"PROGRESS_SECONDS": "0.05", "FAL_POLL_SECONDS": "0.1"}


async def _draw(harness, prompt, who=None, **options):
    interaction = await (who or harness.alice).slash("imagine", prompt=prompt, quality="low", **options)
    post = await harness.result_of(interaction)
    await harness.wait_idle()
    harness.clock.advance(5)
    return post


async def _open(harness, who=None, path="history", **options):
    interaction = await (who or harness.alice).slash(path, **options)
    await interaction.done()
    return interaction.response


def _texts(message):
    return [c["content"] for c in walk(message.components) if c["type"] == ComponentType.TEXT_DISPLAY]


def _page(message):
    return "\n".join(_texts(message)) or message.content


def _thumbnails(message):
    return [c["media"]["url"] for c in walk(message.components) if c["type"] == ComponentType.THUMBNAIL]


def _ids(message, verb):
    buttons = [c for c in walk(message.components) if c["type"] == ComponentType.BUTTON]
    return [c["custom_id"] for c in buttons if c["custom_id"].startswith(f"easel:{verb}:")]


async def _press(harness, message, button, who=None):
    interaction = await (who or harness.alice).click(message, button)
    await interaction.acked()
    return interaction


async def _turn(harness, message, button):
    before = len(message.edits)
    await _press(harness, message, button)
    await harness.until(lambda: len(message.edits) > before)


async def _noted(harness, message):
    """Wait until the row says that the result is this message, and its posting has ended."""
    underway = harness.app.bot.services.history._reposting
    for _ in range(2000):
        if not underway and message.id in [row["message_id"] for row in await harness.rows()]:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the new post was never noted")


@pytest.mark.usefixtures("each_engine")
async def test_the_history_shows_own_pictures_newest_first_to_their_owner_only(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await _draw(harness, "a red kite")
        await _draw(harness, "not mine", harness.bob)
        second = await _draw(harness, "a *blue* kite", count=2)
        page = await _open(harness)

        rows = await harness.rows()
        text = _page(page)
        assert page.ephemeral_to is harness.people.alice
        assert text.index(r"a \*blue\* kite") < text.index("a red kite")
        assert "not mine" not in text
        assert "Square 1024 · Low · 2 pictures · 2 credits" in text
        assert f"Done · <t:{rows[0]['created_ms'] // 1000}:f>" in text
        assert f"/{first.channel.id}/{first.id})" in text
        assert _thumbnails(page) == [second.attachments[0].url, first.attachments[0].url]


async def test_pages_keep_their_filter_after_a_restart(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="1000", QUOTA_BOT_DAILY_CREDITS="none") as harness:
        for number in range(7):
            await _draw(harness, f"KÜSTE {number}")
            await _draw(harness, f"meadow {number}")
        page = await _open(harness, text="küste")
        assert [f"KÜSTE {n}" in _page(page) for n in range(7)] == [False] * 2 + [True] * 5
        await harness.stop_bot()
        async with running_bot(harness, **QUICK):
            await _turn(harness, page, "Older")
            assert [f"KÜSTE {n}" in _page(page) for n in range(7)] == [True] * 2 + [False] * 5
            assert "meadow" not in _page(page)
            assert not [i for i in _ids(page, "pages") if i.startswith("easel:pages:o")]
            await _turn(harness, page, "Newer")
            assert [f"KÜSTE {n}" in _page(page) for n in range(7)] == [False] * 2 + [True] * 5


async def test_a_filter_without_matches_gets_a_text_reply(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _draw(harness, "a red kite")

        assert "contain “\\*@\u200beveryone”" in _page(await _open(harness, text="*@everyone"))
        assert "drawn anything on this server yet" in _page(await _open(harness, harness.bob))


async def test_an_entry_can_be_repeated_on_the_members_quota(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _draw(harness, "a red kite")
        page = await _open(harness)
        await harness.result_of(await _press(harness, page, "Again"))
        await harness.wait_idle()

        rows = await harness.rows()
        assert [row["prompt"] for row in rows] == ["a red kite"] * 2
        assert rows[1]["parent_id"] == rows[0]["id"]
        assert len(_ids(page, "again")) == 1


@pytest.mark.usefixtures("each_engine")
async def test_a_deleted_post_is_restored_free_of_charge(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await _draw(harness, "a red kite", count=2)
        assert _ids(await _open(harness), "bringback") == []
        harness.world.delete_message(post)
        page = await _open(harness)
        assert "the post is gone" in _page(page)
        again = await harness.result_of(await _press(harness, page, "Restore"))
        await _noted(harness, again)
        await harness.wait_idle()

        assert [a.data for a in again.attachments] == [a.data for a in post.attachments]
        assert "“a red kite”" in again.content
        assert again.ephemeral_to is None
        assert len(harness.fal.submits) == 1
        assert [e["kind"] for e in await harness.entries()] == ["reserve", "settle"]
        (row,) = await harness.rows()
        assert (row["message_id"], row["message_channel_id"]) == (again.id, again.channel.id)


async def test_a_second_click_finds_the_restored_post(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await _draw(harness, "a red kite")
        harness.world.delete_message(post)
        page = await _open(harness)
        again = await harness.result_of(await _press(harness, page, "Restore"))
        await _noted(harness, again)
        refused = await _press(harness, page, "Restore")
        await harness.until(lambda: refused.followups)

        assert "The post is still there: https://discord.com/channels/" in refused.followups[0].content
        assert str(again.id) in refused.followups[0].content
        assert len(harness.results()) == 1


async def test_a_file_missing_at_fal_is_reported(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await _draw(harness, "a red kite")
        harness.world.delete_message(post)
        page = await _open(harness)
        harness.faults.arm("fal.file.404", count=9)
        refused = await _press(harness, page, "Restore")
        await harness.until(lambda: refused.followups)

        assert refused.followups[0].content.startswith("The image service no longer has these pictures.")
        assert refused.followups[0].ephemeral_to is harness.people.alice
        assert harness.results() == []


async def test_a_picture_removed_by_a_moderator_is_not_restored(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await _draw(harness, "a red kite")
        harness.world.delete_message(post)
        page = await _open(harness)
        async with harness.app.database.write() as connection:
            mod = harness.people.mod.id
            await connection.exec_driver_sql(f"UPDATE generations SET deleted_ms = 1, deleted_by = {mod}")
        refused = await _press(harness, page, "Restore")

        assert "A moderator removed that post" in refused.response.content
        assert "Deleted" in _page(await _open(harness))


async def test_a_blocked_member_cannot_restore(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await _draw(harness, "a red kite")
        harness.world.delete_message(post)
        page = await _open(harness)
        await (await harness.mod.slash("quota-admin block", member=harness.people.alice)).done()
        refused = await _press(harness, page, "Restore")
        await harness.until(lambda: refused.followups)

        assert "You can't use Easel on this server" in refused.followups[0].content
        assert harness.results() == []


async def test_a_repost_follows_the_current_guild_settings(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await _draw(harness, "a red kite")
        harness.world.delete_message(post)
        page = await _open(harness)
        guild, mod = harness.people.studio.guild.id, harness.people.mod.id
        servers, actor = harness.app.bot.services.guilds, AdminActor(guild_id=guild, user_id=mod)
        await servers.change(actor, refused_words=("kite",))
        refused = await _press(harness, page, "Restore")
        await harness.until(lambda: refused.followups)
        assert harness.results() == []
        await servers.change(actor, refused_words=None, spoiler=True)
        again = await harness.result_of(await _press(harness, page, "Restore"))
        await _noted(harness, again)

        assert again.attachments[0].filename.startswith("SPOILER_easel-")


async def test_a_private_picture_is_restored_for_its_owner_only(tmp_path):
    async with open_harness(tmp_path) as harness:
        post = await _draw(harness, "a secret garden", private=True)
        page = await _open(harness)
        assert _thumbnails(page) == []
        again = await harness.result_of(await _press(harness, page, "Restore"))
        await harness.wait_idle()

        await _noted(harness, again)
        assert again is not post
        assert again.ephemeral_to is harness.people.alice
        assert harness.bob.visible_messages() == []


async def test_a_job_is_shown_by_id_to_its_owner_and_to_administrators(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _draw(harness, "a secret garden", private=True)
        job_id = (await harness.rows())[0]["id"]

        own = await _open(harness, path="show", id=f"`{job_id.upper()}`")
        managed = await _open(harness, harness.mod, path="show", id=f"easel-{job_id}-1.png")
        assert "a secret garden" in _page(own)
        assert _ids(own, "again")
        assert f"Requested by <@{harness.people.alice.id}>" in _page(managed)
        assert "1 credit" in _page(managed)
        assert _ids(managed, "again") == []


async def test_administrators_see_a_private_prompt_only_if_it_was_shared_or_reported(
    tmp_path,
):
    async with open_harness(tmp_path) as harness:
        for prompt in ("a secret garden", "a shared garden", "a reported garden"):
            await _draw(harness, prompt, private=True)
        await _draw(harness, "a public garden")
        secret, shared, reported, public = [row["id"] for row in await harness.rows()]
        async with harness.app.database.write() as connection:
            await connection.exec_driver_sql(
                f"UPDATE generations SET shared_message_id = 5 WHERE id = '{shared}'"
            )
        store = SqlImageReportStore(harness.app.database, SystemClock())
        await store.add(reported, guild_id=1, reporter_id=2)

        answers = [
            await _open(harness, harness.mod, path="show", id=one)
            for one in (secret, shared, reported, public)
        ]

        hidden, *told = [_page(answer) for answer in answers]
        assert "garden" not in hidden
        assert "This prompt is private and was never shared or reported." in hidden
        assert "only visible to the person who requested it" in hidden
        assert _thumbnails(answers[0]) == []
        assert ["garden" in page for page in told] == [True, True, True]


async def test_others_see_by_id_only_results_in_channels_they_can_read(tmp_path):
    async with open_harness(tmp_path) as harness:
        await _draw(harness, "for all")
        await _draw(harness, "for me", private=True)
        gone = await _draw(harness, "deleted")
        harness.world.delete_message(gone)
        ids = [row["id"] for row in await harness.rows()]
        answers = [
            _page(await _open(harness, harness.bob, path="show", id=i)) for i in [*ids, "0" * 10, "x/y"]
        ]

        assert "for all" in answers[0]
        assert len(set(answers[1:])) == 1
        assert answers[1].startswith("No request with that ID is visible to you")


async def test_a_page_of_hostile_prompts_is_accepted_and_mentions_no_user(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="1000", QUOTA_BOT_DAILY_CREDITS="none") as harness:
        for number in range(6):
            await _draw(harness, f"{number} " + "*_~`|@everyone<@1>" * 100)
        page = await _open(harness, text="*_~`|@everyone<@1>*_~`|@everyone")

        assert len(_ids(page, "again")) == 5
        assert len(_ids(page, "pages")) == 1
        assert page.pinged == []
        assert not page.mention_everyone
