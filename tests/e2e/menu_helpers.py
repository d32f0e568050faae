"""Menu helpers: open a result's menu, press its buttons, read its details, delete."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sandbox.discord import Interaction, Message, UserClient
from sandbox.discord.permissions import Permission
from sandbox.discord.rules.components import ComponentType
from tests.e2e.harness import Harness, open_harness

__all__ = ["asked_to_delete", "details", "drawn", "first_row", "labels", "open_menu", "pressed"]


async def open_menu(harness: Harness, who: UserClient, post: Message) -> Message:
    """Open the menu; it is a message of its own, or the private result itself."""
    clicked = await who.click(post, "⋯ More")
    await clicked.acked()
    await harness.until(lambda: not clicked.response.loading)
    return clicked.response


def labels(message: Message) -> list[str]:
    """The labels of all buttons, in order."""
    items = [item for row in message.components for item in row["components"]]
    return [item["label"] for item in items if item["type"] == ComponentType.BUTTON]


async def pressed(harness: Harness, who: UserClient, message: Message, label: str) -> Interaction:
    """Press a button and wait for the acknowledgement."""
    clicked = await who.click(message, label)
    await clicked.acked()
    return clicked


@asynccontextmanager
async def drawn(
    folder: Path, *, private: bool = False, prompt: str = "a red kite", count: int = 1, **settings: str
) -> AsyncIterator[tuple[Harness, Message]]:
    """Open a harness with a result of Alice's, and a moderator who may manage messages."""
    async with open_harness(folder, **settings) as harness:
        guild = harness.people.guild
        guild.set_roles(harness.people.mod, [guild.create_role("Tidy", Permission.MANAGE_MESSAGES)])
        asked = harness.alice.slash("imagine", prompt=prompt, count=count, private=private)
        post = await harness.result_of(await asked)
        await harness.wait_idle()
        yield harness, post


async def first_row(harness: Harness) -> dict[str, Any]:
    """The row of the first request."""
    return (await harness.rows())[0]


async def details(harness: Harness, who: UserClient, post: Message) -> Message:
    """Open the private message with the details of a result."""
    menu = await open_menu(harness, who, post)
    await pressed(harness, who, menu, "Details")
    await harness.until(lambda: "Details for" in menu.content)
    return menu


async def asked_to_delete(harness: Harness, who: UserClient, menu: Message) -> None:
    """Press *Delete* in the menu of a public result and wait for the question, which replaces the menu."""
    await pressed(harness, who, menu, "Delete")
    await harness.until(lambda: "Delete permanently" in labels(menu))
