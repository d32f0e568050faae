"""Two runs agree on a figure if their medians differ by at most both spreads."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.compare import compare, render_comparison
from tests.performance.runs import a_cell, a_run


@pytest.mark.parametrize(
    ("second", "agrees"),
    [
        (a_cell(10, 0), True),
        (a_cell(13, 1), True),
        (a_cell(13.1, 1), False),
        (a_cell(7, 1), True),
        (a_cell(1, 1), False),
    ],
    ids=["the same", "spreads just meet", "just not", "lower", "far lower"],
)
def test_runs_agree_within_their_spreads(second: dict[str, float], agrees: bool) -> None:
    first = a_run(start_s={"easel": a_cell(10, 2)})

    [found] = compare(first, a_run(start_s={"easel": second}))

    assert found.agrees is agrees


def test_a_figure_of_one_run_neither_agrees_nor_differs() -> None:
    first = a_run(start_s={"easel": a_cell(1, 1), "floor": a_cell(1, 1)})
    second = a_run(start_s={"easel": a_cell(1, 1)}, lag_p99_ms={"easel": a_cell(5, 1)})

    found = {(one.figure, one.bot): one.agrees for one in compare(first, second)}

    assert found == {("start_s", "easel"): True, ("start_s", "floor"): None, ("lag_p99_ms", "easel"): None}


def test_the_table_marks_differences_and_counts_agreements() -> None:
    first = a_run(start_s={"easel": a_cell(1, 0.1), "floor": a_cell(1, 0.1)})
    second = a_run(start_s={"easel": a_cell(2, 0.1), "floor": a_cell(1.1, 0.1)})

    text, agree = render_comparison(first, second)

    assert not agree
    assert [line for line in text.splitlines() if "easel" in line and "**differs**" in line]
    assert "1 of 2 figures agree" in text


@pytest.mark.parametrize(("other", "code"), [(1.0, 0), (9.0, 1)], ids=["agreeing", "differing"])
def test_the_exit_status_says_whether_the_runs_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: float, code: int
) -> None:
    for name, value in (("a.json", 1.0), ("b.json", other)):
        run = a_run(start_s={"easel": a_cell(value, 0.1)})
        (tmp_path / name).write_text(json.dumps(run), encoding="utf-8")
    words = ["benchmarks", "--compare", str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    monkeypatch.setattr(sys, "argv", words)

    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == code
