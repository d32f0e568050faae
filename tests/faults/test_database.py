"""Database faults: locked, full, read-only or damaged, at start and during a job."""

from __future__ import annotations

import asyncio
import io
import resource
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Connection
from sqlalchemy.pool import QueuePool

from bot.db import engine as storage_engine
from bot.db.engine import open_database
from bot.db.migrate import migrate
from bot.errors import StartupError
from bot.logging import set_up_logging
from sandbox.server import open_sandbox
from tests.cli_commands import easel, error_line
from tests.e2e.harness import CALM, Harness, open_harness, running_bot
from tests.faults.database_steps import STEPS, database_case
from tests.faults.fast_clock import fast_clock, wake_sleepers
from tests.faults.fault_case import FaultCase, Outcome, Step, check_outcome
from tests.faults.waiting import wait_for, wait_settled

SMALL = {"picture_bytes": 20_000}
# Number of failed calls in the cases of a long outage.
_LONG = 40
# Seconds that a writer waits for another process in these cases; short, because they are real time.
BUSY_SECONDS = 0.05


# --- what is wrong with the database --------------------------------------------------------


@contextmanager
def _locked(harness: Harness) -> Iterator[None]:
    """Another program holds the write lock."""
    with closing(sqlite3.connect(harness.folder / "easel.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@contextmanager
def _full(_: Harness) -> Iterator[None]:
    """Nothing can be written to any file, not even where SQLite begins its log anew."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _read_only(harness: Harness) -> Iterator[None]:
    """Every write is refused, as after a read-only remount."""
    engine = harness.app.database.engine.sync_engine
    refused = True

    def set_mode(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if refused else 'OFF'}")

    # Another transaction may be iterating over the listeners at this moment, so they are replaced by a new
    # collection, from which nothing is removed later.
    engine.dispatch.begin.listeners = deque([*engine.dispatch.begin.listeners, set_mode])
    try:
        yield
    finally:
        refused = False


Trouble = Callable[[Harness], AbstractContextManager[None]]
TROUBLES: dict[str, tuple[Trouble, str]] = {
    "locked": (_locked, "the database is locked by another program"),
    "full": (_full, "the disk is full"),
    "read-only": (_read_only, "the database has become read-only"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A case: ``trouble`` begins when the store's ``step`` is called, for ``calls`` calls of it."""

    case: FaultCase
    trouble: Trouble
    step: str
    calls: int = 1


def _trial(kind: str, method: str, *, calls: int = 1) -> Trial:
    trouble, fault = TROUBLES[kind]
    case = database_case(f"database-{kind}", fault, method, calls=calls)
    return Trial(case=case, trouble=trouble, step=method, calls=calls)


TRIALS = tuple(_trial(kind, method) for kind in TROUBLES for method in STEPS)
ENDLESS = tuple(
    _trial(kind, method, calls=_LONG) for kind in TROUBLES for method in STEPS if method != "create"
)
PATIENT = FaultCase(
    name="database-locked-briefly",
    step=Step.RESERVED,
    fault="the database is locked for less than a writer waits",
    outcome=Outcome.DELIVERED,
)
DAMAGED_NEW = FaultCase(
    name="database-damaged-place",
    step=Step.RESERVED,
    fault="the database is damaged when a request comes",
    outcome=Outcome.REFUSED,
)
DAMAGED_HELD = FaultCase(
    name="database-damaged-submitted",
    step=Step.SUBMITTED,
    fault="the database is damaged while fal draws, and the file is put back later",
    outcome=Outcome.DELIVERED,
    note="meanwhile the member reads that the request is kept",
)
CASES = (*(trial.case for trial in (*TRIALS, *ENDLESS)), PATIENT, DAMAGED_NEW, DAMAGED_HELD)


@pytest.fixture
def lines() -> io.StringIO:
    """What the bot logs."""
    stream = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=stream)
    return stream


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_engine, "SQLITE_BUSY_SECONDS", BUSY_SECONDS)


def _strike(harness: Harness, trial: Trial) -> list[str]:
    """Bring the trouble about at the first calls of the store's step; returns the failures seen."""
    store = harness.app.services.job_store
    original = getattr(store, trial.step)
    failures: list[str] = []

    async def troubled(*args: Any, **values: Any) -> Any:
        if len(failures) >= trial.calls:
            return await original(*args, **values)
        with trial.trouble(harness):
            try:
                return await original(*args, **values)
            except Exception as error:
                failures.append(str(error))
                raise

    setattr(store, trial.step, troubled)
    return failures


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.case.name)
async def test_a_brief_database_failure_costs_members_nothing(tmp_path, trial, lines):
    case = trial.case
    async with open_harness(tmp_path, sandbox=SMALL, **CALM) as harness:
        case.arrange(harness)
        failures = _strike(harness, trial)
        interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2)
        if case.outcome is Outcome.REFUSED:
            await interaction.wait(
                lambda i: any("database isn't responding right now" in m.content for m in i.messages)
            )
        else:
            await interaction.acked()
            async with fast_clock(harness.sandbox):
                await wait_for(lambda: failures)
                await wait_settled(harness)
        await check_outcome(harness, case)
        await wake_sleepers(harness.sandbox)

    logged = lines.getvalue()
    assert len(failures) == trial.calls
    assert "[error" in logged
    assert "red kite" not in logged
    if trial.step == "record_submitted":
        (taken,) = harness.fal.submits
        assert taken.request_id is not None
        assert taken.request_id in logged


