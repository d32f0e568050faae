"""Fixtures for unit tests of the bot: the job store on a migrated database."""

from __future__ import annotations

import pytest

from bot.db.engine import Database
from bot.db.jobs import SqlJobStore
from tests.clocks import ManualClock
from tests.unit.bot.factories import Place


@pytest.fixture
def store(database: Database, manual_clock: ManualClock) -> SqlJobStore:
    return SqlJobStore(database, manual_clock)


@pytest.fixture
def place(store: SqlJobStore) -> Place:
    return Place(store)
