"""SQLite without a change of threads for each statement.

aiosqlite hands every call to a thread and waits for it: five changes of threads a statement, which
cost many times what SQLite needs to find or write a row, and on a busy machine milliseconds. So
short statements are made where they stand, by sqlite3's own cursor. What may wait stays in the
thread: the write lock while another process has it, a commit that reaches the disk, and everything
that is not named here. ``slow`` sends a whole transaction there, for those that read or write many
rows.
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

# aiosqlite's own default.
_ROWS_AT_ONCE = 64
# Statements that touch a few rows by index. A write is only made under a lock that is held already,
# and a read waits for nobody in WAL mode.
_SHORT = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
_TAKES_THE_LOCK = "BEGIN IMMEDIATE"
_BEGINS = "BEGIN"
# The lower byte of an extended code.
_PRIMARY_CODE = 0xFF


class InlineConnection(aiosqlite.Connection):
    """An aiosqlite connection that knows whether its thread rests.

    Only then may calls be made beside it: one that was cancelled may still be under way there.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection], busy_seconds: float) -> None:
        super().__init__(connector, _ROWS_AT_ONCE)
        self.slow = False
        self.writes = False
        self.busy_ms = round(busy_seconds * 1000)
        # Each is changed by one thread only.
        self._handed_over, self._returned = 0, 0

    @property
    def here(self) -> sqlite3.Connection | None:
        """The connection, for a call in the caller's thread; nothing while that must not be."""
        return self._connection if self._handed_over == self._returned else None

    async def in_thread(self, call: Callable[..., Any], *arguments: Any) -> Any:
        """Make a call in the connection's thread."""
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
        """Close, and end a transaction that a cancelled caller has left open.

        SQLite lets a connection with an unfinished statement live on, and hold the write lock, until
        the last object that knows the statement is gone; a traceback may be such an object.
        """
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                await self._execute(self._connection.rollback)
        await super().close()


class _Cursor(sqlite3.Cursor):
    """Makes short statements where it stands, others in the connection's thread."""

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
        """Take the write lock if nobody else has it; waiting for it is the thread's."""
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
    """What SQLAlchemy sees of a connection."""

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
        """Where to end the transaction: here, if it has written nothing."""
        driver: InlineConnection = self._connection
        wrote, driver.writes = driver.writes, False
        return None if wrote else driver.here


class _Connection(AsyncConnection):
    """Statements that need not wait; SQLAlchemy's own takes that for a fault of the driver."""

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
            # Nothing in it waits, so nothing can be cut off, and it needs no task of its own.
            await greenlet_spawn(self._proxied.close)

    def _is_quick(self) -> bool:
        """Whether the next call may be made here; it may be handed over all the same."""
        if self._proxied.closed or self._proxied.invalidated:
            return False
        driver = self._proxied.connection.driver_connection
        return isinstance(driver, InlineConnection) and not driver.slow and driver.here is not None


class InlineEngine(AsyncEngine):
    """An engine whose connections are inline ones."""

    _connection_cls = _Connection


def connect_inline(dialect: Any, _record: Any, arguments: list[Any], options: dict[str, Any]) -> _Adapter:
    """Connect, in place of SQLAlchemy's dialect: a listener of its event ``do_connect``."""
    options = {**options, "check_same_thread": False}
    connection = InlineConnection(lambda: sqlite3.connect(*arguments, **options), options["timeout"])
    # A process that is torn down does not wait for it; aiosqlite 0.22 has a thread, before it was one.
    thread: Any = getattr(connection, "_thread", connection)
    thread.daemon = True
    driver: Any = await_only(connection)
    return _Adapter(dialect.dbapi, driver)
