"""Faults of a PostgreSQL server: down, frozen, read-only, locked or out of connections; no manual restart."""

from __future__ import annotations

import asyncio
import io
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.db.engine import Database, open_database
from bot.db.migrate import migrate
from bot.db.schema import bot_state
from bot.errors import DatabaseUnavailableError
from bot.logging import set_up_logging
from sandbox.clock import SandboxClock
from sandbox.discord import Interaction
from tests.e2e.harness import CALM, Harness, open_harness
from tests.engines import POSTGRES_URL, empty_database, extend_time_limits
from tests.faults.database_steps import STEPS, database_case
from tests.faults.fast_clock import fast_clock, run_library_on, wake_sleepers
from tests.faults.fault_case import FaultCase, Outcome, Step, check_outcome
from tests.faults.fault_point import FaultPoint
from tests.faults.faulty_postgresql import open_faulty_proxy
from tests.faults.server_faults import TROUBLES, Server, Trouble, open_pooler, restart
from tests.faults.waiting import wait_for, wait_settled
from tests.tcp_proxy import open_proxy

pytestmark = pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")

_JOBS = 12
# Seconds on the machine's clock: time limit of a transaction, and a time that is longer.
_SHORT_LIMIT_SECONDS, _LIMIT_SECONDS = 4.0, 20.0
_OUTAGE_SECONDS = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A case: ``trouble`` of a ``kind`` lasts for ``calls`` calls of the store's ``step``."""

    case: FaultCase
    kind: str
    trouble: Trouble
    step: str
    calls: int


def _trial(kind: str, method: str) -> Trial:
    trouble, fault = TROUBLES[kind]
    calls = 1 if method == "create" else 2
    case = database_case(f"postgresql-{kind}", fault, method, calls=calls)
    return Trial(case=case, kind=kind, trouble=trouble, step=method, calls=calls)


TRIALS = tuple(_trial(kind, method) for kind in TROUBLES for method in STEPS)
IN_FLIGHT = {
    name: FaultCase(
        name=f"postgresql-{name}-in-flight",
        step=Step.STATUS,
        fault=f"{fault} while fal draws {_JOBS} requests",
        outcome=Outcome.DELIVERED,
    )
    for name, (_, fault) in TROUBLES.items()
}
HELD = FaultCase(
    name="postgresql-held-counters",
    step=Step.RESULT,
    fault="another session locks every counter and job in PostgreSQL",
    outcome=Outcome.DELIVERED,
)
RESTARTED = FaultCase(
    name="postgresql-restarted",
    step=Step.STATUS,
    fault="PostgreSQL ends every session, as for a restart",
    outcome=Outcome.DELIVERED,
)
CASES = (*(trial.case for trial in TRIALS), *IN_FLIGHT.values(), HELD, RESTARTED)


@pytest.fixture
def lines() -> io.StringIO:
    """What the bot logs."""
    stream = io.StringIO()
    set_up_logging(level="INFO", form="console", stream=stream)
    return stream


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    async with empty_database("postgresql", tmp_path) as url:
        address = make_url(url)
        admin = create_async_engine(os.environ[POSTGRES_URL], isolation_level="AUTOCOMMIT")
        try:
            async with open_proxy(str(address.host), int(address.port or 5432)) as proxy:
                yield Server(str(address.database), proxy, admin)
        finally:
            await admin.dispose()


# Faults that only a time limit ends; the server answers all others at once.
_SILENT = ("frozen", "failed-over")


def _limit_of(kind: str) -> float:
    return _SHORT_LIMIT_SECONDS if kind in _SILENT else _LIMIT_SECONDS


