"""Outages of a database server: time limits, one error, few log lines, and recovery without a restart."""

from __future__ import annotations

import asyncio
import io
import json
import os
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.db import engine as engine_module
from bot.db import postgresql
from bot.db.engine import Database, ServerOptions, open_database
from bot.db.migrate import migrate
from bot.db.outages import OutageMonitor, describe_outage
from bot.db.schema import bot_state
from bot.errors import DatabaseUnavailableError, RefusedError, StartupError
from bot.logging import set_up_logging
from bot.priority import before_acknowledgement
from tests.clocks import ManualClock
from tests.engines import POSTGRES_URL, empty_database
from tests.tcp_proxy import TcpProxy, open_proxy

# Discord's limit for the initial response.
ANSWER_SECONDS = 3.0
server_only = pytest.mark.skipif(POSTGRES_URL not in os.environ, reason="needs a PostgreSQL server")


@pytest.fixture
def time_limits() -> None:
    """The real limits, which are tested here."""


@pytest.fixture
def lines() -> io.StringIO:
    """What is logged, as lines of JSON."""
    stream = io.StringIO()
    set_up_logging(level="INFO", form="json", stream=stream)
    return stream


def events(lines: io.StringIO) -> list[tuple[str, object]]:
    """The logged events with the number of failures or seconds, without those of other modules."""
    parsed = map(json.loads, lines.getvalue().splitlines())
    return [
        (line["event"], line.get("failed_transactions", line.get("seconds")))
        for line in parsed
        if line["event"].startswith("database ")
    ]


@asynccontextmanager
async def behind_a_proxy(folder: Path, **options: object) -> AsyncIterator[tuple[Database, TcpProxy]]:
    """A migrated PostgreSQL database behind a network that can fail."""
    async with empty_database("postgresql", folder) as url:
        address = make_url(url)
        async with open_proxy(str(address.host), int(address.port or 5432)) as proxy:
            through = address.set(port=proxy.port).render_as_string(hide_password=False)
            async with open_database(
                through, options=ServerOptions(**options), clock=ManualClock()
            ) as opened:
                await migrate(opened)
                yield opened, proxy


async def note(database: Database, key: str) -> None:
    async with database.write() as connection:
        await connection.execute(insert(bot_state).values(key=key, value=""))


async def count(database: Database) -> int:
    async with database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(bot_state)) or 0)


async def refused(call) -> DatabaseUnavailableError:
    """The error of ``call``, which has to end although the server does not respond."""
    async with asyncio.timeout(20):
        with pytest.raises(DatabaseUnavailableError) as error:
            await call
    return error.value


async def available(database: Database) -> None:
    """Wait until a write succeeds again."""
    async with asyncio.timeout(20):
        while True:
            try:
                return await note(database, f"again-{time.monotonic_ns()}")
            except DatabaseUnavailableError:
                await asyncio.sleep(0.05)


# --- a server ---------------------------------------------------------------------------------


@pytest.mark.parametrize("limits", [postgresql._MAIN, postgresql._URGENT])
def test_the_time_limits_leave_time_for_an_answer(limits: postgresql._Limits) -> None:
    assert limits.client is not None
    assert limits.lock is not None
    assert limits.lock < limits.client
    assert postgresql._POOL_SECONDS + limits.client < ANSWER_SECONDS
    assert engine_module._CONNECT_SECONDS + limits.lock < ANSWER_SECONDS
    assert postgresql._CONNECT_SECONDS <= engine_module._CONNECT_SECONDS


@server_only
async def test_a_refused_connection_is_a_temporary_outage(tmp_path: Path) -> None:
    async with behind_a_proxy(tmp_path) as (database, proxy):
        await proxy.refuse()
        await refused(note(database, "a"))
        await refused(count(database))

        await proxy.start()
        await available(database)


@server_only
async def test_a_frozen_network_is_a_temporary_outage(tmp_path: Path) -> None:
    async with behind_a_proxy(tmp_path) as (database, proxy):
        await count(database)
        proxy.freeze()

        await asyncio.gather(*(refused(count(database)) for _ in range(30)))
        # While the server is known to be unavailable, calls fail without trying to connect.
        connections, monitor = proxy.accepted, database.outages
        monitor.record_failure(TimeoutError(), "no response")
        await refused(note(database, "a"))
        assert proxy.accepted == connections

        proxy.thaw()
        await available(database)


@server_only
async def test_a_freeze_within_a_transaction_ends_it(tmp_path: Path) -> None:
    async with behind_a_proxy(tmp_path) as (database, proxy):

        async def interrupted() -> None:
            async with database.write() as connection:
                await connection.execute(insert(bot_state).values(key="a", value=""))
                proxy.freeze()
                await connection.execute(insert(bot_state).values(key="b", value=""))

        error = await refused(interrupted())
        assert not error.outcome_unknown

        proxy.thaw()
        await available(database)
        assert await count(database) == 1


