"""Backup and restore of a SQLite database.

SQLite's backup API makes a consistent copy even while the bot is writing. A restore checks that the backup
is intact and not from a newer version, keeps the previous database, and replaces the file atomically.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from itertools import chain, count
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.db.migrate import known_revisions
from bot.errors import StartupError
from bot.private_files import create_file, make_folder, restrict

__all__ = ["back_up", "database_file", "missing_file", "restore"]


def database_file(url: str) -> Path:
    """Return the path of a SQLite URL's file. Raises :class:`StartupError` for other databases."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise StartupError(detail="DATABASE_URL: this command is for SQLite; use pg_dump and pg_restore")
    return Path(parsed.database)


def missing_file(database_url: str) -> Path | None:
    """Return the database's file if it does not exist yet: opening it would create it."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database or ":memory:" in url.database:
        return None
    path = Path(url.database)
    return None if path.exists() else path


def back_up(url: str, target: Path) -> int:
    """Copy the database to a new file and return the number of requests in it."""
    source = database_file(url)
    if not source.exists():
        raise StartupError(detail=f"DATABASE_URL: no database at {source}")
    if target.exists():
        raise StartupError(detail=f"{target} already exists; choose another name")
    fresh = target.with_name(f"{target.name}.part")
    try:
        make_folder(target.parent)
        create_file(fresh)
        with closing(sqlite3.connect(source)) as database, closing(sqlite3.connect(fresh)) as copy:
            database.backup(copy)
            # Keep the backup in a single file, without a write-ahead log.
            copy.execute("PRAGMA journal_mode = DELETE")
        requests = _check(fresh)
        fresh.replace(target)
    except (OSError, sqlite3.Error) as error:
        fresh.unlink(missing_ok=True)
        raise StartupError(detail=f"cannot back up to {target}: {error}") from error
    return requests


def restore(url: str, source: Path) -> tuple[int, Path | None]:
    """Restore a backup; return its number of requests and the new path of the previous database.

    The caller must hold the database lock, so that the bot is not running.
    """
    target = database_file(url)
    if not source.exists():
        raise StartupError(detail=f"no backup at {source}")
    try:
        requests = _check(source)
        if target.exists() and source.samefile(target):
            raise StartupError(detail=f"{source} is the database itself; there is nothing to restore")
        make_folder(target.parent)
        fresh = target.with_name(f"{target.name}.restoring")
        fresh.unlink(missing_ok=True)
        create_file(fresh)
        with closing(sqlite3.connect(source)) as backup, closing(sqlite3.connect(fresh)) as copy:
            backup.backup(copy)
        replaced = _set_aside(target)
        fresh.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StartupError(detail=f"cannot restore {source}: {error}") from error
    return requests, replaced


def _free_name(target: Path) -> Path:
    """Return an unused name in the folder of ``target``."""
    first = target.with_name(f"{target.name}.before-restore")
    numbered = (first.with_name(f"{first.name}-{number}") for number in count(2))
    return next(name for name in chain((first,), numbered) if not name.exists())


def _check(path: Path) -> int:
    """Return the number of requests. Raises for a database that is damaged, newer or not Easel's."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        try:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
            revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            requests = copy.execute("SELECT count(*) FROM generations").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise StartupError(detail=f"{path} is not an intact Easel database: {error}") from error
    if verdict != "ok":
        raise StartupError(detail=f"{path} is damaged: {verdict}")
    if revision is None or revision[0] not in known_revisions():
        raise StartupError(detail=f"{path} was made by a newer Easel; update Easel first")
    return int(requests)


def _set_aside(target: Path) -> Path | None:
    """Rename the current database and return its new path."""
    if not target.exists():
        return None
    # A damaged database's write-ahead log cannot be merged; the database is then renamed as is.
    with closing(sqlite3.connect(target)) as present, suppress(sqlite3.DatabaseError):
        present.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    aside = _free_name(target)
    target.replace(aside)
    restrict([aside])
    for suffix in ("-wal", "-shm"):
        target.with_name(f"{target.name}{suffix}").unlink(missing_ok=True)
    return aside
