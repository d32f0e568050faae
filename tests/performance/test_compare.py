"""Two runs agree on a figure if their medians are no further apart than both spreads reach."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.__main__ import main
from benchmarks.compare import compare, print_comparison
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
def test_runs_agree_as_far_as_their_spreads_reach(second: dict[str, float], agrees: bool) -> None:
    first = a_run(start_s={"easel": a_cell(10, 2)})

    [found] = compare(first, a_run(start_s={"easel": second}))

    assert found.agrees is agrees


def test_what_only_one_run_measured_neither_agrees_nor_differs() -> None:
    first = a_run(start_s={"easel": a_cell(1, 1), "floor": a_cell(1, 1)})
    second = a_run(start_s={"easel": a_cell(1, 1)}, lag_p99_ms={"easel": a_cell(5, 1)})

    found = {(one.figure, one.bot): one.agrees for one in compare(first, second)}

    assert found == {("start_s", "easel"): True, ("start_s", "floor"): None, ("lag_p99_ms", "easel"): None}


def test_the_table_names_what_differs_and_counts_what_agrees() -> None:
    console = Console(file=io.StringIO(), width=120)
    first = a_run(start_s={"easel": a_cell(1, 0.1), "floor": a_cell(1, 0.1)})
    second = a_run(start_s={"easel": a_cell(2, 0.1), "floor": a_cell(1.1, 0.1)})

    assert not print_comparison(first, second, console)

    said = console.file.getvalue()
    assert [line for line in said.splitlines() if "easel" in line and "differs" in line]
    assert "1 of 2 figures agree" in said


@pytest.mark.parametrize(("other", "code"), [(1.0, 0), (9.0, 1)], ids=["agreeing", "differing"])
def test_the_command_ends_with_what_it_found(
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
