"""/edit, the form of ✏️ Edit and the message menu: from attached pictures to a result that says what it came from."""

from __future__ import annotations

import io
import json
from pathlib import Path

from PIL import Image

from sandbox.discord import Interaction
from tests.e2e.harness import Harness, open_harness


def png(color: str = "red", size: tuple[int, int] = (640, 480)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, "PNG")
    return file.getvalue()


async def edit(harness: Harness, prompt: str = "make it night", **options: object) -> Interaction:
    upload = harness.alice.upload("cat.png", png())
    return await harness.alice.slash("edit", prompt=prompt, image=upload, **options)


def folders(harness: Harness) -> list[str]:
    folder = Path(harness.app.bot.services.settings.spool_dir) / "references"
    return [path.name for path in folder.iterdir()] if folder.exists() else []


async def test_an_attached_picture_is_uploaded_and_edited_and_the_result_says_so(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        post = await harness.result_of(await edit(harness, quality="low", count=2))
        await harness.wait_idle()

        (submit,) = harness.fal.submits
        assert submit.path == "/fal-ai/gpt-image-2/edit"
        (address,) = submit.arguments["image_urls"]
        (stored,) = harness.fal.storage.files.values()
        assert address.endswith(stored.path)
        with Image.open(io.BytesIO(stored.data or b"")) as image:
            assert (image.size, image.getpixel((0, 0))) == ((640, 480), (255, 0, 0))
        (row,) = await harness.rows()
        (reference,) = json.loads(row["reference_pictures"])
        assert reference["url"] == address
        # One credit for the picture and four for its reference, twice.
        assert (row["charged"], len(post.attachments)) == (10, 2)
        assert "Made from an attached picture" in post.content
        assert folders(harness) == []
