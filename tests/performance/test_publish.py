"""The tables in docs/performance.md are a run's, and only what lies between the markers is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.goals import GOALS
from benchmarks.publish import BLOCK, publish, render_block
from tests.performance.runs import a_report

_PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
_FORM = re.compile(r"^\|.*\|$", re.MULTILINE)


def _rows(block: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in _FORM.findall(block)]


def test_the_page_has_one_block_of_the_form_that_a_run_writes() -> None:
    [(_, block)] = [(found[1], found[0]) for found in BLOCK.finditer(_PAGE.read_text(encoding="utf-8"))]
    here, fresh = _rows(block), _rows(render_block(a_report()))

    assert [(row[0], len(row)) for row in here] == [(row[0], len(row)) for row in fresh]
    limits = {row[0]: row[3] for row in here}
    assert all(limits[goal.title] == goal.words.replace("<=", "≤").replace(">=", "≥") for goal in GOALS)


def test_publishing_renews_the_block_and_leaves_the_prose(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("Before.\n<!-- benchmark: by hand? no -->\nold\n<!-- /benchmark -->\nAfter.\n", "utf-8")

    publish(a_report(), tmp_path)
    publish(a_report(), tmp_path)

    text = page.read_text(encoding="utf-8")
    assert text.startswith(
        "Before.\n<!-- benchmark: by hand? no -->\nMeasured 2026-11-23 04:49 UTC on A processor"
    )
    assert text.endswith("<!-- /benchmark -->\nAfter.\n")
    assert text.count("| start to ready, against floor | 1 ± 0.2 | 3 | ≤ 1.5 x | met |") == 1
    assert "old" not in text
    assert "* usual: 3 of 200 at once had no pictures" in text


def test_a_page_without_markers_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "performance.md").write_text("Prose.\n", encoding="utf-8")

    with pytest.raises(SystemExit, match="no place for the tables"):
        publish(a_report(), tmp_path)

    assert (tmp_path / "performance.md").read_text(encoding="utf-8") == "Prose.\n"


def test_what_was_not_measured_is_an_empty_cell() -> None:
    rows = {row[0]: row for row in _rows(render_block(a_report(without="lag")))}

    assert rows["event-loop lag p99 while re-encoding 2048 x 2048"][1:] == ["", "", "≤ 20 ms", "not measured"]
    assert rows["fal requests a job of 20 s"][1] == ""


def test_notes_of_rounds_that_differ_in_a_count_alone_are_one() -> None:
    report = a_report()
    report["notes"] = ["usual: 9 of 200 without", "the machine was busy", "usual: 10 of 200 without"]

    lines = render_block(report).splitlines()

    assert lines[-2:] == ["* usual: 9 to 10 of 200 without", "* the machine was busy"]
