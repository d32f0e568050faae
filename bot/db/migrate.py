"""Bringing the database to this version's tables, and refusing what is newer.

Alembic is imported only when there is something to migrate: it costs more than the rest
of the start put together, and on most starts the answer is "already there".
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import delete, false, func, inspect, select, text
from sqlalchemy.engine import Connection

from bot.db.engine import Database, translate_open_errors
from bot.db.schema import bot_state
from bot.errors import StartupError

__all__ = ["HEAD", "known_revisions", "migrate"]

#: The newest revision in ``migrations/versions``; a test holds the two together.
HEAD = "0003"

_SCRIPTS = Path(__file__).parent / "migrations"
# Names the lock under which PostgreSQL's tables are made; any number that nobody else uses.
_LOCK = 0x4541_5345_4C


async def migrate(database: Database) -> bool:
    """Upgrade to :data:`HEAD`; ``True`` when something was done. Safe to repeat.

    Raises :class:`StartupError` when the database was made by a newer Easel, or cannot be written.
    """
    url = database.engine.url
    with translate_open_errors(url):
        async with database.read() as connection:
            revision = await connection.run_sync(_current_revision)
        async with database.write() as connection:
            if revision == HEAD:
                # Changes nothing, but not in a read-only file: better found now than by a member.
                await connection.execute(delete(bot_state).where(false()))
                return False
            await connection.run_sync(_upgrade, url.render_as_string(hide_password=True))
    return True


def known_revisions() -> frozenset[str]:
    """Every revision that this version can read or upgrade."""
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
    if connection.dialect.name == "postgresql":
        # There may be no table yet that could be locked; this lock ends with the transaction.
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
    # Another process may have migrated while this one waited for the write lock.
    revision = _current_revision(connection)
    if revision is not None and revision not in known_revisions():
        raise StartupError(
            detail=f"DATABASE_URL: {shown_url} was made by a newer Easel (revision {revision}, "
            f"this one knows up to {HEAD}); update Easel or restore a backup"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