@asynccontextmanager
async def _harness(
    folder: Path, server: Server, *, render_seconds: float = 0.0, **settings: str
) -> AsyncIterator[Harness]:
    url = make_url(os.environ[POSTGRES_URL]).set(database=server.name, port=server.proxy.port)
    sandbox = {"picture_bytes": 20_000, "render_seconds": render_seconds, "concurrency": _JOBS}
    settings = {
        "DATABASE_URL": url.render_as_string(hide_password=False),
        "JOBS_RUNNING": str(_JOBS),
        "JOBS_RUNNING_PER_MEMBER": str(_JOBS),
        "QUOTA_DAILY_CREDITS": "1000",
        "QUOTA_BOT_DAILY_CREDITS": "none",
        **CALM,
        **settings,
    }
    async with open_harness(folder, sandbox=sandbox, **settings) as harness:
        try:
            yield harness
        finally:
            await wake_sleepers(harness.sandbox)


# The second one is right if an answer to the last statement comes too late.
_REFUSALS = (
    "database isn't responding right now",
    "connection to the database broke while your request was being saved",
)


async def _settled(harness: Harness) -> list[dict[str, Any]]:
    """Wait until the database answers and every job has ended."""
    for _ in range(200):
        try:
            return await wait_settled(harness)
        except DatabaseUnavailableError:
            await asyncio.sleep(0.1)
    raise AssertionError("the database did not become available")


async def _refused(harness: Harness) -> None:
    """A command during the outage is answered; the time limits have tests of their own."""
    interaction = await harness.bob.slash("imagine", prompt="a blue kite")
    await interaction.wait(lambda i: any(text in m.content for m in i.messages for text in _REFUSALS))


async def _ask(harness: Harness) -> list[Interaction]:
    asked = [await harness.alice.slash("imagine", prompt=f"kite {n}") for n in range(_JOBS)]
    await wait_for(lambda: len([s for s in harness.fal.submits if s.accepted]) == _JOBS)
    return asked


async def _check_all_delivered(harness: Harness) -> None:
    rows = await _settled(harness)
    assert [row["state"] for row in rows] == ["delivered"] * _JOBS
    assert len(harness.results()) == _JOBS
    assert len(harness.fal.submits) == _JOBS
    assert not any("on hold" in message.content for message in harness.results())
    await harness.wait_idle()


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.case.name)
async def test_a_failure_at_any_step_costs_members_nothing(tmp_path, monkeypatch, server, trial, lines):
    case = trial.case
    extend_time_limits(monkeypatch, _limit_of(trial.kind))
    async with _harness(tmp_path, server) as harness:
        case.arrange(harness)
        failures = _strike(harness, server, trial)
        if case.outcome is Outcome.REFUSED:
            await _refused(harness)
        else:
            interaction = await harness.alice.slash("imagine", prompt="a red kite", count=2)
            await interaction.acked()
            async with fast_clock(harness.sandbox):
                await wait_for(lambda: len(failures) == trial.calls)
                await _settled(harness)
        await _settled(harness)
        await check_outcome(harness, case)
        logged = lines.getvalue()

    assert len(failures) == trial.calls
    assert "Traceback" not in logged
    assert "kite" not in logged


def _strike(harness: Harness, server: Server, trial: Trial) -> list[str]:
    """Bring the trouble about for the first calls of the store's step; returns the failures seen."""
    store = harness.app.services.job_store
    original = getattr(store, trial.step)
    failures: list[str] = []
    trouble: list[AbstractAsyncContextManager[None]] = []

    async def troubled(*args: Any, **values: Any) -> Any:
        if len(failures) >= trial.calls:
            return await original(*args, **values)
        if not trouble:
            trouble.append(trial.trouble(server))
            await trouble[0].__aenter__()
        try:
            return await original(*args, **values)
        except DatabaseUnavailableError as error:
            failures.append(error.detail)
            raise
        finally:
            if len(failures) == trial.calls:
                await trouble[0].__aexit__(None, None, None)

    setattr(store, trial.step, troubled)
    return failures


