"""Buttons, titles and details stay within Discord's limits in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.discord.i18n import load_texts
from bot.discord.job_buttons import menu_buttons, result_view
from bot.discord.render.details import details_text, is_quotable
from bot.jobs.models import JobState
from bot.models import Models
from config import Model, load_catalogue
from config.model import Operation
from tests.unit.cogs.ftl import FOLDER as LOCALES_FOLDER
from tests.unit.cogs.test_render import _WORST_PROMPTS, _job

_MODEL = load_catalogue().get("fal-ai/gpt-image-2")
_TEXTS = load_texts()
_FILE = "followups.ftl"


class _Models(Models):
    """Models of which the default one has all companions."""

    @property
    def default(self) -> Model:
        return _MODEL

    def companion(self, model: Model, operation: Operation) -> Model | None:
        return load_catalogue().get(model.companions[operation])


@pytest.mark.parametrize("locale", _TEXTS.locales)
def test_rows_have_at_most_five_buttons_with_short_labels(locale: str) -> None:
    result = list(result_view("0" * 16, _TEXTS, locale, share=True).children)
    menus = [
        list(menu_buttons("0" * 16, _TEXTS, locale, models=_Models(), covered=covered, manage=True))
        for covered in (True, False)
    ]

    # Below a private result, a menu takes up to four rows.
    for row, most in ((result, 5), *((menu, 20) for menu in menus)):
        assert len(row) <= most
        assert all(1 <= len(button.label) <= 34 for button in row)
        assert all(len(button.custom_id) <= 100 for button in row)


@pytest.mark.parametrize("locale", _TEXTS.locales)
def test_every_language_has_its_own_followups(locale: str) -> None:
    assert (LOCALES_FOLDER / locale / _FILE).is_file()
    assert len(_TEXTS("button-finer-confirm", locale, cost=1_000_000)) <= 34
    assert len(_TEXTS("button-delete-go", locale)) <= 34
    assert all(len(_TEXTS(f"followup-title-{verb}", locale)) <= 45 for verb in ("edit", "start"))


@pytest.mark.parametrize("locale", _TEXTS.locales)
@pytest.mark.parametrize("prompt", _WORST_PROMPTS)
def test_details_fit_into_one_message_for_the_longest_of_everything(locale: str, prompt: str) -> None:
    job = replace(
        _job(id="0" * 16, prompt=prompt, size="1024x1024"),
        state=JobState.DELIVERED,
        charged=10**6,
        message_id=2**63 - 1,
        message_channel_id=2**63 - 1,
        guild_id=2**63 - 1,
    )

    text = details_text(_TEXTS, _MODEL, job, ancestors=[job] * 3, children=[job] * 6, locale=locale)

    assert len(text) <= 2000
    assert text.endswith("…"), "the sixth child is only hinted at"
    assert text.count("](https://discord.com/channels/") == 8, "no link is cut"


@pytest.mark.parametrize(
    ("prompt", "whole"),
    [("a red kite", True), ("two\nlines", False), ("x" * 401, False), ("a\u202eb", False)],
)
def test_only_a_prompt_that_fits_one_line_verbatim_is_quoted(prompt: str, whole: bool) -> None:
    assert is_quotable(prompt) is whole
