"""One private edit from its details to its report: what a result of /edit shares with every other result."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from bot.audit.models import AdminActor
from sandbox.discord import Message
from sandbox.discord.rules.components import ComponentType, walk
from tests.e2e.harness import Harness, open_harness
from tests.e2e.menu_helpers import details, open_menu, pressed
from tests.pictures import png


def arguments(code: str) -> Any:
    """The arguments of a call in Python."""
    found = re.search(r"```py\n(.*?)```", code, re.DOTALL)
    assert found is not None, code
    calls = [node for node in ast.walk(ast.parse(found[1])) if isinstance(node, ast.keyword)]
    return ast.literal_eval(next(call.value for call in calls if call.arg == "arguments"))


async def chained_edit(harness: Harness, first: Message) -> Message:
    """Edit picture 2 of a result together with an upload."""
    alice = harness.alice
    opened = await (await alice.click(first, "Edit")).acked()
    files = [alice.upload("cat.png", png("blue"))]
    answers = {"prompt": "a blue kite", "start": ["picture-2"], "drawing": ["low:1"], "files": files}
    post = await harness.result_of(await alice.submit_modal(opened, answers))
    await harness.wait_idle()
    return post


@pytest.mark.usefixtures("each_engine")
async def test_an_edit_has_details_code_higher_quality_history_and_a_report(tmp_path: Path) -> None:
    async with open_harness(tmp_path, QUOTA_DAILY_CREDITS="1000") as harness:
        alice, bob, people = harness.alice, harness.bob, harness.people
        log = people.guild.create_channel("moderation")
        actor = AdminActor(guild_id=people.guild.id, user_id=people.mod.id)
        await harness.app.bot.services.guilds.change(actor, log_channel=log.id)
        first = await harness.draw("a red kite", count=2, quality="low")
        post = await chained_edit(harness, first)
        (parent, _) = await harness.rows()
        link = f"[picture 2](https://discord.com/channels/{people.guild.id}/{first.channel.id}/{first.id})"

        shown = await details(harness, bob, post)
        assert f"Made from {link} (1024 × 1024), an attached picture (640 × 480)" in shown.content
        assert f"Based on: [{parent['id']}](" in shown.content

        menu = await open_menu(harness, bob, post)
        await pressed(harness, bob, menu, "Copy as code")
        await harness.until(lambda: "```ts" in menu.content)
        await bob.select(menu, menu.components[0]["components"][0]["custom_id"], ["python"])
        await harness.until(lambda: "```py" in menu.content)
        sent = harness.fal.submits[1].arguments
        placeholders = [f"https://example.com/picture-{number}.png" for number in (1, 2)]
        assert arguments(menu.content) == sent | {"image_urls": placeholders}
        assert "replace their addresses with your own" in menu.content
        assert not any(url in menu.content for url in sent["image_urls"])

        offer = (await (await alice.click(post, "Higher quality")).done()).response
        assert "1 picture, 1024 × 1024, medium quality. This costs 14 credits" in offer.content
        finer = await harness.result_of(await alice.click(offer, "Draw: 14 credits"))
        await harness.wait_idle()
        again = harness.fal.submits[2].arguments
        assert again == sent | {"quality": "medium"}
        assert len(harness.fal.storage.stored) == 2, "nothing is uploaded again"
        assert "Made from picture 2 of an earlier result, an attached picture" in finer.content

        listed = (await (await alice.slash("history")).done()).response
        texts = [
            part["content"] for part in walk(listed.components) if part["type"] == ComponentType.TEXT_DISPLAY
        ]
        assert len([text for text in texts if "a blue kite" in text]) == 2

        await bob.context_menu("Report picture", finer)
        await harness.until(lambda: harness.world.messages(log))
        report = harness.world.messages(log)[-1]
        assert "a blue kite" in f"{report.content}{report.components}"


@pytest.mark.usefixtures("each_engine")
async def test_a_private_edit_can_be_shared(tmp_path: Path) -> None:
    async with open_harness(tmp_path) as harness:
        upload = harness.alice.upload("cat.png", png())
        asked = await harness.alice.slash("edit", prompt="make it night", image=upload, private=True)
        private = await harness.result_of(asked)
        await harness.wait_idle()
        await harness.content_of(await harness.alice.click(private, "Share"))

        (shared,) = [message for message in harness.bob.visible_messages() if message.attachments]
        assert [file.data for file in shared.attachments] == [file.data for file in private.attachments]
        assert f"shared by {harness.people.alice.mention}" in shared.content