@pytest.mark.parametrize("kind", TROUBLES)
async def test_jobs_in_flight_survive_an_outage(tmp_path, monkeypatch, server, kind, lines):
    extend_time_limits(monkeypatch, _limit_of(kind))
    trouble, _ = TROUBLES[kind]
    async with _harness(tmp_path, server, render_seconds=30.0) as harness:
        await _ask(harness)
        began = harness.clock.now()
        async with trouble(server):
            await _refused(harness)
            # fal finishes all of them meanwhile.
            async with fast_clock(harness.sandbox):
                await asyncio.sleep(_OUTAGE_SECONDS)
                await _refused(harness)
        async with fast_clock(harness.sandbox):
            await _check_all_delivered(harness)
        minutes = (harness.clock.now() - began) / 60
        logged = lines.getvalue()

    assert "Traceback" not in logged
    assert 1 <= logged.count("database unavailable") <= 2 + minutes


async def test_a_restart_of_the_server_causes_a_short_outage(tmp_path, monkeypatch, server, lines):
    extend_time_limits(monkeypatch)
    async with _harness(tmp_path, server, render_seconds=5.0) as harness:
        await _ask(harness)
        async with restart(server):
            pass
        async with fast_clock(harness.sandbox):
            await _check_all_delivered(harness)
        assert "Traceback" not in lines.getvalue()


async def test_a_forgotten_lock_delays_jobs_and_refuses_commands(tmp_path, monkeypatch, server, lines):
    extend_time_limits(monkeypatch, _SHORT_LIMIT_SECONDS)
    async with _harness(tmp_path, server, render_seconds=5.0) as harness:
        await _ask(harness)
        async with _held_in(server):
            refused = [asyncio.create_task(_refused(harness)) for _ in range(2)]
            # What needs none of the locked rows works, also on its own connections.
            answer = await harness.content_of(await harness.bob.slash("quota"))
            assert "isn't responding" not in answer
            await asyncio.gather(*refused)
            async with fast_clock(harness.sandbox):
                await asyncio.sleep(_OUTAGE_SECONDS)
        async with fast_clock(harness.sandbox):
            await _check_all_delivered(harness)
        assert "Traceback" not in lines.getvalue()


@asynccontextmanager
async def _held_in(server: Server) -> AsyncIterator[None]:
    url = make_url(os.environ[POSTGRES_URL]).set(database=server.name)
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT * FROM counters FOR UPDATE"))
            await connection.execute(text("SELECT * FROM generations FOR UPDATE"))
            yield
    finally:
        await engine.dispose()


async def test_a_commit_without_an_answer_has_an_unknown_outcome(server):
    async with _behind_a_proxy(server) as (point, database, checks):
        point.arm("COMMIT of INSERT bot_state", "torn", None)
        with pytest.raises(DatabaseUnavailableError) as failed:
            async with database.write() as connection:
                await connection.execute(insert(bot_state).values(key="a", value="b"))
        async with checks.read() as connection:
            assert await connection.scalar(select(bot_state.c.value).where(bot_state.c.key == "a")) == "b"

    assert failed.value.outcome_unknown


async def test_a_begin_that_the_server_refuses_leaves_no_connection_without_transactions(server):
    """Otherwise the driver would take the next transaction on the connection for a nested one."""
    async with _behind_a_proxy(server) as (point, database, checks):
        point.arm("BEGIN", "own-error", None)
        with pytest.raises(DatabaseUnavailableError):
            async with database.write() as connection:
                await connection.execute(insert(bot_state).values(key="a", value="b"))
        assert point.struck == 1
        for key in ("c", "d"):
            async with database.write() as connection:
                await connection.execute(insert(bot_state).values(key=key, value="b"))

        async with checks.read() as connection:
            assert set(await connection.scalars(select(bot_state.c.key))) >= {"c", "d"}


