"""Personal data: export in a file, and erasure."""

import asyncio
import io
import json
import sqlite3
import zipfile

import pytest

from bot.db.integrity import find_mismatches
from tests.e2e.harness import open_harness


async def _refusal(harness, interaction):
    await harness.until(lambda: interaction.followups)
    return interaction.followups[0].content


def _opened(attachment):
    with zipfile.ZipFile(io.BytesIO(attachment.data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


async def _erase(harness, actor):
    asked = await actor.slash("privacy delete")
    await harness.content_of(asked)
    return asked, await actor.click(asked.response, "Erase my data")


async def _confirmed(harness, actor):
    asked, _ = await _erase(harness, actor)
    await harness.until(lambda: "can't be undone" not in asked.response.content)
    return asked.response.content


def _everything(folder):
    with sqlite3.connect(folder / "easel.db") as connection:
        return "\n".join(connection.iterdump())


@pytest.mark.usefixtures("each_engine")
async def test_an_export_holds_the_members_own_data_only(tmp_path):
    async with open_harness(tmp_path) as harness:
        await harness.result_of(await harness.alice.slash("imagine", prompt="an orange tree"))
        await harness.draw("a blue tree", client=harness.bob)
        await (await harness.mod.slash("quota-admin grant", member=harness.people.alice, credits=5)).done()
        asked = await harness.alice.slash("privacy export")
        await harness.content_of(asked)

        (attachment,) = asked.response.attachments
        files = _opened(attachment)
        assert asked.response.ephemeral_to is harness.people.alice
        assert "Everything Easel has stored about you" in files["README.txt"]
        (drawn,) = json.loads(files["generations.json"])
        assert drawn["prompt"] == "an orange tree"
        assert drawn["user_id"] == str(harness.people.alice.id)
        assert drawn["created_at"].endswith("+00:00")
        assert drawn["pictures"][0]["url"].startswith("http")
        assert {entry["kind"] for entry in json.loads(files["ledger.json"])} == {"reserve", "settle", "grant"}
        (change,) = json.loads(files["audit.json"])
        assert (change["action"], change["actor_id"]) == ("grant", "another user")
        whole = "".join(files.values())
        assert "a blue tree" not in whole
        assert str(harness.people.bob.id) not in whole
        assert str(harness.people.mod.id) not in whole
        assert "token" not in drawn
        assert "status_url" not in drawn


async def test_the_export_readme_is_in_the_members_language(tmp_path):
    async with open_harness(tmp_path) as harness:
        asked = await harness.alice.slash("privacy export")
        await harness.content_of(asked)

        assert "member_defaults" in _opened(asked.response.attachments[0])["README.txt"]


async def test_a_second_export_within_a_minute_is_refused(tmp_path):
    async with open_harness(tmp_path) as harness:
        await harness.content_of(await harness.alice.slash("privacy export"))
        again = await harness.content_of(await harness.alice.slash("privacy export"))
        other = await harness.bob.slash("privacy export")
        await harness.content_of(other)
        harness.clock.advance(61)
        later = await harness.alice.slash("privacy export")
        await harness.content_of(later)

        assert "Try again in a minute" in again
        assert other.response.attachments
        assert later.response.attachments


@pytest.mark.usefixtures("each_engine")
async def test_erasure_removes_texts_and_identity_and_keeps_the_ledger_consistent(tmp_path):
    async with open_harness(tmp_path) as harness:
        alice = harness.people.alice
        post = await harness.result_of(await harness.alice.slash("imagine", prompt="an orange tree"))
        await harness.until(lambda: post.reactions)
        await harness.alice.react(post, "🔁")
        await harness.until(lambda: len(harness.results()) == 2)
        await harness.wait_idle()
        await (await harness.mod.slash("quota-admin grant", member=alice, credits=5)).done()
        assert "removed from 2 requests" in await _confirmed(harness, harness.alice)
        await harness.wait_idle()
        # The day's use and the reaction that may be looked at again stay for a while.
        harness.clock.advance(3 * 24 * 3600)
        for _ in range(500):
            if str(alice.id) not in _everything(tmp_path):
                break
            await asyncio.sleep(0.01)

        left = _everything(tmp_path)
        assert str(alice.id) not in left
        assert "orange tree" not in left
        assert str(post.id) not in left
        async with harness.app.database.read() as connection:
            assert await find_mismatches(connection) == []
        rows = await harness.rows()
        assert len({row["user_id"] for row in rows}) == 1
        assert rows[0]["user_id"] < 0
        assert [row["charged"] for row in rows] == [6, 6]
        assert post in harness.results()


@pytest.mark.usefixtures("each_engine")
async def test_erasure_does_not_reset_the_daily_limit(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="12") as harness:
        await harness.draw("one")
        await _confirmed(harness, harness.alice)
        quota = await harness.content_of(await harness.alice.slash("quota"))
        await harness.draw("two")
        await _confirmed(harness, harness.alice)
        refused = await _refusal(harness, await harness.alice.slash("imagine", prompt="three"))
        harness.clock.advance(24 * 3600)
        tomorrow = await harness.draw("four")

        assert "6" in quota
        assert "you have 0 left" in refused
        assert tomorrow.attachments


async def test_a_reset_also_clears_usage_from_before_an_erasure(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="6") as harness:
        await harness.draw("one")
        await _confirmed(harness, harness.alice)
        await (await harness.mod.slash("quota-admin reset", member=harness.people.alice)).done()
        again = await harness.draw("two")

        assert again.attachments


async def test_erasure_does_not_remove_a_block(tmp_path):
    async with open_harness(tmp_path) as harness:
        await (await harness.mod.slash("quota-admin block", member=harness.people.alice)).done()
        await _confirmed(harness, harness.alice)
        answer = await _refusal(harness, await harness.alice.slash("imagine", prompt="free again?"))

        assert "You can't use Easel on this server" in answer


async def test_erasure_is_refused_while_a_request_is_open(tmp_path):
    async with open_harness(tmp_path, sandbox={"render_seconds": 30}) as harness:
        drawing = await harness.alice.slash("imagine", prompt="slow clouds")
        await harness.until(lambda: drawing.response and "Drawing…" in drawing.response.content)
        _, click = await _erase(harness, harness.alice)
        refused = await _refusal(harness, click)
        harness.clock.advance(31)
        post = await harness.result_of(drawing)
        await harness.wait_idle()

        assert "still in progress" in refused
        assert "slow clouds" in post.content
        assert (await harness.rows())[0]["prompt"] == "slow clouds"


async def test_the_confirmation_expires(tmp_path):
    async with open_harness(tmp_path) as harness:
        await harness.draw("an orange tree")
        asked = await harness.alice.slash("privacy delete")
        await harness.content_of(asked)
        harness.clock.advance(301)
        late = await harness.alice.click(asked.response, "Erase my data")

        assert "has expired" in await _refusal(harness, late)
        assert (await harness.rows())[0]["prompt"] == "an orange tree"


async def test_a_post_of_an_erased_member_cannot_be_repeated(tmp_path):
    async with open_harness(tmp_path, REROLL_BY="anyone") as harness:
        post = await harness.draw("an orange tree")
        await _confirmed(harness, harness.alice)
        for actor in (harness.alice, harness.bob):
            click = await actor.click(post, "Again")
            await harness.until(lambda click=click: click.followups or harness.answers(click))
        await harness.wait_idle()

        assert len(harness.results()) == 1
        assert len(await harness.rows()) == 1


@pytest.mark.parametrize("days", [None, "30"])
async def test_about_states_which_data_is_kept_and_for_how_long(tmp_path, days):
    settings = {} if days is None else {"RETENTION_DAYS": days}
    async with open_harness(tmp_path, **settings) as harness:
        about = await harness.alice.slash("about")
        text = await harness.content_of(about)

        assert about.response.ephemeral_to is harness.people.alice
        assert "fal-ai/gpt-image-2" in text
        assert "</imagine:" in text
        assert len(text.splitlines()) == 2
        await harness.alice.click(about.response, "Your data")
        await harness.until(lambda: "What is stored" in about.response.content)
        assert ("after 30 days" if days else "without a time limit") in about.response.content
        assert "</privacy export:" in about.response.content
        await harness.alice.click(about.response, "Back")
        await harness.until(lambda: about.response.content == text)


async def test_about_links_to_the_guide_and_support_of_the_operator(tmp_path):
    links = {"GUIDE_URL": "https://example.org/guide#start", "SUPPORT_URL": "https://discord.gg/example"}
    async with open_harness(tmp_path, **links) as harness:
        about = await harness.alice.slash("about")
        await harness.content_of(about)

        (row,) = about.response.components
        assert [(b["label"], b.get("url")) for b in row["components"]] == [
            ("Your data", None),
            ("Guide", links["GUIDE_URL"]),
            ("Support", links["SUPPORT_URL"]),
        ]


@pytest.mark.parametrize(
    ("choice", "said"), [("yes", "lose your prompt once they are finished"), ("no", "your prompts stay in")]
)
async def test_the_confirmation_explains_what_happens_to_repeats_by_others(tmp_path, choice, said):
    async with open_harness(tmp_path, REROLL_BY="anyone", ERASE_REPEATS=choice) as harness:
        post = await harness.draw("a secret garden")
        repeat = await harness.result_of(await harness.bob.click(post, "Again"))
        await harness.wait_idle()
        asked, _ = await _erase(harness, harness.alice)
        question = asked.response.edits[0].content if asked.response.edits else asked.response.content
        await harness.until(lambda: asked.response.content.startswith("Done"))
        again = await harness.bob.click(repeat, "Again")

        assert said in question
        assert ("secret garden" in _everything(tmp_path)) is (choice == "no")
        if choice == "yes":
            assert "no longer has the request" in await _refusal(harness, again)
        else:
            assert (await harness.result_of(again)).attachments
