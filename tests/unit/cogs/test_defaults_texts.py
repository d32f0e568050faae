"""The menus of /defaults stay within Discord's limits in every language."""

from __future__ import annotations

import pytest

from bot.discord.i18n import load_texts
from bot.discord.render.defaults import DefaultsView
from bot.guilds.settings import GuildSettings
from bot.users.defaults import UserDefaults
from config import load_catalogue

_CATALOGUE = load_catalogue()
_OWN = UserDefaults(size="2048x1152", quality="gone", count=4, private=True, mention=True)


@pytest.mark.parametrize("model", _CATALOGUE.ids)
@pytest.mark.parametrize("locale", load_texts().locales)
async def test_the_message_and_its_menus_fit(locale: str, model: str) -> None:
    view = DefaultsView(load_texts(), _CATALOGUE.get(model))
    rows = view.menus(_OWN, locale).to_components()

    assert len(view.content(_OWN, GuildSettings(sizes=("1024x1024",)), locale)) <= 2000
    assert len(rows) == 5
    for row in rows:
        options = row["components"][0]["options"]
        assert len(options) <= 25
        assert all(len(option["label"]) <= 100 for option in options)
