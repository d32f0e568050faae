"""Fixtures for all tests: a migrated database on each engine and a manual clock. Marks tests by tier."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.db.engine import Database, open_database
from bot.db.migrate import migrate
from tests.clocks import ManualClock
from tests.engines import ENGINES, POSTGRES_URL
from tests.tiers import mark_by_folder

# An example may be slow on a busy machine.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    mark_by_folder(items)


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
async def database(
    database_url: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Database]:
    """An open database with this version's tables."""
    if database_url.startswith("sqlite"):
        shutil.copy(await _migrated_file(tmp_path_factory.getbasetemp()), tmp_path / "easel.db")
    async with open_database(database_url) as database:
        await migrate(database)
        yield database


async def _migrated_file(folder: Path) -> Path:
    """A SQLite file with this version's tables, migrated once for all tests of a process."""
    path = folder / "migrated.db"
    if not path.exists():
        async with open_database(f"sqlite+aiosqlite:///{path}") as database:
            await migrate(database)
    return path
