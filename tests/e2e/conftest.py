"""Fixtures: production logging, and both wire forms for the tests of the main job."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.logging import set_up_logging
from sandbox.server import Sandbox
from tests.e2e import harness as harness_module
from tests.e2e.harness import Harness
from tests.engines import ENGINES, empty_database
from tests.faults.fault_grid import fal_calls, missing_calls
from tests.faults.fault_point import read_recorded
from tests.wire_forms import FORMS, alternate_form, follow


@pytest.fixture(autouse=True)
def _readable_logs():
    set_up_logging(level="INFO", form="console")


@pytest.fixture(params=FORMS)
def wire_form(request, monkeypatch):
    """The wire form of the test's sandbox; the test runs against each of them."""
    follow(monkeypatch, request.param)
    return request.param


@pytest.fixture
def either_wire_form(request, monkeypatch):
    """The wire form of the test's sandbox, selected by the test's name."""
    form = alternate_form(request.node.name)
    follow(monkeypatch, form)
    return form


@pytest.fixture(params=ENGINES)
async def each_engine(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """The bots of the test store everything in an empty database; the test runs on each engine."""
    environment = Sandbox.environment
    async with empty_database(request.param, tmp_path) as url:

        def with_database(sandbox: Sandbox, folder: Path, **more: str) -> dict[str, str]:
            return environment(sandbox, folder, **{"DATABASE_URL": url, **more})

        monkeypatch.setattr(Sandbox, "environment", with_database)
        yield


# The stories of the main job.
_MAIN_JOB = {
    "test_main_job",
    "test_cancelling",
    "test_failures",
    "test_fal_retry",
    "test_more",
    "test_restart",
}


@pytest.fixture(autouse=True)
def _grid_covers_every_call(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The calls that a story of the main job makes to Discord and fal are in the fault grid."""
    missing: set[str] = set()
    if request.module.__name__.rpartition(".")[2] in _MAIN_JOB:
        running_bot = harness_module.running_bot

        @asynccontextmanager
        async def observed(harness: Harness, **options: Any) -> AsyncIterator[Any]:
            async with running_bot(harness, **options) as app:
                yield app
            missing.update(missing_calls(harness), fal_calls(harness) - set(read_recorded()["fal"]["calls"]))

        monkeypatch.setattr(harness_module, "running_bot", observed)
    yield
    assert missing == set(), "calls that tests/faults/fault_grid.py does not know"
