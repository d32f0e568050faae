"""How a cell of the platforms' faults is played: one house, one request, one end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.discord import Interaction, Message, UserClient
from tests.reliability.hurry import library_waits_on, release
from tests.reliability.matrix import Cell, Outcome, Step, judge
from tests.reliability.rest import at_rest, happens, hurried
from tests.stories.house import House, open_house

__all__ = ["play", "reads", "said", "under_way"]

_SMALL = {"picture_bytes": 20_000}
# One progress edit and hardly more, so that a fault armed for an edit meets the one it is for.
_CALM = {"PROGRESS_SECONDS": "60"}
# Before the acknowledgement the clock runs only twice as fast: three seconds are all there is.
_CAREFUL_STEP = 0.01


async def play(
    folder: Path,
    cell: Cell,
    monkeypatch: pytest.MonkeyPatch,
    *,
    asks: Callable[[House], UserClient] = lambda house: house.alice,
    explanations: int = 1,
) -> House:
    """Run ``cell`` to its end and judge it; the house is closed when it comes back.

    A member asks for ``cell.count`` pictures; once they are acknowledged, the clock is hurried.
    ``explanations`` is how many a refund must be followed by.
    """
    async with open_house(folder, sandbox={**_SMALL, **cell.sandbox}, **{**_CALM, **cell.settings}) as house:
        library_waits_on(house.box, monkeypatch)
        cell.arrange(house)
        interaction = await asks(house).slash("imagine", prompt="a red kite", count=cell.count)
        if cell.outcome is not Outcome.REFUSED:
            await _acknowledged(house, cell, interaction)
        if cell.during is not None:
            await cell.during(house, interaction)
        async with hurried(house.box):
            if cell.outcome is not Outcome.REFUSED:
                await happens(lambda: _jobs(house))
                await at_rest(house)
            await judge(house, cell)
        _check_words(house, cell, explanations)
        await release(house.box)
    return house


def said(house: House) -> list[Message]:
    """Everything that can be read now, in every channel, oldest first."""
    world = house.box.discord.world
    found = [message for channel in world.channels.values() for message in world.messages(channel)]
    return sorted((message for message in found if not message.deleted), key=lambda message: message.id)


async def under_way(house: House, interaction: Interaction) -> None:
    """Wait until fal has the request and the reply shows progress; no later edit will come."""
    await happens(lambda: house.box.fal.requests and interaction.response and interaction.response.content)


async def reads(house: House, text: str) -> None:
    """Hurry until somebody can read ``text``."""
    async with hurried(house.box):
        await happens(lambda: any(text in message.content for message in said(house)))


async def _acknowledged(house: House, cell: Cell, interaction: Interaction) -> None:
    async with hurried(house.box, _CAREFUL_STEP if cell.step is Step.RECEIVED else 0.0):
        await interaction.wait(lambda one: one.callback_type is not None)


def _jobs(house: House) -> int:
    """How many jobs the bot has taken; placing follows the acknowledgement."""
    assert house.app is not None
    return house.app.bot.services.dispatcher.open_jobs or len(house.box.fal.submits) or len(house.posts())


def _check_words(house: House, cell: Cell, explanations: int) -> None:
    texts = [message.content for message in said(house)]
    assert not cell.says or any(cell.says in text for text in texts), texts
    if cell.outcome is Outcome.REFUNDED:
        assert sum("back with you" in text for text in texts) == explanations, texts
