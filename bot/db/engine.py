"""Database engine: connections and transactions on SQLite and PostgreSQL.

SQLite runs in WAL mode with full sync, so that a completed commit survives a power failure. Write
transactions begin IMMEDIATE, so that writers in all processes wait for the lock instead of failing later.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.db.fast_read import FastReader
from bot.errors import StartupError
from bot.tuning import is_enabled
from bot.tuning.sqlite_inline import InlineConnection, InlineEngine, connect_inline

__all__ = ["Database", "corruption_hint", "open_database", "translate_open_errors"]

# Seconds that a writer waits for another process; less than the shutdown grace period, so that an
# acknowledged request is not cut off while it waits.
SQLITE_BUSY_SECONDS = 5.0
# "database disk image is malformed", "file is not a database".
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Database:
    """Transactions on one database, shared by all tasks of an event loop."""

    def __init__(self, engine: AsyncEngine, fast_reader: FastReader) -> None:
        self.engine = engine
        #: For reads that must not block; available only for SQLite files.
        self.fast_reader = fast_reader
        self.dialect = engine.dialect.name
        self._writer = type(engine)(engine.sync_engine.execution_options(easel_write=True))
        # SQLite allows one writer at a time; this lock is fair and keeps threads out of its busy handler.
        self._turn: AbstractAsyncContextManager[Any] = (
            asyncio.Lock() if self.dialect == "sqlite" else nullcontext()
        )

    @asynccontextmanager
    async def write(self, *, many_rows: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that may write; commit it at the end, or roll it back on an error.

        With ``many_rows``, its statements are executed off the event loop.
        """
        async with self._turn, self._writer.begin() as connection, _off_loop(connection, many_rows):
            yield connection

    @asynccontextmanager
    async def read(self, *, many_rows: bool = False) -> AsyncIterator[AsyncConnection]:
        """Open a read transaction with a consistent view; it is rolled back at the end."""
        async with self.engine.connect() as connection, _off_loop(connection, many_rows):
            yield connection


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
async def open_database(url: str, *, pool_size: int = 5) -> AsyncIterator[Database]:
    """Connect to the database, and close all connections at the end.

    Raises :class:`StartupError` with a one-line message without the password if it is unavailable.
    """
    parsed = make_url(url)
    engine, fast_reader = _create(parsed, pool_size), FastReader("")
    try:
        with translate_open_errors(parsed):
            async with engine.connect() as connection:
                fast_reader = FastReader(await _file_of(connection))
        yield Database(engine, fast_reader)
    finally:
        fast_reader.close()
        await engine.dispose()


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
    except (SQLAlchemyError, OSError) as error:
        raise StartupError(detail=_unreachable(url, error)) from error


def _create(url: URL, pool_size: int) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url, pool_size=pool_size, pool_pre_ping=True, hide_parameters=True)
    _make_folder(url)
    engine = create_async_engine(
        url,
        pool_size=pool_size,
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


def _make_folder(url: URL) -> None:
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StartupError(detail=_unreachable(url, error)) from error


def _configure_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN is too late for IMMEDIATE; _begin_sqlite sends it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
    except Exception:
        # The pool never receives a connection that fails here and therefore cannot close it.
        connection.close()
        raise
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("easel_write", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        # A deferred BEGIN cannot fail in the database, so it needs no SQLAlchemy error handling.
        connection.connection.cursor().execute("BEGIN")


def corruption_hint(error: BaseException) -> str | None:
    """Return one line of advice if ``error`` indicates a damaged SQLite file."""
    if not isinstance(error, DBAPIError) or not isinstance(error.orig, sqlite3.DatabaseError):
        return None
    if error.orig.sqlite_errorcode not in _DAMAGED:
        return None
    return f"DATABASE_URL: {error.orig}; restore a backup (easel restore)"


def _unreachable(url: URL, error: Exception) -> str:
    if (line := corruption_hint(error)) is not None:
        return line
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    first_line = str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
    # Omit the query, which may contain a password.
    shown = url.set(query={}).render_as_string(hide_password=True)
    return f"DATABASE_URL: cannot open {shown}: {first_line}"
