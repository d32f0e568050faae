"""Grid runner: strikes one call in one scenario with one fault, and checks what became of the jobs."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.faults.case_runner import said
from tests.faults.fault_grid import FULL, SPANS, Span
from tests.faults.fault_point import read_recorded
from tests.faults.faulty_disk import disk_answers
from tests.faults.faulty_postgresql import POSTGRESQL_ANSWERS, POSTGRESQL_READ_ANSWERS
from tests.faults.faulty_sqlite import SQLITE_ANSWERS, SQLITE_READ_ANSWERS, is_write
from tests.faults.grid_bot import COUNT, SCENARIOS, SERVICES, GridBot, Scenario, Service
from tests.faults.waiting import wait_for, wait_settled

__all__ = ["Row", "StorageCell", "answers", "play", "rows", "run_cell", "uncertain"]

#: Texts of the replies to a member who must repeat the request.
_REFUSALS = (
    "database isn't responding right now",
    "connection to the database broke while your request was being saved",
    "give the operator this ID",
)
# Time after the end of a scenario's jobs within which any remaining call is made.
_QUIET_SECONDS = 60.0
# Attempts at a call that the recorded runs of the scenario always made.
_ATTEMPTS = 3
# One in this many calls is in the sample.
_STEPS: dict[Service, int] = {"sqlite": 2, "disk": 2, "postgresql": 1}
# Faults of a server that only a time limit ends.
_SILENT = {"hang", "garbage"}
_ROW_CELLS = 8
_POLLS, _POLL_SECONDS = 2000, 0.01


@dataclass(frozen=True, slots=True)
class StorageCell:
    """One call, the fault that answers it, and how long. ``certain``: the scenario always makes the call."""

    call: str
    answer: str
    span: Span
    certain: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one scenario, which are run one after the other with one bot."""

    service: Service
    scenario: str
    name: str
    cells: tuple[StorageCell, ...]


def answers(service: Service, call: str) -> tuple[str, ...]:
    """Return the faults that can answer a call."""
    if service == "disk":
        return disk_answers(call)
    writes = is_write(call) or call.startswith(("COMMIT of", "BEGIN IMMEDIATE"))
    if service == "sqlite":
        return SQLITE_ANSWERS if writes else SQLITE_READ_ANSWERS
    return POSTGRESQL_ANSWERS if writes else POSTGRESQL_READ_ANSWERS


def rows() -> Iterator[Row]:
    """Yield every row, or a sample: each call of a job on PostgreSQL, and every other one elsewhere, struck once.

    A call is struck in the scenarios that always make it. Only a call that no scenario always makes is struck in one
    that sometimes makes it.
    """
    recorded, full = read_recorded(), bool(os.environ.get(FULL))
    for service in SERVICES:
        used, unsure = Counter[str](), uncertain(service)
        for scenario, played in SCENARIOS.items():
            calls = recorded[service][scenario]
            more = unsure.intersection(recorded[service][f"{scenario}, sometimes"])
            if full:
                yield from _full(service, scenario, [*sorted(more), *calls], more)
            elif not played.own:
                sample = calls if service == "postgresql" else [*sorted(more), *calls]
                cells = [_pick(service, call, used, call not in more) for call in sample]
                yield from _split(service, scenario, "sample", cells[:: _STEPS[service]])


def uncertain(service: Service) -> set[str]:
    """Return the calls that no scenario makes for certain, for example because they depend on real time."""
    recorded = read_recorded()[service]
    seen = {call for calls in recorded.values() for call in calls}
    return seen - {call for scenario in SCENARIOS for call in recorded[scenario]}


def _full(service: Service, scenario: str, calls: Sequence[str], sometimes: set[str]) -> Iterator[Row]:
    by_answer: dict[str, list[str]] = {}
    for call in calls:
        for answer in answers(service, call):
            by_answer.setdefault(answer, []).append(call)
    for answer, struck in by_answer.items():
        for span in SPANS:
            cells = [StorageCell(call, answer, span, call not in sometimes) for call in struck]
            yield from _split(service, scenario, f"{answer}-{span.name}", cells)


def _split(service: Service, scenario: str, name: str, cells: Sequence[StorageCell]) -> Iterator[Row]:
    """Yield rows of a few cells, so that no test takes long."""
    for number, start in enumerate(range(0, len(cells), _ROW_CELLS), 1):
        row = tuple(cells[start : start + _ROW_CELLS])
        yield Row(service, scenario, f"{service}-{scenario}-{name}-{number}", row)