@server_only
async def test_a_connection_that_breaks_during_the_commit_leaves_the_outcome_unknown(tmp_path: Path) -> None:
    async with behind_a_proxy(tmp_path) as (database, proxy):

        async def interrupted() -> None:
            async with database.write() as connection:
                await connection.execute(insert(bot_state).values(key="a", value=""))
                proxy.freeze()

        error = await refused(interrupted())

        assert error.outcome_unknown
        assert error.key == "refused-database-unknown"
        proxy.thaw()


@server_only
async def test_a_start_ends_if_the_server_stops_responding_during_the_first_write(
    tmp_path: Path, monkeypatch
) -> None:
    async with behind_a_proxy(tmp_path) as (database, proxy):

        async def freeze(_: object) -> None:
            proxy.freeze()

        monkeypatch.setattr("bot.db.migrate._try_to_read", freeze)
        async with asyncio.timeout(20):
            with pytest.raises(StartupError, match="DATABASE_URL"):
                await migrate(database)


@server_only
async def test_reset_connections_cause_no_failure(tmp_path: Path) -> None:
    async with behind_a_proxy(tmp_path) as (database, proxy):
        await asyncio.gather(*(count(database) for _ in range(8)))
        proxy.reset()
        await asyncio.sleep(0.05)

        await asyncio.gather(*(note(database, f"{n}") for n in range(8)))


@server_only
async def test_a_locked_row_fails_in_time_and_does_not_stop_others(tmp_path: Path) -> None:
    async with behind_a_proxy(tmp_path) as (database, _):
        await note(database, "held")
        async with database.exclusive() as other:
            await other.execute(text("SELECT * FROM bot_state FOR UPDATE"))

            async def change() -> None:
                async with database.write() as connection:
                    await connection.execute(text("UPDATE bot_state SET value = 'x' WHERE key = 'held'"))

            errors = asyncio.gather(*(refused(change()) for _ in range(4)))
            await note(database, "free")
            # Others may have waited for two locks, for the statement's limit or the client's.
            assert any("55P03" in error.detail for error in await errors)
            assert await count(database) == 2
        await change()


@server_only
async def test_a_server_that_becomes_read_only_and_writable_again(tmp_path: Path) -> None:
    async with behind_a_proxy(tmp_path) as (database, _):
        name = database.engine.url.database
        await count(database)
        async with database.exclusive() as admin:
            await admin.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
        # A standby takes over: connections made before the change are gone.
        await database.engine.dispose()
        await refused(note(database, "a"))

        writable = make_url(os.environ[POSTGRES_URL])
        async with (
            open_database(writable.render_as_string(hide_password=False)) as server,
            server.exclusive() as admin,
        ):
            await admin.execute(text(f'ALTER DATABASE "{name}" RESET default_transaction_read_only'))
        await available(database)


