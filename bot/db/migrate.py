"""Migration of the database to this version's schema; newer databases are rejected.

Alembic is imported only if there is something to migrate, because importing it takes longer than the rest
of the start-up.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy import delete, false, func, inspect, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.db.engine import Database, translate_open_errors
from bot.db.schema import bot_state
from bot.errors import StartupError

__all__ = ["HEAD", "SchemaState", "check_schema", "known_revisions", "migrate"]

#: The newest revision in ``migrations/versions``; checked by a test.
HEAD = "0015"

_SCRIPTS = Path(__file__).parent / "migrations"
# ID of the PostgreSQL advisory lock for migrations; an arbitrary unused number. Versions up to 0.1.0 wait for
# another one, in a way that would keep indexes from being built.
_LOCK = 0x4541_5345_4C_02
_LOCK_PAUSE_SECONDS = 0.5


async def migrate(database: Database) -> bool:
    """Upgrade to :data:`HEAD`; return whether anything was changed. Safe to repeat.

    Raises :class:`StartupError` if the database is from a newer version of Easel or is not writable.
    """
    url = database.engine.url
    with translate_open_errors(url):
        async with database.read() as connection:
            revision = await connection.run_sync(_current_revision)
        if revision == HEAD:
            # With time limits: a server that stops responding must not hold up a start forever.
            async with database.write() as connection:
                await _try_to_write(connection)
                await _try_to_read(connection)
            return False
        shown_url = url.render_as_string(hide_password=True)
        if database.dialect == "sqlite":
            async with database.exclusive() as connection:
                await connection.run_sync(_upgrade, shown_url)
        else:
            async with _locked(database), database.unmanaged() as connection:
                await connection.run_sync(_upgrade, shown_url)
    return True


@asynccontextmanager
async def _locked(database: Database) -> AsyncIterator[None]:
    """Hold a PostgreSQL server's lock for migrations, on a connection of its own.

    An advisory lock, because there may be no table to lock yet; it ends with the transaction, even behind a
    pooler. It is polled, each time in a new transaction: PostgreSQL finishes an index only when all transactions
    with an older snapshot have ended, and a statement that waits for the lock would hold such a snapshot.
    """
    while True:
        async with database.exclusive() as connection:
            if await connection.scalar(select(func.pg_try_advisory_xact_lock(_LOCK))):
                # The last statement's snapshot is kept until the next one; this one has none.
                await connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
                yield
                return
        await asyncio.sleep(_LOCK_PAUSE_SECONDS)


class SchemaState(StrEnum):
    """How a database's schema relates to this version's."""

    EMPTY = "empty; the next start creates the tables"
    OUTDATED = "the next start upgrades the tables"
    CURRENT = "schema is up to date"


async def check_schema(database: Database) -> SchemaState:
    """Check that the database can be written, without changing anything; return the state of its schema.

    Raises :class:`StartupError` if it is from a newer version of Easel or is not writable.
    """
    url = database.engine.url
    with translate_open_errors(url):
        async with database.read() as connection:
            revision = await connection.run_sync(_current_revision)
        if revision is not None and revision != HEAD and revision not in known_revisions():
            raise StartupError(detail=_newer(url.render_as_string(hide_password=True), revision))
        async with database.write() as connection:
            # On SQLite, taking the write lock is enough.
            if revision is not None and database.dialect != "sqlite":
                await _try_to_write(connection)
    if revision is None:
        return SchemaState.EMPTY
    return SchemaState.CURRENT if revision == HEAD else SchemaState.OUTDATED


async def _try_to_write(connection: AsyncConnection) -> None:
    """Execute a delete that matches no row, to fail on a read-only database before the first request."""
    await connection.execute(delete(bot_state).where(false()))


async def _try_to_read(connection: AsyncConnection) -> None:
    """Read a row of each table, because a damaged SQLite file opens without an error.

    The first requests may read only the indexes.
    """
    if connection.dialect.name == "sqlite":
        for table in bot_state.metadata.sorted_tables:
            await connection.execute(select(table).limit(1))


def known_revisions() -> frozenset[str]:
    """Return every revision that this version can read or upgrade."""
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory(str(_SCRIPTS)).walk_revisions())


def _current_revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return None if row is None else str(row[0])


def _upgrade(connection: Connection, shown_url: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    # Another process may have migrated while this one waited for the lock.
    revision = _current_revision(connection)
    if revision is not None and revision not in known_revisions():
        raise StartupError(detail=_newer(shown_url, revision))
    config.attributes["connection"] = connection
    if connection.dialect.name != "sqlite":
        config.attributes["concurrently"] = True
        connection.rollback()  # ends the read, so that each migration begins a transaction
    command.upgrade(config, "head")


def _newer(shown_url: str, revision: str) -> str:
    return (
        f"DATABASE_URL: {shown_url} was made by a newer Easel (revision {revision}, "
        f"this one knows up to {HEAD}); update Easel or restore a backup"
    )
