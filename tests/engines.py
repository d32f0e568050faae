"""Database engines that the tests run on, and empty databases on each."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.db.engine import Database, open_database
from bot.db.migrate import migrate

__all__ = ["ENGINES", "POSTGRES_URL", "empty_database", "migrated_database"]

#: The variable with the URL of a PostgreSQL server for test databases; without it, only SQLite is tested.
POSTGRES_URL = "EASEL_TEST_POSTGRES_URL"

ENGINES = ("sqlite", "postgresql") if POSTGRES_URL in os.environ else ("sqlite",)


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


@asynccontextmanager
async def migrated_database(url: str, cache: Path) -> AsyncIterator[Database]:
    """Open an empty database and create the tables; for SQLite, from a file made once in ``cache``."""
    if url.startswith("sqlite"):
        template = cache / "migrated.db"
        if not template.exists():
            async with open_database(f"sqlite+aiosqlite:///{template}") as database:
                await migrate(database)
        shutil.copy(template, str(make_url(url).database))
    async with open_database(url) as database:
        await migrate(database)
        yield database
