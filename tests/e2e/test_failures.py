"""Failures: public and private explanations, and the buttons to continue."""

from __future__ import annotations

import io
from contextlib import nullcontext
from pathlib import Path

import pytest
from PIL import Image

from sandbox.discord import Interaction, Message
from tests.e2e.harness import Harness, open_harness, running_bot
from tests.pictures import png


async def _failed(harness: Harness, fault: str) -> Interaction:
    harness.faults.arm(fault)
    asked = await harness.alice.slash("imagine", prompt="a red kite", quality="low", count=2)
    await harness.answer_text(asked)
    await harness.wait_idle()
    return asked


def _labels(message: Message) -> list[str]:
    return [part["label"] for row in message.components for part in row["components"]]


async def test_a_policy_refusal_leaves_nothing_in_the_channel_and_can_be_reworded(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        asked = await _failed(harness, "fal.job.policy-422")
        (private,) = asked.followups
        opened = await harness.alice.click(private, "Edit")
        await opened.acked()
        fields = {part["component"]["custom_id"]: part["component"] for part in opened.modal["components"]}
        post = await harness.result_of(await harness.alice.submit_modal(opened, {"prompt": "a blue kite"}))

        assert harness.bob.visible_messages() == [post]
        assert private.ephemeral_to is harness.people.alice
        assert _labels(private) == ["Edit", "Try again"]
        assert fields["prompt"]["value"] == "a red kite"
        assert post.content.startswith(f"**“a blue kite”** by {harness.people.alice.mention}\n")


async def test_a_policy_refusal_after_a_restart_is_private_too(tmp_path: Path) -> None:
    async with open_harness(tmp_path, sandbox={"render_seconds": 30.0}) as harness:
        harness.faults.arm("fal.job.policy-422")
        asked = await harness.alice.slash("imagine", prompt="a red kite")
        await harness.until(lambda: asked.response and "Drawing" in asked.response.content)
        await harness.stop_bot()
        harness.clock.advance(31)
        async with running_bot(harness):
            await harness.until(lambda: asked.followups)
            await harness.wait_idle()

        assert harness.bob.visible_messages() == []
        assert "content policy" in asked.followups[0].content


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("restarted", [False, True])
async def test_try_again_sends_the_failed_request_once_more(tmp_path: Path, restarted: bool) -> None:
    async with open_harness(tmp_path) as harness:
        asked = await _failed(harness, "fal.job.no-pictures")
        assert asked.response is not None
        assert _labels(asked.response) == ["Edit", "Try again"]
        if restarted:
            await harness.stop_bot()
            async with running_bot(harness):
                post = await harness.result_of(await harness.alice.click(asked.response, "Try again"))
        else:
            post = await harness.result_of(await harness.alice.click(asked.response, "Try again"))
        first, second = await harness.rows()

        assert post.content.startswith(f"**“a red kite”** by {harness.people.alice.mention}\n")
        assert len(post.attachments) == 2
        assert (second["prompt"], second["size"], second["quality"], second["count"]) == (
            first["prompt"],
            first["size"],
            first["quality"],
            first["count"],
        )


async def test_only_the_requester_can_try_again(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        asked = await _failed(harness, "fal.job.no-pictures")
        answer = await harness.answer_text(await harness.bob.click(asked.response, "Try again"))

        assert answer.startswith("Only the person who requested this")
        assert len(harness.fal.submits) == 1


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("restarted", [False, True])
async def test_a_refusal_for_lack_of_credits_offers_affordable_requests(
    tmp_path: Path, private: bool, restarted: bool
) -> None:
    prompt = "a **red** kite\n\n  `over` [the](https://example.com) sea " + "x" * 3000
    poor = {"QUOTA_DAILY_CREDITS": "13"}
    async with open_harness(tmp_path, **poor) as harness:
        asked = await harness.alice.slash("imagine", prompt=prompt, count=4, private=private)
        text = await harness.answer_text(asked)
        refusal = next(m for m in asked.messages if m.content == text)
        if restarted:
            await harness.stop_bot()
            async with running_bot(harness, **poor):
                post = await harness.result_of(await harness.alice.click(refusal, _labels(refusal)[1]))
        else:
            post = await harness.result_of(await harness.alice.click(refusal, _labels(refusal)[1]))
        (row,) = await harness.rows()

        assert text.startswith("This costs 24 credits and you have 13 left.")
        assert refusal.ephemeral_to is harness.people.alice
        assert _labels(refusal) == [
            "2 pictures, medium quality: 12 credits",
            "4 pictures, low quality: 4 credits",
        ]
        assert (row["prompt"], row["quality"], row["count"]) == (prompt, "low", 4)
        assert (post.ephemeral_to is not None) is private


@pytest.mark.parametrize("restarted", [False, True])
async def test_affordable_edits_start_from_the_same_pictures(tmp_path: Path, restarted: bool) -> None:
    poor = {"QUOTA_DAILY_CREDITS": "27"}
    async with open_harness(tmp_path, **poor) as harness:
        images = {
            "image": harness.alice.upload("cat.png", png("red")),
            "image2": harness.alice.upload("dog.png", png("blue")),
        }
        asked = await harness.alice.slash("edit", prompt="one scene", quality="low", count=4, **images)
        refusal = await _offers(harness, asked)
        assert _labels(refusal) == ["2 pictures, low quality: 18 credits"]
        if restarted:
            await harness.stop_bot()
        async with running_bot(harness, **poor) if restarted else nullcontext():
            post = await harness.result_of(await harness.alice.click(refusal, _labels(refusal)[0]))
            assert "Made from 2 attached pictures" in post.content
            refusal = await _offers(harness, await harness.alice.click(post, "Again"))
            assert _labels(refusal) == ["1 picture, low quality: 9 credits"]
            await harness.result_of(await harness.alice.click(refusal, _labels(refusal)[0]))
            await harness.wait_idle()
        rows = await harness.rows()

        assert [(row["count"], row["charged"], row["model"]) for row in rows] == [
            (2, 18, "fal-ai/gpt-image-2/edit"),
            (1, 9, "fal-ai/gpt-image-2/edit"),
        ]
        urls = [submit.arguments["image_urls"] for submit in harness.fal.submits]
        assert urls[0] == urls[1]
        opened = [Image.open(io.BytesIO(file.data or b"")) for file in harness.fal.storage.stored]
        assert [image.getpixel((0, 0)) for image in opened] == [(255, 0, 0), (0, 0, 255)]


async def _offers(harness: Harness, asked: Interaction) -> Message:
    text = await harness.answer_text(asked)
    return next(message for message in asked.messages if message.content == text)


async def test_nothing_is_offered_to_members_without_credits(tmp_path: Path) -> None:
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="6") as harness:
        await harness.draw("a red kite")
        asked = await harness.alice.slash("imagine", prompt="another", count=4)
        text = await harness.answer_text(asked)

        assert text.startswith("This costs 24 credits and you have 0 left.")
        assert not any(message.components or message.embeds for message in asked.messages)
