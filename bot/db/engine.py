"""Database: transactions on SQLite and PostgreSQL, with a single error for outages.

SQLite runs in WAL mode with full sync, so that a completed commit survives a power failure. Write
transactions begin IMMEDIATE, so that writers in all processes wait for the lock instead of failing later.
:mod:`bot.db.postgresql` creates the engines for PostgreSQL.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import Pool

from bot.clock import Clock, SystemClock
from bot.db.fast_read import FastReader
from bot.db.outages import (
    DAMAGED,
    OutageMonitor,
    describe_outage,
    first_line,
    is_disconnected_state,
    is_out_of_connections,
    sqlstate_of,
)
from bot.db.postgresql import ServerOptions, ServerPools, UnknownOutcomeError, server_options
from bot.db.writer_turn import WriterTurn
from bot.errors import DatabaseUnavailableError, StartupError
from bot.observer import NO_OBSERVER, Observer
from bot.priority import is_urgent
from bot.private_files import create_file, make_folder
from bot.tuning import is_enabled
from bot.tuning.sqlite_inline import InlineConnection, InlineEngine, connect_inline

__all__ = [
    "Database",
    "ServerOptions",
    "corruption_hint",
    "open_database",
    "server_options",
    "translate_open_errors",
]

log = structlog.stdlib.get_logger(__name__)

# Seconds that a writer waits for another process. A command that fails then is still answered within
# Discord's three seconds.
SQLITE_BUSY_SECONDS = 2.0
# Seconds that emptying the log waits for readers, during which writers of this process are blocked.
_CHECKPOINT_SECONDS = 1.0
# Time limit for connecting to a server that answers, and the wait for a connection in use.
_CONNECT_SECONDS = 1.5
_BUSY_SECONDS = 5.0
_BULK_BUSY_SECONDS = 60.0
# Time limit for the renewal of a lease.
_LEASE_SECONDS = 4.0
# Pause before another attempt if the server has no connection left; other processes may return one.
_CONNECTION_PAUSE_SECONDS = 0.05


class Database:
    """Transactions on one database, shared by all tasks of an event loop.

    Every transaction raises :class:`~bot.errors.DatabaseUnavailableError` during an outage: within about three
    seconds, or six while all connections are in use, unless it has ``many_rows`` or no time limit.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        fast_reader: FastReader,
        clock: Clock,
        pools: ServerPools | None = None,
        observer: Observer = NO_OBSERVER,
    ) -> None:
        self.engine = engine
        #: For reads that must not block; available only for SQLite files.
        self.fast_reader = fast_reader
        self.dialect = engine.dialect.name
        #: Whether :meth:`listening` has a connection.
        self.can_listen = pools is not None and pools.listens
        self.outages = OutageMonitor(clock, fail_fast=pools is not None)
        #: Time of the last complete write transaction, by the event loop's clock.
        self.written_at: float | None = None
        self._observer = observer
        self._pools = pools
        self._writer = type(engine)(engine.sync_engine.execution_options(easel_write=True))
        # SQLite allows one writer at a time; the turn is fair and keeps threads out of its busy handler.
        self._turn = WriterTurn(SQLITE_BUSY_SECONDS)

    @asynccontextmanager
    async def write(self, *, many_rows: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that may write; commit it at the end, or roll it back on an error.

        With ``many_rows``, it may take minutes, and its statements are executed off the event loop.
        """
        completed = False
        with self._translated(lambda: completed, wrote=True):
            if self._pools is None:
                async with (
                    self._turn.take(),
                    self._writer.begin() as connection,
                    _off_loop(connection, many_rows),
                ):
                    yield connection
            else:
                async with self._connected(self._engine(many_rows)) as connection, connection.begin():
                    yield connection
                    completed = True

    @asynccontextmanager
    async def read(self, *, many_rows: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a read transaction; it is rolled back at the end.

        On SQLite, all statements see one snapshot; on PostgreSQL, each one sees the latest committed data.
        """
        with self._translated():
            if self._pools is None:
                async with self.engine.connect() as connection, _off_loop(connection, many_rows):
                    yield connection
            else:
                async with self._connected(self._engine(many_rows, read=True)) as connection:
                    yield connection

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """Open a read transaction that shows one state of the data, without a time limit."""
        if self._pools is None:
            async with self.read(many_rows=True) as connection:
                yield connection
            return
        with self._translated():
            async with self._connected(self._pools.unlimited) as connection:
                await connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
                yield connection

    @asynccontextmanager
    async def exclusive(self) -> AsyncIterator[AsyncConnection]:
        """Open a write transaction without a time limit, for migrations and repairs."""
        if self._pools is None:
            async with self.write(many_rows=True) as connection:
                yield connection
            return
        with self._translated(wrote=True):
            async with self._connected(self._pools.unlimited) as connection, connection.begin():
                yield connection

    @asynccontextmanager
    async def unmanaged(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection to a server without a time limit, whose transactions the caller begins and ends."""
        assert self._pools is not None  # noqa: S101 - for servers only
        with self._translated(wrote=True):
            async with self._connected(self._pools.unlimited) as connection:
                yield connection

    @asynccontextmanager
    async def lease(self) -> AsyncIterator[AsyncConnection]:
        """Open a short write transaction of a server, on a connection that no other transaction uses.

        It is attempted even during an outage, because leases expire in the meantime.
        """
        assert self._pools is not None  # noqa: S101 - for servers only
        connected = False
        try:
            async with asyncio.timeout(_LEASE_SECONDS), self._pools.lease.begin() as connection:
                connected = True
                yield connection
        except Exception as error:
            line = describe_outage(error)
            # Any error counts as an outage until there is a connection, as for every other transaction.
            if connected and line is None and not isinstance(error, TimeoutError):
                raise
            raise DatabaseUnavailableError(detail=line or first_line(error)) from error

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Any]:
        """Open a server's connection outside of transactions. Raises errors of its driver and of SQLAlchemy."""
        assert self._pools is not None  # noqa: S101 - for servers only
        async with asyncio.timeout(_LEASE_SECONDS):
            connection = await self._pools.unlimited.connect()
        try:
            yield (await connection.get_raw_connection()).driver_connection
        finally:
            await asyncio.shield(asyncio.ensure_future(connection.close()))

    @property
    def pools(self) -> Mapping[str, Pool]:
        """The connection pools by name."""
        if self._pools is None:
            return {"main": self.engine.pool}
        return {name: getattr(self._pools, name).pool for name in ("main", "urgent", "bulk")}

    @property
    def sync_engines(self) -> tuple[Engine, ...]:
        """The engines that execute statements, for event listeners."""
        engines = (self.engine,) if self._pools is None else self._pools.engines
        return tuple(engine.sync_engine for engine in engines)

    async def forget_deleted(self) -> bool:
        """Empty SQLite's write-ahead log, which still contains deleted rows; return whether that was possible.

        Call it after a deletion has been committed. PostgreSQL removes deleted rows by itself (autovacuum).
        """
        path = self.fast_reader.path
        if not path:
            return True
        try:
            async with self._turn.take():
                emptied = await asyncio.to_thread(_empty_log, path)
        except (TimeoutError, sqlite3.Error) as error:
            log.warning("write-ahead log not emptied", error=type(error).__name__)
            return False
        if not emptied:
            log.info("write-ahead log not emptied: it is being read")
        return emptied

    def _engine(self, many_rows: bool, *, read: bool = False) -> AsyncEngine:
        assert self._pools is not None  # noqa: S101 - callers check it
        if many_rows:
            return self._pools.bulk
        if read:
            return self._pools.urgent_reader if is_urgent() else self._pools.reader
        return self.engine

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        """Open a connection to a server, unless an attempt has just failed."""
        async with self.outages.attempt():
            try:
                connection = await self._connect(engine)
            except DatabaseUnavailableError:
                raise
            except Exception as error:
                # Any error counts as an outage, because the server worked when the bot was started.
                line = describe_outage(error) or first_line(error)
                self.outages.record_failure(error, line)
                raise DatabaseUnavailableError(detail=line) from error
        try:
            yield connection
        finally:
            await asyncio.shield(asyncio.ensure_future(connection.close()))

    async def _connect(self, engine: AsyncEngine) -> AsyncConnection:
        """Connect; while all connections are in use, here or at the server, wait for one to be returned."""
        now = asyncio.get_running_loop().time
        is_bulk = self._pools is not None and engine is self._pools.bulk
        until = now() + (_BULK_BUSY_SECONDS if is_bulk else _BUSY_SECONDS)
        while True:
            try:
                async with asyncio.timeout(_CONNECT_SECONDS):
                    return await engine.connect()
            except SQLAlchemyError as error:
                if not is_out_of_connections(error) or now() > until:
                    raise
            await asyncio.sleep(_CONNECTION_PAUSE_SECONDS)
            self.outages.check()

    @contextmanager
    def _translated(
        self, committing: Callable[[], bool] = lambda: False, *, wrote: bool = False
    ) -> Iterator[None]:
        """Translate an outage to :class:`DatabaseUnavailableError`, and record the outage or the success."""
        kind, started = "write" if wrote else "read", time.perf_counter()
        try:
            yield
        except DatabaseUnavailableError:
            self._observer.transaction_failed(kind)
            raise
        except UnknownOutcomeError as error:
            cause = error.__cause__ or error
            reason = describe_outage(cause) or first_line(cause)
            self._observer.transaction_failed(kind)
            self.outages.record_failure(cause, reason)
            raise DatabaseUnavailableError(detail=reason, outcome_unknown=True) from cause
        except Exception as error:
            if (line := describe_outage(error)) is None:
                raise
            self._observer.transaction_failed(kind)
            self.outages.record_failure(error, line)
            # The server reports a failed commit; a connection that breaks leaves the outcome open.
            state = sqlstate_of(error)
            unknown = committing() and (not state or is_disconnected_state(state))
            raise DatabaseUnavailableError(detail=line, outcome_unknown=unknown) from error
        finally:
            self._observer.transaction_ended(kind, time.perf_counter() - started)
        self.outages.record_success(wrote=wrote)
        if wrote:
            self.written_at = asyncio.get_running_loop().time()


def _empty_log(path: str) -> bool:
    with closing(sqlite3.connect(path, timeout=_CHECKPOINT_SECONDS)) as connection:
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy


@asynccontextmanager
async def _off_loop(connection: AsyncConnection, many_rows: bool) -> AsyncIterator[None]:
    """Run the block's SQLite statements in a thread."""
    driver = (await connection.get_raw_connection()).driver_connection if many_rows else None
    if not isinstance(driver, InlineConnection):
        yield
        return
    driver.slow = True
    try:
        yield
    finally:
        driver.slow = False


@asynccontextmanager
async def open_database(
    url: str,
    *,
    options: ServerOptions | None = None,
    clock: Clock | None = None,
    observer: Observer = NO_OBSERVER,
) -> AsyncIterator[Database]:
    """Connect to the database, and close all connections at the end; ``observer`` receives the transactions.

    Raises :class:`StartupError` with a one-line message without the password if it is unavailable.
    """
    parsed = make_url(url)
    pools = None
    if parsed.get_backend_name() == "sqlite":
        engine = _create_sqlite(parsed)
    else:
        pools = ServerPools(parsed, options or ServerOptions())
        engine = pools.main
    fast_reader = FastReader("")
    try:
        with translate_open_errors(parsed):
            async with engine.connect() as connection:
                fast_reader = FastReader(await _file_of(connection))
        yield Database(engine, fast_reader, clock or SystemClock(), pools, observer)
    finally:
        fast_reader.close()
        await (pools or engine).dispose()


async def _file_of(connection: AsyncConnection) -> str:
    """Return the file that SQLite has opened, or an empty string."""
    if connection.dialect.name != "sqlite":
        await connection.exec_driver_sql("SELECT 1")
        return ""
    main = (await connection.exec_driver_sql("PRAGMA database_list")).mappings().first()
    return str(main["file"] or "") if main else ""


@contextmanager
def translate_open_errors(url: URL) -> Iterator[None]:
    """Translate database errors in the block to a :class:`StartupError`."""
    try:
        yield
    except DatabaseUnavailableError as error:
        raise StartupError(detail=_unreachable(url, error.__cause__ or error)) from error
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        raise StartupError(detail=_unreachable(url, error)) from error


def _create_sqlite(url: URL) -> AsyncEngine:
    _create_file(url)
    engine = create_async_engine(
        url,
        connect_args={"timeout": SQLITE_BUSY_SECONDS},
        # Keep parameters, which include prompts and tokens, out of errors and thus out of the log.
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _configure_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    if not is_enabled("sqlite_inline"):
        return engine
    event.listen(engine.sync_engine, "do_connect", connect_inline)
    return InlineEngine(engine.sync_engine)


def _create_file(url: URL) -> None:
    """Create the database's folder and file; SQLite gives its log the mode of the database."""
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        try:
            make_folder(Path(url.database).parent)
            create_file(Path(url.database))
        except OSError as error:
            raise StartupError(detail=_unreachable(url, error)) from error


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN is too late for IMMEDIATE; _begin_sqlite sends it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
        _check_journal_mode(cursor.fetchone()[0])
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        # Deleted prompts are overwritten with zeros; SQLite's default depends on how it was built.
        cursor.execute("PRAGMA secure_delete = ON")
    except Exception:
        # The pool never receives a connection that fails here and therefore cannot close it.
        connection.close()
        raise
    cursor.close()


def _check_journal_mode(mode: str) -> None:
    """Raise :class:`StartupError` if SQLite did not grant WAL: a reader would then lock out every writer.

    SQLite answers with the mode in force instead of an error. Databases in memory need no log.
    """
    if mode not in {"wal", "memory"}:
        raise StartupError(
            detail="DATABASE_URL: SQLite cannot use WAL on this file system (a network share?); "
            f"its journal mode stays {mode!r}. Use a local disk, or PostgreSQL"
        )


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("easel_write", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        # A deferred BEGIN cannot fail in the database, so it needs no SQLAlchemy error handling.
        connection.connection.cursor().execute("BEGIN")


def corruption_hint(error: BaseException) -> str | None:
    """Return one line of advice if ``error`` indicates a damaged SQLite file."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    if isinstance(cause, sqlite3.DatabaseError) and cause.sqlite_errorcode in DAMAGED:
        return f"DATABASE_URL: {describe_outage(error)}"
    return None


def _unreachable(url: URL, error: BaseException) -> str:
    if (line := corruption_hint(error)) is not None:
        return line
    # Omit the query, which may contain a password.
    shown = url.set(query={}).render_as_string(hide_password=True)
    return f"DATABASE_URL: cannot open {shown}: {first_line(error)}"
