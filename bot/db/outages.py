"""Database outages: detection, logging, and fast failure of further transactions.

An outage is any condition that clears without a change to Easel: a server that is down, overloaded, read-only
or out of connections, a lock held by another session, a full disk, a damaged file until it is replaced by a
backup. A bug is not an outage.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.clock import Clock
from bot.errors import DatabaseUnavailableError

__all__ = [
    "DAMAGED",
    "READ_ONLY",
    "OutageMonitor",
    "describe_outage",
    "first_line",
    "is_disconnected_state",
    "is_out_of_connections",
    "sqlstate_of",
]

log = structlog.stdlib.get_logger(__name__)

# Time between two log lines about the same outage.
_LOG_SECONDS = 60.0
# Time after a failed attempt to reach the server during which other attempts fail immediately.
_FAIL_FAST_SECONDS = 1.0

_SQLITE_CODES = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
#: "database disk image is malformed", "file is not a database". A failing disk can cause both.
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# The lower byte of an extended code.
_PRIMARY_CODE = 0xFF

# PostgreSQL: https://www.postgresql.org/docs/current/errcodes-appendix.html
READ_ONLY = "25006"
_TOO_MANY_CONNECTIONS = "53300"
# Classes: connection exception, transaction rollback, insufficient resources, operator intervention (which
# includes the statement timeout), system error.
_STATE_CLASSES = ("08", "40", "53", "57", "58")
# Read-only transaction, idle-in-transaction timeout, lock timeout.
_STATES = frozenset({READ_ONLY, "25P03", "55P03"})
# Connection exceptions, and a server that shuts down.
_DISCONNECTED_CLASSES = ("08", "57P")
# Errors of a server that cannot be used at all; others concern one statement.
_AWAY_CLASSES = ("08", "57P", READ_ONLY)


def sqlstate_of(error: BaseException) -> str:
    """Return PostgreSQL's five-character code of ``error``; an empty string for any other error."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(origin, "sqlstate", None) or "")


def describe_outage(error: BaseException) -> str | None:
    """Return one line without user input if ``error`` means an outage; ``None`` for any other error."""
    if isinstance(error, PoolTimeoutError):
        return "all connections are in use"
    origin = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if isinstance(origin, sqlite3.Error):
        code = getattr(origin, "sqlite_errorcode", 0) & _PRIMARY_CODE
        if code in DAMAGED:
            return f"{origin}; restore a backup (easel restore)"
        return str(origin) if code in _SQLITE_CODES else None
    state = sqlstate_of(error)
    if state:
        known = state.startswith(_STATE_CLASSES) or state in _STATES
        return f"{first_line(origin)} (SQLSTATE {state})" if known else None
    return first_line(origin) if isinstance(origin, OSError) or _is_disconnected(error, origin) else None


def is_disconnected_state(state: str) -> bool:
    """Return whether this code, of the server or driver, means a lost connection: a commit may have succeeded."""
    return state.startswith(_DISCONNECTED_CLASSES)


def is_out_of_connections(error: BaseException) -> bool:
    """Return whether all connections of this process, or of the server, are in use."""
    return isinstance(error, PoolTimeoutError) or sqlstate_of(error) == _TOO_MANY_CONNECTIONS


def _is_disconnected(error: BaseException, origin: BaseException) -> bool:
    """Return whether the driver itself reports that it has no usable connection."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    # asyncpg's own errors, which have no code from the server: the connection was closed in between, or no
    # host accepts writes.
    return "connection is closed" in str(origin) or "target attribute requirement" in str(origin)


def _is_away(error: BaseException) -> bool:
    if isinstance(error, PoolTimeoutError):
        return False
    state = sqlstate_of(error)
    return state.startswith(_AWAY_CLASSES) if state else True


def first_line(error: BaseException) -> str:
    """Return the first line of the driver's message."""
    error = error.orig if isinstance(error, DBAPIError) and error.orig else error
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


class OutageMonitor:
    """Logs outages, and lets transactions fail fast while the server is unavailable.

    ``fail_fast`` is for servers. While one is unavailable, a single transaction at a time tries to reach it and
    the others wait for its outcome; for one second after a failure, all fail immediately.
    """

    def __init__(self, clock: Clock, *, fail_fast: bool) -> None:
        self._clock = clock
        self._fail_fast = fail_fast
        self._away: str | None = None
        self._away_since = 0.0
        self._retry_at = 0.0
        self._attempt = asyncio.Lock()
        self._logged_at: float | None = None
        self._is_logged = False
        self._unlogged = 0

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """Guard a transaction's attempt to connect.

        Raises :class:`~bot.errors.DatabaseUnavailableError` if an attempt has just failed.
        """
        if self._away is None or not self._fail_fast:
            yield
            return
        async with self._attempt:
            self.check()
            yield

    @property
    def away(self) -> str | None:
        """Description of the current outage."""
        return self._away

    def check(self) -> None:
        """Raise :class:`~bot.errors.DatabaseUnavailableError` if an attempt has just failed."""
        if self._away is not None and asyncio.get_running_loop().time() < self._retry_at:
            raise DatabaseUnavailableError(detail=self._away)

    def record_success(self, *, wrote: bool) -> None:
        """Record a complete transaction. On SQLite, only a write shows that the database is usable again."""
        if self._away is None or not (wrote or self._fail_fast):
            return
        self._away = None
        if self._is_logged:
            log.info("database available again", seconds=round(self._clock.now() - self._away_since))
        self._is_logged = False

    def record_failure(self, error: BaseException, line: str) -> None:
        """Record an outage; log it at most once a minute."""
        now = self._clock.now()
        if not self._fail_fast or _is_away(error):
            if self._away is None:
                self._away_since = now
            self._away = line
            self._retry_at = asyncio.get_running_loop().time() + _FAIL_FAST_SECONDS
        self._unlogged += 1
        if self._logged_at is None or not 0 <= now - self._logged_at < _LOG_SECONDS:
            log.error("database unavailable", error=line, failed_transactions=self._unlogged)
            self._logged_at, self._unlogged, self._is_logged = now, 0, self._away is not None
