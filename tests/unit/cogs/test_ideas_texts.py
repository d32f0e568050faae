"""The list of ideas and the form of a request stay within Discord's limits in every language."""

from __future__ import annotations

import re

import pytest

from bot.discord.i18n import DEFAULT_LOCALE, load_texts
from bot.discord.modals import FormValues, request_modal
from bot.discord.render.prompt_templates import template_facts, template_text
from bot.guilds.settings import GuildSettings
from config import PromptTemplate, load_catalogue, load_prompt_templates
from tests.unit.cogs.ftl import FOLDER as LOCALES_FOLDER

_MODEL = load_catalogue().get("fal-ai/gpt-image-2")
_LOCALES = load_texts().locales


@pytest.mark.parametrize("locale", _LOCALES)
@pytest.mark.parametrize("template", load_prompt_templates(_MODEL), ids=lambda template: template.key)
def test_an_option_of_the_menu_has_room_for_price_and_format(locale: str, template: PromptTemplate) -> None:
    facts = template_facts(load_texts(), _MODEL, template, locale)
    purpose = template_text(load_texts(), template, "shows", locale)

    assert facts.startswith(str(_MODEL.credits(template.size, template.quality)))
    assert len(facts) - len(purpose) <= 60


@pytest.mark.parametrize("locale", _LOCALES)
def test_the_form_fits_for_the_longest_prompt(locale: str) -> None:
    values = FormValues(prompt="x" * 6000, size="gone", quality="gone", count=99)
    form = request_modal(
        load_texts(),
        _MODEL,
        values,
        settings=GuildSettings(),
        title="t" * 80,
        locale=locale,
        custom_id="easel:edit:0123456789",
    ).to_dict()

    labels = form["components"]
    assert len(form["title"]) <= 45
    assert len(labels) <= 5
    assert all(1 <= len(part["label"]) <= 45 for part in labels)
    assert len(labels[0]["component"]["value"]) == _MODEL.prompt_max_length
    chosen = [[o["value"] for o in p["component"]["options"] if o.get("default")] for p in labels[1:]]
    assert chosen == [[_MODEL.default_size], [_MODEL.default_quality], [str(_MODEL.default_count)]]


def test_the_form_offers_allowed_choices_and_selects_the_nearest() -> None:
    decided = GuildSettings(sizes=("1024x1024", "2048x1152"), qualities=("low", "high"), largest_count=2)
    values = FormValues(prompt="x", size="1536x1024", quality="medium", count=4)
    form = request_modal(
        load_texts(),
        _MODEL,
        values,
        settings=decided,
        title="t",
        locale="en-US",
        custom_id="easel:edit:0123456789",
    ).to_dict()

    options = [part["component"]["options"] for part in form["components"][1:]]
    assert [[o["value"] for o in offered] for offered in options] == [
        ["1024x1024", "2048x1152"],
        ["low", "high"],
        ["1", "2"],
    ]
    assert [[o["value"] for o in offered if o.get("default")] for offered in options] == [
        ["2048x1152"],
        ["low"],
        ["2"],
    ]


@pytest.mark.parametrize("locale", _LOCALES)
def test_every_packaged_idea_has_a_title_and_a_purpose_in_every_language(locale: str) -> None:
    keys = {point.key for point in load_prompt_templates(_MODEL)}
    text = (LOCALES_FOLDER / locale / "ideas.ftl").read_text("utf-8")

    for part in ("title", "shows"):
        assert set(re.findall(rf"^idea-{part}-([a-z0-9-]+) =", text, re.MULTILINE)) == keys


def test_the_english_titles_are_those_of_the_file_of_ideas() -> None:
    texts = load_texts()
    for point in load_prompt_templates(_MODEL):
        assert texts(f"idea-title-{point.key}", DEFAULT_LOCALE) == point.title
        assert texts(f"idea-shows-{point.key}", DEFAULT_LOCALE) == point.shows
