"""PostgreSQL databases for benchmarks, on the server of ``.ci/with-postgres``."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

__all__ = ["SERVER", "kept_database", "new_database"]

SERVER = "EASEL_TEST_POSTGRES_URL"
"""Environment variable with the server's URL."""


async def kept_database(name: str) -> tuple[str, bool]:
    """Return the URL of a database, which is created unless it exists, and whether it did."""
    found = bool(await _execute(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))
    if not found:
        await _execute(f"CREATE DATABASE {name}")
    return _url(name), found


@asynccontextmanager
async def new_database(name: str) -> AsyncIterator[str]:
    """Create an empty database, yield its URL, and drop it at the end."""
    await _execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    await _execute(f"CREATE DATABASE {name}")
    try:
        yield _url(name)
    finally:
        await _execute(f"DROP DATABASE {name} WITH (FORCE)")


def _url(name: str) -> str:
    return make_url(os.environ[SERVER]).set(database=name).render_as_string(hide_password=False)


async def _execute(statement: str) -> list[object]:
    engine = create_async_engine(os.environ[SERVER], isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            result = await connection.exec_driver_sql(statement)
            return list(result) if result.returns_rows else []
    finally:
        await engine.dispose()
