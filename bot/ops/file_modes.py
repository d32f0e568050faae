"""File modes at start: files of earlier versions become accessible only to Easel's own user."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import structlog
from sqlalchemy.engine import make_url

from bot.private_files import restrict
from config import Settings

__all__ = ["restrict_files"]

log = structlog.stdlib.get_logger(__name__)


def restrict_files(settings: Settings) -> None:
    """Withdraw the access of other users from all files of this bot, and from the folders it owns. Blocking.

    The folder of the database is included only if it contains nothing but files of Easel.
    """
    try:
        failed = restrict(_files(settings))
    except OSError as error:
        log.warning("file modes not checked", error=error.strerror)
    else:
        if failed:
            log.warning("files are accessible to other users", files=[str(path) for path in failed])


def _files(settings: Settings) -> list[Path]:
    url = make_url(settings.database_url)
    database = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    paths = [*_tree(settings.spool_dir), settings.health_file]
    if database is not None:
        paths += [*_with_name_of(database), *_own_folder(database, settings)]
    return paths


def _tree(folder: Path) -> Iterator[Path]:
    if folder.is_symlink() or not folder.is_dir():
        return
    for parent, _, names in os.walk(folder):
        yield Path(parent)
        yield from (Path(parent, name) for name in names)


def _with_name_of(database: Path) -> list[Path]:
    """Return the database, its log and lock, and the databases that restores have replaced."""
    folder = database.parent
    return [one for one in folder.iterdir() if one.name.startswith(database.name)] if folder.is_dir() else []


def _own_folder(database: Path, settings: Settings) -> list[Path]:
    folder = database.parent
    own = {settings.spool_dir.absolute(), settings.health_file.absolute()}
    is_own = all(
        entry.name.startswith(database.name) or entry.absolute() in own
        for entry in (folder.iterdir() if folder.is_dir() else ())
    )
    return [folder] if is_own else []
