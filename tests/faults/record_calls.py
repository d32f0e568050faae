"""Records the calls that the bot makes to its database, its disk and fal: ``python -m tests.faults.record_calls``.

Without a PostgreSQL server (``.ci/with-postgres``), the calls to it are kept as they are.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import pytest

from tests.faults.fault_grid import fal_calls
from tests.faults.fault_point import read_recorded, write_recorded
from tests.faults.grid_bot import SCENARIOS, SERVICES, Service, open_grid_bot
from tests.faults.waiting import wait_for, wait_settled

__all__ = ["record"]

# Runs of each scenario with one bot: in the first one, the bot has nothing cached.
_RUNS = 5
_REST_SECONDS = 30.0
_seen_at_fal: set[str] = set()


async def record(
    service: Service, scenario: str, known: set[str], folder: Path, template: Path
) -> tuple[list[str], set[str]]:
    """Play a scenario several times; return the calls that it always makes once the bot has run for a while, and all.

    ``known`` are the calls of other scenarios.
    """
    played, runs, all_calls = SCENARIOS[scenario], [], set[str]()
    with pytest.MonkeyPatch.context() as monkeypatch:
        opened = open_grid_bot(folder, service, monkeypatch, template=template, sandbox=played.sandbox)
        async with opened as grid:
            for number in range(1, _RUNS + 1):
                await played.prepare(grid)
                all_calls |= grid.point.calls.keys()
                grid.point.restart()
                await played.act(grid)
                act = set(grid.point.calls)
                async with grid.idle_clock(5.0):
                    await wait_for(
                        lambda wanted=number * played.jobs: len(grid.harness.fal.submits) >= wanted
                    )
                    await wait_settled(grid.harness)
                    rested = grid.harness.clock.now() + _REST_SECONDS
                    await wait_for(lambda until=rested: grid.harness.clock.now() > until)
                all_calls |= grid.point.calls.keys()
                _seen_at_fal.update(fal_calls(grid.harness))
                runs.append(
                    [call for call in grid.point.calls if call not in known or (played.own and call in act)]
                )
    return [call for call in runs[1] if all(call in run for run in runs[1:])], all_calls


async def _record_all() -> None:
    recorded = {service: dict(calls) for service, calls in read_recorded().items()}
    with tempfile.TemporaryDirectory() as template:
        for service in SERVICES:
            known, recorded[service] = set[str](), {}
            for scenario in SCENARIOS:
                with tempfile.TemporaryDirectory() as folder:
                    always, all_calls = await record(service, scenario, known, Path(folder), Path(template))
                recorded[service][scenario] = always
                recorded[service][f"{scenario}, sometimes"] = sorted(all_calls - known - set(always))
                known |= all_calls
    recorded["fal"] = {"calls": sorted(_seen_at_fal)}
    write_recorded(recorded)


if __name__ == "__main__":
    asyncio.run(_record_all())
