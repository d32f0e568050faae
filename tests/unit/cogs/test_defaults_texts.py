"""The menus of /defaults stay within Discord's limits in every language."""

from __future__ import annotations

import pytest

from bot.discord.i18n import load_texts
from bot.discord.render.defaults import DefaultsView
from bot.guilds.settings import GuildSettings
from bot.users.defaults import UserDefaults
from config import load_catalogue
from tests.fakes.models import models_of

_CATALOGUE = load_catalogue()
_GENERATING = [one for one in _CATALOGUE.ids if _CATALOGUE.get(one).operation == "generate"]
_OWN = UserDefaults(size="2048x1152", quality="gone", count=4, private=True, mention=True)


@pytest.mark.parametrize("models", [["fal-ai/gpt-image-2"], ["openai/gpt-image-2"], _GENERATING])
@pytest.mark.parametrize("locale", load_texts().locales)
async def test_the_message_and_its_menus_fit(locale: str, models: list[str]) -> None:
    view = DefaultsView(load_texts(), models_of(*models))
    rows = view.menus(_OWN, locale).to_components()

    assert len(view.content(_OWN, GuildSettings(sizes=("1024x1024",)), locale)) <= 2000
    assert len(rows) == 5
    for row in rows:
        options = row["components"][0]["options"]
        assert len(options) <= 25
        assert all(len(option["label"]) <= 100 for option in options)
