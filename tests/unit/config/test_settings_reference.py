"""The generated reference of the settings agrees with the class."""

from __future__ import annotations

from pathlib import Path

import pytest

import config
from config import Settings, load_settings
from config.reference import render_env_example, render_markdown, settings_rows

ROOT = Path(config.__file__).parents[1]


@pytest.fixture(autouse=True)
def no_settings_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_env_example_is_the_rendered_one() -> None:
    # When this fails: python -m config.reference > .env.example
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == render_env_example()


def test_an_unedited_env_example_changes_no_setting() -> None:
    assert load_settings(env_file=ROOT / ".env.example") == Settings()


def test_every_default_is_written_in_a_readable_form(tmp_path: Path) -> None:
    opened = tmp_path / "opened.env"
    lines = [
        line.removeprefix("#") for line in render_env_example().splitlines() if not line.startswith("# ")
    ]
    opened.write_text("\n".join(lines), encoding="utf-8")

    assert load_settings(env_file=opened) == Settings()
    assert len([line for line in lines if line]) == len(Settings.model_fields)


def test_every_setting_has_a_unit_and_a_meaning() -> None:
    rows = list(settings_rows())

    assert [row.name for row in rows] == [name.upper() for name in Settings.model_fields]
    assert all(row.unit and row.meaning and row.section for row in rows)


def test_sections_are_not_repeated() -> None:
    headings = [line for line in render_env_example().splitlines() if line.startswith("# ---")]

    assert len(headings) == len(set(headings))


def test_the_markdown_tables_have_four_cells_in_every_row() -> None:
    lines = [line for line in render_markdown().splitlines() if line.startswith("|")]
    sections = {row.section for row in settings_rows()}

    assert len(lines) == len(Settings.model_fields) + 2 * len(sections)
    assert {line.count("|") for line in lines} == {5}
