"""A benchmark run always ends and keeps its results."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path

import pytest

from benchmarks.__main__ import MEASURES, run
from benchmarks.plan import FULL, SHORT, Plan
from benchmarks.processes import open_generator
from benchmarks.report import read_json
from benchmarks.results import Results


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the load of other tests."""
    monkeypatch.setattr("os.getloadavg", lambda: (0.1, 0.1, 0.1))


@pytest.mark.parametrize("plan", [SHORT, FULL], ids=["short", "full"])
def test_a_plan_has_every_measure_once_and_a_bound_for_it(plan: Plan) -> None:
    assert sorted(name for group in plan.measures for name in group) == sorted(plan.seconds)


def test_the_full_run_takes_25_minutes_at_most() -> None:
    assert sum(FULL.seconds.values()) <= 25 * 60


def test_a_hanging_measure_is_stopped_and_the_next_one_still_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_results: Results, _plan: Plan) -> None:
        await asyncio.Event().wait()

    async def count(results: Results, _plan: Plan) -> None:
        results.add("first_picture_s", "alone", 1.0)

    monkeypatch.setitem(MEASURES, "latency", hang)
    monkeypatch.setitem(MEASURES, "fairness", count)
    seconds = dict.fromkeys(SHORT.seconds, 0.0) | {"fairness": 60.0}
    plan = dataclasses.replace(SHORT, seconds=seconds)

    report = run(plan, tmp_path / "run.json", ["latency", "fairness"])

    assert len(report["notes"]) == 1
    assert report["notes"][0].startswith("latency: stopped after")
    assert report["figures"].keys() == {"first_picture_s"}
    assert list(report["measures"]) == ["latency", "fairness"]


def test_an_interrupt_keeps_the_results_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def interrupt(results: Results, _plan: Plan) -> None:
        results.add("first_picture_s", "alone", 1.0)
        raise KeyboardInterrupt

    monkeypatch.setitem(MEASURES, "fairness", interrupt)

    report = run(SHORT, tmp_path / "run.json", ["fairness"])

    assert report["notes"] == ["the run was interrupted"]
    assert read_json(tmp_path / "run.json")["figures"]["first_picture_s"]["alone"]["median"] == 1.0


async def test_a_generator_with_a_late_response_is_not_reused() -> None:
    async with open_generator() as generator:
        await generator.call("idle_servers", servers=1)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await generator.call("ready")  # no bot connects

        with pytest.raises(RuntimeError, match="has ended"):
            await generator.call("environment")


def test_a_run_on_a_busy_machine_has_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (99.0, 0.1, 0.1))

    report = run(SHORT, tmp_path / "run.json", [])

    assert [note for note in report["notes"] if "busy" in note and "99.00" in note]
