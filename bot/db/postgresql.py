"""PostgreSQL: connection pools, time limits, and connections through a pooler.

Every wait is limited on both sides, except in migrations and checks: the server ends a statement, a lock wait or an
idle transaction, and the client gives up when the server itself no longer answers. A process has several pools, so
that neither a long report nor a locked row delays an acknowledgement or the renewal of a lease.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, ExceptionContext
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.db.outages import READ_ONLY, is_disconnected_state, sqlstate_of
from bot.errors import StartupError
from config import Settings

__all__ = ["ServerOptions", "ServerPools", "UnknownOutcomeError", "commit_with", "server_options"]

# Time limit for a connection, and time after which the client stops waiting for the server to keep a limit.
_CONNECT_SECONDS = 1.5
_GRACE_SECONDS = 0.5
# Time limit for a connection of the pool to become free, before the caller decides whether to wait again.
_POOL_SECONDS = 0.5
# Age at which a connection is replaced: after a failover, old ones may still lead to the former primary.
_RECYCLE_SECONDS = 1800
# A connection used this recently is not tested before use.
_FRESH_SECONDS = 5.0
# Time limit for closing a connection in an orderly way.
_CLOSE_SECONDS = 0.1

_URGENT_CONNECTIONS = 2
_BULK_CONNECTIONS = 1
_LEASE_CONNECTIONS = 1
# Pool size at and above which the urgent pool has all of its connections, and leases and notifications have their own.
_SMALL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerOptions:
    """Options for a database server.

    ``pool_size`` is the maximum number of connections of this process, ``pooler`` whether a pooler hands
    out a connection per transaction, and ``name`` the application name that the server shows.
    """

    pool_size: int = 15
    pooler: bool = False
    name: str = "easel"


def server_options(settings: Settings) -> ServerOptions:
    """Return the options for a database server that ``settings`` contain."""
    shards = ",".join(map(str, settings.shard_ids or ()))
    return ServerOptions(
        pool_size=settings.database_pool_size,
        pooler=settings.database_pooler == "transaction",
        name=f"easel shards {shards}" if shards else "easel",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limits:
    """Time limits of the server for a statement, for waiting for a lock and for an idle transaction, in seconds.

    ``None`` is unlimited. A transaction is idle while its process is frozen or its event loop is busy; until it ends,
    others wait for its locks.
    """

    statement: float | None
    lock: float | None
    idle: float = 3.0

    @property
    def client(self) -> float | None:
        """Time limit of the client for an answer."""
        return None if self.statement is None else self.statement + _GRACE_SECONDS

    def settings(self) -> dict[str, str]:
        """Return the limits as settings of the server, in milliseconds."""
        return {
            "statement_timeout": _milliseconds(self.statement),
            "lock_timeout": _milliseconds(self.lock),
            "idle_in_transaction_session_timeout": _milliseconds(self.idle),
        }


def _milliseconds(seconds: float | None) -> str:
    return "0" if seconds is None else str(round(seconds * 1000))


# A command that fails after this time is still answered within Discord's three seconds.
_MAIN = _Limits(statement=1.5, lock=1.0)
# The caller waits for 1.5 seconds; by then, the outage has to be known to the transactions that follow.
_URGENT = _Limits(statement=0.7, lock=0.6)
# Reports, exports, erasure and retention.
_BULK = _Limits(statement=300.0, lock=1.0, idle=30.0)
_UNLIMITED = _Limits(statement=None, lock=None, idle=30.0)


# Options of a URL: libpq's for TLS, the numbers of asyncpg and SQLAlchemy, and others.
_TLS_OPTIONS = (
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "sslpassword",
    "sslcrl",
    "ssl_min_protocol_version",
    "ssl_max_protocol_version",
)
_TLS_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_NUMBERS: Mapping[str, type[int] | type[float]] = {
    "statement_cache_size": int,
    "prepared_statement_cache_size": int,
    "max_cached_statement_lifetime": int,
    "max_cacheable_statement_size": int,
    "timeout": float,
    "command_timeout": float,
}
_FILES = ("sslrootcert", "sslcert", "sslkey", "sslcrl", "passfile")
_OTHER_OPTIONS = (
    "ssl",
    "host",
    "port",
    "user",
    "password",
    "database",
    "passfile",
    "target_session_attrs",
    "krbsrvname",
    "gsslib",
)

# First words of a statement that reads.
_READS = ("SELECT", "WITH", "EXPLAIN", "SHOW")


class ServerPools:
    """Engines for one database server.

    ``main`` is for most transactions, ``urgent`` for reads before an acknowledgement, ``lease`` for the
    process's lease, ``bulk`` for many rows, and ``unlimited``, which keeps no connections, for migrations, checks and
    notifications. Raises :class:`StartupError` for options of ``url`` that the driver does not support.
    """

    def __init__(self, url: URL, options: ServerOptions) -> None:
        _check_options(url.query)
        if url.query.get("statement_cache_size") == "0":
            # The usual setting behind a pooler.
            options = replace(options, pooler=True)
        is_small = options.pool_size < _SMALL
        urgent, lease = (1, 0) if is_small else (_URGENT_CONNECTIONS, _LEASE_CONNECTIONS)
        #: Whether a connection without a pool is kept open for notifications.
        self.listens = not is_small and not options.pooler
        main = max(1, options.pool_size - urgent - lease - _BULK_CONNECTIONS - self.listens)
        pool = partial(_create, url, options)
        self.main = pool(_MAIN, pool_size=main)
        self.urgent = pool(_URGENT, pool_size=urgent)
        self.lease = pool(_URGENT, pool_size=lease) if lease else self.urgent
        self.bulk = pool(_BULK, pool_size=_BULK_CONNECTIONS)
        self.unlimited = pool(_UNLIMITED, poolclass=NullPool)
        # Behind a pooler, limits apply to a transaction that was begun.
        self.reader = self.main if options.pooler else _reader(self.main)
        self.urgent_reader = self.urgent if options.pooler else _reader(self.urgent)
        self.engines = tuple(dict.fromkeys((self.main, self.urgent, self.lease, self.bulk, self.unlimited)))

    async def dispose(self) -> None:
        """Close all connections."""
        for engine in self.engines:
            await engine.dispose()


def _reader(engine: AsyncEngine) -> AsyncEngine:
    """Return an engine for reads, without BEGIN and ROLLBACK: a statement is one round trip instead of three.

    Each is a transaction of its own and shows the same data, because the isolation level is READ COMMITTED.
    """
    reader = engine.execution_options(isolation_level="AUTOCOMMIT")
    event.listen(reader.sync_engine, "before_cursor_execute", _refuse_write)
    return reader


def _refuse_write(_c: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool) -> None:
    """Raise ``RuntimeError`` for a statement that might write, which no rollback would undo."""
    first_word = statement.lstrip(" \n(")[:7].upper()
    if not first_word.startswith(_READS) or context.isinsert or context.isupdate or context.isdelete:
        raise RuntimeError("a read connection cannot write")


class UnknownOutcomeError(Exception):
    """The connection broke during :func:`commit_with`, so that the transaction may have been committed.

    The error of the driver is the cause.
    """


async def commit_with(connection: AsyncConnection, statement: str) -> None:
    """Execute a last ``statement`` of a write transaction and commit it, in one message to the server.

    Nothing may follow in the transaction. Raises the driver's error, after which the transaction must roll back, or
    :class:`UnknownOutcomeError`. The commit of :meth:`~bot.db.engine.Database.write` then ends an empty transaction.
    """
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None  # noqa: S101 - it is connected
    try:
        await driver.execute(f"{statement}; COMMIT AND CHAIN")
    except BaseException as error:
        state = sqlstate_of(error)
        if state and not is_disconnected_state(state):
            raise
        await connection.invalidate(error)
        if isinstance(error, Exception):
            raise UnknownOutcomeError from error
        raise


def _create(url: URL, options: ServerOptions, limits: _Limits, **pool: Any) -> AsyncEngine:
    if "pool_size" in pool:
        pool |= {"max_overflow": 0, "pool_timeout": _POOL_SECONDS, "pool_recycle": _RECYCLE_SECONDS}
    engine = create_async_engine(
        url.difference_update_query(_TLS_OPTIONS),
        connect_args=_connect_arguments(url, options, limits),
        # Keep parameters, which include prompts and tokens, out of errors and thus out of the log.
        hide_parameters=True,
        **pool,
    )
    event.listen(engine.sync_engine, "handle_error", _discard_unusable)
    if "pool_size" in pool:
        event.listen(engine.sync_engine, "checkout", _check_before_use)
        event.listen(engine.sync_engine, "checkin", _note_use)
    if options.pooler:
        event.listen(engine.sync_engine, "begin", partial(_set_limits, limits.settings()))
    return engine


def _connect_arguments(url: URL, options: ServerOptions, limits: _Limits) -> dict[str, Any]:
    # Imported late, because most bots use SQLite.
    from asyncpg import Connection as DriverConnection  # type: ignore[import-untyped]

    class BoundedConnection(DriverConnection):  # type: ignore[misc]
        """A connection with a time limit for closing, because the server may no longer respond."""

        async def close(self, *, timeout: float | None = None) -> None:
            try:
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await super().close(timeout=timeout)
            except TimeoutError:
                self.terminate()

    arguments: dict[str, Any] = {
        "connection_class": BoundedConnection,
        "timeout": _CONNECT_SECONDS,
        "command_timeout": limits.client,
    }
    settings = {"application_name": options.name}
    if options.pooler:
        # A pooler rejects limits at the start of a session, and its server connections change between
        # transactions, so that no statement may outlive its transaction: none has a name.
        arguments |= {
            "statement_cache_size": 0,
            "prepared_statement_cache_size": 0,
            "prepared_statement_name_func": str,
        }
    else:
        settings |= limits.settings()
        # Neither a standby nor a read-only primary is usable.
        arguments["target_session_attrs"] = url.query.get("target_session_attrs", "read-write")
    arguments["server_settings"] = settings
    # asyncpg accepts libpq's TLS options in a connection string only.
    if tls := {name: value for name, value in url.query.items() if name in _TLS_OPTIONS}:
        arguments["dsn"] = f"postgresql://?{urlencode(tls, doseq=True)}"
    return {**arguments, **_numbers(url.query)}


def _numbers(query: Mapping[str, Any]) -> dict[str, Any]:
    """Return the numeric arguments of the URL, which asyncpg does not accept as text."""
    return {name: _NUMBERS[name](value) for name, value in query.items() if name in _NUMBERS}


def _check_options(query: Mapping[str, Any]) -> None:
    """Raise :class:`StartupError` for options that the driver does not have, or values that it does not accept."""
    if unknown := sorted(query.keys() - {*_TLS_OPTIONS, *_NUMBERS, *_OTHER_OPTIONS}):
        known = ", ".join((*_TLS_OPTIONS, *_OTHER_OPTIONS))
        raise StartupError(
            detail=f"DATABASE_URL: unsupported option {', '.join(unknown)}; supported: {known}"
        )
    if twice := sorted(
        name for name, value in query.items() if not isinstance(value, str) and name != "host"
    ):
        raise StartupError(detail=f"DATABASE_URL: the option {', '.join(twice)} is given twice")
    for name in ("sslmode", "ssl"):
        if (mode := query.get(name, "prefer")) not in _TLS_MODES:
            raise StartupError(detail=f"DATABASE_URL: {name}={mode}, expected {', '.join(_TLS_MODES)}")
    for name in _FILES:
        if name in query and not Path(query[name]).is_file():
            raise StartupError(detail=f"DATABASE_URL: {name}: there is no file {query[name]}")
    try:
        _numbers(query)
    except (TypeError, ValueError) as error:
        raise StartupError(detail=f"DATABASE_URL: {error}") from error


def _discard_unusable(context: ExceptionContext) -> None:
    """Discard all connections after a timeout of the client, or if the server has become read-only.

    After a failed BEGIN or COMMIT, discard only that connection: the driver would treat its next transaction as nested.
    """
    error = context.original_exception
    if isinstance(error, TimeoutError) or sqlstate_of(error) == READ_ONLY:
        context.is_disconnect = True
    elif not context.is_disconnect and (context.statement is None or _has_not_begun(context.connection)):
        context.is_disconnect, context.invalidate_pool_on_disconnect = True, False


def _has_not_begun(connection: Connection | None) -> bool:
    """Return whether the failed statement was the BEGIN, which the driver sends before the first statement."""
    if connection is None or connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT":
        return False
    driver: Any = connection.connection.driver_connection
    return driver is not None and not driver.is_in_transaction()


def _check_before_use(connection: Any, record: Any, _proxy: Any) -> None:
    """Test a connection that has been idle, so that no transaction begins on a broken one."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError("closed by the server")
    now = asyncio.get_running_loop().time()
    if now - record.info.get("used_at", now) > _FRESH_SECONDS:
        try:
            connection.ping()
        except Exception as error:
            raise DisconnectionError(str(error)) from error


def _note_use(_connection: Any, record: Any) -> None:
    record.info["used_at"] = asyncio.get_running_loop().time()


def _set_limits(limits: Mapping[str, str], connection: Connection) -> None:
    """Set the limits of one transaction, in one statement."""
    calls = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in limits.items())
    connection.exec_driver_sql(f"SELECT {calls}")
