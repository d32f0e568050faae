"""Upscale and Remove background: the price first, then one picture of a result, enlarged or cut out."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from sandbox.discord import Message, UserClient
from tests.e2e.harness import QUICK, Harness, open_harness, running_bot
from tests.e2e.menu_helpers import drawn, labels, open_menu, pressed
from tests.pictures import png


async def offered(harness: Harness, who: UserClient, post: Message, label: str) -> Message:
    """Press a tool in the menu and wait for its price."""
    pressed_tool = await pressed(harness, who, await open_menu(harness, who, post), label)
    await harness.until(lambda: not pressed_tool.response.loading)
    await harness.until(lambda: any(": 1 credit" in one for one in labels(pressed_tool.response)))
    return pressed_tool.response


@asynccontextmanager
async def restart(harness: Harness) -> AsyncIterator[None]:
    await harness.stop_bot()
    async with running_bot(harness, **QUICK):
        yield


def picture(message: Message, index: int = 0) -> Image.Image:
    image = Image.open(io.BytesIO(message.attachments[index].blob.read()))
    image.load()
    return image


@pytest.mark.parametrize(("private", "restarted"), [(False, False), (True, False), (True, True)])
async def test_a_picture_is_upscaled_for_the_price_that_was_shown(
    tmp_path: Path, private: bool, restarted: bool
) -> None:
    async with drawn(tmp_path, count=2, private=private) as (harness, post):
        offer = await offered(harness, harness.alice, post, "Upscale")
        assert "This costs 1 credit of your 48." in offer.content
        assert labels(offer)[:2] == ["Picture 1: 1 credit", "Picture 2: 1 credit"]
        assert len(harness.fal.submits) == 1, "an offer draws nothing"

        async with restart(harness) if restarted else nullcontext():
            larger = await harness.result_of(await harness.alice.click(offer, "Picture 2: 1 credit"))
            await harness.wait_idle()

        submit = harness.fal.submits[1]
        assert submit.path == "/fal-ai/seedvr/upscale/image"
        assert submit.arguments["upscale_factor"] == 2
        (stored,) = harness.fal.storage.stored
        assert submit.arguments["image_url"].endswith(stored.path)
        with Image.open(io.BytesIO(stored.data or b"")) as sent:
            assert (
                ImageChops.difference(sent.convert("RGB"), picture(post, 1).convert("RGB")).getbbox() is None
            )
        assert picture(larger).size == (2048, 2048)
        assert (larger.ephemeral_to is not None) is private
        parent, child = await harness.rows()
        assert (child["parent_id"], child["charged"], child["model"]) == (
            parent["id"],
            1,
            "fal-ai/seedvr/upscale/image",
        )


async def test_a_cut_out_is_delivered_as_a_png_with_an_alpha_channel(tmp_path: Path) -> None:
    async with drawn(tmp_path) as (harness, post):
        offer = await offered(harness, harness.alice, post, "Remove background")
        assert labels(offer) == ["Start: 1 credit", "Back"]

        cut = await harness.result_of(await harness.alice.click(offer, "Start: 1 credit"))
        await harness.wait_idle()

        assert harness.fal.submits[1].path == "/fal-ai/birefnet/v2"
        assert cut.attachments[0].filename.endswith(".png")
        image = picture(cut)
        assert (image.mode, image.size) == ("RGBA", picture(post).size)
        assert image.getchannel("A").getextrema() == (0, 255)


async def test_a_price_that_has_changed_is_not_charged(tmp_path: Path) -> None:
    async with drawn(tmp_path) as (harness, post):
        offer = await offered(harness, harness.alice, post, "Upscale")
        button = offer.components[0]["components"][0]
        job_id = (await harness.rows())[0]["id"]
        button["custom_id"] = f"easel:tool-go:upscale:{job_id}:0:7"

        refused = await harness.alice.click(offer, button["custom_id"])

        assert "The price is now 1 credit." in await harness.answer_text(refused)
        assert len(harness.fal.submits) == 1
        assert len(await harness.rows()) == 1


async def test_the_message_menus_offer_the_tools_for_own_pictures_also_after_a_restart(
    tmp_path: Path,
) -> None:
    async with open_harness(tmp_path) as harness:
        alice, bob = harness.alice, harness.bob
        files = {"notes.txt": b"nothing", "cat.png": png("red"), "dog.png": png("blue", (2000, 1500))}
        message = await alice.send("my pets", files=files)
        offer = (await (await alice.context_menu("Upscale", message)).done()).response
        assert "This costs 2 credits of your 60." in offer.content
        assert labels(offer) == ["Picture 1: 2 credits", "Picture 2: 2 credits"]

        refused = await harness.answer_of(await bob.context_menu("Upscale", message))
        assert refused.content.startswith("You can edit your own pictures")

        async with restart(harness):
            larger = await harness.result_of(await alice.click(offer, "Picture 1: 2 credits"))
            await harness.wait_idle()

            assert f"/{message.channel.id}/{message.id}" in larger.content
            assert picture(larger).size == (1280, 960)
            # The offer covers the larger picture.
            (row,) = await harness.rows()
            assert row["charged"] == 1

            button = offer.components[0]["components"][1]
            button["custom_id"] = f"{button['custom_id'].rpartition(':')[0]}:1"
            cheaper = await harness.answer_of(await alice.click(offer, button["custom_id"]))
            assert "The price is now 2 credits." in cheaper.content
            assert len(await harness.rows()) == 1
