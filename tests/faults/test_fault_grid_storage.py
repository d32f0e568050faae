"""Fault grid of the database and the disk: pictures and credits survive every fault of every call.

The calls are those of ``recorded_calls.json``; a call that is not in it fails a test. ``make fault-grid`` strikes each call
with every fault and for every duration; an ordinary run strikes a sample of them once.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.engines import ENGINES
from tests.faults.fault_grid import FULL, SPANS, Span
from tests.faults.fault_point import read_recorded
from tests.faults.grid_bot import SCENARIOS, SERVICES, Service, open_grid_bot
from tests.faults.grid_runner import Row, StorageCell, play, rows, run_cell, uncertain

# At most one of so many calls may be certain in no scenario, so that a cell may pass without a fault.
_UNCERTAIN_SHARE = 5
# Faults that end only with a time limit in real seconds are slow, and some rows of a full run have no others.
_TIMEOUT_SECONDS = 900 if os.environ.get(FULL) else 120


@pytest.mark.parametrize("service", SERVICES)
def test_most_calls_are_certain_in_a_scenario(service: Service) -> None:
    seen = {call for calls in read_recorded()[service].values() for call in calls}

    assert len(uncertain(service)) <= len(seen) / _UNCERTAIN_SHARE


@pytest.mark.skipif("postgresql" not in ENGINES, reason="needs a PostgreSQL server")
@pytest.mark.parametrize("span", SPANS[:2], ids=lambda span: span.name)
async def test_a_start_waits_until_the_shards_can_be_divided(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, span: Span
) -> None:
    sandbox, template = SCENARIOS["start"].sandbox, tmp_path_factory.getbasetemp()
    opened = open_grid_bot(tmp_path, "postgresql", monkeypatch, template=template, sandbox=sandbox)
    async with opened as grid:
        await run_cell(grid, "start", StorageCell("SELECT shards", "own-error", span, certain=True))


@pytest.mark.timeout(_TIMEOUT_SECONDS)
@pytest.mark.parametrize("row", tuple(rows()), ids=lambda row: row.name)
async def test_pictures_and_credits_survive(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, row: Row
) -> None:
    sandbox, template = SCENARIOS[row.scenario].sandbox, tmp_path_factory.getbasetemp()
    async with open_grid_bot(tmp_path, row.service, monkeypatch, template=template, sandbox=sandbox) as grid:
        await play(grid, row.scenario)
        known = {call for calls in read_recorded()[row.service].values() for call in calls}
        assert grid.point.calls.keys() - known == set(), "run: python -m tests.faults.record_calls"
        for cell in row.cells:
            try:
                await run_cell(grid, row.scenario, cell)
            except BaseException as error:
                error.add_note(f"{cell.call}: {cell.answer}, {cell.span.name}")
                raise

    logged = (tmp_path / "log").read_text(encoding="utf-8")
    assert "job step failed" not in logged
    assert "command failed" not in logged
    # The driver of PostgreSQL leaves the error of a broken connection to the event loop.
    assert row.service == "postgresql" or "Traceback" not in logged
