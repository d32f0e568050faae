"""⬆️ Higher quality: a price first, drawn on the second click, charged to the user who clicks."""

import asyncio
import io

import pytest
from PIL import Image

from bot.db.retention import delete_expired
from sandbox.server import open_sandbox
from tests.e2e.blocked_database import block_database
from tests.e2e.harness import Harness, open_harness, running_bot

pytestmark = pytest.mark.usefixtures("either_wire_form")


async def _offer(harness, who, post):
    offer = await who.click(post, "Higher quality")
    await harness.until(lambda: offer.response is not None and offer.response.content)
    return offer


def _confirm(offer):
    return offer.response.components[0]["components"][0]["custom_id"]


async def test_higher_quality_previews_the_request_and_submits_it_on_the_second_click(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.draw("a red kite")
        offer = await _offer(harness, harness.alice, first)

        assert offer.response.ephemeral_to is harness.people.alice
        assert offer.response.content == (
            "**Higher quality:** 1 picture, 1024 × 1024, high quality. This costs 22 credits of your 54.\n"
            "-# You'll get new pictures from the same prompt.\n"
            "-# To stay close to one of the pictures, choose it below."
        )
        assert len(harness.fal.submits) == 1, "an offer draws nothing"

        taken = await harness.alice.click(offer.response, "Draw: 22 credits")
        post = await harness.result_of(taken)
        await harness.wait_idle()

        assert post.ephemeral_to is None
        assert post.content.startswith(f"**“a red kite”** by <@{harness.people.alice.id}> · [this picture](")
        assert str(first.id) in post.content
        parent, child = await harness.rows()
        assert (child["parent_id"], child["source"]) == (parent["id"], "finer")
        assert (child["prompt"], child["size"], child["quality"]) == ("a red kite", "1024x1024", "high")
        assert child["charged"] == 22


async def test_at_the_highest_quality_there_is_no_offer(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="500") as harness:
        command = harness.alice.slash("imagine", prompt="a red kite", size="1024x1024", quality="high")
        first = await harness.result_of(await command)
        offer = await _offer(harness, harness.alice, first)
        second = await harness.result_of(await harness.alice.click(offer.response, _confirm(offer)))
        last = await _offer(harness, harness.alice, second)

        assert (await harness.rows())[1]["size"] == "2048x2048"
        assert last.response.content.startswith("This already has the highest quality")
        assert last.response.components == []


@pytest.mark.parametrize("again", ["at once", "one after the other"])
async def test_a_double_click_on_the_offer_draws_once(tmp_path, again):
    async with open_harness(tmp_path, sandbox={"render_seconds": 30}, QUOTA_DAILY_CREDITS="500") as harness:
        asked = await harness.alice.slash("imagine", prompt="a red kite")
        await harness.until(lambda: harness.fal.submits)
        harness.clock.advance(31)
        offer = await _offer(harness, harness.alice, await harness.result_of(asked))
        if again == "at once":
            clicks = await asyncio.gather(
                *(harness.alice.click(offer.response, _confirm(offer)) for _ in range(2))
            )
        else:
            clicks = [await harness.alice.click(offer.response, _confirm(offer))]
            await harness.until(lambda: len(harness.fal.submits) == 2)
            clicks.append(await harness.alice.click(offer.response, _confirm(offer)))
        await harness.until(lambda: any(click.followups for click in clicks))
        await harness.until(lambda: len(harness.fal.submits) == 2)
        harness.clock.advance(31)
        await harness.wait_idle()

        (refused,) = [click for click in clicks if click.followups]
        assert refused.followups[0].ephemeral_to is harness.people.alice
        assert refused.response.deleted
        assert len(harness.results()) == 2
        assert len(harness.fal.submits) == 2


async def test_offer_and_confirmation_work_after_a_restart(tmp_path):
    async with open_sandbox() as box:
        harness = Harness(box, tmp_path)
        async with running_bot(harness):
            first = await harness.draw("a red kite")
        async with running_bot(harness):
            offer = await _offer(harness, harness.alice, first)
        async with running_bot(harness):
            await harness.result_of(await harness.alice.click(offer.response, _confirm(offer)))
            await harness.wait_idle()

            assert len(await harness.rows()) == 2


async def test_strangers_and_moderators_are_refused_the_offer(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="mine"))
        for who in (harness.bob, harness.mod):
            offer = await _offer(harness, who, first)

            assert offer.response.content.startswith("Only the person who requested this picture")
            assert offer.response.components == []


