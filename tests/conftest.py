"""Fixtures for all tests: a database of this version on each engine, and a clock that stands still."""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from clocks import ManualClock
from engines import ENGINES, POSTGRES_URL
from hypothesis import settings
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.db.engine import Database, open_database
from bot.db.migrate import migrate

# How long an example takes is the machine's business: a busy one would fail a test of something else.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture
def manual_clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(params=ENGINES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database; on PostgreSQL one that is made for the test and dropped after."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'easel.db'}"
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


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database with this version's tables."""
    async with open_database(database_url) as database:
        await migrate(database)
        yield database
