"""Settings panel: it stays within Discord's limits in every language, for any settings."""

from __future__ import annotations

import pytest

from bot.discord.i18n import load_texts
from bot.discord.settings_panel import LANGUAGES, OVERVIEW, SECTIONS, SettingsPanel
from bot.guilds.settings import GuildSettings, RepeatBy
from bot.guilds.word_filter import LONGEST_WORD, MOST_WORDS
from config import Settings, load_catalogue
from sandbox.discord.rules.components import check_message_components
from sandbox.discord.rules.form_errors import FormErrors
from tests.fakes.models import models_of

CATALOGUE = load_catalogue()
GENERATING = [one for one in CATALOGUE.ids if CATALOGUE.get(one).operation == "generate"]
MANY = tuple(10**18 + n for n in range(25))
NOTHING = GuildSettings()
EVERYTHING = GuildSettings(
    channels=MANY,
    roles=MANY,
    repeat_by=RepeatBy.ROLES,
    repeat_roles=MANY,
    sizes=tuple(size.value for size in CATALOGUE.get("fal-ai/gpt-image-2").sizes),
    qualities=("low", "medium"),
    largest_count=2,
    spoiler=True,
    spoiler_channels=MANY,
    safety_tolerance=1,
    refused_words=tuple(f"word {n}" for n in range(MOST_WORDS)),
    language="pt-BR",
    log_channel=MANY[0],
)


def panel(
    stored: GuildSettings, locale: str, model: str = "fal-ai/gpt-image-2", **operator: object
) -> SettingsPanel:
    return SettingsPanel(
        stored,
        texts=load_texts(),
        models=models_of(model),
        operator=Settings(**operator),  # type: ignore[arg-type]
        locale=locale,
        guild=None,
    )


@pytest.mark.parametrize("locale", load_texts().locales)
@pytest.mark.parametrize("model", GENERATING)
async def test_every_page_is_accepted_by_discord(locale: str, model: str) -> None:
    for section in (OVERVIEW, *SECTIONS):
        for decided in (NOTHING, EVERYTHING):
            view = panel(decided, locale, model, safety_tolerance=6).layout(section)

            form = FormErrors()
            check_message_components(view.to_components(), v2=True, form=form)
            form.raise_if_any()
            assert view.is_finished()


@pytest.mark.parametrize("locale", load_texts().locales)
def test_the_form_for_blocked_words_is_accepted_by_discord(locale: str) -> None:
    how = load_texts()("settings-words-how", locale, most=MOST_WORDS, longest=LONGEST_WORD)

    assert len(how) <= 100


@pytest.mark.parametrize("key", [key for keys in SECTIONS.values() for key in keys])
def test_exactly_one_of_exclusive_choices_is_selected(key: str) -> None:
    if key in {"models", "sizes", "qualities"}:
        return
    for decided in (NOTHING, EVERYTHING):
        options = panel(decided, "en-US").options(key)

        assert sum(option.default for option in options) == (1 if options else 0)


def test_every_language_has_its_name() -> None:
    assert set(LANGUAGES) == set(load_texts().locales)


def test_every_setting_except_spending_caps_is_on_one_page() -> None:
    shown = [key for keys in SECTIONS.values() for key in keys]

    assert sorted(shown) == sorted(key for key in GuildSettings.model_fields if "ceiling" not in key)
