"""One's own data, over real sockets: all of it in a file, and gone when that is asked for."""

import asyncio
import io
import json
import sqlite3
import zipfile

import pytest

from bot.db.integrity import find_mismatches
from tests.stories.house import open_house


async def _said(house, interaction):
    await house.until(lambda: interaction.response is not None and interaction.response.content)
    return interaction.response.content


async def _refusal(house, interaction):
    await house.until(lambda: interaction.followups)
    return interaction.followups[0].content


def _opened(attachment):
    with zipfile.ZipFile(io.BytesIO(attachment.data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


async def _erase(house, actor):
    asked = await actor.slash("privacy delete")
    await _said(house, asked)
    return asked, await actor.click(asked.response, "Erase my data")


async def _confirmed(house, actor):
    asked, _ = await _erase(house, actor)
    await house.until(lambda: "cannot be undone" not in asked.response.content)
    return asked.response.content


def _everything(folder):
    with sqlite3.connect(folder / "easel.db") as connection:
        return "\n".join(connection.iterdump())


async def test_the_export_holds_what_one_asked_for_and_nothing_of_anybody_else(tmp_path):
    async with open_house(tmp_path) as house:
        await house.pictures_of(await house.alice.slash("imagine", prompt="an orange tree"))
        await house.pictures_of(await house.bob.slash("imagine", prompt="a blue tree"))
        await house.settled()
        await (await house.mod.slash("quota-admin grant", member=house.box.people.alice, credits=5)).done()
        asked = await house.alice.slash("privacy export")
        await _said(house, asked)

        (attachment,) = asked.response.attachments
        files = _opened(attachment)
        assert asked.response.ephemeral_to is house.box.people.alice
        assert "What Easel has stored about you" in files["README.txt"]
        (drawn,) = json.loads(files["generations.json"])
        assert drawn["prompt"] == "an orange tree"
        assert drawn["user_id"] == str(house.box.people.alice.id)
        assert drawn["created_at"].endswith("+00:00")
        assert drawn["pictures"][0]["url"].startswith("http")
        assert {entry["kind"] for entry in json.loads(files["ledger.json"])} == {"reserve", "settle", "grant"}
        (change,) = json.loads(files["audit.json"])
        assert (change["action"], change["actor_id"]) == ("grant", "somebody else")
        whole = "".join(files.values())
        assert "a blue tree" not in whole
        assert str(house.box.people.bob.id) not in whole
        assert str(house.box.people.mod.id) not in whole
        assert "token" not in drawn
        assert "status_url" not in drawn


async def test_the_readme_is_in_ones_own_language(tmp_path):
    async with open_house(tmp_path) as house:
        asked = await house.alice.slash("privacy export")
        await _said(house, asked)

        assert "member_defaults" in _opened(asked.response.attachments[0])["README.txt"]


async def test_a_second_export_within_a_minute_is_refused(tmp_path):
    async with open_house(tmp_path) as house:
        await _said(house, await house.alice.slash("privacy export"))
        again = await _said(house, await house.alice.slash("privacy export"))
        other = await house.bob.slash("privacy export")
        await _said(house, other)
        house.box.clock.advance(61)
        later = await house.alice.slash("privacy export")
        await _said(house, later)

        assert "Try again in a minute" in again
        assert other.response.attachments
        assert later.response.attachments


async def test_erasing_leaves_no_trace_of_words_or_person_and_books_that_add_up(tmp_path):
    async with open_house(tmp_path) as house:
        alice = house.box.people.alice
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="an orange tree"))
        await house.until(lambda: post.reactions)
        await house.alice.react(post, "🔁")
        await house.until(lambda: len(house.posts()) == 2)
        await house.settled()
        await (await house.mod.slash("quota-admin grant", member=alice, credits=5)).done()
        assert "2 requests were emptied" in await _confirmed(house, house.alice)
        await house.settled()
        # The day's use and the reaction that may be looked at again stay for a while.
        house.box.clock.advance(3 * 24 * 3600)
        for _ in range(500):
            if str(alice.id) not in _everything(tmp_path):
                break
            await asyncio.sleep(0.01)

        left = _everything(tmp_path)
        assert str(alice.id) not in left
        assert "orange tree" not in left
        assert str(post.id) not in left
        async with house.app.database.read() as connection:
            assert await find_mismatches(connection) == []
        rows = await house.rows()
        assert len({row["user_id"] for row in rows}) == 1
        assert rows[0]["user_id"] < 0
        assert [row["charged"] for row in rows] == [6, 6]
        assert post in house.posts()


