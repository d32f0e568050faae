"""Fixtures: a harness for each test, and discord.py's original addresses after it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import discord.gateway
import discord.http
import pytest

from tests.simcord.simcord_harness import Workshop, open_workshop


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    """The bot points discord.py elsewhere, for the whole process."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    yield
    discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest.fixture
async def shop(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Workshop]:
    """The bot at work; ``@pytest.mark.parametrize("shop", [{...}], indirect=True)`` adds settings."""
    async with open_workshop(tmp_path, **getattr(request, "param", {})) as workshop:
        yield workshop