async def test_a_short_lock_delays_the_job(tmp_path):
    async with open_harness(tmp_path, sandbox=SMALL, **CALM) as harness:
        with _locked(harness):
            interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2)
            await interaction.acked()
            await asyncio.sleep(0.1)
            assert await harness.rows() == []
        await harness.result_of(interaction)
        await check_outcome(harness, PATIENT)
        await wake_sleepers(harness.sandbox)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("trial", ENDLESS, ids=lambda trial: trial.case.name)
async def test_a_job_survives_an_outage_of_any_length_without_a_restart(tmp_path, trial, lines):
    """The step is repeated until it is recorded; the database is well again after 40 attempts."""
    case = trial.case
    async with open_harness(tmp_path, sandbox=SMALL, **CALM) as harness:
        case.arrange(harness)
        failures = _strike(harness, trial)
        began = harness.clock.now()
        interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2)
        await interaction.acked()
        async with fast_clock(harness.sandbox, 5.0):
            await wait_for(lambda: len(failures) == trial.calls)
            await wait_settled(harness)
        await check_outcome(harness, case)
        minutes = (harness.clock.now() - began) / 60
        if case.outcome is Outcome.DELIVERED:
            (post,) = harness.results()
            assert "on hold" not in post.content
            assert post.components
        await wake_sleepers(harness.sandbox)

    logged = lines.getvalue()
    assert "Traceback" not in logged
    assert 1 <= logged.count("database unavailable") <= 2 + minutes


# --- damaged files ----------------------------------------------------------------------------


def _damage(database: Path) -> bytes:
    """Overwrite everything but the first page; return the previous content."""
    with closing(sqlite3.connect(database)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = database.read_bytes()
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xaa" * (len(whole) - 4096))
    return whole


async def _forget_pages(harness: Harness) -> None:
    """Close the connections, which hold the pages that they have read."""
    engine = harness.app.database.engine
    pool = engine.pool
    assert isinstance(pool, QueuePool)
    await wait_for(lambda: pool.checkedout() == 0)
    await engine.dispose()


def _damage_rows(database: Path) -> None:
    """Overwrite the first page of the requests' table, which nothing reads before the bot runs."""
    with closing(sqlite3.connect(database)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'generations'"
        (page,) = other.execute(query).fetchone()
    with database.open("r+b") as file:
        file.seek(4096 * (page - 1))
        file.write(b"\xaa" * 4096)


async def test_a_damaged_database_in_use_is_answered_and_logged(tmp_path, lines):
    async with open_harness(tmp_path, sandbox=SMALL, **CALM) as harness:
        whole = await asyncio.to_thread(_damage, tmp_path / "easel.db")
        await _forget_pages(harness)
        interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2)
        await interaction.wait(lambda i: any("database isn't responding" in m.content for m in i.messages))
        (tmp_path / "easel.db").write_bytes(whole)
        await wake_sleepers(harness.sandbox)

    async with open_harness(tmp_path, sandbox=SMALL, **CALM) as fresh:
        await check_outcome(fresh, DAMAGED_NEW)
        await wake_sleepers(fresh.sandbox)
    assert harness.fal.submits == []
    assert any("[error" in line for line in lines.getvalue().splitlines())


async def test_a_corrupt_database_is_reported_and_the_job_resumes_after_a_restore(tmp_path, lines):
    async with open_harness(tmp_path, sandbox={**SMALL, "render_seconds": 60.0}, **CALM) as harness:
        interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2)
        await harness.fal.until(lambda: any(r.stream_reads for r in harness.fal.requests.values()))
        whole = await asyncio.to_thread(_damage, tmp_path / "easel.db")
        await _forget_pages(harness)
        async with fast_clock(harness.sandbox):
            await interaction.wait(
                lambda i: "request is on hold" in i.response.content if i.response else False
            )
        assert harness.results() == []
        await harness.stop_bot()
        assert "stopping" in lines.getvalue()

        (tmp_path / "easel.db").write_bytes(whole)
        for leftover in ("easel.db-wal", "easel.db-shm"):
            (tmp_path / leftover).unlink(missing_ok=True)
        async with running_bot(harness, **CALM), fast_clock(harness.sandbox):
            await wait_settled(harness)
            await check_outcome(harness, DAMAGED_HELD)
        await wake_sleepers(harness.sandbox)


@pytest.mark.parametrize("damage", ["header", "pages", "rows"])
async def test_a_damaged_database_at_start_is_one_line_and_status_2(tmp_path, damage):
    database = tmp_path / "easel.db"
    async with open_database(f"sqlite+aiosqlite:///{database}") as opened:
        await migrate(opened)
    if damage == "pages":
        _damage(database)
    elif damage == "rows":
        _damage_rows(database)
    else:
        database.write_bytes(b"not a database at all".ljust(8192, b"."))

    async with open_sandbox() as box:
        ended = await easel(tmp_path, box.environment(tmp_path), "run")

    line = error_line(ended)
    assert "DATABASE_URL" in line
    assert "easel restore" in line


async def test_a_read_only_database_at_start_is_one_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'easel.db'}") as opened:
        await migrate(opened)

    async with open_database("sqlite+aiosqlite:///file:easel.db?mode=ro&uri=true") as opened:
        with pytest.raises(StartupError, match=r"DATABASE_URL: .*readonly database"):
            await migrate(opened)