async def test_erasing_does_not_renew_the_days_allowance(tmp_path):
    async with open_house(tmp_path, QUOTA_DAILY_CREDITS="12") as house:
        await house.pictures_of(await house.alice.slash("imagine", prompt="one"))
        await house.settled()
        await _confirmed(house, house.alice)
        quota = await _said(house, await house.alice.slash("quota"))
        await house.pictures_of(await house.alice.slash("imagine", prompt="two"))
        await house.settled()
        await _confirmed(house, house.alice)
        refused = await _refusal(house, await house.alice.slash("imagine", prompt="three"))
        house.box.clock.advance(24 * 3600)
        tomorrow = await house.pictures_of(await house.alice.slash("imagine", prompt="four"))
        await house.settled()

        assert "6" in quota
        assert "you have 0 left" in refused
        assert tomorrow.attachments


async def test_an_administrators_reset_also_forgets_what_was_used_before_erasing(tmp_path):
    async with open_house(tmp_path, QUOTA_DAILY_CREDITS="6") as house:
        await house.pictures_of(await house.alice.slash("imagine", prompt="one"))
        await house.settled()
        await _confirmed(house, house.alice)
        await (await house.mod.slash("quota-admin reset", member=house.box.people.alice)).done()
        again = await house.pictures_of(await house.alice.slash("imagine", prompt="two"))
        await house.settled()

        assert again.attachments


async def test_erasing_does_not_lift_a_block(tmp_path):
    async with open_house(tmp_path) as house:
        await (await house.mod.slash("quota-admin block", member=house.box.people.alice)).done()
        await _confirmed(house, house.alice)
        answer = await _refusal(house, await house.alice.slash("imagine", prompt="free again?"))

        assert "switched drawing off for you" in answer


async def test_erasing_waits_for_what_is_still_being_drawn(tmp_path):
    async with open_house(tmp_path, sandbox={"render_seconds": 30}) as house:
        drawing = await house.alice.slash("imagine", prompt="slow clouds")
        await house.until(lambda: drawing.response and "Drawing…" in drawing.response.content)
        _, click = await _erase(house, house.alice)
        refused = await _refusal(house, click)
        house.box.clock.advance(31)
        post = await house.pictures_of(drawing)
        await house.settled()

        assert "still being drawn" in refused
        assert "slow clouds" in post.content
        assert (await house.rows())[0]["prompt"] == "slow clouds"


async def test_the_question_does_not_stand_for_ever(tmp_path):
    async with open_house(tmp_path) as house:
        await house.pictures_of(await house.alice.slash("imagine", prompt="an orange tree"))
        await house.settled()
        asked = await house.alice.slash("privacy delete")
        await _said(house, asked)
        house.box.clock.advance(301)
        late = await house.alice.click(asked.response, "Erase my data")

        assert "too old" in await _refusal(house, late)
        assert (await house.rows())[0]["prompt"] == "an orange tree"


async def test_the_old_post_of_somebody_erased_cannot_be_repeated(tmp_path):
    async with open_house(tmp_path, REROLL_BY="anyone") as house:
        post = await house.pictures_of(await house.alice.slash("imagine", prompt="an orange tree"))
        await house.settled()
        await _confirmed(house, house.alice)
        for actor in (house.alice, house.bob):
            click = await actor.click(post, "Again")
            await house.until(lambda click=click: click.followups or house._answers(click))
        await house.settled()

        assert len(house.posts()) == 1
        assert len(await house.rows()) == 1


@pytest.mark.parametrize("days", [None, "30"])
async def test_about_tells_what_is_kept_and_for_how_long(tmp_path, days):
    settings = {} if days is None else {"RETENTION_DAYS": days}
    async with open_house(tmp_path, **settings) as house:
        about = await house.alice.slash("about")
        text = await _said(house, about)

        assert about.response.ephemeral_to is house.box.people.alice
        assert "fal-ai/gpt-image-2" in text
        assert ("after 30 days" if days else "not set a time") in text
        assert "/privacy export" in text