async def test_a_lease_survives_a_database_that_accepts_no_connections(server):
    """Its code, 55000, means an outage only while a connection is opened."""
    url = make_url(os.environ[POSTGRES_URL]).set(database=server.name)
    async with _opened(url) as database, TROUBLES["closed"][0](server):
        with pytest.raises(DatabaseUnavailableError, match="not currently accepting connections"):
            async with database.lease():
                pass


@asynccontextmanager
async def _behind_a_proxy(server: Server) -> AsyncIterator[tuple[FaultPoint, Database, Database]]:
    """Yield a migrated database behind a fault point, and the same one without."""
    point = FaultPoint(SandboxClock())
    url = make_url(os.environ[POSTGRES_URL]).set(database=server.name)
    proxied = open_faulty_proxy(str(url.host), int(url.port or 5432), point)
    async with proxied as (port, _), _opened(url) as checks, _opened(url.set(port=port)) as database:
        await migrate(checks)
        yield point, database, checks


def _opened(url: URL) -> AbstractAsyncContextManager[Database]:
    return open_database(url.render_as_string(hide_password=False))


async def test_few_connections_are_shared(tmp_path, monkeypatch, server, lines):
    """A role with eight connections serves forty requests at once."""
    extend_time_limits(monkeypatch)
    role = f"few_{server.name}"
    await server.run(f"CREATE ROLE {role} LOGIN PASSWORD 'x' CONNECTION LIMIT 8")
    await server.run(f'ALTER DATABASE "{server.name}" OWNER TO {role}')
    url = make_url(os.environ[POSTGRES_URL]).set(
        database=server.name, port=server.proxy.port, username=role, password="x"
    )
    try:
        async with _harness(
            tmp_path,
            server,
            DATABASE_URL=url.render_as_string(hide_password=False),
            JOBS_WAITING_PER_MEMBER="100",
            JOBS_WAITING_PER_SERVER="100",
        ) as harness:
            run_library_on(harness.sandbox, monkeypatch)  # forty reactions wait for their rate limit
            for n in range(40):
                who = harness.alice if n % 2 else harness.bob
                await who.slash("imagine", prompt=f"kite {n}")
            await wait_for(lambda: len(harness.results()) == 40)
            async with fast_clock(harness.sandbox, 0.1):
                await _settled(harness)
            assert "Traceback" not in lines.getvalue()
    finally:
        await server.disconnect_everybody()
        url = make_url(os.environ[POSTGRES_URL]).set(database=server.name)
        async with create_async_engine(url, poolclass=NullPool).begin() as connection:
            await connection.execute(text(f"REASSIGN OWNED BY {role} TO CURRENT_USER"))
        await server.run(f"DROP ROLE {role}")


@pytest.mark.skipif(shutil.which("pgbouncer") is None, reason="PgBouncer is not installed")
@pytest.mark.parametrize("query", ["", "?statement_cache_size=0"])
async def test_a_transaction_pooler_serves_many_requests_at_once(tmp_path, monkeypatch, server, query, lines):
    extend_time_limits(monkeypatch)
    folder = Path(tempfile.mkdtemp(prefix="easel-pooler-"))
    try:
        async with open_pooler(folder, server) as port:
            url = make_url(os.environ[POSTGRES_URL]).set(database=server.name, port=port)
            settings = {} if query else {"DATABASE_POOLER": "transaction"}
            async with _harness(
                tmp_path,
                server,
                DATABASE_URL=url.render_as_string(hide_password=False) + query,
                **settings,
            ) as harness:
                await _ask(harness)
                await _check_all_delivered(harness)
                assert "Traceback" not in lines.getvalue()
    finally:
        shutil.rmtree(folder)


async def test_a_stop_during_an_outage_is_quick(tmp_path, server):
    async with _harness(tmp_path, server, render_seconds=60.0) as harness:
        await _ask(harness)
        await harness.app.database.engine.dispose()
        server.proxy.freeze()
        async with asyncio.timeout(9):
            await harness.stop_bot()
        server.proxy.thaw()