@server_only
async def test_a_read_only_transaction_discards_the_connections(tmp_path: Path) -> None:
    async with behind_a_proxy(tmp_path, pool_size=3) as (database, _):
        async with database.write() as connection:
            await connection.execute(text("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))
        error = await refused(note(database, "a"))
        assert "25006" in error.detail

        await available(database)


@server_only
async def test_a_transaction_waits_for_a_free_server_connection(tmp_path: Path) -> None:
    async with empty_database("postgresql", tmp_path) as url:
        name = make_url(url).database
        async with open_database(url) as admin:
            await migrate(admin)
            async with admin.exclusive() as connection:
                await connection.execute(
                    text(f"CREATE ROLE few_{name} LOGIN PASSWORD 'x' CONNECTION LIMIT 2")
                )
                await connection.execute(text(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO few_{name}"))
            try:
                few = make_url(url).set(username=f"few_{name}", password="x")
                async with open_database(few.render_as_string(hide_password=False)) as database:
                    await asyncio.gather(*(note(database, f"{n}") for n in range(40)))
                    assert await count(database) == 40
            finally:
                async with admin.exclusive() as connection:
                    await connection.execute(text(f"DROP OWNED BY few_{name}"))
                    await connection.execute(text(f"DROP ROLE few_{name}"))


@server_only
async def test_the_number_of_connections_is_limited(tmp_path: Path) -> None:
    async with behind_a_proxy(tmp_path, pool_size=5) as (database, proxy):
        before = proxy.accepted
        urgent = []
        with before_acknowledgement():
            urgent += [asyncio.create_task(count(database)) for _ in range(20)]
        await asyncio.gather(*urgent, *(count(database) for _ in range(20)))

        # A bulk connection is the fifth; migrations have used one of their own.
        assert proxy.accepted - before <= 4


@server_only
async def test_reads_before_an_acknowledgement_have_their_own_connections(tmp_path: Path) -> None:
    async with behind_a_proxy(tmp_path, pool_size=6) as (database, _):
        busy = asyncio.Event()

        async def occupy() -> None:
            async with database.read() as connection:
                await connection.execute(text("SELECT 1"))
                await busy.wait()

        occupied = [asyncio.create_task(occupy()) for _ in range(3)]
        await asyncio.sleep(0.1)
        with before_acknowledgement():
            async with asyncio.timeout(1):
                assert await count(database) == 0
        busy.set()
        await asyncio.gather(*occupied)


@server_only
async def test_the_server_ends_long_statements(tmp_path: Path, monkeypatch) -> None:
    for module in (engine_module, postgresql):
        monkeypatch.setattr(module, "_CONNECT_SECONDS", 20.0)
    async with behind_a_proxy(tmp_path) as (database, _):

        async def endless() -> None:
            async with database.read() as connection:
                await connection.execute(text("SELECT pg_sleep(60)"))

        await refused(endless())
        for opened, limits in (
            (database.read(many_rows=True), ["5min", "1s", "30s"]),
            # A process that is frozen in a transaction must not stop the others.
            (database.write(), ["1500ms", "1s", "3s"]),
        ):
            async with opened as connection:
                assert limits == [
                    await connection.scalar(text(f"SHOW {name}"))
                    for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
                ]


@server_only
async def test_the_application_name_names_the_shards(tmp_path: Path) -> None:
    async with (
        behind_a_proxy(tmp_path, name="easel shards 0,1") as (database, _),
        database.read() as connection,
    ):
        assert await connection.scalar(text("SHOW application_name")) == "easel shards 0,1"


@server_only
@pytest.mark.parametrize("query", ["", "?statement_cache_size=0"])
async def test_behind_a_pooler_no_statement_outlives_its_transaction(tmp_path: Path, query: str) -> None:
    """PgBouncer rejects unknown parameters at the start of a session, so the limits are set later."""
    async with empty_database("postgresql", tmp_path) as url:
        options = ServerOptions(pooler=not query)
        async with open_database(f"{url}{query}", options=options) as database:
            await migrate(database)
            await note(database, "a")
            async with database.read() as connection:
                named = await connection.scalar(text("SELECT count(*) FROM pg_prepared_statements"))
                assert named == 0
                assert await connection.scalar(text("SHOW lock_timeout")) == "1s"
                source = "SELECT source FROM pg_settings WHERE name = 'lock_timeout'"
                assert await connection.scalar(text(source)) == "session"


async def test_a_failed_server_is_logged_once_a_minute(lines: io.StringIO) -> None:
    clock = ManualClock()
    monitor = OutageMonitor(clock, fail_fast=True)
    error = ConnectionRefusedError("refused")
    for _ in range(1000):
        monitor.record_failure(error, "refused")
    await clock.advance(61)
    monitor.record_failure(error, "refused")
    monitor.record_success(wrote=False)

    assert events(lines) == [
        ("database unavailable", 1),
        ("database unavailable", 1000),
        ("database available again", 61),
    ]


def test_a_damaged_file_is_an_outage_with_advice() -> None:
    damaged = sqlite3.DatabaseError("malformed")
    damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    line = describe_outage(DBAPIError("SELECT", {}, damaged))
    assert line == "malformed; restore a backup (easel restore)"


def test_a_bug_is_no_outage() -> None:
    assert describe_outage(ValueError("bug")) is None
    assert describe_outage(OperationalError("SELECT", {}, Exception("what"))) is None
    assert describe_outage(RefusedError("refused-quota")) is None


# --- a file -----------------------------------------------------------------------------------


async def test_writers_behind_a_locked_file_all_fail_in_time(
    tmp_path: Path, monkeypatch, lines: io.StringIO
) -> None:
    monkeypatch.setattr(engine_module, "SQLITE_BUSY_SECONDS", 0.3)
    path = tmp_path / "easel.db"
    async with open_database(f"sqlite+aiosqlite:///{path}", clock=ManualClock()) as database:
        await migrate(database)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await asyncio.gather(*(refused(note(database, f"{n}")) for n in range(40)))
            other.execute("ROLLBACK")
            await note(database, "a")

    assert events(lines) == [("database unavailable", 1), ("database available again", 0)]


async def test_a_moving_queue_of_writers_is_not_an_outage(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(engine_module, "SQLITE_BUSY_SECONDS", 4.0)
    async with open_database(f"sqlite+aiosqlite:///{tmp_path / 'easel.db'}") as database:
        await migrate(database)

        async def slow(n: int) -> None:
            async with database.write() as connection:
                await connection.execute(insert(bot_state).values(key=f"{n}", value=""))
                await asyncio.sleep(0.25)

        await asyncio.gather(*(slow(n) for n in range(20)))
        assert await count(database) == 20


async def test_a_file_system_without_wal_is_refused_at_the_start(tmp_path: Path) -> None:
    """SQLite in ``unix-dotfile`` locking, as for network shares, has no shared memory and thus no WAL."""
    url = f"sqlite+aiosqlite:///file:{tmp_path / 'easel.db'}?vfs=unix-dotfile&uri=true"

    with pytest.raises(StartupError, match="DATABASE_URL: SQLite cannot use WAL") as refused:
        async with open_database(url):
            pass
    assert "\n" not in str(refused.value)
