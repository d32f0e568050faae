"""The JSON has every figure that is promised, the table says how it came about, and charts come from it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console

from benchmarks.charts import draw_charts
from benchmarks.goals import GOALS
from benchmarks.plan import FULL, SHORT, Plan, expected_figures
from benchmarks.report import print_report, read_json, write_json
from tests.performance.runs import a_report

_BOTS = ("floor", "usual", "easel")
_PROMISED = {
    "acknowledgement": [
        (f"ack_{share}_at_{jobs}_ms", bot)
        for share in ("p50", "p99", "max")
        for jobs in (1, 50, 200)
        for bot in _BOTS
    ],
    "COMPLETED to the message": [
        *((f"post_p50_at_{jobs}_ms", bot) for jobs in (1, 50, 200) for bot in ("usual", "easel")),
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
    "memory at the goal": [("peak_200x4x4mb_mb", "easel"), ("steady_200x4x4mb_mb", "easel")],
    "memory by jobs in flight": [
        (f"{what}_at_{jobs}_mb", bot)
        for what in ("peak", "steady")
        for jobs in (1, 50, 200)
        for bot in ("usual", "easel")
    ],
}
_PROMISED["the grid of memory"] = [
    (f"{what}_{jobs}x1x{megabytes}mb_mb", bot)
    for what in ("peak", "steady")
    for jobs in (1, 50, 200)
    for megabytes in (1, 4, 9)
    for bot in ("usual", "easel")
]


@pytest.mark.parametrize("plan", [SHORT, FULL], ids=["short", "full"])
@pytest.mark.parametrize("what", _PROMISED)
def test_a_run_owes_every_figure_that_is_promised(plan: Plan, what: str) -> None:
    assert set(_PROMISED[what]) - set(expected_figures(plan)) == set()


def test_goals_are_medians_of_five_rounds_in_the_full_run() -> None:
    assert set(FULL.rounds.values()) == {5}


def test_the_json_says_which_figures_are_missing(tmp_path: Path) -> None:
    write_json(tmp_path / "run.json", a_report(without="lag"))

    report = read_json(tmp_path / "run.json")

    assert report["missing"] == ["lag_p99_ms easel", "lag_max_ms easel"]
    assert list(tmp_path.iterdir()) == [tmp_path / "run.json"]


def test_every_goal_has_its_value_and_its_verdict() -> None:
    goals = a_report()["goals"]

    assert [goal["title"] for goal in goals] == [goal.title for goal in GOALS]
    assert all(goal["value"]["samples"] == 3 for goal in goals)
    verdicts = {goal["title"].split(",")[0]: goal["met"] for goal in goals}
    assert verdicts["start to ready"] is True  # both bots measured 2: once as long
    assert verdicts["CPU per 100 jobs (20 s)"] is False


def test_the_table_says_rounds_disk_bottleneck_and_what_is_missing() -> None:
    console = Console(file=io.StringIO(), width=80)

    print_report(a_report(without="lag"), console)

    said = console.file.getvalue()
    assert "ext4" in said
    assert "the sandbox is the bottleneck" in " ".join(said.split())
    assert "Note: usual: 3 of 200 at once had no pictures" in said
    assert "Not measured: lag_p99_ms easel, lag_max_ms easel" in said
    # In a file no figure's name is cut.
    assert all(figure in said for figure in a_report(without="lag")["figures"])


def test_charts_are_drawn_from_the_json_and_leave_out_what_is_missing(tmp_path: Path) -> None:
    written = draw_charts(a_report(), tmp_path / "all")
    fewer = draw_charts(a_report(without="servers"), tmp_path / "fewer")

    assert [path.name for path in written] == ["cost-by-jobs.png", "cost-by-servers.png"]
    assert [path.name for path in fewer] == ["cost-by-jobs.png"]
    with Image.open(written[0]) as image:
        assert image.width > 900


@pytest.mark.parametrize(("text", "reason"), [(None, "No such file"), ("not a run", "it holds no JSON")])
def test_a_run_that_cannot_be_read_is_said_in_one_line(tmp_path: Path, text: str | None, reason: str) -> None:
    path = tmp_path / "run.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")

    with pytest.raises(SystemExit, match=reason):
        read_json(path)
