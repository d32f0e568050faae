"""Instance locks: one process per database file and per bot token.

The operating system releases a lock when its process ends, even if it is killed. The locks are for SQLite and local
to one machine; several processes may share a PostgreSQL database (:mod:`bot.ops.processes`).
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.engine import make_url

from bot.errors import StartupError
from bot.private_files import FILE_MODE, make_folder
from config import Settings

__all__ = ["database_lock", "instance_lock"]

# filelock retries if the previous owner removes the file after it is opened and before it is locked.
_RETRY_SECONDS = 0.2


@contextmanager
def instance_lock(settings: Settings) -> Iterator[None]:
    """Lock the database file and the bot token, unless the database is on a PostgreSQL server.

    Raises :class:`StartupError` if another process holds one of the locks.
    """
    if not _is_sqlite(settings):
        yield
        return
    with ExitStack() as stack:
        stack.enter_context(
            database_lock(settings, error="another Easel is running on this database; stop it first")
        )
        if settings.discord_token is not None:
            stack.enter_context(_token_lock(settings.discord_token.get_secret_value(), settings))
        yield


@contextmanager
def _token_lock(token: str, settings: Settings) -> Iterator[None]:
    """Lock the token for each shard of ``SHARD_IDS``, or for all shards."""
    # A digest, so that neither the file name nor a process list reveals the token.
    digest = hashlib.sha256(f"{settings.discord_api_url}|{token}".encode()).hexdigest()[:24]
    folder = Path(tempfile.gettempdir())
    every = folder / f"easel-{digest}.lock"
    shards = [folder / f"easel-{digest}-{shard}.lock" for shard in settings.shard_ids or ()]
    error = "another Easel is running with this token (and some of these shards); stop it first"
    with ExitStack() as stack:
        for path in shards or [every]:
            stack.enter_context(_locked(path, setting="DISCORD_TOKEN", error=error))
        # No other process may have all shards, or any shard if this one has all.
        for path in [every] if shards else sorted(folder.glob(f"easel-{digest}-*.lock")):
            with _locked(path, setting="DISCORD_TOKEN", error=error):
                pass
        yield


@contextmanager
def database_lock(
    settings: Settings,
    *,
    error: str = "the bot is running on this database; stop it first",
    setting: str | None = "DATABASE_URL",
) -> Iterator[None]:
    """Lock only the database file, for commands that must not run alongside the bot.

    Raises :class:`StartupError` with ``error``, which is about ``setting``, if the bot is running. PostgreSQL needs
    no lock.
    """
    if not _is_sqlite(settings):
        yield
        return
    url = make_url(settings.database_url)
    with _locked(Path(f"{url.database}.lock"), setting=setting, error=error):
        yield


def _is_sqlite(settings: Settings) -> bool:
    return make_url(settings.database_url).get_backend_name() == "sqlite"


@contextmanager
def _locked(path: Path, *, setting: str | None, error: str) -> Iterator[None]:
    # No fallback for file systems without locks: it would outlive a killed process.
    lock = FileLock(path, timeout=_RETRY_SECONDS, mode=FILE_MODE, fallback_to_soft=False)
    try:
        make_folder(path.parent)
        lock.acquire()
    except Timeout as cause:
        raise StartupError(detail=error if setting is None else f"{setting}: {error}") from cause
    except OSError as cause:
        raise StartupError(
            detail=f"{setting or 'the sandbox'}: cannot lock {path}: {cause.strerror}"
        ) from cause
    try:
        yield
    finally:
        # Removed so that another user's process can create its own. Windows cannot remove an open file.
        with suppress(OSError):
            path.unlink()
        lock.release()
