"""Fixtures for all tests: a migrated database on each engine and a manual clock. Marks tests by tier."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from aiohttp import web_app
from hypothesis import settings

from bot.db.engine import Database
from tests.clocks import ManualClock
from tests.engines import ENGINES, empty_database, extend_time_limits, migrated_database
from tests.tiers import mark_by_folder

# No deadline: an example may be slow on a busy machine.
settings.register_profile("easel", deadline=None)
settings.load_profile("easel")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    mark_by_folder(items)


def pytest_collection_finish() -> None:
    """Exempt modules and collected tests from garbage collection, which otherwise takes longer with each."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def closed_applications() -> Iterator[None]:
    """Release aiohttp's applications, which its cache would keep with all traffic of their simulators.

    Garbage collection of a thousand simulators stops the event loop for seconds.
    """
    yield
    web_app._cached_build_middleware.cache_clear()


@pytest.fixture(autouse=True)
def default_logging() -> Iterator[None]:
    """Undo a test's ``set_up_logging``: the next test in the process captures every event again."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    yield
    structlog.reset_defaults()
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.fixture(autouse=True)
def time_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time limits of database calls; tests of the limits themselves override this fixture."""
    extend_time_limits(monkeypatch)


@pytest.fixture
def manual_clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(params=ENGINES)
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of an empty database."""
    async with empty_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database with this version's tables."""
    async with migrated_database(database_url) as database:
        yield database
