"""What people do with the menu of a result, for the stories about it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sandbox.discord import Interaction, Message, UserClient
from sandbox.discord.permissions import Permission
from tests.stories.house import House, open_house

__all__ = ["details", "drawn", "first_row", "labels", "open_menu", "pressed"]


async def open_menu(house: House, who: UserClient, post: Message) -> Message:
    """The menu, as the message that it is: its own, or the private result itself."""
    clicked = await who.click(post, "⋯ More")
    await clicked.acked()
    await house.until(lambda: not clicked.response.loading)
    return clicked.response


def labels(message: Message) -> list[str]:
    """Of every button, in order."""
    return [button["label"] for row in message.components for button in row["components"]]


async def pressed(house: House, who: UserClient, message: Message, label: str) -> Interaction:
    """Press a button and wait for the bot's first answer."""
    clicked = await who.click(message, label)
    await clicked.acked()
    return clicked


@asynccontextmanager
async def drawn(
    folder: Path, *, private: bool = False, prompt: str = "a red kite", count: int = 1, **settings: str
) -> AsyncIterator[tuple[House, Message]]:
    """A house with one result of Alice's, and a moderator who may manage messages."""
    async with open_house(folder, **settings) as house:
        guild = house.box.people.guild
        guild.set_roles(house.box.people.mod, [guild.create_role("Tidy", Permission.MANAGE_MESSAGES)])
        asked = house.alice.slash("imagine", prompt=prompt, count=count, private=private)
        post = await house.pictures_of(await asked)
        await house.settled()
        yield house, post


async def first_row(house: House) -> dict[str, Any]:
    """The row of the first request."""
    return (await house.rows())[0]


async def details(house: House, who: UserClient, post: Message) -> Message:
    """The private answer that tells everything about a result."""
    menu = await open_menu(house, who, post)
    shown = await pressed(house, who, menu, "Details")
    await house.until(lambda: not shown.response.loading)
    return shown.response
