"""/edit, the form of ✏️ Edit and the message menu: from attached pictures to a result that says what it came from."""

from __future__ import annotations

import io
import json
from pathlib import Path

from PIL import Image

from bot.audit.models import AdminActor
from sandbox.discord import Interaction
from tests.e2e.harness import Harness, open_harness
from tests.pictures import png


async def edit(harness: Harness, prompt: str = "make it night", **options: object) -> Interaction:
    upload = harness.alice.upload("cat.png", png())
    return await harness.alice.slash("edit", prompt=prompt, image=upload, **options)


def pixels(data: bytes | None) -> bytes:
    with Image.open(io.BytesIO(data or b"")) as image:
        return image.convert("RGB").tobytes()


def fields(opened: Interaction) -> dict[str, dict[str, object]]:
    assert opened.modal is not None
    return {part["component"]["custom_id"]: part["component"] for part in opened.modal["components"]}


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


async def test_the_edit_form_starts_from_a_picture_and_uploads_and_is_repeated_without_an_upload(
    tmp_path: Path,
) -> None:
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="1000") as harness:
        alice = harness.alice
        first = await harness.draw("a red kite", count=2)
        opened = await (await alice.click(first, "Edit")).acked()
        start = fields(opened)["start"]
        assert [option["value"] for option in start["options"]] == ["prompt", "picture-1", "picture-2"]
        answers = {"prompt": "at night", "start": ["picture-2"], "size": ["auto"]}
        sent = await alice.submit_modal(opened, answers | {"files": [alice.upload("cat.png", png("blue"))]})
        post = await harness.result_of(sent)
        await harness.wait_idle()

        assert f"[picture 2](https://discord.com/channels/{first.channel.guild.id}/" in post.content
        assert "an attached picture" in post.content
        parent, child = await harness.rows()
        assert (child["parent_id"], child["size"], child["model"]) == (
            parent["id"],
            "auto",
            "fal-ai/gpt-image-2/edit",
        )
        stored = harness.fal.storage.stored
        assert pixels(first.attachments[1].data) == pixels(stored[0].data)

        again = await harness.result_of(await alice.click(post, "Again"))
        await harness.wait_idle()
        assert "Made from" in again.content
        urls = [submit.arguments["image_urls"] for submit in harness.fal.submits[1:]]
        assert urls[0] == urls[1]
        assert len(harness.fal.storage.stored) == 2

        # Without the upload, the picture of the result is read again once fal has deleted it.
        alone = await (await alice.click(first, "Edit")).acked()
        only = await harness.result_of(await alice.submit_modal(alone, {"start": ["picture-1"]}))
        harness.clock.advance(25 * 3600)
        refused = await harness.answer_of(await alice.click(post, "Again"))
        assert "no longer available" in refused.content
        await harness.result_of(await alice.click(only, "Again"))
        await harness.wait_idle()
        assert len(harness.fal.storage.stored) == 4


async def test_the_message_menu_edits_own_pictures_and_those_of_others_with_their_consent(
    tmp_path: Path,
) -> None:
    async with open_harness(tmp_path) as harness:
        alice, bob, menu = harness.alice, harness.bob, "Edit picture"
        message = await alice.send("my cat", files={"cat.png": png(), "notes.txt": b"nothing"})
        opened = await (await alice.context_menu(menu, message)).acked()
        assert "start" not in fields(opened)
        post = await harness.result_of(await alice.submit_modal(opened, {"prompt": "a dog"}))
        assert f"/{message.channel.id}/{message.id}" in post.content

        never = await harness.answer_of(await bob.context_menu(menu, message))
        assert never.content.startswith("You can edit your own pictures")
        await set_others_pictures(harness, "ask")
        asked = await (await bob.context_menu(menu, message)).done()
        question = asked.response
        assert question is not None
        assert question.pinged == [alice.user.id]
        denied = await harness.answer_of(await bob.click(question, "Allow"))
        assert denied.content.startswith("Only the owner")
        await (await alice.click(question, "Allow")).acked()
        await harness.until(lambda: "agreed" in question.content)
        allowed = await (await bob.context_menu(menu, message)).acked()
        await harness.result_of(await bob.submit_modal(allowed, {"prompt": "a bird"}))

        await set_others_pictures(harness, "allowed")
        await (await alice.slash("privacy editing", allowed=False)).done()
        for target in (message, post):
            refused = await harness.answer_of(await bob.context_menu(menu, target))
            assert "doesn't want" in refused.content or "Only the person" in refused.content
        none = await harness.answer_of(await bob.context_menu(menu, await bob.send("hello")))
        assert none.content.startswith("This message has no picture")


async def test_a_file_that_is_no_picture_costs_nothing_and_is_not_kept(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        image = harness.alice.upload("cat.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        refused = await harness.answer_of(await harness.alice.slash("edit", prompt="x", image=image))

        assert "format that Easel can't use" in refused.content
        assert refused.ephemeral_to is harness.people.alice
        assert (await harness.rows(), await harness.entries(), folders(harness)) == ([], [], [])


async def set_others_pictures(harness: Harness, value: str) -> None:
    services = harness.app.bot.services
    actor = AdminActor(guild_id=harness.people.guild.id, user_id=harness.mod.user.id)
    await services.guilds.change(actor, others_pictures=value)
