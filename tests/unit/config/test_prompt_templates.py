"""The packaged prompt templates, and the errors for a malformed file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config import CatalogueError, PromptTemplate, load_catalogue, load_prompt_templates

CATALOGUE = load_catalogue()
MODEL = CATALOGUE.get("fal-ai/gpt-image-2")
TEMPLATE = """
[[prompt_templates]]
key = "one"
title = "One"
shows = "Something"
size = "1024x1024"
quality = "medium"
prompt = "A fox."
"""


def mistakes_of(folder: Path, text: str) -> tuple[str, ...]:
    path = folder / "templates.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_prompt_templates(MODEL, path)
    return caught.value.mistakes


@pytest.mark.parametrize("model_id", CATALOGUE.ids)
def test_the_packaged_templates_suit_every_model(model_id: str) -> None:
    model = CATALOGUE.get(model_id)
    templates = load_prompt_templates(model)

    assert all(model.credits(template.size, template.quality) for template in templates)
    assert len(templates) >= 10
    assert all(isinstance(template, PromptTemplate) for template in templates)


def test_the_packaged_templates_fit_discords_limits() -> None:
    for template in load_prompt_templates(MODEL):
        assert len(template.key) <= 40
        assert len(template.title) <= 80
        assert len(template.shows) <= 100
        assert len(template.prompt) <= 900
        assert template.prompt == template.prompt.strip()


def test_the_packaged_templates_use_every_size_but_repeat_no_text() -> None:
    templates = load_prompt_templates(MODEL)

    assert (
        len({template.title for template in templates})
        == len({template.prompt for template in templates})
        == len(templates)
    )
    assert {template.size for template in templates} >= {
        "1024x1024",
        "1536x1024",
        "1024x1536",
        "2048x2048",
        "2048x1152",
    }


def test_text_in_a_picture_has_both_quotation_marks() -> None:
    for template in load_prompt_templates(MODEL):
        quoted = re.findall(r'"([^"]*)"', template.prompt)

        assert template.prompt.count('"') == 2 * len(quoted)
        assert all(text == text.strip() != "" for text in quoted)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('size = "1024x1024"', 'size = "640x480"', "prompt_templates.0.size: no size '640x480'"),
        ('quality = "medium"', 'quality = "ultra"', "prompt_templates.0.quality: no quality 'ultra'"),
        ('key = "one"', 'key = "One Fox"', "prompt_templates.0.key: "),
        ('title = "One"', f'title = "{"x" * 81}"', "prompt_templates.0.title: "),
        ('prompt = "A fox."', f'prompt = "{"x" * 901}"', "prompt_templates.0.prompt: "),
        ('prompt = "A fox."', 'prompt = "  "', "prompt_templates.0.prompt: "),
        ('shows = "Something"\n', "", "prompt_templates.0.shows: expected a value, but it is missing"),
        ('shows = "Something"', 'shows = "S"\nmood = 1', "prompt_templates.0.mood: is not a known key"),
    ],
)
def test_an_error_names_file_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    (line,) = mistakes_of(tmp_path, TEMPLATE.replace(old, new))

    assert line.startswith(f"templates.toml: {message}")


def test_a_key_used_twice_is_refused(tmp_path: Path) -> None:
    (line,) = mistakes_of(tmp_path, TEMPLATE + TEMPLATE)

    assert line == "templates.toml: prompt_templates: expected different values, got 'one' 2 times"


def test_a_file_without_templates_is_refused(tmp_path: Path) -> None:
    assert mistakes_of(tmp_path, "prompt_templates = []")
    assert mistakes_of(tmp_path, "")
