"""Model card of the playground: the constants and the code are those of the guild that is shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import App, open_app
from bot.quota.service import AdminActor
from sandbox.server import Sandbox, open_sandbox
from sandbox.web.model_card import estimate, model_view

_CHOICES = {"prompt": "a kite", "size": "1024x1024", "quality": "low", "count": 1}


@pytest.fixture
async def wired(tmp_path: Path) -> AsyncIterator[tuple[Sandbox, App]]:
    """A bot that is wired but never connects; the first guild has a safety tolerance of its own."""
    async with open_sandbox() as box, open_app(box.settings(tmp_path), clock=box.clock) as app:
        guild, mod = box.people.guild, box.people.mod
        actor = AdminActor(guild_id=guild.id, user_id=mod.id)
        await app.bot.services.guilds.change(actor, safety_tolerance=1)
        yield box, app


async def test_the_code_sends_the_safety_tolerance_of_the_guild(wired: tuple[Sandbox, App]) -> None:
    box, app = wired

    found = await estimate(app.bot.services, box.people.guild.id, _CHOICES)

    assert found["constants"] == {"safety_tolerance": 1}
    assert [one["key"] for one in found["snippets"]] == ["typescript", "python", "http"]
    assert [one["code"] for one in found["snippets"] if "safety_tolerance" not in one["code"]] == []
    assert [one["code"] for one in found["snippets"] if "2" in _value_of(one["code"])] == []


async def test_the_card_shows_the_constants_of_each_guild(wired: tuple[Sandbox, App]) -> None:
    box, app = wired

    shown = {
        guild_id: (await model_view(app.bot.services, guild_id))["constants"]
        for guild_id in (box.people.guild.id, box.people.other_general.guild.id, 0)
    }

    assert list(shown.values()) == [{"safety_tolerance": tolerance} for tolerance in (1, 2, 2)]


async def test_a_choice_that_the_model_lacks_has_no_estimate(wired: tuple[Sandbox, App]) -> None:
    box, app = wired

    with pytest.raises(LookupError, match="1x1"):
        await estimate(app.bot.services, box.people.guild.id, _CHOICES | {"size": "1x1"})


def _value_of(code: str) -> Any:
    """What stands behind the constant's name in a snippet."""
    return code.partition("safety_tolerance")[2].splitlines()[0]