def _pick(service: Service, call: str, used: Counter[str], certain: bool) -> StorageCell:
    """Choose the answer and the span that were used least.

    On PostgreSQL, the answer to a COMMIT is lost, and a fault that only a limit in real time ends strikes once.
    """
    is_server = service == "postgresql"
    is_lost = is_server and call.startswith("COMMIT of")
    answer = "torn" if is_lost else min(answers(service, call), key=lambda one: used[one])
    spans = SPANS[:1] if is_server and answer in _SILENT else SPANS
    span = min(spans, key=lambda one: used[one.name])
    used.update((answer, span.name))
    return StorageCell(call, answer, span, certain)


async def play(grid: GridBot, scenario: str) -> None:
    """Play the scenario without a fault."""
    await _play(grid, scenario, None)


async def run_cell(grid: GridBot, scenario: str, cell: StorageCell) -> None:
    """Play the scenario while the call is answered with the fault, and check every promise.

    A certain call must be made, in one of several attempts.
    """
    for _ in range(_ATTEMPTS if cell.certain else 1):
        await _play(grid, scenario, cell)
        if grid.point.struck:
            return
    assert not cell.certain, "the call was not made"


async def _play(grid: GridBot, scenario: str, cell: StorageCell | None) -> None:
    played, harness = SCENARIOS[scenario], grid.harness
    jobs, refusals = len(await harness.rows()), _refusals(grid)

    async def settle() -> None:
        for _ in range(_POLLS):
            if len(await harness.rows()) >= jobs + played.jobs or _refusals(grid) > refusals:
                break
            await asyncio.sleep(_POLL_SECONDS)
        await wait_settled(harness)

    if cell is not None and not cell.certain:
        grid.point.arm(cell.call, cell.answer, cell.span.seconds)
    await played.prepare(grid)
    if cell is not None and cell.certain:
        grid.point.arm(cell.call, cell.answer, cell.span.seconds)
    await played.act(grid)
    seconds = None if cell is None else cell.span.seconds
    async with grid.idle_clock(1.0 if seconds is None else seconds / 60):
        if cell is not None:
            await _strike(grid, settle)
            grid.point.disarm()
        await settle()
    found, entries = await harness.rows(), await harness.entries()
    _check(grid, played, found, entries, jobs, loses=cell is not None and _loses(cell))
    assert len(found) == jobs + played.jobs or _refusals(grid) > refusals, (
        "lost, and the member was not notified"
    )


async def _strike(grid: GridBot, settle: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Wait until the fault has struck and is over, or until it has not struck a minute after the jobs have ended."""
    settling = asyncio.create_task(settle())
    try:
        await wait_for(lambda: grid.point.struck or settling.done())
    finally:
        settling.cancel()
        await asyncio.wait({settling})
    quiet = grid.harness.clock.now() + _QUIET_SECONDS
    await wait_for(lambda: grid.point.struck or grid.harness.clock.now() > quiet)
    if grid.point.struck:
        await wait_for(lambda: grid.point.is_over)


def _refusals(grid: GridBot) -> int:
    return sum(any(text in message.content for text in _REFUSALS) for message in said(grid.harness))


def _loses(cell: StorageCell) -> bool:
    """Whether a picture may be lost: wrong bytes without an error cannot be distinguished from a damaged picture."""
    return cell.call.startswith("read bot/") and cell.answer in {"garbage", "torn"}


def _check(
    grid: GridBot,
    played: Scenario,
    jobs: list[dict[str, Any]],
    entries: list[dict[str, Any]],
    before: int,
    *,
    loses: bool,
) -> None:
    """Compare the rows, of which the first ``before`` are older, with Discord, fal and the ledger."""
    new, harness = jobs[before:], grid.harness
    posts = Counter(
        message.attachments[0].filename.split("-")[1]
        for channel in harness.world.channels.values()
        for message in harness.results(channel)
    )
    assert all(job["told"] == 1 and job["token"] is None for job in new)
    ends = {*played.ends, *(("failed",) if loses else ())}
    assert {job["state"] for job in new} <= ends, [(job["state"], job["reason"]) for job in new]
    assert all(posts[job["id"]] == int(job["state"] == "delivered") for job in jobs), (
        "not posted exactly once"
    )
    assert all(job["delivered_count"] == COUNT or loses for job in new if job["state"] == "delivered")
    assert sum(entry["spend_delta"] for entry in entries) == sum(job["charged"] for job in jobs)
    taken = [submit for submit in harness.fal.submits if submit.accepted]
    assert len(taken) == len(jobs), "a request was sent to fal twice, or not at all"
