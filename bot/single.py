"""One bot a database and a token: the second process says so and leaves.

The operating system drops these locks when a process ends, however it ends, so a killed bot
never keeps the next one out. They hold on one machine; two machines on one PostgreSQL must
divide their shards (``SHARD_IDS``), and each set of shards is a lock of its own.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

from sqlalchemy.engine import make_url

from bot.errors import StartupError
from config import Settings

__all__ = ["database_in_use", "only_process"]


@contextmanager
def only_process(settings: Settings) -> Iterator[None]:
    """Hold the locks of this database file and this token while the block runs.

    Raises :class:`StartupError` with one line when another process holds one of them.
    """
    with ExitStack() as stack:
        if (beside := _beside_database(settings.database_url)) is not None:
            stack.enter_context(
                _locked(
                    beside,
                    setting="DATABASE_URL",
                    taken="another Easel is running on this database; stop it first",
                )
            )
        if settings.discord_token is not None:
            token = settings.discord_token.get_secret_value()
            taken = "another Easel is running with this token (and these shards); stop it first"
            stack.enter_context(_locked(_for_token(token, settings), setting="DISCORD_TOKEN", taken=taken))
        yield


@contextmanager
def database_in_use(settings: Settings) -> Iterator[None]:
    """Hold only the database's lock: for commands that must not run beside the bot."""
    beside = _beside_database(settings.database_url)
    if beside is None:
        yield
        return
    taken = "the bot is running on this database; stop it first"
    with _locked(beside, setting="DATABASE_URL", taken=taken):
        yield


def _beside_database(url: str) -> Path | None:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        return None
    return Path(f"{parsed.database}.lock")


def _for_token(token: str, settings: Settings) -> Path:
    # A digest, so that neither the file's name nor a process list gives the token away.
    who = f"{settings.discord_api_url}|{token}|{settings.shard_ids}"
    return Path(tempfile.gettempdir()) / f"easel-{hashlib.sha256(who.encode()).hexdigest()[:24]}.lock"


@contextmanager
def _locked(path: Path, *, setting: str, taken: str) -> Iterator[None]:
    while True:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = path.open("a+b")
        except OSError as error:
            line = f"{setting}: cannot open the lock file {path}: {error.strerror}"
            raise StartupError(detail=line) from error
        with handle:
            try:
                _take(handle)
            except OSError as error:
                raise StartupError(detail=f"{setting}: {taken}") from error
            if not _is_at(handle, path):
                continue  # its last owner removed it between our opening and our locking
            try:
                yield
            finally:
                # While it is still locked, so that nobody else's file is removed. Windows
                # refuses to remove an open file; there it stays.
                with suppress(OSError):
                    path.unlink()
            return


def _is_at(handle: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _take(handle: IO[bytes]) -> None:
    """Lock without waiting; raises OSError when another process has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