async def test_a_member_allowed_to_repeat_pays_for_the_higher_quality_picture(tmp_path):
    async with open_harness(tmp_path, REROLL_BY="anyone") as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="ours"))
        offer = await _offer(harness, harness.bob, first)
        await harness.result_of(await harness.bob.click(offer.response, _confirm(offer)))
        await harness.wait_idle()

        assert "22 credits of your 60" in offer.response.content
        assert [r["user_id"] for r in await harness.rows()] == [
            harness.people.alice.id,
            harness.people.bob.id,
        ]


async def test_an_unaffordable_request_is_not_offered(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="20") as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="dear"))
        offer = await _offer(harness, harness.alice, first)

        assert offer.response.content.startswith("This costs 22 credits and you have 14 left")
        assert offer.response.components == []


async def test_a_changed_price_is_refused(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
        offer = await _offer(harness, harness.alice, first)
        button = offer.response.components[0]["components"][0]
        button["custom_id"] = button["custom_id"].replace(":22", ":3")
        taken = await harness.alice.click(offer.response, button["custom_id"])

        await harness.until(lambda: taken.followups)
        assert taken.followups[0].content.startswith("The price is now 22 credits.")
        assert len(harness.fal.submits) == 1


async def test_a_slow_database_delays_the_offer_not_the_acknowledgement(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.draw("a red kite")
        with block_database(harness.app):
            offer = await harness.alice.click(first, "Higher quality")
            await offer.acked()
            assert offer.response.loading
            assert offer.response.ephemeral_to is harness.people.alice
        await harness.until(lambda: offer.response.content.startswith("**Higher quality:**"))


async def test_a_result_that_the_bot_no_longer_knows_is_too_old(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(await harness.alice.slash("imagine", prompt="a red kite"))
        offer = await _offer(harness, harness.alice, first)
        await harness.wait_idle()
        await delete_expired(harness.app.database, now=harness.clock.now() + 10 * 24 * 3600, days=9)
        late = await _offer(harness, harness.alice, first)
        taken = await harness.alice.click(offer.response, _confirm(offer))

        assert "too old" in late.response.content
        await harness.until(lambda: taken.followups)
        assert "too old" in taken.followups[0].content
        assert taken.followups[0].ephemeral_to is harness.people.alice


async def test_one_picture_is_offered_first_and_all_of_them_second(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="500") as harness:
        first = await harness.draw("a red kite", count=4, quality="low")
        offer = await _offer(harness, harness.alice, first)
        labels = [button["label"] for button in offer.response.components[0]["components"]]
        one = await harness.result_of(await harness.alice.click(offer.response, labels[0]))
        every = await harness.result_of(await harness.alice.click(offer.response, labels[1]))

        assert labels == ["Draw: 6 credits", "4 pictures, medium quality: 24 credits"]
        assert [len(post.attachments) for post in (one, every)] == [1, 4]
        assert [row["count"] for row in await harness.rows()] == [4, 1, 4]


async def test_members_who_can_afford_only_one_picture_are_not_offered_all(tmp_path):
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="20") as harness:
        offer = await _offer(harness, harness.alice, await harness.draw("a red kite", count=4, quality="low"))

        assert [button["label"] for button in offer.response.components[0]["components"]] == [
            "Draw: 6 credits"
        ]


async def test_one_of_four_pictures_can_be_picked_and_is_the_reference_of_the_new_one(tmp_path):
    async with open_harness(tmp_path) as harness:
        first = await harness.result_of(
            await harness.alice.slash("imagine", prompt="a red kite", quality="low", count=4)
        )
        await harness.wait_idle()
        offer = await _offer(harness, harness.alice, first)
        menu = offer.response.components[1]["components"][0]
        assert [option["label"] for option in menu["options"]] == [f"Picture {n}" for n in range(1, 5)]
        await harness.alice.select(offer.response, menu["custom_id"], ["2"])
        await harness.until(lambda: "picture 3" in offer.response.content)
        assert "1024 × 1024, medium quality" in offer.response.content
        assert len(harness.fal.submits) == 1
        taken = await harness.alice.click(offer.response, _confirm(offer))
        post = await harness.result_of(taken)
        await harness.wait_idle()

        parent, child = await harness.rows()
        assert harness.fal.submits[1].path.endswith("/edit")
        (stored,) = harness.fal.storage.files.values()
        with Image.open(io.BytesIO(stored.data)) as sent, Image.open(first.attachments[2].blob) as picked:
            assert sent.convert("RGB").tobytes() == picked.convert("RGB").tobytes()
        assert (child["parent_id"], child["source"], child["count"]) == (parent["id"], "finer", 1)
        assert (child["prompt"], child["quality"]) == ("a red kite", "medium")
        assert f"Draw: {child['charged']} credits" in str(offer.response.components)
        assert str(first.id) in post.content
