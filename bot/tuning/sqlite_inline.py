"""SQLite without a thread switch for each statement.

aiosqlite passes every call to a thread and waits for it: five thread switches per statement, which take
many times longer than SQLite needs to find or write a row, and milliseconds on a busy machine. Here, short
statements run in the calling thread. Everything that may wait stays in aiosqlite's thread: taking a write
lock that another process holds, commits of written data, and all other calls. ``slow`` runs a whole
transaction there, for many rows.

Private names used: ``aiosqlite.Connection._execute``, ``._connection`` and ``._thread``;
SQLAlchemy's ``AsyncAdapt_aiosqlite_connection``, ``AsyncEngine._connection_cls`` and
``AsyncConnection._proxied``.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, Self

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.util import await_only, greenlet_spawn

__all__ = ["InlineConnection", "InlineEngine", "connect_inline"]

# aiosqlite's default.
_ROWS_AT_ONCE = 64
# Statements that touch a few rows by index. A write is executed under a lock that is already held, and a
# read never waits in WAL mode.
_SHORT = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
_TAKES_THE_LOCK = "BEGIN IMMEDIATE"
_BEGINS = "BEGIN"
# The lower byte of an extended code.
_PRIMARY_CODE = 0xFF


class InlineConnection(aiosqlite.Connection):
    """An aiosqlite connection that knows whether its thread is idle.

    Calls from another thread are safe only while it is idle, because a canceled call may still be running.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection], busy_seconds: float) -> None:
        super().__init__(connector, _ROWS_AT_ONCE)
        self.slow = False
        self.writes = False
        self.busy_ms = round(busy_seconds * 1000)
        # Numbers of calls passed to the thread and returned by it; each is written by one thread only.
        self._handed_over, self._returned = 0, 0

    @property
    def here(self) -> sqlite3.Connection | None:
        """The connection, for a call in the calling thread; ``None`` while its own thread is busy."""
        return self._connection if self._handed_over == self._returned else None

    async def in_thread(self, call: Callable[..., Any], *arguments: Any) -> Any:
        """Run ``call`` in the connection's thread."""
        return await self._execute(call, *arguments)

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        def counted() -> Any:
            try:
                return fn(*args, **kwargs)
            finally:
                self._returned += 1

        self._handed_over += 1
        return await super()._execute(counted)  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Close, and roll back a transaction that a canceled caller left open.

        SQLite keeps a connection with an unfinished statement, and its write lock, until the last
        reference to the statement is gone; a traceback can hold one.
        """
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                await self._execute(self._connection.rollback)
        await super().close()


class _Cursor(sqlite3.Cursor):
    """Execute short statements in the calling thread, others in the connection's thread."""

    driver: InlineConnection

    def execute(self, statement: str, parameters: Any = (), /) -> Self:
        if statement.startswith(_SHORT):
            super().execute(statement, parameters)
            return self
        if statement.startswith(_TAKES_THE_LOCK):
            if not self._took_the_lock():
                await_only(self.driver.in_thread(super().execute, statement))
            self.driver.writes = True
        elif statement.startswith(_BEGINS):
            super().execute(statement)
        else:
            await_only(self.driver.in_thread(super().execute, statement, parameters))
        return self

    def executemany(self, statement: str, rows: Iterable[Any], /) -> Self:
        if statement.startswith(_SHORT):
            super().executemany(statement, rows)
            return self
        await_only(self.driver.in_thread(super().executemany, statement, rows))
        return self

    def _took_the_lock(self) -> bool:
        """Try to take the write lock without waiting; the connection's thread waits for it if necessary."""
        super().execute("PRAGMA busy_timeout = 0")
        try:
            super().execute(_TAKES_THE_LOCK)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                raise
            return False
        finally:
            super().execute(f"PRAGMA busy_timeout = {self.driver.busy_ms}")
        return True


class _Adapter(AsyncAdapt_aiosqlite_connection):
    """The connection as SQLAlchemy uses it."""

    __slots__ = ()

    _connection: Any

    def cursor(self, server_side: bool = False) -> Any:
        driver: InlineConnection = self._connection
        if server_side or driver.slow or (here := driver.here) is None:
            return super().cursor(server_side)
        cursor = here.cursor(_Cursor)
        cursor.driver = driver
        return cursor

    def commit(self) -> None:
        if (here := self._ending()) is None:
            super().commit()
        else:
            here.commit()

    def rollback(self) -> None:
        if (here := self._ending()) is None:
            super().rollback()
        else:
            here.rollback()

    def _ending(self) -> sqlite3.Connection | None:
        """Return the connection if the transaction can be ended in this thread: nothing was written."""
        driver: InlineConnection = self._connection
        wrote, driver.writes = driver.writes, False
        return None if wrote else driver.here


class _Connection(AsyncConnection):
    """Execute statements without awaiting; SQLAlchemy would report that as a driver error."""

    __slots__ = ()

    async def execute(self, *arguments: Any, **options: Any) -> Any:
        if not self._is_quick():
            return await super().execute(*arguments, **options)
        return await greenlet_spawn(self._proxied.execute, *arguments, **options)

    async def exec_driver_sql(self, *arguments: Any, **options: Any) -> Any:
        if not self._is_quick():
            return await super().exec_driver_sql(*arguments, **options)
        return await greenlet_spawn(self._proxied.exec_driver_sql, *arguments, **options)

    async def __aexit__(self, *error: Any) -> None:
        if not self._is_quick():
            await super().__aexit__(*error)
        else:
            # Nothing here waits, so it cannot be canceled and needs no task of its own.
            await greenlet_spawn(self._proxied.close)

    def _is_quick(self) -> bool:
        """Return whether the next call may be made in this thread."""
        if self._proxied.closed or self._proxied.invalidated:
            return False
        driver = self._proxied.connection.driver_connection
        return isinstance(driver, InlineConnection) and not driver.slow and driver.here is not None


class InlineEngine(AsyncEngine):
    """An engine with inline connections."""

    _connection_cls = _Connection


def connect_inline(dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]) -> _Adapter:
    """Connect in place of SQLAlchemy's dialect; a listener for its ``do_connect`` event."""
    options = {**options, "check_same_thread": False}
    connection = InlineConnection(lambda: sqlite3.connect(*arguments, **options), options["timeout"])
    # A process that exits does not wait for the thread; before aiosqlite 0.22 the connection is the thread.
    thread: Any = getattr(connection, "_thread", connection)
    thread.daemon = True
    driver: Any = await_only(connection)
    return _Adapter(dialect.dbapi, driver)
