"""INPUT_CHECK_MODEL: a model judges the pictures of an edit before anything is charged."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.discord import Interaction
from tests.e2e.harness import Harness, open_harness
from tests.e2e.test_edit_pictures import folders
from tests.pictures import png

FLAGS, PROBABILITY = "fal-ai/x-ailab/nsfw", "fal-ai/imageutils/nsfw"


async def edit(harness: Harness, *colors: str) -> Interaction:
    """Edit pictures of these colors."""
    images = {
        f"image{index or ''}": harness.alice.upload("cat.png", png(color))
        for index, color in zip((0, 2, 3, 4), colors, strict=False)
    }
    return await harness.alice.slash("edit", prompt="make it night", quality="low", **images)


async def assert_nothing_is_left(harness: Harness) -> None:
    assert (await harness.rows(), await harness.entries(), folders(harness)) == ([], [], [])


@pytest.mark.parametrize(("model", "requests"), [(FLAGS, 1), (PROBABILITY, 2)])
async def test_pictures_are_checked_once_and_uploaded_once(tmp_path: Path, model: str, requests: int) -> None:
    async with open_harness(tmp_path, INPUT_CHECK_MODEL=model) as harness:
        post = await harness.result_of(await edit(harness, "red", "blue"))
        await harness.wait_idle()

        *checks, drawn = harness.fal.submits
        assert [check.path for check in checks] == [f"/{model}"] * requests
        checked = [
            url
            for check in checks
            for url in check.arguments.get("image_urls") or [check.arguments["image_url"]]
        ]
        assert sorted(checked) == sorted(drawn.arguments["image_urls"])
        assert len(harness.fal.storage.stored) == 2
        # The check itself is not charged: one credit for the picture, four for each reference.
        assert [row["charged"] for row in await harness.rows()] == [9]

        await harness.result_of(await harness.alice.click(post, "Again"))
        await harness.wait_idle()
        assert [submit.path for submit in harness.fal.submits[requests + 1 :]] == [drawn.path]

        # Only the green picture is checked: the verdict on the red one is remembered.
        harness.faults.arm("fal.check.unsafe")
        refused = await harness.answer_of(await edit(harness, "red", "green"))
        assert "Picture 2 seems to contain nudity" in refused.content
        assert refused.ephemeral_to is harness.people.alice
        again = await harness.answer_of(await edit(harness, "green"))
        assert "Your picture seems to contain nudity" in again.content
        assert len(await harness.rows()) == 2
        assert folders(harness) == []


@pytest.mark.parametrize(
    "fault",
    [
        "fal.upload.500",
        "fal.upload.413",
        "fal.submit.500",
        "fal.submit.429",
        "fal.submit.403-balance",
        "fal.check.no-verdict",
        "fal.job.completed-with-error",
        "fal.job.completed-error-200",
        "fal.job.reference-gone",
        "fal.result.garbage",
        "fal.result.reset",
        "fal.job.stuck-in-progress",
    ],
)
async def test_a_check_that_fails_is_no_approval(tmp_path: Path, fault: str) -> None:
    async with open_harness(tmp_path, INPUT_CHECK_MODEL=FLAGS) as harness:
        harness.faults.arm(fault)
        interaction = await edit(harness, "red")
        if fault == "fal.job.stuck-in-progress":
            await harness.until(lambda: harness.fal.submits)
            harness.clock.advance(61)
        refused = await harness.answer_of(interaction)

        assert "couldn't check your pictures" in refused.content
        assert [submit.path for submit in harness.fal.submits] in ([], [f"/{FLAGS}"])
        await assert_nothing_is_left(harness)

        await harness.result_of(await edit(harness, "red"))


async def test_nothing_is_checked_for_a_member_without_credits(tmp_path: Path) -> None:
    async with open_harness(tmp_path, INPUT_CHECK_MODEL=FLAGS, QUOTA_DAILY_CREDITS="1") as harness:
        refused = await harness.answer_of(await edit(harness, "red"))

        assert "credit" in refused.content
        assert harness.fal.submits == []
        assert harness.fal.storage.stored == []
        await assert_nothing_is_left(harness)
