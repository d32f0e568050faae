"""Database engines that the tests run on, and empty databases on each."""

from __future__ import annotations

import functools
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.db import engine as engine_module
from bot.db import postgresql
from bot.db.engine import Database, open_database
from bot.db.migrate import migrate

__all__ = [
    "ENGINES",
    "POSTGRES_URL",
    "create_tables",
    "empty_database",
    "extend_time_limits",
    "migrated_database",
]

#: The variable with the URL of a PostgreSQL server for test databases; without it, only SQLite is tested.
POSTGRES_URL = "EASEL_TEST_POSTGRES_URL"

ENGINES = ("sqlite", "postgresql") if POSTGRES_URL in os.environ else ("sqlite",)


def extend_time_limits(monkeypatch: pytest.MonkeyPatch, seconds: float = 20.0) -> None:
    """Replace the time limits of the database, which a busy machine can exceed without a fault."""
    limits = postgresql._Limits(statement=seconds, lock=seconds)
    for name in ("_MAIN", "_URGENT"):
        monkeypatch.setattr(postgresql, name, limits)
    for module in (postgresql, engine_module):
        monkeypatch.setattr(module, "_CONNECT_SECONDS", seconds)
    monkeypatch.setattr(engine_module, "_BUSY_SECONDS", 30.0)
    monkeypatch.setattr(engine_module, "SQLITE_BUSY_SECONDS", seconds)


@asynccontextmanager
async def empty_database(engine: str, folder: Path) -> AsyncIterator[str]:
    """Yield the URL of an empty database; one on PostgreSQL is dropped afterwards."""
    if engine == "sqlite":
        yield f"sqlite+aiosqlite:///{folder / 'easel.db'}"
        return
    server = os.environ[POSTGRES_URL]
    name = f"easel_test_{uuid.uuid4().hex}"
    admin = create_async_engine(server, isolation_level="AUTOCOMMIT")
    try:
        async with admin.connect() as connection:
            await connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        async with admin.connect() as connection:
            await connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await admin.dispose()


async def create_tables(url: str) -> None:
    """Create a SQLite database with this version's tables as a copy of one made once in the process.

    Databases on PostgreSQL and existing files are left as they are, and folders are left to the bot.
    """
    file = make_url(url).database or ""
    if not url.startswith("sqlite") or _exists(file) or not _exists(str(Path(file).parent)):
        return
    template = str(Path(_templates().name) / "migrated.db")
    if not _exists(template):
        async with open_database(f"sqlite+aiosqlite:///{template}") as database:
            await migrate(database)
    shutil.copy(template, file)


def _exists(file: str) -> bool:
    return Path(file).exists()


@functools.cache
def _templates() -> tempfile.TemporaryDirectory[str]:
    """Return the folder of the template, which is removed when the process ends."""
    return tempfile.TemporaryDirectory(prefix="easel-test-")


@asynccontextmanager
async def migrated_database(url: str) -> AsyncIterator[Database]:
    """Open an empty database with this version's tables."""
    await create_tables(url)
    async with open_database(url) as database:
        await migrate(database)
        yield database
