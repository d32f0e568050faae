"""SQLite without a change of threads for each statement.

aiosqlite hands every call to a thread and waits for it: five changes of threads a statement, which
cost many times what SQLite needs to find or write a row, and on a busy machine milliseconds. So the
short calls are made where they stand. What may wait stays in the thread: taking the write lock, a
commit that reaches the disk, and everything that is not named here. ``slow`` sends a whole
transaction there, for those that read or write many rows.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from typing import Any

import aiosqlite

__all__ = ["InlineConnection", "connect_inline"]

# aiosqlite's own default.
_ROWS_AT_ONCE = 64
# Statements that touch a few rows by index. A write is only made under a lock that is held already,
# and a read waits for nobody in WAL mode.
_SHORT = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")
_TAKES_THE_LOCK = "BEGIN IMMEDIATE"
_BEGINS = "BEGIN"
_FETCHES = frozenset({"fetchone", "fetchmany", "fetchall", "close"})
_EXECUTES = frozenset({"execute", "executemany"})
_ENDS = frozenset({"commit", "rollback"})


class InlineConnection(aiosqlite.Connection):
    """An aiosqlite connection that makes short calls in the caller's thread.

    Only while its own thread rests: a call that was cancelled may still be under way there.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.slow = False
        self._writes = False
        # Each is changed by one thread only.
        self._handed_over, self._returned = 0, 0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._handed_over == self._returned and self._is_short(fn, args):
            return fn(*args, **kwargs)

        def in_thread() -> Any:
            try:
                return fn(*args, **kwargs)
            finally:
                self._returned += 1

        self._handed_over += 1
        return await super()._execute(in_thread)  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Close, and end a transaction that a cancelled caller has left open.

        SQLite lets a connection with an unfinished statement live on, and hold the write lock, until
        the last object that knows the statement is gone; a traceback may be such an object.
        """
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                await self._execute(self._connection.rollback)
        await super().close()

    def _is_short(self, call: Callable[..., Any], arguments: tuple[Any, ...]) -> bool:
        name = getattr(call, "__name__", "")
        if name in _ENDS:
            short, self._writes = not self._writes, False
            return short
        if self.slow:
            return False
        if name not in _EXECUTES or not arguments:
            # A connection's own close() may write; a cursor's does not.
            own = getattr(call, "__self__", None) is self._connection
            return name == "cursor" if own else name in _FETCHES
        statement = str(arguments[0])
        if statement.startswith(_BEGINS):
            self._writes = statement.startswith(_TAKES_THE_LOCK)
            return not self._writes
        return statement.startswith(_SHORT)


def connect_inline(database: str, **options: Any) -> InlineConnection:
    """What :func:`aiosqlite.connect` is, for SQLAlchemy's ``async_creator_fn``."""
    options["check_same_thread"] = False
    connection = InlineConnection(lambda: sqlite3.connect(database, **options), _ROWS_AT_ONCE)
    # A process that is torn down does not wait for it; aiosqlite 0.22 has a thread, before it was one.
    thread: Any = getattr(connection, "_thread", connection)
    thread.daemon = True
    return connection
