"""Files that users attach: options of commands, file uploads of forms, and messages, as discord.py sees them."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest

from sandbox.discord import ClientRefusedError
from tests.sandbox.discord.discord_studio import Bot, RunBot, Studio, soon

_FILE = b"\x89PNG not really"


async def test_an_attachment_option_and_a_message_menu_lead_to_the_files(
    studio: Studio, run_bot: RunBot
) -> None:
    read: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()

    def prepare(bot: Bot) -> None:
        @bot.tree.command(name="edit", description="Edit a picture")
        async def edit(interaction: discord.Interaction[Any], image: discord.Attachment) -> None:
            await interaction.response.defer()
            read.put_nowait((image.filename, await image.read()))

        @bot.tree.context_menu(name="Edit picture")
        async def menu(interaction: discord.Interaction[Any], message: discord.Message) -> None:
            await interaction.response.defer()
            for attachment in message.attachments:
                read.put_nowait((attachment.filename, await attachment.read()))

    await run_bot(prepare)
    upload = studio.alice.upload("cat.png", _FILE)

    await studio.alice.slash("edit", image=upload)
    assert await soon(read) == ("cat.png", _FILE)

    message = await studio.alice.send("", files={"a.png": _FILE, "b.png": _FILE + b"2"})
    await studio.alice.context_menu("Edit picture", message)
    assert [await soon(read), await soon(read)] == [("a.png", _FILE), ("b.png", _FILE + b"2")]

    del studio.sim.world.uploads[upload.id]
    assert (await studio.rest.get(upload.url)).status_code == 404


async def test_a_file_upload_of_a_form_is_limited_and_resolved(studio: Studio, run_bot: RunBot) -> None:
    submitted: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def prepare(bot: Bot) -> None:
        @bot.tree.command(name="form", description="Open a form")
        async def form(interaction: discord.Interaction[Any]) -> None:
            modal = discord.ui.Modal(title="Form", custom_id="form")
            files = discord.ui.FileUpload(custom_id="files", required=False, min_values=0, max_values=2)
            modal.add_item(discord.ui.Label(text="Files", component=files))
            await interaction.response.send_modal(modal)

        @bot.event
        async def on_interaction(interaction: discord.Interaction[Any]) -> None:
            if interaction.type is discord.InteractionType.modal_submit:
                submitted.put_nowait(dict(interaction.data or {}))

    await run_bot(prepare)
    alice = studio.alice
    opened = await (await alice.slash("form")).acked()
    uploads = [alice.upload(f"{name}.png", _FILE) for name in "abc"]

    with pytest.raises(ClientRefusedError, match="0 to 2 files"):
        await alice.submit_modal(opened, {"files": uploads})
    await alice.submit_modal(opened, {"files": uploads[:2]})

    data = await soon(submitted)
    ids = [str(upload.id) for upload in uploads[:2]]
    assert data["components"][0]["component"]["values"] == ids
    assert list(data["resolved"]["attachments"]) == ids
    assert data["resolved"]["attachments"][ids[0]]["url"] == uploads[0].url


async def test_the_client_refuses_a_file_over_the_limit_and_a_text_for_a_file(
    studio: Studio,
) -> None:
    option = {"type": 11, "name": "image", "description": "Picture", "required": True}
    await studio.register({"name": "edit", "description": "Edit", "options": [option]})

    with pytest.raises(ClientRefusedError, match="larger"):
        studio.alice.upload("huge.png", bytes(10 * 1024 * 1024 + 1))
    with pytest.raises(ClientRefusedError, match="cannot be"):
        await studio.alice.slash("edit", image="cat.png")
