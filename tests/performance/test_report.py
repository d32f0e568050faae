"""Benchmark report: JSON, tables in the terminal and in docs/performance.md, and charts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.charts import draw_charts
from benchmarks.plan import FULL, SHORT, Plan, expected_figures
from benchmarks.report import BLOCK, publish, read_json, render, write_json
from benchmarks.thresholds import THRESHOLDS
from tests.performance.runs import a_report

_PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
_BOTS = ("floor", "usual", "easel")
# The names are fixed, so that runs of older versions can be compared.
_FIGURES = {
    "acknowledgement": [
        (f"ack_{share}_at_{jobs}_ms", bot)
        for share in ("p50", "p99", "max")
        for jobs in (1, 50, 200)
        for bot in _BOTS
    ],
    "COMPLETED to the message": [
        *((f"post_p50_at_{jobs}_ms", bot) for jobs in (1, 50, 200) for bot in ("wire", "usual", "easel")),
        *((f"post_{size}_ms", bot) for size in ("1x1mb", "4x4mb") for bot in ("wire", "usual", "easel")),
    ],
    "requests and CPU": [
        (figure, bot)
        for figure in ("fal_requests_20s", "cpu_100_jobs_20s_s")
        for bot in ("usual", "easel", "easel (polling)")
    ],
    "start": [("start_s", bot) for bot in _BOTS],
    "servers": [
        (figure, bot)
        for servers in (2500, 10000)
        for figure in (f"start_{servers}_servers_s", f"resident_{servers}_servers_mb")
        for bot in _BOTS
    ],
    "ledger": [("ledger_per_s", "easel"), ("ledger_per_s", "raw")],
    "event loop": [("lag_p99_ms", "easel"), ("lag_max_ms", "easel")],
    "fairness": [("first_picture_s", "alone"), ("first_picture_s", "beside the heavy one")],
    "memory at the threshold": [("peak_200x4x4mb_mb", "easel"), ("steady_200x4x4mb_mb", "easel")],
    "memory by jobs in flight": [
        (f"{what}_at_{jobs}_mb", bot)
        for what in ("peak", "steady")
        for jobs in (1, 50, 200)
        for bot in ("usual", "easel")
    ],
    "memory by case": [
        (f"{what}_{jobs}x1x{megabytes}mb_mb", bot)
        for what in ("peak", "steady")
        for jobs in (1, 50, 200)
        for megabytes in (1, 4, 9)
        for bot in ("usual", "easel")
    ],
}


def table_rows(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"(?m)^\|.*\|$", text)]


@pytest.mark.parametrize("plan", [SHORT, FULL], ids=["short", "full"])
@pytest.mark.parametrize("what", _FIGURES)
def test_a_run_has_every_figure_under_its_fixed_name(plan: Plan, what: str) -> None:
    assert set(_FIGURES[what]) - set(expected_figures(plan)) == set()


def test_the_full_run_has_five_rounds() -> None:
    assert set(FULL.rounds.values()) == {5}


def test_the_json_lists_missing_figures_and_replaces_the_file(tmp_path: Path) -> None:
    write_json(tmp_path / "run.json", a_report())
    write_json(tmp_path / "run.json", a_report(without="lag"))

    report = read_json(tmp_path / "run.json")

    assert report["missing"] == ["lag_p99_ms easel", "lag_max_ms easel"]
    assert list(tmp_path.iterdir()) == [tmp_path / "run.json"]


@pytest.mark.parametrize(("text", "reason"), [(None, "No such file"), ("not a run", "it is not JSON")])
def test_an_unreadable_report_is_a_one_line_error(tmp_path: Path, text: str | None, reason: str) -> None:
    path = tmp_path / "run.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    with pytest.raises(SystemExit, match=reason):
        read_json(path)


def test_every_threshold_has_its_value_and_its_verdict() -> None:
    goals = a_report()["goals"]

    assert [goal["title"] for goal in goals] == [threshold.title for threshold in THRESHOLDS]
    assert all(goal["value"]["samples"] == 3 for goal in goals)
    verdicts = {goal["title"]: goal["met"] for goal in goals}
    assert verdicts["start to ready, vs. floor"] is True  # both are 2, so the ratio is 1
    assert verdicts["CPU per 100 jobs of 20 s, vs. usual"] is False


def test_the_terminal_shows_every_figure_the_disk_and_what_is_missing() -> None:
    report = a_report(without="lag")

    text = render(report)

    assert "ext4" in text
    assert "the sandbox is the bottleneck" in text
    # All are 2, so the ratio of the bare wire to the usual bot is 1.
    rows = {cells[0]: cells[4:] for cells in table_rows(text) if len(cells) == 6}
    assert rows["COMPLETED to posted p99, 50 that end together, vs. usual"] == [
        "1",
        "**missed**, as by the bare wire",
    ]
    assert rows["COMPLETED to posted p50, 200 that end together, vs. usual"] == ["1", "met"]
    assert "* usual: 3 of 200 at once had no images" in text
    assert "Not measured: lag_p99_ms easel, lag_max_ms easel" in text
    assert report["figures"].keys() <= {row[0] for row in table_rows(text)}


def test_an_unmeasured_figure_is_an_empty_cell() -> None:
    rows = {row[0]: row for row in table_rows(render(a_report(without="lag"), published=True))}

    title = next(one.title for one in THRESHOLDS if one.figure == "lag_p99_ms")
    assert rows[title][1:] == ["", "", "≤ 20 ms", "", "not measured"]
    assert rows["fal requests per job of 20 s"][1] == ""


def test_notes_of_rounds_that_differ_only_in_a_count_are_merged() -> None:
    report = a_report()
    report["notes"] = ["usual: 9 of 200 without", "the machine was busy", "usual: 10 of 200 without"]

    lines = render(report).splitlines()

    assert lines[-2:] == ["* usual: 9 to 10 of 200 without", "* the machine was busy"]


def test_the_page_has_a_block_with_the_rows_of_a_run() -> None:
    [block] = [found[0] for found in BLOCK.finditer(_PAGE.read_text(encoding="utf-8"))]
    here, fresh = table_rows(block), table_rows(render(a_report(), published=True))

    assert [(row[0], len(row)) for row in here] == [(row[0], len(row)) for row in fresh]
    limits = {row[0]: row[3] for row in here}
    assert all(limits[t.title] == t.goal.replace("<=", "≤").replace(">=", "≥") for t in THRESHOLDS)


def test_publishing_replaces_the_block_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("Before.\n<!-- benchmark: a run -->\nold\n<!-- /benchmark -->\nAfter.\n", "utf-8")

    publish(a_report(), tmp_path)
    publish(a_report(), tmp_path)

    text = page.read_text(encoding="utf-8")
    assert text.startswith("Before.\n<!-- benchmark: a run -->\nMeasured 2026-11-23 04:49 UTC on A processor")
    assert text.endswith("<!-- /benchmark -->\nAfter.\n")
    assert table_rows(text).count(["start to ready, vs. floor", "1 ± 0.2", "3", "≤ 2 x", "", "met"]) == 1
    assert "\nold\n" not in text
    assert "* usual: 3 of 200 at once had no images" in text


def test_a_page_without_markers_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "performance.md").write_text("Prose.\n", encoding="utf-8")

    with pytest.raises(SystemExit, match="expected one pair of benchmark markers, found 0"):
        publish(a_report(), tmp_path)

    assert (tmp_path / "performance.md").read_text(encoding="utf-8") == "Prose.\n"


def test_charts_omit_unmeasured_figures(tmp_path: Path) -> None:
    written = draw_charts(a_report(), tmp_path / "all")
    fewer = draw_charts(a_report(without="servers"), tmp_path / "fewer")

    assert [path.name for path in written] == ["cost-by-jobs.png", "cost-by-servers.png"]
    assert [path.name for path in fewer] == ["cost-by-jobs.png"]
    with Image.open(written[0]) as image:
        assert image.width > 900
